"""What a file says, whatever its format; frozen, and kept as JSON in ``ImportRow.record``."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from contacts.importing.written_dates import WrittenDay, read_day

PHOTO_BYTES = 4 * 1024 * 1024
"""A larger picture is left out, and said to be."""
RAW_CHARACTERS = 131_072
"""So much of a broken row is kept at most."""

Stored = dict[str, Any]

T = TypeVar("T")


class Point(NamedTuple):
    """A way to reach someone; ``kind`` is one of ``PointKind``."""

    kind: str
    label: str
    value: str


class Fact(NamedTuple):
    """Something known of a person's life; ``kind`` is one of ``DetailKind``."""

    kind: str
    text: str


class YearlyDay(NamedTuple):
    """A day of the year that matters to them: ``OccasionKind``, a name for another kind, ``WrittenDay.as_text``."""

    kind: str
    name: str
    day: str


class Happening(NamedTuple):
    """Something that happened between the user and them."""

    kind: str
    """One of ``InteractionKind``."""
    direction: str
    """One of ``Direction``."""
    on: str
    """The owner's local date, ISO 8601."""
    summary: str
    key: str
    """``Interaction.source_key``: the same for the same happening in every later file."""


class Promise(NamedTuple):
    """A follow-up; the dates are ISO 8601, ``done_on`` blank for an open one."""

    what: str
    due_on: str
    done_on: str


