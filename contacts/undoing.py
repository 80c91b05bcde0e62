"""Taking a change back: every row that is still as the change left it goes back, what was edited since stays."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import CASCADE, ForeignKey, Model
from django.utils.text import capfirst

from contacts import cadence, snapshots
from contacts.models import Change, ChangedRow, Contact, Interaction
from contacts.naming_rows import what_it_is
from contacts.restoring import Restore, put_back, remove, update
from contacts.snapshots import Frozen

NAMED_AT_MOST = 20
"""Rows that stay are named up to here and counted beyond."""

_FIELD_BY_FIELD: dict[str, tuple[frozenset[str], ...]] = {
    "contacts.contact": (
        frozenset({"first_name", "last_name"}),
        frozenset({"tier", "cadence_months"}),
        frozenset({"added_on", "spread_permille"}),
    ),
    "contacts.organization": (frozenset({"name", "name_key"}), frozenset({"industry", "industry_key"})),
}
"""Where an edit of one field says nothing of the others, and the others go back; those that belong together."""
_CADENCE = {"tier", "cadence_months", "added_on", "spread_permille"}


class CannotUndoError(ValueError):
    """The change cannot be taken back any more; the message says why, and nothing was touched."""


@dataclass(slots=True)
class Undone:
    """What taking back came to."""

    was_undone_before: bool = False
    rows: int = 0
    """How many rows went back."""
    kept: list[str] = field(default_factory=list)
    """What stays because it was edited since, the first of them in words."""
    kept_count: int = 0
    """How many stay in all."""


@dataclass(slots=True)
class _Plan:
    """What to do with the rows of a change, by model."""

    remove: dict[type[Model], list[int]] = field(default_factory=lambda: defaultdict(list))
    update: dict[type[Model], list[Restore]] = field(default_factory=lambda: defaultdict(list))
    put_back: dict[type[Model], list[Restore]] = field(default_factory=lambda: defaultdict(list))
    stays: list[tuple[type[Model], int, str]] = field(default_factory=list)
    """Model, key, and why: "was changed since and stays"."""


@transaction.atomic
def undo(change: Change, *, on: date, now: datetime) -> Undone:
    """Take ``change`` back at the moment ``now``, the owner's local date being ``on``; a second time does nothing.

    Rows of the change go back to what they were, exactly; those that no longer are as it left them stay and are
    named. What was added to them since stays too. Cadences are worked out anew. A constant number of queries for each
    500 rows. Raises ``CannotUndoError``.
    """
    locked = Change.for_user(change.owner).select_for_update().filter(pk=change.pk).first()
    if locked is None:
        raise CannotUndoError("This is too long ago to be taken back.")
    if locked.undone_at is not None:
        return Undone(was_undone_before=True, kept=locked.kept, kept_count=locked.kept_count)
    _check_foundation(locked)
    plan = _plan(locked)
    done = _carry_out(plan)
    _work_out_anew(plan, locked, on=on)
    kept = [f"{capfirst(what_it_is(model, key))} {why}." for model, key, why in plan.stays[:NAMED_AT_MOST]]
    locked.undone_at, locked.kept, locked.kept_count = now, kept, len(plan.stays)
    locked.save(update_fields=["undone_at", "kept", "kept_count"])
    return Undone(rows=done, kept=kept, kept_count=len(plan.stays))


def _check_foundation(change: Change) -> None:
    name, _, key = change.rests_on.partition(":")
    model = snapshots.model_of(name) if name else None
    if model is not None and not snapshots.every(model).filter(pk=int(key)).exists():
        raise CannotUndoError(
            "The one who stayed was deleted or merged again since, so this cannot be taken back. "
            "If it was a merge, take that one back first."
        )


def _plan(change: Change) -> _Plan:
    plan = _Plan()
    by_model: dict[str, list[ChangedRow]] = defaultdict(list)
    for row in ChangedRow.for_user(change.owner).filter(change=change).order_by("pk"):
        by_model[row.model].append(row)
    for name, changed in by_model.items():
        model = snapshots.model_of(name)
        if model is not None:
            for batch in snapshots.batches(changed):
                _sort_out(plan, model, batch)
    _keep_what_is_in_use(plan)
    return plan


def _sort_out(plan: _Plan, model: type[Model], changed: Iterable[ChangedRow]) -> None:
    """Which rows are still as the change left them."""
    rows = list(changed)
    fields = {name for row in rows for name in row.after or row.before or ()}
    present = snapshots.by_key(model, [row.key for row in rows], fields)
    derived = snapshots.DERIVED.get(snapshots.label(model), frozenset())
    for row in rows:
        current = present.get(row.key)
        if row.after is None:
            if current is None:
                plan.put_back[model].append(Restore(row.key, row.before or {}))
        elif row.before is None:
            if current is None:
                continue
            if _differ(row.after, current, derived):
                plan.stays.append((model, row.key, "was changed since and stays"))
            else:
                plan.remove[model].append(row.key)
        elif current is None:
            plan.stays.append((model, row.key, "was deleted since and stays so"))
        else:
            _sort_out_fields(plan, model, row, current)


def _sort_out_fields(plan: _Plan, model: type[Model], row: ChangedRow, current: Frozen) -> None:
    before, after = row.before or {}, row.after or {}
    edited = {name for name in before if current.get(name) != after.get(name)}
    if edited:
        plan.stays.append((model, row.key, _edited(model, edited)))
        units = _FIELD_BY_FIELD.get(snapshots.label(model))
        if units is None:
            return
        edited |= {name for unit in units if unit & edited for name in unit}
    same = {name: value for name, value in before.items() if name not in edited}
    if same:
        plan.update[model].append(Restore(row.key, same, {name: after[name] for name in same}))


def _edited(model: type[Model], names: Iterable[str]) -> str:
    known = [column for name, column in snapshots.columns(model).items() if name in names and column.editable]
    said = ", ".join(str(column.verbose_name) for column in known)
    is_said = said and snapshots.label(model) in _FIELD_BY_FIELD
    return f"was changed since and stays: {said}" if is_said else "was changed since and stays"


def _differ(after: Frozen, current: Frozen, derived: frozenset[str]) -> bool:
    return any(current.get(name) != value for name, value in after.items() if name not in derived)


def _keep_what_is_in_use(plan: _Plan) -> None:
    """Leave rows that the change made where something new hangs on them, and what belongs to those."""
    kept: set[tuple[type[Model], int]] = {(model, key) for model, key, _ in plan.stays}
    while True:
        going = {model: set(keys) for model, keys in plan.remove.items()}
        used = [(model, key) for model, keys in going.items() for key in _in_use(plan, model, keys)]
        parts = [(model, key) for model, keys in going.items() for key in _belonging(model, keys, kept)]
        if not used and not parts:
            return
        plan.stays += [(model, key, "is in use since and stays") for model, key in dict.fromkeys(used)]
        for model, key in {*used, *parts}:
            plan.remove[model].remove(key)
            kept.add((model, key))


def _in_use(plan: _Plan, model: type[Model], keys: set[int]) -> Iterator[int]:
    """Those of ``keys`` at which a row points that neither goes with them nor goes back to something else."""
    if model._meta.auto_created:
        return
    for other, pointer in snapshots.pointing_at(model):
        name = pointer.attname
        leaving = {
            *plan.remove.get(other, ()),
            *(each.key for each in plan.update.get(other, ()) if name in each.fields),
        }
        for batch in snapshots.batches(sorted(keys)):
            pointing = snapshots.every(other).filter(**{f"{name}__in": batch}).order_by()
            yield from (target for key, target in pointing.values_list("pk", name) if key not in leaving)


def _belonging(model: type[Model], keys: set[int], kept: set[tuple[type[Model], int]]) -> Iterator[int]:
    """Those of ``keys`` that are part of a row that stays: the history of a target, but not who wears a tag."""
    if model._meta.auto_created:
        return
    for name, pointer in snapshots.columns(model).items():
        if not isinstance(pointer, ForeignKey) or pointer.remote_field.on_delete is not CASCADE:
            continue
        stay = [key for other, key in kept if other is pointer.related_model]
        for batch in snapshots.batches(stay):
            parts = snapshots.every(model).filter(**{f"{name}__in": batch}).order_by()
            yield from (key for key in parts.values_list("pk", flat=True) if key in keys)


def _carry_out(plan: _Plan) -> int:
    """Write it; what cannot go back because its place was taken since moves to ``plan.stays``. Counts rows."""
    coming = {model: {each.key for each in restores} for model, restores in plan.put_back.items()}
    # First what there is goes back, for what points at a row that goes away would go away with it.
    refused_at_first = {model: update(model, restores, coming=coming) for model, restores in plan.update.items()}
    done = sum(len(restores) for restores in plan.update.values())
    for model, keys in plan.remove.items():
        done += remove(model, keys)
    for model, some in refused_at_first.items():
        refused = update(model, [each for each, _ in some], coming=coming)
        plan.stays += [(model, each.key, why) for each, why in refused]
        done -= len(refused)
    for model, restores in _wholes_first(plan.put_back):
        refused = put_back(model, restores)
        plan.stays += [(model, each.key, why) for each, why in refused]
        done += len(restores) - len(refused)
        if any(_is_pointed_at(model, each.key) for each, _ in refused):
            raise CannotUndoError(
                "Something of it cannot come back, and other things belong to it. Nothing was changed."
            )
    return done


def _wholes_first(
    put_back_: dict[type[Model], list[Restore]],
) -> list[tuple[type[Model], list[Restore]]]:
    """Models so that none comes before one that it points at, pointers at itself aside."""
    left = dict(put_back_)
    ordered: list[tuple[type[Model], list[Restore]]] = []
    while left:
        free = [
            model
            for model in left
            if not any(
                column.related_model in left and column.related_model is not model
                for column in snapshots.columns(model).values()
            )
        ] or list(left)
        ordered += [(model, left.pop(model)) for model in free]
    return ordered


def _is_pointed_at(model: type[Model], key: int) -> bool:
    return any(
        snapshots.every(other).filter(**{pointer.attname: key}).exists()
        for other, pointer in snapshots.pointing_at(model)
    )


def _work_out_anew(plan: _Plan, change: Change, *, on: date) -> None:
    """Bring search keys and cadences in step with what went back."""
    names = {"first_name", "last_name", "title"}
    contacts = plan.update.get(Contact, []) + plan.put_back.get(Contact, [])
    renamed = [each.key for each in contacts if names & set(each.fields)]
    for batch in snapshots.batches(renamed):
        people = list(Contact.for_user(change.owner).filter(pk__in=batch))
        for contact in people:
            contact.search_key = contact.search_key_of()
        Contact.for_user(change.owner).bulk_update(people, ["search_key"])
    due: set[Any] = {each.key for each in contacts if _CADENCE & set(each.fields)}
    for each in plan.update.get(Interaction, []) + plan.put_back.get(Interaction, []):
        due |= {state["contact_id"] for state in (each.fields, each.instead_of) if "contact_id" in state}
    made = ChangedRow.for_user(change.owner).filter(change=change, model=snapshots.label(Interaction), before=None)
    due |= {after["contact_id"] for after in made.values_list("after", flat=True) if after}
    for batch in snapshots.batches(sorted(due)):
        cadence.refresh(Contact.for_user(change.owner).filter(pk__in=batch).select_related("owner"), on=on)
