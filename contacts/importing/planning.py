"""What a file would do: a verdict for every row and each change in words. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from common.folding import fold
from contacts.importing.matching import People, Reading, Someone, compare_by
from contacts.importing.records import (
    OrganizationRecord,
    PersonRecord,
    Point,
    Record,
    Skipped,
    Unreadable,
    add_lines,
    join,
)
from contacts.models import Contact, ImportVerdict, Organization, Tag
from contacts.models.organization import organization_key
from contacts.models.tag import tag_key

DETAIL_BATCH = 500

_FILLED = {
    "first_name": "first name",
    "last_name": "last name",
    "title": "title",
    "organization": "organization",
    "how_known": "how you know them",
}


class NothingUsableError(ValueError):
    """The file names no person and no organization; the message says so, with the first reason there is."""


@dataclass(slots=True)
class Additions:
    """What a row adds to a contact (or, as ``fields`` and ``notes``, to an organization)."""

    fields: dict[str, str] = field(default_factory=dict)
    """Blanks that it fills."""
    notes: str = ""
    """Lines it adds to the notes."""
    points: list[tuple[Point, str]] = field(default_factory=list)
    """New ways to reach them, each with its normalised value."""
    tags: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.fields or self.notes or self.points or self.tags)

    def in_words(self) -> list[str]:
        """Each addition said to the user."""
        said = [f"adds {_FILLED.get(name, name)}: {value}" for name, value in self.fields.items()]
        kinds = {"email": "e-mail", "phone": "phone", "profile": "profile"}
        said += [f"adds {kinds[point.kind]} {point.value}" for point, _ in self.points]
        said += [f"adds tag {tag}" for tag in self.tags]
        return [*said, f"adds to the notes: {self.notes}"] if self.notes else said

    def as_json(self) -> dict[str, Any]:
        """As ``ImportRow.made`` keeps it."""
        return {
            "fields": self.fields,
            "notes": self.notes,
            "points": [[point.kind, normalised] for point, normalised in self.points],
            "tags": self.tags,
        }


@dataclass(slots=True)
class PlannedRow:
    """One row with what will happen to it; committing fills in ``contact_id`` and ``made``."""

    record: Record
    verdict: ImportVerdict
    reading: Reading | None = None
    """What a person's record compares by, joined with what later rows say of the same person."""
    name: str = ""
    fingerprint: str = ""
    reason: str = ""
    changes: list[str] = field(default_factory=list)
    contact_id: int | None = None
    maybe_same_as_id: int | None = None
    additions: Additions = field(default_factory=Additions)
    made: dict[str, Any] = field(default_factory=dict)


def plan(records: Iterable[Record], *, owner: User) -> list[PlannedRow]:
    """A verdict for each of ``records`` against what ``owner`` has now, in the order of the file.

    Queries: four, and a few more for each thousand rows. Raises ``NothingUsableError``.
    """
    rows = [_first_look(record) for record in records]
    if not any(row.verdict in {ImportVerdict.NEW, ImportVerdict.ORGANIZATION} for row in rows):
        raise NothingUsableError(_nothing_usable(rows))
    _plan_people([row for row in rows if row.verdict is ImportVerdict.NEW], owner)
    _plan_organizations([row for row in rows if row.verdict is ImportVerdict.ORGANIZATION], owner)
    return rows


def count(rows: Sequence[PlannedRow]) -> dict[str, int]:
    """How many rows came to each outcome; every row is in exactly one.

    ``organizations_added``, beside them, counts those organizations that are new or get something new.
    """
    found = [row.verdict for row in rows]
    organizations = [row for row in rows if row.verdict is ImportVerdict.ORGANIZATION]
    return {
        "created": found.count(ImportVerdict.NEW),
        "updated": found.count(ImportVerdict.CHANGED),
        "unchanged": found.count(ImportVerdict.UNCHANGED),
        "skipped": found.count(ImportVerdict.SKIPPED),
        "organizations": len(organizations),
        "organizations_added": sum(bool(not row.reason or row.additions) for row in organizations),
        "errors": found.count(ImportVerdict.ERROR),
    }


def _first_look(record: Record) -> PlannedRow:
    if isinstance(record, PersonRecord):
        return PlannedRow(record, ImportVerdict.NEW, name=record.name)
    if isinstance(record, OrganizationRecord):
        return PlannedRow(record, ImportVerdict.ORGANIZATION, name=record.name)
    verdict = ImportVerdict.SKIPPED if isinstance(record, Skipped) else ImportVerdict.ERROR
    return PlannedRow(record, verdict, name=record.name, reason=record.reason)


def _nothing_usable(rows: Sequence[PlannedRow]) -> str:
    for wanted in (Unreadable, Skipped):
        for row in rows:
            if isinstance(row.record, wanted):
                return f"It names nobody. Line {row.record.line}: {row.reason}"
    return "It has a header and no rows."


