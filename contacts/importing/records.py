"""What a file says, whatever its format; frozen, and kept as JSON in ``ImportRow.record``."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from contacts.importing.written_dates import WrittenDay, read_day

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
    notes: str = ""
    birthday: WrittenDay | None = None
    points: tuple[Point, ...] = ()
    tags: tuple[str, ...] = ()
    tie: str = ""
    """One of ``Tie`` where the file knows it, as of an invitation never answered; new people only."""
    facts: tuple[Fact, ...] = ()
    days: tuple[YearlyDay, ...] = ()
    """Those besides the birthday."""
    happenings: tuple[Happening, ...] = ()
    promises: tuple[Promise, ...] = ()
    ref: str = ""
    """What the file itself calls this person, where it refers to them."""
    introduced_by: str = ""
    """The ``ref`` of whoever introduced them, in the same file."""
    photo: bytes = b""
    """The picture as the file has it, of any size; kept apart from the JSON."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A row that is well-formed and nobody: a hidden member, a group, an empty line of cells."""

    line: int
    reason: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A row that is broken; ``reason`` says how, to the user."""

    line: int
    reason: str
    name: str = ""


_TEXTS = ("last_name", "title", "organization", "how_known", "notes", "tie", "ref", "introduced_by")
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
        return {"line": record.line, **stored}
    kind = "skipped" if isinstance(record, Skipped) else "unreadable"
    return {"line": record.line, "type": kind, "reason": record.reason, "name": record.name}


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
    """What a row says without where it stands: the same row in the same file again has the same one."""
    stored = {key: value for key, value in as_json(record).items() if key != "line"}
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
        photo=first.photo or second.photo,
    )


def _united(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return (*first, *(part for part in second if part not in first))
