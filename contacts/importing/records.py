"""What a file says, whatever its format; frozen, and kept as JSON in ``ImportRow.record``."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from contacts.importing.written_dates import WrittenDay, read_day

Stored = dict[str, Any]


class Point(NamedTuple):
    """A way to reach someone; ``kind`` is one of ``PointKind``."""

    kind: str
    label: str
    value: str


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
    """``record`` as ``ImportRow.record`` keeps it; ``from_json`` gives it back equal."""
    if isinstance(record, PersonRecord):
        stored: Stored = {"type": "person", "first_name": record.first_name}
        for name in ("last_name", "title", "organization", "how_known", "notes"):
            if value := getattr(record, name):
                stored[name] = value
        if record.birthday:
            stored["birthday"] = record.birthday.as_text
        if record.points:
            stored["points"] = [list(point) for point in record.points]
        if record.tags:
            stored["tags"] = list(record.tags)
        return {"line": record.line, **stored}
    if isinstance(record, OrganizationRecord):
        return {
            "line": record.line,
            "type": "organization",
            "name": record.name,
            "website": record.website,
            "notes": record.notes,
        }
    kind = "skipped" if isinstance(record, Skipped) else "unreadable"
    return {"line": record.line, "type": kind, "reason": record.reason, "name": record.name}


def from_json(stored: Stored) -> Record:
    """The record that ``as_json`` stored."""
    values = {key: value for key, value in stored.items() if key != "type"}
    if stored["type"] == "person":
        values["points"] = tuple(Point(*point) for point in stored.get("points", ()))
        values["tags"] = tuple(stored.get("tags", ()))
        values["birthday"] = read_day(stored["birthday"]) if "birthday" in stored else None
        return PersonRecord(**values)
    if stored["type"] == "organization":
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
        points=(*first.points, *(point for point in second.points if point not in first.points)),
        tags=(*first.tags, *(tag for tag in second.tags if tag not in first.tags)),
    )