def _plan_people(rows: list[PlannedRow], owner: User) -> None:
    readings = [compare_by(row.record, country=owner.country) for row in rows if isinstance(row.record, PersonRecord)]
    people = People.of(owner, readings)
    people.claim(readings)
    rows_of: dict[Someone, PlannedRow] = {}
    for row, reading in zip(rows, readings, strict=True):
        row.reading, row.fingerprint = reading, reading.fingerprint
        someone, by = people.find(reading) or (Someone(reading.names, reading.name_key), "")
        people.add(reading, someone)
        if (first := rows_of.setdefault(someone, row)) is not row:
            _join_rows(first, row, country=owner.country)
            continue
        someone.line = reading.record.line
        if someone.contact_id is None:
            row.maybe_same_as_id = people.suggestion(reading)
        else:
            row.contact_id, row.reason = someone.contact_id, f"The same {by}."
    for row in rows_of.values():
        if row.contact_id is None and row.reading is not None:
            row.additions = Additions(points=list(row.reading.points), tags=list(row.reading.record.tags))
    matched = [(someone, row) for someone, row in rows_of.items() if someone.contact_id is not None]
    for start in range(0, len(matched), DETAIL_BATCH):
        _plan_matched(matched[start : start + DETAIL_BATCH], owner)


def _join_rows(first: PlannedRow, second: PlannedRow, *, country: str) -> None:
    if first.reading is not None and second.reading is not None:
        joined = join(first.reading.record, second.reading.record)
        if joined != first.reading.record:
            first.name, first.reading = joined.name, compare_by(joined, country=country)
    second.verdict = ImportVerdict.SKIPPED
    second.reason = f"The same person as on line {first.record.line}; what this row adds is kept there."


@dataclass(frozen=True, slots=True)
class _Own:
    """What a contact has already."""

    first_name: str
    last_name: str
    title: str
    organization: str
    how_known: str
    notes: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def _plan_matched(rows: Sequence[tuple[Someone, PlannedRow]], owner: User) -> None:
    ids = [someone.contact_id for someone, _ in rows if someone.contact_id is not None]
    contacts = Contact.for_user(owner).filter(pk__in=ids).order_by()
    own = {
        pk: _Own(first, last, title, organization or "", how_known, notes)
        for pk, first, last, title, organization, how_known, notes in contacts.values_list(
            "pk", "first_name", "last_name", "title", "organization__name", "how_known", "notes"
        )
    }
    tags: dict[int, set[str]] = defaultdict(set)
    for pk, key in Tag.for_user(owner).filter(contacts__in=ids).order_by().values_list("contacts", "name_key"):
        tags[pk].add(key)
    for someone, row in rows:
        if row.reading is not None and someone.contact_id is not None:
            row.additions, kept = _compare(own[someone.contact_id], someone, tags[someone.contact_id], row.reading)
            row.verdict = ImportVerdict.CHANGED if row.additions else ImportVerdict.UNCHANGED
            row.changes = [*row.additions.in_words(), *kept]


def _compare(own: _Own, someone: Someone, tags: set[str], reading: Reading) -> tuple[Additions, list[str]]:
    """What the record adds to a contact, and where both say something and the contact's own stays."""
    record, additions, kept = reading.record, Additions(), []
    if (fuller := _fuller_name(own, someone, reading)) is not None:
        additions.fields.update(fuller)
    elif reading.name_key not in ("", someone.name_key):
        kept.append(f"keeps the name {own.name}; the file says {record.name}")
    for name in ("title", "organization", "how_known"):
        mine, theirs = getattr(own, name), getattr(record, name)
        if theirs and not mine:
            additions.fields[name] = theirs
        elif theirs and not _same(name, mine, theirs):
            kept.append(f"keeps {_FILLED[name]} “{mine}”; the file says “{theirs}”")
    additions.notes = _new_lines(own.notes, record.notes)
    additions.points = [(point, value) for point, value in reading.points if (point.kind, value) not in someone.held]
    additions.tags = [tag for tag in record.tags if tag_key(tag) not in tags]
    return additions, kept


def _fuller_name(own: _Own, someone: Someone, reading: Reading) -> dict[str, str] | None:
    """Names that fill a blank last one, or replace an address that stood in for a name; ``None`` for neither."""
    first, last = reading.names
    if not first or own.last_name:
        return None
    if fold(own.first_name) == fold(first):
        return {"last_name": last} if last else {}
    if any(value == fold(own.first_name) for _, value in someone.held):
        return {"first_name": first, "last_name": last} if last else {"first_name": first}
    return None


def _new_lines(held: str, more: str) -> str:
    return add_lines(held, more)[len(held) :].strip("\n") if more else ""


def _same(name: str, own: str, theirs: str) -> bool:
    if own == theirs:
        return True
    return organization_key(own) == organization_key(theirs) if name == "organization" else fold(own) == fold(theirs)


def _plan_organizations(rows: list[PlannedRow], owner: User) -> None:
    if not rows:
        return
    here = {organization.name_key: organization for organization in Organization.for_user(owner)}
    first_lines: dict[str, int] = {}
    for row in rows:
        record = row.record
        if not isinstance(record, OrganizationRecord):
            continue
        key = organization_key(record.name)
        known = here.setdefault(key, Organization(name=record.name))
        if (line := first_lines.setdefault(key, record.line)) != record.line:
            row.reason = f"The same organization as on line {line}."
        elif known.pk is not None:
            row.reason = "Already here."
        if record.website and not known.website:
            row.additions.fields["website"] = known.website = record.website
        row.additions.notes = _new_lines(known.notes, record.notes)
        known.notes = add_lines(known.notes, record.notes)
        if row.reason:
            row.changes = row.additions.in_words()
