"""Queries that are put together once: for the few that cost more to write than to answer."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

_FIRST_STAND_IN = -7_061_001
"""Stand-ins for the values to come: numbers that no row and no constant of a query has."""


class Prepared:
    """A query whose SQL Django writes once a database; each time only the values differ.

    ``build`` takes one number for each of ``names``, a key as a rule, and returns the QuerySet. It must not use a
    number in any other way than as a value to compare with.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *names: str) -> None:
        self._build, self._names = build, names
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def rows(self, **values: int) -> Sequence[tuple[Any, ...]]:
        """The rows for these values as the database gives them: a date may be text. One query."""
        sql, slots = self._sql()
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[slot.name] if isinstance(slot, _Slot) else slot for slot in slots])
            rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def _sql(self) -> tuple[str, tuple[Any, ...]]:
        """The SQL for the database in use with what goes into it, a ``_Slot`` for each value to come."""
        if connection.vendor not in self._written:
            stand_ins = {_FIRST_STAND_IN - place: name for place, name in enumerate(self._names)}
            queryset = self._build(**{name: number for number, name in stand_ins.items()})
            sql, params = queryset.query.sql_with_params()
            slots = tuple(_Slot(stand_ins[param]) if param in stand_ins else param for param in params)
            self._written[connection.vendor] = sql, slots
        return self._written[connection.vendor]


class _Slot:
    """A place in a query for a value to come."""

    def __init__(self, name: str) -> None:
        self.name = name