class Job(NamedTuple):
    """A posting at an organization; ``applied_on`` is ISO 8601 or blank."""

    title: str
    url: str
    applied_on: str
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """One person, as the file has them. ``line`` is the first line of their row or card, from 1."""

    line: int
    first_name: str
    last_name: str = ""
    title: str = ""
    organization: str = ""
    how_known: str = ""
    walk_of_life: str = ""
    """One of ``WalkOfLife``, or blank."""
    notes: str = ""
    birthday: WrittenDay | None = None
    points: tuple[Point, ...] = ()
    tags: tuple[str, ...] = ()
    tie: str = ""
    """One of ``Tie`` where the file knows it, as of an invitation never answered; new people only."""
    facts: tuple[Fact, ...] = ()
    days: tuple[YearlyDay, ...] = ()
    """Those besides the birthday, which is in ``birthday`` alone and no longer in the notes."""
    happenings: tuple[Happening, ...] = ()
    promises: tuple[Promise, ...] = ()
    ref: str = ""
    """What the file itself calls this person, where it refers to them."""
    introduced_by: str = ""
    """The ``ref`` of whoever introduced them, in the same file."""
    cadence_months: int | None = None
    """How often the file says to stay in touch, in months from 1 to 60; new people only."""
    skip_unless_known: str = ""
    """Blank, or why this person is left out (``Skipped.reason``) unless they match someone who is here already."""
    photo: bytes = b""
    """The picture as the file has it, in whatever form, up to ``PHOTO_BYTES``; kept apart from the JSON."""
    photo_trouble: str = ""
    """Why a picture that the file has is not in ``photo``, as said to the user; blank where there is none to miss."""
    member: str = ""
    """Which file of an archive ``line`` counts in ("messages.csv"); blank for a file of its own."""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_named_by_address(self) -> bool:
        """Whether nobody said a name, and an address stands in for it."""
        return not self.last_name and any(point.value == self.first_name for point in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRecord:
    """A card that names only an organization; how to reach it is kept in ``notes``."""

    line: int
    name: str
    website: str = ""
    notes: str = ""
    jobs: tuple[Job, ...] = ()
    is_of_interest: bool = False
    """Whether the user would like it there, as an application says (P05)."""
    member: str = ""
    """As in ``PersonRecord``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A row that is well-formed and nobody: a hidden member, a group, an empty line of cells."""

    line: int
    reason: str
    name: str = ""
    member: str = ""
    """As in ``PersonRecord``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A row that is broken; ``reason`` says how, to the user."""

    line: int
    reason: str
    name: str = ""
    member: str = ""
    """As in ``PersonRecord``."""
    raw: str = ""
    """The row or card to the letter, all its lines, for ``rejected.as_file``; blank where it is beyond measure."""
    header: str = ""
    """The line of column names that has to stand above ``raw``; blank for cards."""


_TEXTS = (
    "last_name", "title", "organization", "how_known", "walk_of_life", "notes", "tie", "ref", "introduced_by",
    "skip_unless_known", "photo_trouble", "member",
)  # fmt: skip
# What may grow between two exports of the same row, and where it stood.
_NOT_IN_FINGERPRINT = {"line", "member", "happenings", "promises", "photo_trouble", "skip_unless_known"}
_PARTS: dict[str, Any] = {
    "points": Point,
    "facts": Fact,
    "days": YearlyDay,
    "happenings": Happening,
    "promises": Promise,
}

Record = PersonRecord | OrganizationRecord | Skipped | Unreadable


@dataclass(slots=True)
class Extras:
    """What a file knows and Rapport has no field for yet, gathered as lines of notes so that nothing is lost."""

    lines: list[str] = field(default_factory=list)

    def add(self, label: str, value: str) -> None:
        """Keep ``value`` under ``label``; blanks and repetitions are dropped."""
        if value and (line := f"{label}: {value}") not in self.lines:
            self.lines.append(line)

    def under(self, note: str) -> str:
        """The file's own note with these lines below it."""
        return "\n".join(part for part in (note, *self.lines) if part)


def as_json(record: Record) -> Stored:
    """``record`` as ``ImportRow.record`` keeps it; ``from_json`` gives it back equal, but for the photo."""
    if isinstance(record, PersonRecord):
        return {"line": record.line, "type": "person", **_person(record)}
    if isinstance(record, OrganizationRecord):
        stored: Stored = {"type": "organization", "name": record.name, "website": record.website, "notes": record.notes}
        if record.jobs:
            stored["jobs"] = [list(job) for job in record.jobs]
        if record.is_of_interest:
            stored["is_of_interest"] = True
        if record.member:
            stored["member"] = record.member
        return {"line": record.line, **stored}
    kind = "skipped" if isinstance(record, Skipped) else "unreadable"
    stored = {"line": record.line, "type": kind, "reason": record.reason, "name": record.name}
    for name in ("member", "raw", "header"):
        if value := getattr(record, name, ""):
            stored[name] = value
    return stored


def _person(record: PersonRecord) -> Stored:
    """What of ``record`` is not blank."""
    stored: Stored = {"first_name": record.first_name}
    for name in _TEXTS:
        if value := getattr(record, name):
            stored[name] = value
    if record.birthday:
        stored["birthday"] = record.birthday.as_text
    if record.tags:
        stored["tags"] = list(record.tags)
    if record.cadence_months is not None:
        stored["cadence_months"] = record.cadence_months
    for name in _PARTS:
        if parts := getattr(record, name):
            stored[name] = [list(part) for part in parts]
    return stored


def from_json(stored: Stored) -> Record:
    """The record that ``as_json`` stored."""
    values = {key: value for key, value in stored.items() if key != "type"}
    if stored["type"] == "person":
        values["tags"] = tuple(stored.get("tags", ()))
        for name, part in _PARTS.items():
            values[name] = tuple(part(*each) for each in stored.get(name, ()))
        values["birthday"] = read_day(stored["birthday"]) if "birthday" in stored else None
        return PersonRecord(**values)
    if stored["type"] == "organization":
        values["jobs"] = tuple(Job(*job) for job in stored.get("jobs", ()))
        return OrganizationRecord(**values)
    return (Skipped if stored["type"] == "skipped" else Unreadable)(**values)


def fingerprint(record: PersonRecord) -> str:
    """What a row says without where it stands: the same row in the same file again has the same one.

    Messages and tasks that came in since do not change it.
    """
    return fingerprint_of(as_json(record))


def fingerprint_of(stored: Stored) -> str:
    """The ``fingerprint`` of a record that ``as_json`` stored, with or without its line."""
    stored = {key: value for key, value in stored.items() if key not in _NOT_IN_FINGERPRINT}
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()[:32]


def add_lines(text: str, more: str) -> str:
    """``text`` with those lines of ``more`` under it that it does not hold yet, compared without case or spaces."""
    held = {" ".join(line.casefold().split()) for line in text.splitlines()}
    missing = [line for line in more.splitlines() if " ".join(line.casefold().split()) not in held]
    added = "\n".join(missing).strip()
    return "\n".join(part for part in (text, added) if part) if added else text


def join(first: PersonRecord, second: PersonRecord) -> PersonRecord:
    """One record of two about the same person: the first one's values, its blanks filled from the second."""
    named = second if first.is_named_by_address else first
    return replace(
        first,
        first_name=named.first_name,
        last_name=named.last_name or second.last_name,
        title=first.title or second.title,
        organization=first.organization or second.organization,
        how_known=first.how_known or second.how_known,
        walk_of_life=first.walk_of_life or second.walk_of_life,
        notes=add_lines(first.notes, second.notes),
        birthday=first.birthday or second.birthday,
        points=_united(first.points, second.points),
        tags=_united(first.tags, second.tags),
        tie=first.tie or second.tie,
        facts=_united(first.facts, second.facts),
        days=_united(first.days, second.days),
        happenings=_united(first.happenings, second.happenings),
        promises=_united(first.promises, second.promises),
        ref=first.ref or second.ref,
        introduced_by=first.introduced_by or second.introduced_by,
        cadence_months=first.cadence_months or second.cadence_months,
        skip_unless_known=first.skip_unless_known if second.skip_unless_known else "",
        photo=first.photo or second.photo,
        photo_trouble="" if first.photo or second.photo else first.photo_trouble or second.photo_trouble,
    )


def _united(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return (*first, *(part for part in second if part not in first))
