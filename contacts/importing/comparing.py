"""A record beside the contact it is about: what it adds, and where both say something and the contact's own stays."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from common.folding import fold
from common.ownership import OwnedQuerySet
from contacts.importing.additions import FIELDS, Additions, day_in_words, shown
from contacts.importing.records import Happening, PersonRecord, Promise, YearlyDay, add_lines
from contacts.importing.rolls import Reading
from contacts.importing.written_dates import WrittenDay, read_day
from contacts.models import (
    Contact,
    ContactPoint,
    Detail,
    FollowUp,
    Interaction,
    Occasion,
    OccasionKind,
    OrganizationAlias,
    Photo,
    Tag,
)
from contacts.models.organization import organization_key
from contacts.models.tag import tag_key

_KEY_LENGTH = 64
_WHAT_LENGTH = 300
_FIELD_COLUMNS = ("first_name", "last_name", "title", "organization__name", "how_known", "walk_of_life", "notes")
_INTRODUCER_COLUMNS = ("introduced_by_id", "introduced_by__first_name", "introduced_by__last_name")


@dataclass(slots=True)
class Own:
    """What a contact has, as far as a file could add to it."""

    first_name: str
    last_name: str
    title: str
    organization: str
    how_known: str
    walk_of_life: str
    notes: str
    introduced_by: int | None
    introducer: str
    other_names: set[str] = field(default_factory=set)
    """How other names of their organization compare."""
    points: set[tuple[str, str]] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    facts: set[tuple[str, str]] = field(default_factory=set)
    days: dict[tuple[str, str], tuple[int, WrittenDay]] = field(default_factory=dict)
    happenings: set[str] = field(default_factory=set)
    promises: set[tuple[str, str]] = field(default_factory=set)
    photo: str = ""
    """The digest of their picture."""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Introducer:
    """Who introduced somebody, by the file."""

    name: str
    contact_id: int
    """0 for somebody whom this file brings."""


@dataclass(slots=True)
class Comparison:
    """What came of it."""

    additions: Additions
    differences: list[str] = field(default_factory=list)
    """Where both say something, and which of the two it is to be."""


def days_of(record: PersonRecord) -> list[YearlyDay]:
    """The birthday and the other days, one for each kind and name."""
    days = list(record.days)
    if record.birthday is not None:
        days.insert(0, YearlyDay(OccasionKind.BIRTHDAY, "", record.birthday.as_text))
    return list({(day.kind, fold(day.name)): day for day in reversed(days)}.values())[::-1]


def happenings_of(record: PersonRecord) -> list[Happening]:
    """What happened, each thing once under a key that fits the column."""
    return list({_keyed(each).key: _keyed(each) for each in record.happenings}.values())


def _keyed(happening: Happening) -> Happening:
    if 0 < len(happening.key) <= _KEY_LENGTH:
        return happening
    return happening._replace(key=hashlib.sha256("\x1f".join(happening).encode()).hexdigest()[:_KEY_LENGTH])


def promises_of(record: PersonRecord) -> list[Promise]:
    """What was promised, each thing once and no longer than the column."""
    promises = (promise._replace(what=promise.what[:_WHAT_LENGTH]) for promise in record.promises)
    return list({(promise.what, promise.due_on): promise for promise in promises}.values())


def load_own(owner: User, readings: Mapping[int, Reading], *, to_write: bool) -> dict[int, Own]:
    """What those of ``owner``'s contacts have whom ``readings``, by their id, are about.

    ``to_write`` keeps others from changing them until the transaction ends. Five queries, and one for each other kind
    of thing that any of the readings carries.
    """
    ids, records = list(readings), [reading.record for reading in readings.values()]
    contacts = Contact.for_user(owner).filter(pk__in=ids).order_by("pk")
    if to_write:
        contacts = contacts.select_for_update(of=("self",))
    own: dict[int, Own] = {}
    for pk, first, last, title, organization, how, walk, notes, by, by_first, by_last in contacts.values_list(
        "pk", *_FIELD_COLUMNS, *_INTRODUCER_COLUMNS
    ):
        introducer = f"{by_first or ''} {by_last or ''}".strip()
        own[pk] = Own(first, last, title, organization or "", how, walk, notes, by, introducer)
    for pk, kind, normalised in _of(ContactPoint.for_user(owner), ids, "kind", "normalised"):
        own[pk].points.add((kind, normalised))
    for pk, key in Tag.for_user(owner).filter(contacts__in=ids).order_by().values_list("contacts", "name_key"):
        own[pk].tags.add(key)
    others = OrganizationAlias.for_user(owner).filter(organization__contacts__in=ids).order_by()
    for pk, key in others.values_list("organization__contacts", "name_key"):
        own[pk].other_names.add(key)
    for pk, digest in _of(Photo.for_user(owner), ids, "digest"):
        own[pk].photo = digest
    if any(record.facts for record in records):
        _load_facts(owner, own)
    if any(record.days or record.birthday for record in records):
        _load_days(owner, own)
    if any(record.happenings or record.promises for record in records):
        _load_history(owner, own)
    return own


def _load_facts(owner: User, own: Mapping[int, Own]) -> None:
    for pk, kind, text in _of(Detail.for_user(owner), own, "kind", "text"):
        own[pk].facts.add((kind, fold(text)))


def _load_days(owner: User, own: Mapping[int, Own]) -> None:
    columns = ("pk", "kind", "name", "month", "day", "year")
    for pk, key, kind, name, *day in _of(Occasion.for_user(owner), own, *columns):
        own[pk].days[kind, fold(name)] = (key, WrittenDay(*day))


def _load_history(owner: User, own: Mapping[int, Own]) -> None:
    for pk, key in _of(Interaction.for_user(owner).exclude(source_key=""), own, "source_key"):
        own[pk].happenings.add(key)
    for pk, what, due_on in _of(FollowUp.for_user(owner), own, "what", "due_on"):
        own[pk].promises.add((what, due_on.isoformat()))


def _of(rows: OwnedQuerySet[Any], ids: Collection[int], *columns: str) -> Iterator[tuple[Any, ...]]:
    return rows.filter(contact__in=ids).order_by().values_list("contact_id", *columns).iterator()


def compare(own: Own, reading: Reading, *, introducer: Introducer | None, photo: str, takes_file: bool) -> Comparison:
    """What ``reading`` adds to a contact.

    Where both say something, the contact's own value stays, unless the user said that it ``takes_file``'s. ``photo``
    is the digest of the file's picture, or blank.
    """
    return _Comparing(own, reading, introducer, photo, takes_file).outcome()


@dataclass(slots=True)
class _Comparing:
    own: Own
    reading: Reading
    introducer: Introducer | None
    photo: str
    takes_file: bool
    found: Comparison = field(default_factory=lambda: Comparison(Additions()))

    def outcome(self) -> Comparison:
        own, record, additions = self.own, self.reading.record, self.found.additions
        self._name()
        for name in ("title", "organization", "how_known", "walk_of_life"):
            self._field(name, getattr(own, name), getattr(record, name))
        self._days()
        self._introducer()
        self._photo()
        additions.notes = new_lines(own.notes, record.notes)
        additions.points = [
            (point, value) for point, value in self.reading.points if (point.kind, value) not in own.points
        ]
        additions.tags = [tag for tag in record.tags if tag_key(tag) not in own.tags]
        additions.facts = [fact for fact in record.facts if (fact.kind, fold(fact.text)) not in own.facts]
        additions.happenings = [each for each in happenings_of(record) if each.key not in own.happenings]
        additions.promises = [each for each in promises_of(record) if (each.what, each.due_on) not in own.promises]
        return self.found

    def _name(self) -> None:
        record = self.reading.record
        first, last = ("", "") if record.is_named_by_address else (record.first_name, record.last_name)
        if not first or fold(f"{first} {last}") == fold(self.own.name):
            return
        if (fuller := self._fuller_name(first, last)) is not None:
            self.found.additions.fields.update(fuller)
        elif self._differs("name", self.own.name, record.name, quoted=False):
            self.found.additions.fields.update({"first_name": first, "last_name": last})
            self.found.additions.taken.update({"first_name", "last_name"})

    def _fuller_name(self, first: str, last: str) -> dict[str, str] | None:
        """Names that fill a blank last one, or replace an address that stood in for a name; ``None`` for neither."""
        if self.own.last_name:
            return None
        mine = fold(self.own.first_name)
        if mine == fold(first):
            return {"last_name": last} if last else {}
        if any(value == mine for _, value in self.own.points):
            return {"first_name": first, "last_name": last} if last else {"first_name": first}
        return None

    def _field(self, name: str, mine: str, theirs: str) -> None:
        if not theirs or mine == theirs or (mine and self._is_same(name, mine, theirs)):
            return
        if not mine:
            self.found.additions.fields[name] = theirs
        elif self._differs(FIELDS[name], shown(name, mine), shown(name, theirs)):
            self.found.additions.fields[name] = theirs
            self.found.additions.taken.add(name)

    def _is_same(self, name: str, mine: str, theirs: str) -> bool:
        if name == "organization":
            return organization_key(theirs) in {organization_key(mine), *self.own.other_names}
        return fold(mine) == fold(theirs)

    def _days(self) -> None:
        for day in days_of(self.reading.record):
            written = read_day(day.day)
            if written is None:
                continue
            held = self.own.days.get((day.kind, fold(day.name)))
            if held is None:
                self.found.additions.days.append(day)
                continue
            key, mine = held
            if mine.year is None and mine[:2] == written[:2] and written.year is not None:
                self.found.additions.moved_days.append((key, day))
            elif mine[:2] != written[:2] or written.year not in (None, mine.year):
                what = day_in_words(day).partition(":")[0]
                if self._differs(what, str(mine), str(written), quoted=False):
                    self.found.additions.moved_days.append((key, day))
                    self.found.additions.taken.add(f"day {key}")

    def _introducer(self) -> None:
        if self.introducer is None or self.introducer.contact_id == self.own.introduced_by:
            return
        if self.own.introduced_by is None:
            self.found.additions.introducer = self.introducer.name
        elif self._differs("introduced by", self.own.introducer, self.introducer.name, quoted=False):
            self.found.additions.introducer = self.introducer.name
            self.found.additions.taken.add("introduced_by")

    def _photo(self) -> None:
        if not self.photo or self.photo == self.own.photo:
            return
        if not self.own.photo:
            self.found.additions.has_photo = True
            return
        if self.takes_file:
            self.found.additions.has_photo = True
            self.found.additions.taken.add("photo")
        self.found.differences.append(
            "takes the file’s picture instead of yours"
            if self.takes_file
            else "keeps your picture; the file has another"
        )

    def _differs(self, what: str, mine: str, theirs: str, *, quoted: bool = True) -> bool:
        """Note that both say something else; whether it is the file's value that is to be."""
        said = (f"“{mine}”", f"“{theirs}”") if quoted else (mine, theirs)
        self.found.differences.append(
            f"takes {what} {said[1]} instead of {said[0]}"
            if self.takes_file
            else f"keeps {'the ' if what == 'name' else ''}{what} {said[0]}; the file says {said[1]}"
        )
        return self.takes_file


def new_lines(held: str, more: str) -> str:
    """Those lines of ``more`` that ``held`` does not have yet."""
    return add_lines(held, more)[len(held) :].strip("\n") if more else ""
