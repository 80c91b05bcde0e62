"""Whom a record is about: someone already here, someone earlier in the file, or nobody yet.

Identity is a profile URL, then an e-mail address, then a phone number, then the very same row of an earlier import.
A name is never identity; with the organization it is a suggestion, which the user may answer.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from accounts.models import User
from contacts.importing.names import contradict, wholly_contradict
from contacts.importing.rolls import KINDS, NOBODY, Roll, key_of, name_key_in, names_in
from contacts.models import Contact, ContactPoint, ImportChoice, ImportRow, ImportState, OrganizationAlias

LOOKUP_BATCH = 1_000

_BY = ("", *KINDS, "row", "choice")


class Match(NamedTuple):
    """What became of a row that names a person."""

    first: int
    """The row that speaks for that person: itself, or an earlier one that it is joined to."""
    contact_id: int
    """Whom it was found to be, 0 for somebody new."""
    by: str
    """How: a kind of address, "row", "choice", or blank."""


class Matches:
    """The outcome for a whole file, by the position of the row."""

    def __init__(self, rows: int, left_before: set[int]) -> None:
        self.maybe: dict[int, int] = {}
        """New people who may be the same as a contact."""
        self.joined: dict[int, list[int]] = {}
        """Later rows about the person for whom a row speaks."""
        self.left_before = left_before
        """Rows that the user left out of an earlier import."""
        self._first = array("l", [NOBODY]) * rows
        self._contacts = array("q", [0]) * rows
        self._by = array("b", [0]) * rows

    def __len__(self) -> int:
        return len(self._first)

    def of(self, row: int) -> Match | None:
        """What became of a row; ``None`` for one that names no person."""
        first = self._first[row]
        return None if first == NOBODY else Match(first, self._contacts[row], _BY[self._by[row]])

    def keep(self, row: int, found: Match) -> None:
        """Note what became of a row."""
        self._first[row], self._contacts[row], self._by[row] = found.first, found.contact_id, _BY.index(found.by)
        if found.first != row:
            self.joined.setdefault(found.first, []).append(row)


def match(roll: Roll, *, owner: User, among: Collection[int] | None = None) -> Matches:
    """Whom each row of ``roll`` is about, as things stand with ``owner`` now; or ``among`` these contacts alone.

    Queries: three, and one more for each thousand rows. What it holds in memory grows with the file, not the account.
    """
    people = _People(roll)
    people.load(owner, among)
    found = Matches(len(roll), people.left_before)
    rows = array("l", (row for row in range(len(roll)) if roll.is_person(row)))
    people.claim(rows)
    for row in rows:
        someone, by = people.find(row) or (_Someone(roll.text_of(row)), "")
        people.add(row, someone)
        if someone.row == NOBODY:
            someone.row = row
        found.keep(row, Match(someone.row, someone.contact_id, by))
        if not someone.contact_id and someone.row == row and (suggestion := people.suggestion(row)):
            found.maybe[row] = suggestion
    return found


class _Someone:
    """A person that rows of a file can be about."""

    __slots__ = ("contact_id", "is_claimed", "organization", "row", "text")

    def __init__(self, text: str, contact_id: int = 0, organization: int = 0) -> None:
        self.text = text
        self.contact_id = contact_id
        """0 for someone whom this file brings."""
        self.organization = organization
        self.row = NOBODY
        """The first row about them in this file."""
        self.is_claimed = False
        """Whether some row of their own name is about them."""


_Held = _Someone | list[_Someone] | None
"""Mostly one, and no list for one: there are many of these."""


class _People:
    """Those of the owner whom rows of the file may be about, and everyone the file has brought so far."""

    def __init__(self, roll: Roll) -> None:
        self.roll = roll
        self.by_key: dict[int, _Held] = dict.fromkeys(roll.keys)
        names = (hash(name_key_in(roll.text_of(row))) for row in range(len(roll)) if roll.is_person(row))
        self.by_name: dict[int, _Held] = dict.fromkeys(names)
        self.by_fingerprint: dict[str, _Someone] = {}
        self.chosen: dict[int, _Someone] = {}
        self.left_before: set[int] = set()
        self.renamed: dict[int, int] = {}
        """How organizations compare by their other names, and by their own."""

    def load(self, owner: User, among: Collection[int] | None) -> None:
        """Find those of ``owner``'s people whom a row may be about, by address, name, row or the user's word."""
        contacts = Contact.for_user(owner).order_by("pk")
        points = ContactPoint.for_user(owner).filter(kind__in=KINDS).order_by("pk")
        if among is not None:
            contacts, points = contacts.filter(pk__in=among), points.filter(contact__in=among)
        others = OrganizationAlias.for_user(owner).order_by().values_list("name_key", "organization__name_key")
        self.renamed = {hash(other): hash(own) for other, own in others}
        by_id: dict[int, _Someone] = {}
        for known, pk in self._brought_before(owner):
            self.by_fingerprint[known] = by_id.setdefault(pk, _Someone("", pk))
        for pk in self.roll.chosen.values():
            self.chosen[pk] = by_id.setdefault(pk, _Someone("", pk))
        for kind, normalised, pk in points.values_list("kind", "normalised", "contact_id").iterator():
            if (key := key_of(kind, normalised)) in self.by_key:
                _hold(self.by_key, key, by_id.setdefault(pk, _Someone("", pk)))
        columns = ("pk", "first_name", "last_name", "organization__name_key")
        for pk, first, last, organization in contacts.values_list(*columns).iterator():
            text = f"{first}\n{last}"
            name = hash(name_key_in(text))
            someone = by_id.get(pk)
            if name in self.by_name:
                someone = someone or _Someone(text, pk)
                _hold(self.by_name, name, someone)
            if someone is not None:
                someone.text, someone.organization = text, hash(organization) if organization else 0

    def _brought_before(self, owner: User) -> Iterator[tuple[str, int]]:
        """Whom rows of earlier imports became, by what they say, the latest last; those left out then are marked."""
        prints = {print_: print_ for print_ in self.roll.fingerprints if print_}
        left: set[str] = set()
        waiting = iter(prints)
        while asked := list(islice(waiting, LOOKUP_BATCH)):
            rows = ImportRow.for_user(owner).filter(
                fingerprint__in=asked, batch__state__in=[ImportState.DONE, ImportState.UNDONE]
            )
            for known, pk, choice in rows.order_by("pk").values_list("fingerprint", "contact_id", "choice"):
                if pk is not None:
                    yield prints[known], pk
                (left.add if choice == ImportChoice.LEAVE else left.discard)(known)
        if left:
            unsaid = (row for row in range(len(self.roll)) if row not in self.roll.choices)
            self.left_before = {row for row in unsaid if self.roll.fingerprints[row] in left}

    def claim(self, rows: Iterable[int]) -> None:
        """Let rows take those contacts first whose name and address both fit, so that no other row takes them."""
        for row in rows:
            for someone in chain.from_iterable(_holders(self.by_key, key) for key in self.roll.keys_of(row)):
                if not someone.is_claimed:
                    someone.is_claimed = name_key_in(someone.text) == name_key_in(self.roll.text_of(row))

    def find(self, row: int) -> tuple[_Someone, str] | None:
        """Who it is and how they were found; ``None`` for nobody known yet."""
        chosen = self.chosen.get(self.roll.chosen.get(row, 0))
        if chosen is not None and chosen.text:
            return chosen, "choice"
        for kind, keys in self.roll.keys_by_kind(row):
            candidates = list(chain.from_iterable(_holders(self.by_key, key) for key in keys))
            if candidates and (someone := self._best(kind, candidates, row)):
                return someone, kind
        if (someone := self.by_fingerprint.get(self.roll.fingerprints[row])) is not None:
            return someone, "row"
        return None

    def add(self, row: int, someone: _Someone) -> None:
        """Let later rows of the file find ``someone`` by what this row says of them."""
        for key in self.roll.keys_of(row):
            _hold(self.by_key, key, someone)
        self.by_fingerprint.setdefault(self.roll.fingerprints[row], someone)

    def suggestion(self, row: int) -> int:
        """A contact of the same name whose organization does not speak against it, or 0."""
        name = name_key_in(self.roll.text_of(row))
        wanted = self.roll.organization_of(row)
        wanted = self.renamed.get(wanted, wanted)
        for someone in _holders(self.by_name, hash(name)) if name else ():
            if not wanted or not someone.organization or wanted == someone.organization:
                return someone.contact_id
        return 0

    def _best(self, kind: str, candidates: list[_Someone], row: int) -> _Someone | None:
        """Which of those who share an address: the one of that name, or one whose name does not speak against it.

        A profile is one person's whatever the name. An address that two differently named rows of a file share is not
        (a couple's mailbox, a landline), and a shared number with two wholly different names is an office.
        """
        text = self.roll.text_of(row)
        names, name = names_in(text), name_key_in(text)
        for someone in candidates:
            if name_key_in(someone.text) == name:
                return someone
        for someone in candidates:
            if kind == "profile" or not contradict(names_in(someone.text), names):
                return someone
        only = candidates[0]
        if only.is_claimed or only.row != NOBODY or any(someone is not only for someone in candidates):
            return None
        return None if kind == "phone" and wholly_contradict(names_in(only.text), names) else only


def _holders(held: Mapping[int, _Held], key: int) -> Sequence[_Someone]:
    found = held.get(key)
    return found if isinstance(found, list) else (found,) if found is not None else ()


def _hold(held: dict[int, _Held], key: int, someone: _Someone) -> None:
    found = held.get(key)
    if found is None:
        held[key] = someone
    elif isinstance(found, list):
        if someone not in found:
            found.append(someone)
    elif found is not someone:
        held[key] = [found, someone]
