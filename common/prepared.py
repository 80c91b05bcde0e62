"""Queries that are put together once: for the few that cost more to write than to answer."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Row = TypeVar("Row")

Value = int | date | Sequence[int]

_FIRST_STAND_IN = -7_061_001
"""Stand-ins for the numbers to come, which no row and no constant of a query has."""
_FIRST_DAY = date(1, 2, 3)
"""Stand-in for the first local date to come; the next ones follow it."""


class Prepared(Generic[M, Row]):
    """A query whose SQL Django writes once a database; each time only the values differ.

    ``build`` takes one number for each of ``names``, a key as a rule, one local date for each of ``days``, and for each
    of ``lists`` as many numbers as that says at most; it returns the QuerySet. It must not use them in any other way
    than as values to compare with.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[M, Row]],
        *names: str,
        days: Sequence[str] = (),
        lists: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._build, self._names, self._days, self._lists = build, names, days, lists
        self._written: dict[str, _Written[M, Row]] = {}

    def rows(self, **values: Value) -> Sequence[tuple[Any, ...]]:
        """The rows for these values as the database gives them: a date may be text. One query."""
        written = self._write()
        with connection.cursor() as cursor:
            cursor.execute(written.sql, written.filled(values))
            rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def fetch(self, **values: Value) -> list[Row]:
        """What the QuerySet would give for these values. One query, and what it prefetches.

        Raises ``ValueError`` when a list is longer than it may be, or empty.
        """
        written = self._write()
        ready = copy(written.compiler)
        ready.connection = connection
        for name, most in self._lists.items():
            if not 0 < len(values[name]) <= most:  # type: ignore[arg-type]
                raise ValueError(f"{name} takes up to {most} values.")
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
            lists = {}
            for name, most in self._lists.items():
                first = _FIRST_STAND_IN - len(slots) - len(self._names)
                lists[name] = [first - place for place in range(most)]
                slots |= {number: _Slot(name, place) for place, number in enumerate(lists[name])}
            slots |= {connection.ops.adapt_datefield_value(day): _Slot(name) for name, day in days.items()}
            queryset = self._build(**numbers, **days, **lists)
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
    place: int = 0
    """In a list."""


class _Written(NamedTuple, Generic[M, Row]):
    """A query as it stands for one database."""

    queryset: QuerySet[M, Row]
    compiler: SQLCompiler
    sql: str
    converters: dict[int, Any]
    """How a column's value is read, by its place."""
    filling: tuple[object, ...]
    """What goes into it, a ``_Slot`` for each value to come."""

    def filled(self, values: Mapping[str, Value]) -> list[Any]:
        """What goes into it for ``values``."""
        return [_adapted(values[each.name], each.place) if isinstance(each, _Slot) else each for each in self.filling]


def _adapted(value: Value, place: int) -> object:
    if isinstance(value, int):
        return value
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    # A list that is shorter than it may be repeats its last.
    return value[min(place, len(value) - 1)]
