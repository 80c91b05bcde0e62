"""Whom a record is about: someone already here, someone earlier in the file, or nobody yet.

Identity is a profile URL, then an e-mail address, then a phone number, then the very same row of an earlier import.
A name is never identity; with the organization it is a suggestion.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from accounts.models import User
from contacts.addresses import names_one_person, normalise
from contacts.importing.names import contradict, name_key, wholly_contradict
from contacts.importing.records import PersonRecord, Point, fingerprint
from contacts.models import Contact, ContactPoint, ImportRow
from contacts.models.organization import organization_key

IDENTITY = ("profile", "email", "phone")
SAID = {"profile": "profile", "email": "e-mail address", "phone": "phone number", "row": "row, brought in before"}
LOOKUP_BATCH = 1_000

Key = tuple[str, str]


@dataclass(slots=True, eq=False)
class Someone:
    """A person that rows of a file can be about."""

    names: tuple[str, str]
    name_key: str
    organization_key: str = ""
    contact_id: int | None = None
    """``None`` for someone whom this file brings."""
    line: int | None = None
    """Their first row in this file."""
    held: tuple[Key, ...] = ()
    """The addresses that a contact has, as they compare."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A record with what it compares by."""

    record: PersonRecord
    points: tuple[tuple[Point, str], ...]
    """Each point with its normalised value."""
    keys: tuple[Key, ...]
    """Those that can be one person's alone, in the order of identity."""
    fingerprint: str
    names: tuple[str, str]
    """First and last name; blank where an address stands in for them."""
    name_key: str


def compare_by(record: PersonRecord, *, country: str) -> Reading:
    """``record`` with its keys; phone numbers without a prefix are read as those of ``country``."""
    points: dict[Key, tuple[Point, str]] = {}
    for point in record.points:
        normalised = normalise(point.kind, point.value, country=country)
        if normalised:
            points.setdefault((point.kind, normalised), (point, normalised))
    keys = [key for key, (point, _) in points.items() if names_one_person(*key) and "fax" not in point.label]
    names = ("", "") if record.is_named_by_address else (record.first_name, record.last_name)
    return Reading(
        record=record,
        points=tuple(points.values()),
        keys=tuple(sorted(keys, key=lambda key: IDENTITY.index(key[0]))),
        fingerprint=fingerprint(record),
        names=names,
        name_key=name_key(*names),
    )


@dataclass(slots=True)
class People:
    """Everyone of one owner, and everyone the file has brought so far; loaded once, then asked row by row."""

    by_key: dict[Key, list[Someone]] = field(default_factory=lambda: defaultdict(list))
    by_fingerprint: dict[str, Someone] = field(default_factory=dict)
    by_name: dict[str, list[Someone]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, owner: User, readings: Iterable[Reading]) -> "People":
        """The people of ``owner``: two queries, and one more for each thousand rows."""
        people = cls()
        here: dict[int, Someone] = {}
        for pk, first, last, key in (
            Contact.for_user(owner)
            .order_by("pk")
            .values_list("pk", "first_name", "last_name", "organization__name_key")
        ):
            here[pk] = Someone((first, last), name_key(first, last), key or "", pk)
            people.by_name[here[pk].name_key].append(here[pk])
        for kind, normalised, pk in (
            ContactPoint.for_user(owner).order_by("pk").values_list("kind", "normalised", "contact_id")
        ):
            people.by_key[kind, normalised].append(here[pk])
            here[pk].held += ((kind, normalised),)
        prints = [reading.fingerprint for reading in readings]
        for start in range(0, len(prints), LOOKUP_BATCH):
            brought = ImportRow.for_user(owner).filter(
                fingerprint__in=prints[start : start + LOOKUP_BATCH], batch__state="done", contact__isnull=False
            )
            for known, pk in brought.order_by("pk").values_list("fingerprint", "contact_id"):
                people.by_fingerprint[known] = here[pk]
        return people

    def claim(self, readings: Iterable[Reading]) -> None:
        """Let rows take those contacts first whose name and address both fit, so that no other row takes them."""
        for reading in readings:
            for someone in self._candidates(reading):
                if someone.line is None and someone.name_key == reading.name_key:
                    someone.line = reading.record.line

    def find(self, reading: Reading) -> tuple[Someone, str] | None:
        """Who it is, and by what, in words; ``None`` for nobody known yet."""
        for kind in IDENTITY:
            candidates = [someone for key in reading.keys if key[0] == kind for someone in self.by_key.get(key, ())]
            if candidates and (someone := _best(kind, candidates, reading)):
                return someone, SAID[kind]
        if (someone := self.by_fingerprint.get(reading.fingerprint)) is not None:
            return someone, SAID["row"]
        return None

    def add(self, reading: Reading, someone: Someone) -> None:
        """Let later rows of the file find ``someone`` by what this row says of them."""
        for key in reading.keys:
            if someone not in self.by_key[key]:
                self.by_key[key].append(someone)
        self.by_fingerprint.setdefault(reading.fingerprint, someone)

    def suggestion(self, reading: Reading) -> int | None:
        """A contact of the same name whose organization does not speak against it."""
        if not any(reading.names):
            return None
        wanted = organization_key(reading.record.organization)
        for someone in self.by_name.get(reading.name_key, ()):
            if not wanted or not someone.organization_key or wanted == someone.organization_key:
                return someone.contact_id
        return None

    def _candidates(self, reading: Reading) -> Iterator[Someone]:
        for key in reading.keys:
            yield from self.by_key.get(key, ())


def _best(kind: str, candidates: list[Someone], reading: Reading) -> Someone | None:
    """Which of those who share an address: the one of that name, or one whose name does not speak against it.

    A profile is one person's whatever the name. An address that two differently named rows of a file share is not
    (a couple's mailbox, a landline), and a shared number with two wholly different names is an office.
    """
    for someone in candidates:
        if someone.name_key == reading.name_key:
            return someone
    for someone in candidates:
        if kind == "profile" or not contradict(someone.names, reading.names):
            return someone
    alone = {id(someone): someone for someone in candidates}
    only = next(iter(alone.values()))
    if len(alone) > 1 or only.line is not None:
        return None
    return None if kind == "phone" and wholly_contradict(only.names, reading.names) else only
