"""Bringing a plan in: new people, additions, organizations; all or nothing, in a constant number of queries a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from accounts.models import User
from contacts import cadence
from contacts.importing.planning import PlannedRow
from contacts.importing.progress import Progress, silent
from contacts.importing.records import OrganizationRecord, add_lines
from contacts.models import Contact, ContactPoint, ImportVerdict, Organization, Tag, Tie
from contacts.models.organization import organization_key
from contacts.models.tag import tag_key

COMMIT_BATCH = 500


@dataclass(frozen=True, slots=True)
class _Names:
    """Ids of the owner's organizations and tags by key; those that the plan needs are all there."""

    organizations: dict[str, int]
    tags: dict[str, int]


def apply(rows: Sequence[PlannedRow], *, owner: User, tier: str, on: date, progress: Progress = silent) -> None:
    """Write what ``planning.plan`` planned for ``owner``, as of their local date ``on``; call it in a transaction.

    New contacts get ``tier``, a weak tie and a place of their own in its interval. Each row learns its contact and
    what was made.
    """
    names = _Names(_organizations(rows, owner), _tags(rows, owner))
    _write_organizations([row for row in rows if isinstance(row.record, OrganizationRecord)], owner)
    new = [row for row in rows if row.verdict is ImportVerdict.NEW]
    changed = [row for row in rows if row.verdict is ImportVerdict.CHANGED]
    places = dict(zip(map(id, new), cadence.spread(len(new)), strict=True)) if new else {}
    total = len(new) + len(changed)
    done = 0
    progress(done, total)
    for batch in _batches(new):
        contacts = [_contact(row, names, owner=owner, tier=tier, on=on, place=places[id(row)]) for row in batch]
        Contact.for_user(owner).bulk_create(contacts)
        for row, contact in zip(batch, contacts, strict=True):
            row.contact_id = contact.pk
        _write_points_and_tags(batch, names, owner)
        done += len(batch)
        progress(done, total)
    for batch in _batches(changed):
        _update(batch, names, owner)
        _write_points_and_tags(batch, names, owner)
        done += len(batch)
        progress(done, total)


def _batches(rows: Sequence[PlannedRow]) -> Iterable[Sequence[PlannedRow]]:
    return (rows[start : start + COMMIT_BATCH] for start in range(0, len(rows), COMMIT_BATCH))


def _organizations(rows: Sequence[PlannedRow], owner: User) -> dict[str, int]:
    wanted: dict[str, str] = {}
    for row in rows:
        name = row.additions.fields.get("organization", "")
        if isinstance(row.record, OrganizationRecord):
            name = row.record.name
        elif row.reading is not None and row.verdict is ImportVerdict.NEW:
            name = row.reading.record.organization
        if key := organization_key(name):
            wanted.setdefault(key, name)
    ids = dict(Organization.for_user(owner).order_by().values_list("name_key", "pk"))
    missing = [Organization(owner=owner, name=name, name_key=key) for key, name in wanted.items() if key not in ids]
    Organization.for_user(owner).bulk_create(missing, batch_size=COMMIT_BATCH)
    return ids | {organization.name_key: organization.pk for organization in missing}


def _tags(rows: Sequence[PlannedRow], owner: User) -> dict[str, int]:
    wanted: dict[str, str] = {}
    for name in chain.from_iterable(row.additions.tags for row in rows):
        wanted.setdefault(tag_key(name), name)
    if not wanted:
        return {}
    ids = dict(Tag.for_user(owner).order_by().values_list("name_key", "pk"))
    missing = [Tag(owner=owner, name=name, name_key=key) for key, name in wanted.items() if key and key not in ids]
    Tag.for_user(owner).bulk_create(missing, batch_size=COMMIT_BATCH)
    return ids | {tag.name_key: tag.pk for tag in missing}


def _write_organizations(rows: Sequence[PlannedRow], owner: User) -> None:
    if not rows:
        return
    here = {organization.name_key: organization for organization in Organization.for_user(owner)}
    touched: set[int] = set()
    for row in rows:
        organization = here.get(organization_key(row.name))
        if organization is None:
            continue
        touched.add(organization.pk)
        organization.website = row.additions.fields.get("website", organization.website)
        organization.notes = add_lines(organization.notes, row.additions.notes)
        row.made = {"organization": organization.pk, **row.additions.as_json()}
    written = [organization for organization in here.values() if organization.pk in touched]
    Organization.for_user(owner).bulk_update(written, ["website", "notes"], batch_size=COMMIT_BATCH)


def _contact(row: PlannedRow, names: _Names, *, owner: User, tier: str, on: date, place: int) -> Contact:
    if row.reading is None:
        raise TypeError(f"a new contact comes of a person, not of {row.record}")
    record = row.reading.record
    contact = Contact(
        owner=owner,
        first_name=record.first_name,
        last_name=record.last_name,
        title=record.title,
        organization_id=names.organizations.get(organization_key(record.organization)),
        how_known=record.how_known,
        notes=record.notes,
        tie=Tie.WEAK,
        tier=tier,
        added_on=on,
        spread_permille=place,
        next_touch_on=cadence.next_touch(
            last_interaction_on=None,
            added_on=on,
            months=cadence.interval_months(tier=tier, override=None, user=owner),
            spread_permille=place,
        ),
    )
    contact.search_key = contact.search_key_of()
    row.made = {"contact": True}
    return contact


def _update(rows: Sequence[PlannedRow], names: _Names, owner: User) -> None:
    """Fill the blanks of those whom the rows matched; the plan was made in this very transaction."""
    contacts = Contact.for_user(owner).in_bulk([row.contact_id for row in rows])
    for row in rows:
        contact = contacts[row.contact_id or 0]
        for name, value in row.additions.fields.items():
            if name == "organization":
                contact.organization_id = names.organizations.get(organization_key(value))
            else:
                setattr(contact, name, value)
        contact.notes = add_lines(contact.notes, row.additions.notes)
        contact.search_key = contact.search_key_of()
        row.made = row.additions.as_json()
    touched = [contacts[row.contact_id or 0] for row in rows if row.additions.fields or row.additions.notes]
    fields = ["first_name", "last_name", "title", "organization", "how_known", "notes", "search_key"]
    Contact.for_user(owner).bulk_update(touched, fields, batch_size=COMMIT_BATCH)


def _write_points_and_tags(rows: Sequence[PlannedRow], names: _Names, owner: User) -> None:
    points = [
        ContactPoint(
            contact_id=row.contact_id or 0, kind=point.kind, label=point.label, value=point.value, normalised=value
        )
        for row in rows
        for point, value in row.additions.points
    ]
    ContactPoint.for_user(owner).bulk_create(points)
    wearing = Contact.tags.through
    wearing.objects.bulk_create(
        {
            (row.contact_id, tag_id): wearing(contact_id=row.contact_id, tag_id=tag_id)
            for row in rows
            for name in row.additions.tags
            if (tag_id := names.tags.get(tag_key(name)))
        }.values()
    )
