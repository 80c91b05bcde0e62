"""Writing rows back as they were, many at a time; a row whose place was taken meanwhile is refused, not forced."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model

from common import many_rows
from contacts import snapshots
from contacts.snapshots import Frozen

TAKEN = "has its place taken by something else since"
GONE = "belonged to something that was deleted since"
_ALIKE = 5
"""Up to so many different values in a batch an UPDATE each is cheaper than one with a CASE."""

Coming = Mapping[type[Model], set[int]]
"""Keys of rows that are about to come back."""


@dataclass(frozen=True, slots=True)
class Restore:
    """A row and what its columns are to hold again."""

    key: int
    fields: Frozen
    instead_of: Frozen = field(default_factory=dict)
    """What they hold now."""


Refused = list[tuple[Restore, str]]
"""What could not go back, and why."""


def remove(model: type[Model], keys: Sequence[int]) -> int:
    """Delete these rows, at which nothing points any more; returns how many."""
    for batch in snapshots.batches(keys):
        snapshots.every(model).filter(pk__in=batch).delete()
    return len(keys)


def update(model: type[Model], restores: Sequence[Restore], *, coming: Coming) -> Refused:
    """Set columns of rows that are there back to what they held."""
    refused: Refused = []
    for batch in snapshots.batches(restores):
        possible, gone = _with_what_they_point_at(model, batch, coming)
        refused += gone + _all_or_one_by_one(possible, lambda some: _update(model, some))
    return refused


def put_back(model: type[Model], restores: Sequence[Restore]) -> Refused:
    """Insert rows again with the keys they had."""
    refused: Refused = []
    siblings = {model: {each.key for each in restores}}
    for batch in snapshots.batches(restores):
        possible, gone = _with_what_they_point_at(model, batch, siblings)
        refused += gone + _all_or_one_by_one(possible, lambda some: _insert(model, some))
    return refused


def _with_what_they_point_at(
    model: type[Model], restores: Sequence[Restore], coming: Coming
) -> tuple[list[Restore], Refused]:
    """``restores`` without pointers at rows that are gone: blank where they may be, else refused."""
    possible, refused = list(restores), []
    for name, column in snapshots.columns(model).items():
        target = column.related_model
        if not isinstance(column, ForeignKey) or not isinstance(target, type):
            continue
        wanted = {each.fields[name] for each in possible if each.fields.get(name) is not None}
        wanted -= coming.get(target, set())
        gone = wanted - set(
            snapshots.every(target).filter(pk__in=wanted).values_list("pk", flat=True) if wanted else ()
        )
        if not gone:
            continue
        if not column.null:
            refused += [(each, GONE) for each in possible if each.fields.get(name) in gone]
            possible = [each for each in possible if each.fields.get(name) not in gone]
        else:
            possible = [
                replace(each, fields=each.fields | {name: None}) if each.fields.get(name) in gone else each
                for each in possible
            ]
    return possible, refused


def _all_or_one_by_one(restores: list[Restore], write: Callable[[Sequence[Restore]], None]) -> Refused:
    """Write all at once; where the database refuses, one by one, as often as one makes room for the next."""
    if _written(restores, write):
        return []
    left = restores
    while True:
        still = [each for each in left if not _written([each], write)]
        if len(still) in (0, len(left)):
            return [(each, TAKEN) for each in still]
        left = still


def _written(restores: Sequence[Restore], write: Callable[[Sequence[Restore]], None]) -> bool:
    try:
        with transaction.atomic():
            write(restores)
    except IntegrityError:
        return False
    return True


def _update(model: type[Model], restores: Iterable[Restore]) -> None:
    known = snapshots.columns(model)
    by_names: dict[tuple[str, ...], list[Restore]] = defaultdict(list)
    for each in restores:
        by_names[tuple(name for name in each.fields if name in known)].append(each)
    for names, alike in by_names.items():
        by_values: dict[str, list[Restore]] = defaultdict(list)
        for each in alike:
            by_values[json.dumps([each.fields[name] for name in names])].append(each)
        if len(by_values) <= _ALIKE:
            for same in by_values.values():
                values = _thawed(model, names, same[0].fields)
                snapshots.every(model).filter(pk__in=[each.key for each in same]).update(**values)
        else:
            rows = {each.key: _thawed(model, names, each.fields).values() for each in alike}
            many_rows.write(model, names, rows)


def _insert(model: type[Model], restores: Sequence[Restore]) -> None:
    names = tuple(snapshots.columns(model))
    snapshots.every(model).bulk_create([_instance(model, each, names) for each in restores])
    # Columns that are set to the moment of saving were; they hold the moment that was once more.
    moments = [
        name
        for name, column in snapshots.columns(model).items()
        if getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False)
    ]
    if moments and restores:
        _update(model, [Restore(each.key, {name: each.fields[name] for name in moments}) for each in restores])


def _instance(model: type[Model], restore: Restore, names: Iterable[str]) -> Model:
    return model(pk=restore.key, **_thawed(model, names, restore.fields))


def _thawed(model: type[Model], names: Iterable[str], fields: Frozen) -> dict[str, Any]:
    known = snapshots.columns(model)
    return {name: snapshots.thaw(known[name], fields[name]) for name in names if name in fields}
