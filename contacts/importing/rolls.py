"""What rows compare by, small enough to hold fifty thousand of them in memory while the rows themselves pass by."""

import sys
from array import array
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from contacts.addresses import names_one_person, normalise
from contacts.importing.names import name_key
from contacts.importing.records import OrganizationRecord, PersonRecord, Point
from contacts.models import ImportChoice
from contacts.models.organization import organization_key

KINDS = ("profile", "email", "phone")
"""Addresses in the order of identity."""
NOBODY = -1

_SHARED = "-"
_ONLY_FOR_KNOWN = "known"
_TEXTS = 7
"""So many lines come before the addresses."""


class Reading(NamedTuple):
    """A person's record with its addresses as they compare."""

    record: PersonRecord
    normalised: tuple[str, ...]
    """One for each of its points; blank for one that repeats another."""

    @property
    def points(self) -> list[tuple[Point, str]]:
        """Each address once, with its normalised value."""
        return [pair for pair in zip(self.record.points, self.normalised, strict=True) if pair[1]]


def compared(record: PersonRecord, *, country: str) -> str:
    """What tells whom ``record`` is about, as ``ImportRow.compares_by`` keeps it: one thing a line.

    Phone numbers without a prefix are read as those of ``country``. An address is written ``email:ana@example.com``
    if it can be one person's alone, ``-acme.com`` if not, and blank where it repeats another.
    """
    named = not record.is_named_by_address
    texts = [
        record.member,
        record.first_name if named else "",
        record.last_name if named else "",
        organization_key(record.organization) if record.organization else "",
        record.ref,
        record.introduced_by,
        _ONLY_FOR_KNOWN if record.skip_unless_known else "",
    ]
    seen: set[tuple[str, str]] = set()
    for kind, label, value in record.points:
        normalised = normalise(kind, value, country=country)
        if not normalised or (kind, normalised) in seen:
            texts.append("")
            continue
        seen.add((kind, normalised))
        is_own = names_one_person(kind, normalised) and "fax" not in label
        texts.append(f"{kind}:{normalised}" if is_own else f"{_SHARED}{normalised}")
    return "\n".join(texts)


def compared_organization(record: OrganizationRecord) -> str:
    """The same of an organization."""
    return f"{record.member}\n{organization_key(record.name)}"


def normalised_in(compares_by: str) -> tuple[str, ...]:
    """The addresses in what ``compared`` wrote, as ``Reading.normalised`` has them."""
    points = compares_by.split("\n")[_TEXTS:]
    return tuple(point[1:] if point[:1] == _SHARED else point.partition(":")[2] for point in points)


def key_of(kind: str, normalised: str) -> int:
    """An address in one machine word; of 64 bits two are its kind.

    Two addresses of a file meet by chance once in some hundred million imports, and nobody can make them meet: Python
    salts its hashes.
    """
    return hash(normalised) & ~3 | KINDS.index(kind)


class Roll:
    """The rows of a file in order, by what they compare by."""

    def __init__(self) -> None:
        self.keys = array("q")
        """Of all rows, one after the other, each row's in the order of identity."""
        self.fingerprints: list[str] = []
        """Blank for a row that names no person."""
        self.choices: dict[int, str] = {}
        """What the user said of rows: ``ImportChoice``."""
        self.chosen: dict[int, int] = {}
        """The contact whom the user said a row to be the same as."""
        self.refs: dict[str, int] = {}
        """Rows by what the file calls them."""
        self.introduced_by: dict[int, str] = {}
        """What the file calls the one who introduced the person of a row."""
        self.only_for_known: set[int] = set()
        self._lines = array("l")
        self._members: list[str] = []
        self.organizations: dict[str, int] = {}
        """The first row about each organization that a card names alone, by how its name compares."""
        self.joined_organizations: dict[int, list[int]] = {}
        """Later rows about the organization for which a row speaks."""
        self._ends = array("l")
        self._names: list[str] = []
        self._organizations = array("q")

    def __len__(self) -> int:
        return len(self._names)

    def append(self, *, kind: str, line: int, compares_by: str = "", fingerprint: str = "") -> None:
        """The next row: the ``type`` of its record, where it stands, and what ``compared`` wrote of it."""
        if kind == "person":
            self._append_person(line, compares_by.split("\n"), fingerprint)
            return
        row = len(self)
        member, _, key = compares_by.partition("\n")
        self._add("", "", "", line, member)
        if kind == "organization" and key and (first := self.organizations.setdefault(key, row)) != row:
            self.joined_organizations.setdefault(first, []).append(row)

    def _append_person(self, line: int, texts: list[str], fingerprint: str) -> None:
        row = len(self)
        member, first, last, organization, ref, introduced_by, known = texts[:_TEXTS]
        own = [point.partition(":") for point in texts[_TEXTS:] if point and point[0] != _SHARED]
        if len(own) > 1:
            own.sort(key=lambda each: KINDS.index(each[0]))
        self.keys.extend(key_of(kind, value) for kind, _, value in own)
        self._add(f"{first}\n{last}", organization, fingerprint, line, member)
        if ref:
            self.refs.setdefault(ref, row)
        if introduced_by:
            self.introduced_by[row] = introduced_by
        if known:
            self.only_for_known.add(row)

    def choose(self, row: int, choice: str, contact_id: int | None) -> None:
        """What the user said of a row, and of whom they said it."""
        if choice == ImportChoice.SAME and contact_id is not None:
            self.chosen[row] = contact_id
        self.choices[row] = choice

    def _add(self, names: str, organization: str, fingerprint: str, line: int, member: str) -> None:
        self._names.append(names)
        self._organizations.append(hash(organization) if organization else 0)
        self._ends.append(len(self.keys))
        self._lines.append(line)
        self._members.append(sys.intern(member))
        self.fingerprints.append(fingerprint)

    def is_person(self, row: int) -> bool:
        """Whether it names a person."""
        return bool(self._names[row])

    def text_of(self, row: int) -> str:
        """First and last name, a line each; both blank where an address stands in for them."""
        return self._names[row]

    def keys_of(self, row: int) -> "array[int]":
        """The addresses that can be one person's alone, in the order of identity."""
        return self.keys[self._ends[row - 1] if row else 0 : self._ends[row]]

    def keys_by_kind(self, row: int) -> Iterator[tuple[str, list[int]]]:
        """The same by their kind."""
        for kind, keys in groupby(self.keys_of(row), key=lambda key: key & 3):
            yield KINDS[kind], list(keys)

    def place_of(self, row: int) -> str:
        """Where it stands: "line 5", or "line 5 of messages.csv"."""
        return place(self._lines[row], self._members[row])

    def organization_of(self, row: int) -> int:
        """The hash of where they work as it compares, or 0."""
        return self._organizations[row]


def place(line: int, member: str) -> str:
    """Where a row stands, as said to the user."""
    return f"line {line} of {member}" if member else f"line {line}"


def names_in(text: str) -> tuple[str, str]:
    """First and last name of ``Roll.text_of``."""
    first, _, last = text.partition("\n")
    return first, last


def name_key_in(text: str) -> str:
    """What two spellings of a name in ``Roll.text_of`` share; blank where nobody said one."""
    return name_key(*names_in(text))
