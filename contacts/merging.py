"""Making one of two people, or of two organizations, with everything that hangs on either."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from contacts import cadence, changes, moving, saved_views, snapshots
from contacts.changes import Ledger
from contacts.models import Change, ChangeKind, Contact, Organization, OrganizationAlias, SavedView
from contacts.models.organization import organization_key
from contacts.moving import GOES, Pair
from contacts.side_by_side import BOTH, ORGANIZATION, PERSON, Part, default_side, joined


class CannotMergeError(ValueError):
    """The two cannot become one; the message says why, and nothing was changed."""


def merge_people(
    stays: Contact, goes: Contact, *, choices: Mapping[str, str] | None = None, on: date, now: datetime
) -> Change:
    """Make ``goes`` part of ``stays`` at the moment ``now``, the owner's local date being ``on``.

    ``choices`` say by ``Difference.name`` which side counts (``STAYS``, ``GOES``, for notes ``BOTH``); what they leave
    open goes by its default. Everything attached moves, what is there twice collapses, the cadence follows, and all
    of it can be taken back. Raises ``CannotMergeError``.
    """
    owner = stays.owner
    with changes.recording(owner=owner, kind=ChangeKind.PEOPLE_MERGED, now=now) as ledger:
        pair = _begin(ledger, Contact, stays, goes, choices or {}, on)
        kept, gone = _contacts(pair)
        ledger.sentence = f"Merged {_told_apart(gone, kept)} into {kept}"
        values = _chosen(PERSON, kept, gone, pair.choices)
        values |= _earlier(kept, gone)
        for day in ("snoozed_until", "tie_kept_on"):
            values[day] = max(filter(None, (getattr(kept, day), getattr(gone, day))), default=None)
        leader = values.pop("introduced_by_id", kept.introduced_by_id)
        moving.move_all(pair)
        _delete(gone)
        for name, value in values.items():
            setattr(kept, name, value)
        others = (leader, kept.introduced_by_id, gone.introduced_by_id)
        kept.introduced_by_id = next((each for each in others if _may_lead(each, kept, gone)), None)
        kept.save()
        cadence.refresh([kept], on=on)
    return _written(ledger)


def merge_organizations(
    stays: Organization, goes: Organization, *, choices: Mapping[str, str] | None = None, on: date, now: datetime
) -> Change:
    """Make ``goes`` part of ``stays``: people, postings and notes come together, the higher interest counts.

    The name that goes finds it from now on. As ``merge_people`` otherwise. Raises ``CannotMergeError``.
    """
    with changes.recording(owner=stays.owner, kind=ChangeKind.ORGANIZATIONS_MERGED, now=now) as ledger:
        pair = _begin(ledger, Organization, stays, goes, choices or {}, on)
        kept, gone = pair.stays, pair.goes
        if not isinstance(kept, Organization) or not isinstance(gone, Organization):
            raise TypeError("organizations alone")
        ledger.sentence = f"Merged {gone} into {kept}"
        values = _chosen(ORGANIZATION, kept, gone, pair.choices)
        values["interest"] = max(kept.interest, gone.interest)
        views = saved_views.naming(gone)
        ledger.watch(SavedView, [view.pk for view in views], fields={"query"})
        moving.move_all(pair)
        # Before the other one takes its name, which is there once.
        names = (kept.name, gone.name)
        _delete(gone)
        for name, value in values.items():
            setattr(kept, name, value)
        kept.save()
        _remember_names(kept, names)
        saved_views.point_at(views, kept)
    return _written(ledger)


def fuller_first(one: Model, other: Model) -> tuple[Any, Any]:
    """The two in the order in which they are best merged: more is known of the first, or it is there longer."""
    fullness = {row.pk: _fullness(row) for row in (one, other)}
    first, second = sorted((one, other), key=lambda row: (-fullness[row.pk], row.pk))
    return first, second


def _begin(ledger: Ledger, model: type[Model], stays: Model, goes: Model, choices: Mapping[str, str], on: date) -> Pair:
    """Lock both rows, and watch everything that may be touched."""
    if stays.pk == goes.pk:
        raise CannotMergeError("That is the same record twice.")
    keys = [stays.pk, goes.pk]
    locked = {row.pk: row for row in snapshots.every(model).select_for_update().filter(pk__in=keys).order_by("pk")}
    if len(locked) < len(keys) or {row.owner_id for row in locked.values()} != {ledger.owner.pk}:
        raise CannotMergeError("One of the two is not there any more. Perhaps they were merged already.")
    ledger.watch(model, keys)
    for other, way in moving.within_reach(model):
        ledger.watch(other, keys, by=way)
    ledger.rests_on = stays
    return Pair(stays=locked[stays.pk], goes=locked[goes.pk], on=on, choices=choices)


def _contacts(pair: Pair) -> tuple[Contact, Contact]:
    if not isinstance(pair.stays, Contact) or not isinstance(pair.goes, Contact):
        raise TypeError("people alone")
    return pair.stays, pair.goes


def _chosen(parts: Sequence[Part], kept: Any, gone: Any, choices: Mapping[str, str]) -> dict[str, Any]:
    """The columns of ``kept`` as they are to be."""
    values: dict[str, Any] = {}
    for part in parts:
        side = choices.get(part.name) or default_side(part, kept, gone)
        for column in part.columns:
            mine, theirs = getattr(kept, column), getattr(gone, column)
            values[column] = joined(mine, theirs) if side == BOTH and part.joins else theirs if side == GOES else mine
    return values


def _earlier(kept: Contact, gone: Contact) -> dict[str, Any]:
    """Known since the earlier day of the two, with the place in its interval that came with it."""
    first = min((kept, gone), key=lambda contact: contact.added_on)
    return {"added_on": first.added_on, "spread_permille": first.spread_permille}


def _may_lead(leader: int | None, kept: Contact, gone: Contact) -> bool:
    """Whether ``leader`` can have introduced ``kept``: they are someone else, and were not introduced through them."""
    if leader in (None, kept.pk, gone.pk):
        return False
    seen: set[int] = set()
    step: int | None = leader
    while step is not None and step not in seen:
        seen.add(step)
        step = Contact.for_user(kept.owner).filter(pk=step).values_list("introduced_by", flat=True).first()
    return kept.pk not in seen


def _told_apart(gone: Contact, kept: Contact) -> str:
    """``gone`` by a name that is not that of ``kept``."""
    if str(gone) != str(kept):
        return str(gone)
    return "another record of them" if not gone.title else f"another record ({gone.title})"


def _remember_names(kept: Organization, names: Iterable[str]) -> None:
    """Let those of ``names`` that ``kept`` does not have now be other names of it."""
    OrganizationAlias.for_user(kept.owner).filter(organization=kept, name_key=kept.name_key).delete()
    for name in names:
        key = organization_key(name)
        if key != kept.name_key:
            others = OrganizationAlias.for_user(kept.owner)
            others.get_or_create(name_key=key, defaults={"owner": kept.owner, "organization": kept, "name": name})


def _delete(row: Model) -> None:
    snapshots.every(type(row)).filter(pk=row.pk).delete()


def _fullness(row: Model) -> int:
    filled = sum(bool(getattr(row, name)) for name in snapshots.columns(type(row)))
    attached = sum(
        snapshots.every(other).filter(**{pointer.attname: row.pk}).count()
        for other, pointer in snapshots.pointing_at(type(row))
    )
    return filled + attached


def _written(ledger: Ledger) -> Change:
    if ledger.change is None:
        raise RuntimeError("one of two rows went, so something changed")
    return ledger.change
