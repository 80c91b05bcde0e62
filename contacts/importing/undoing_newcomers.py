"""Which people that an import brought may go again: those whom nobody changed, and on whom nothing hangs since."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from contacts import changes, snapshots
from contacts.importing.hanging_on import attached, within
from contacts.importing.traces import PARTS, PERSON, Traced, person_print, rows_print, sides_changed, traced
from contacts.importing.wording import listed
from contacts.models import ChangedRow, Contact, ImportBatch, ImportVerdict

FROM_BEFORE = "It came in before Rapport could take imports back."


@dataclass(slots=True)
class Newcomers:
    """Those of one batch, sorted into who goes and who stays."""

    going: dict[int, int] = field(default_factory=dict)
    """Rows by the contact that they made."""
    kept: dict[int, str] = field(default_factory=dict)
    """Why the contact of a row stays, said to the user."""


def sort_out(batch: ImportBatch, *, to_write: bool) -> Newcomers:
    """Who of ``batch`` may go; ``to_write`` keeps others from changing them until the transaction ends.

    A constant number of queries for each 500 rows.
    """
    found = Newcomers()
    for page in traced(batch, ImportVerdict.NEW):
        _sort_out(page, found, batch.owner, to_write=to_write)
    _keep_introducers(found, batch)
    return found


def remove(newcomers: Newcomers, *, owner: User) -> None:
    """Delete those who go, with everything about them, also what other changes remember of them."""
    for ids in snapshots.batches(array("q", newcomers.going)):
        people = Contact.for_user(owner).filter(pk__in=list(ids))
        remembered = ChangedRow.for_user(owner).filter(model=snapshots.label(Contact), key__in=list(ids))
        for contact in people.filter(pk__in=list(remembered.values_list("key", flat=True))):
            changes.forget(contact)
        people.delete()


def _sort_out(page: Sequence[Traced], found: Newcomers, owner: User, *, to_write: bool) -> None:
    ids = [row.contact_id for row in page if row.contact_id is not None]
    contacts = Contact.for_user(owner).filter(pk__in=ids).order_by("pk")
    if to_write:
        contacts = contacts.select_for_update()
    now = {pk: person_print(values) for pk, *values in contacts.values_list("pk", *PERSON)}
    introducers = dict(contacts.order_by().values_list("pk", "introduced_by"))
    parts = _parts(ids, owner)
    hanging = attached(Contact, ids) if ids else {}
    for row in page:
        if row.contact_id is None or row.contact_id not in now:
            continue  # deleted since, and nothing is left to take back
        if "person" not in row.made:
            found.kept[row.pk] = FROM_BEFORE
        elif row.made["contact"] != row.contact_id:
            found.kept[row.pk] = "You merged them with somebody."
        else:
            changed = sides_changed(row.made["person"], now[row.contact_id])
            if introducers[row.contact_id] not in (None, row.made.get("introduced_by", [None, None])[1]):
                changed.append("who introduced them")
            changed += [name for key, name in _CHANGED.items() if row.made.get(key) != parts[key].get(row.contact_id)]
            if changed or row.contact_id in hanging:
                found.kept[row.pk] = _why(changed, hanging.get(row.contact_id, []))
            else:
                found.going[row.contact_id] = row.pk


_CHANGED = {**{part.name: part.changed for part in PARTS}, "tags": "their tags"}


def _parts(ids: Sequence[int], owner: User) -> Mapping[str, Mapping[int, Any]]:
    """The prints of what hangs on contacts now, by part and contact; of tags, their ids."""
    found: dict[str, dict[int, Any]] = {}
    for part in PARTS:
        rows: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        rows_here: QuerySet[Any] = part.model.for_user(owner)
        mine = rows_here.filter(**within("contact_id", ids)).order_by()
        for contact_id, *values in mine.values_list("contact_id", "pk", *part.columns):
            rows[contact_id].append(tuple(values))
        found[part.name] = {contact_id: rows_print(values) for contact_id, values in rows.items()}
    tags: dict[int, list[int]] = defaultdict(list)
    wearing = Contact.tags.through.objects.filter(**within("contact_id", ids)).order_by("tag_id")
    for contact_id, tag in wearing.values_list("contact_id", "tag_id"):
        tags[contact_id].append(tag)
    return {**found, "tags": tags}


def _why(changed: Sequence[str], hanging: Sequence[str]) -> str:
    if not changed:
        return f"There is more about them since: {listed(hanging)}."
    also = f"; there is also {listed(hanging)}" if hanging else ""
    return f"You changed {listed(changed)} since{also}."


def _keep_introducers(found: Newcomers, batch: ImportBatch) -> None:
    """Whoever introduced somebody that stays, stays too; not where the import itself said so of somebody known."""
    undone: dict[int, int] = {
        row.contact_id: row.made["introduced_by"][1]
        for page in traced(batch, ImportVerdict.CHANGED)
        for row in page
        if row.contact_id is not None and "introduced_by" in row.made
    }
    introduced: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for ids in snapshots.batches(array("q", found.going)):
        led = Contact.for_user(batch.owner).filter(introduced_by__in=list(ids)).order_by("pk")
        for pk, by, first, last in led.values_list("pk", "introduced_by", "first_name", "last_name"):
            if by is not None and undone.get(pk) != by:
                introduced[by].append((pk, f"{first} {last}".strip()))
    is_settled = False
    while not is_settled:
        is_settled = True
        for by, led_to in introduced.items():
            staying = [name for pk, name in led_to if pk not in found.going]
            if staying and by in found.going:
                found.kept[found.going.pop(by)] = f"They introduced {listed(staying)}, who stays."
                is_settled = False
