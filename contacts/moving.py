"""Two rows becoming one: what hangs on the one that goes moves to the one that stays, by a rule for each relation.

Every floor declares the rules of its own relations (``AppConfig.ready``), so that this one need not know them.
``undeclared`` names those that nobody thought of: a test holds it empty, and ``move_all`` refuses to lose them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from contacts import snapshots
from contacts.importing.records import add_lines

STAYS, GOES = "stays", "goes"
"""The sides of a choice."""


class UndeclaredRelationError(RuntimeError):
    """A relation to what is merged has no rule: merging would lose what hangs on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two rows of one model, of one owner, that become one."""

    stays: Model
    goes: Model
    on: date
    """The owner's local date."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Which side counts where both have something of which only one can be."""

    def side(self, name: str) -> str:
        """The side chosen for ``name``; the one that stays unless said otherwise."""
        return GOES if self.choices.get(name) == GOES else STAYS


Rule = Callable[[type[Model], str, Pair], None]
"""Moves the rows of a model whose pointer (its attribute name) is at the one that goes."""

_RULES: dict[tuple[type[Model], str], Rule] = {}
_MERGED: list[type[Model]] = []


def merges(model: type[Model]) -> None:
    """Say that rows of ``model`` can become one, so that every relation to it needs a rule."""
    if model not in _MERGED:
        _MERGED.append(model)


def declare(model: type[Model], pointer: str, rule: Rule) -> None:
    """Say by which rule rows of ``model`` move whose foreign key ``pointer`` is at what is merged."""
    _RULES[model, model._meta.get_field(pointer).attname] = rule  # type: ignore[union-attr]


def merged_models() -> list[type[Model]]:
    """The models whose rows can become one."""
    return list(_MERGED)


def undeclared(model: type[Model]) -> list[str]:
    """The relations to ``model`` without a rule, as "contacts.followup.contact_id"."""
    return [
        f"{snapshots.label(other)}.{pointer.attname}"
        for other, pointer in snapshots.pointing_at(model)
        if (other, pointer.attname) not in _RULES
    ]


def move_all(pair: Pair) -> None:
    """Move everything that hangs on ``pair.goes``; afterwards nothing points at it. In a transaction.

    Raises ``UndeclaredRelationError`` before anything is touched.
    """
    model = type(pair.goes)
    if missing := undeclared(model):
        raise UndeclaredRelationError(f"Nobody said what becomes of {', '.join(missing)}.")
    relations = list(snapshots.pointing_at(model))
    for other, pointer in relations:
        _RULES[other, pointer.attname](other, pointer.attname, pair)
    for other, pointer in relations:
        if snapshots.every(other).filter(**{pointer.attname: pair.goes.pk}).exists():
            raise UndeclaredRelationError(f"The rule for {snapshots.label(other)}.{pointer.attname} left rows behind.")


def within_reach(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Rows that merging may touch: those that point at ``model``, and those that point at them, each with the way."""
    for other, pointer in snapshots.pointing_at(model):
        yield other, pointer.attname
        if other is model or other._meta.auto_created:
            continue
        for third, far in snapshots.pointing_at(other):
            if not third._meta.auto_created:
                yield third, f"{far.name}__{pointer.attname}"


def simply(model: type[Model], pointer: str, pair: Pair) -> None:
    """The rule where nothing can collide: all rows move."""
    _of(model, pointer, pair.goes).update(**{pointer: pair.stays.pk})


def in_use(model: type[Model], keys: Iterable[int]) -> set[int]:
    """Those of ``keys`` at which some row points; a query for each relation to ``model``."""
    wanted = list(keys)
    return {
        target
        for other, pointer in snapshots.pointing_at(model)
        for target in snapshots.every(other)
        .filter(**{f"{pointer.attname}__in": wanted})
        .order_by()
        .values_list(pointer.attname, flat=True)
    }


def once_by(*names: str, fill: tuple[str, ...] = (), join: tuple[str, ...] = ()) -> Rule:
    """The rule for rows that are there once by ``names`` (attribute names): a second one collapses into the first.

    Blank ``fill`` columns of the first take the second one's values, lines of ``join`` columns it does not have are
    added to its own. A row at which something points is left whole, and moves.
    """

    def rule(model: type[Model], pointer: str, pair: Pair) -> None:
        here = {_key(row, names): row for row in _of(model, pointer, pair.stays)}
        twice = [row for row in _of(model, pointer, pair.goes).order_by("pk") if _key(row, names) in here]
        used = in_use(model, [row.pk for row in twice])
        for row in twice:
            if row.pk not in used:
                _fill(here[_key(row, names)], row, fill, join)
                snapshots.every(model).filter(pk=row.pk).delete()
        simply(model, pointer, pair)

    return rule


def _of(model: type[Model], pointer: str, row: Model) -> Any:
    return snapshots.every(model).filter(**{pointer: row.pk})


def _key(row: Model, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def _fill(row: Model, other: Model, fill: tuple[str, ...], join: tuple[str, ...]) -> None:
    """Complete ``row`` from ``other``, and save those columns alone: none that ``save`` of the model would derive."""
    written = {name: getattr(other, name) for name in fill if getattr(row, name) in (None, "")}
    written |= {name: add_lines(getattr(row, name), getattr(other, name)) for name in join}
    if written:
        snapshots.every(type(row)).filter(pk=row.pk).update(**written)
