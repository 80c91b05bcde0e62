"""Queries that are put together once: for the few that cost more to write than to answer."""

from collections.abc import Callable, Sequence
from copy import copy
from datetime import date, timedelta
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Row = TypeVar("Row")

_FIRST_STAND_IN = -7_061_001
"""Stand-ins for the numbers to come, which no row and no constant of a query has."""
_FIRST_DAY = date(1, 2, 3)
"""Stand-in for the first local date to come; the next ones follow it."""


class Prepared(Generic[M, Row]):
    """A query whose SQL Django writes once a database; each time only the values differ.

    ``build`` takes one number for each of ``names``, a key as a rule, and one local date for each of ``days``, and
    returns the QuerySet. It must not use them in any other way than as values to compare with.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Row]], *names: str, days: Sequence[str] = ()) -> None:
        self._build, self._names, self._days = build, names, days
        self._written: dict[str, _Written[M, Row]] = {}

    def rows(self, **values: int | date) -> Sequence[tuple[Any, ...]]:
        """The rows for these values as the database gives them: a date may be text. One query."""
        written = self._write()
        with connection.cursor() as cursor:
            cursor.execute(written.sql, written.filled(values))
            rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def fetch(self, **values: int | date) -> list[Row]:
        """What the QuerySet would give for these values. One query, and what it prefetches."""
        written = self._write()
        ready = copy(written.compiler)
        ready.connection = connection
        params = tuple(written.filled(values))
        ready.as_sql = lambda *_, **__: (written.sql, params)  # type: ignore[method-assign]
        ready.get_converters = lambda *_: written.converters  # type: ignore[method-assign]
        queryset = written.queryset.all()
        queryset.query.get_compiler = lambda *_, **__: ready  # type: ignore[method-assign]
        return list(queryset)

    def _write(self) -> "_Written[M, Row]":
        """The query for the database in use."""
        if connection.vendor not in self._written:
            numbers = {name: _FIRST_STAND_IN - place for place, name in enumerate(self._names)}
            days = {name: _FIRST_DAY + timedelta(days=place) for place, name in enumerate(self._days)}
            slots: dict[object, _Slot] = {number: _Slot(name) for name, number in numbers.items()}
            slots |= {connection.ops.adapt_datefield_value(day): _Slot(name) for name, day in days.items()}
            queryset = self._build(**numbers, **days)
            compiler = queryset.query.get_compiler(using=connection.alias)
            sql, params = compiler.as_sql()
            filling = tuple(slots.get(param, param) for param in params)
            converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
            self._written[connection.vendor] = _Written(queryset, compiler, sql, converters, filling)
        return self._written[connection.vendor]


def hold(row: Model, relation: str, related: Sequence[Model]) -> None:
    """Have ``row.<relation>.all()`` give ``related`` without a query, as ``prefetch_related`` would."""
    vars(row).setdefault("_prefetched_objects_cache", {})[relation] = related


class _Slot(NamedTuple):
    """A place in a query for a value to come."""

    name: str


class _Written(NamedTuple, Generic[M, Row]):
    """A query as it stands for one database."""

    queryset: QuerySet[M, Row]
    compiler: SQLCompiler
    sql: str
    converters: dict[int, Any]
    """How a column's value is read, by its place."""
    filling: tuple[object, ...]
    """What goes into it, a ``_Slot`` for each value to come."""

    def filled(self, values: dict[str, int | date]) -> list[Any]:
        """What goes into it for ``values``."""
        return [_adapted(values[each.name]) if isinstance(each, _Slot) else each for each in self.filling]


def _adapted(value: int | date) -> object:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
