"""What a file would do: a verdict for every row and each change in words. Writes nothing."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from accounts.models import User
from contacts.importing.additions import Additions
from contacts.importing.comparing import Introducer, compare, load_own
from contacts.importing.joining import join_organizations, join_people
from contacts.importing.matching import Match, match
from contacts.importing.organization_plans import PlannedOrganization, plan_organizations
from contacts.importing.rolls import Reading, Roll, names_in
from contacts.importing.shelves import Entry, Shelf
from contacts.models import ImportChoice, ImportVerdict
from contacts.photos import digest_of

LEFT_OUT = "You left this out."
LEFT_OUT_BEFORE = "You left this out when you brought it before."
OUTCOMES = ("created", "updated", "unchanged", "skipped", "organizations", "errors")
"""Every row comes to exactly one of these."""

_FOUND_BY = {
    "profile": "The same profile.",
    "email": "The same e-mail address.",
    "phone": "The same phone number.",
    "row": "The same row, brought in before.",
    "choice": "You said it is the same person.",
}
_OUTCOME_OF = {
    ImportVerdict.NEW: "created",
    ImportVerdict.CHANGED: "updated",
    ImportVerdict.UNCHANGED: "unchanged",
    ImportVerdict.SKIPPED: "skipped",
    ImportVerdict.ORGANIZATION: "organizations",
    ImportVerdict.ERROR: "errors",
}


@dataclass(slots=True, kw_only=True)
class PlannedRow:
    """One row with what will happen to it."""

    entry: Entry
    verdict: ImportVerdict
    reason: str = ""
    changes: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    speaker: int | None = None
    """The row that speaks for the same person or organization, where it is not this one."""
    contact_id: int | None = None
    maybe_same_as_id: int | None = None
    reading: Reading | None = None
    """Of a person to write: the record, joined with what later rows say of the same person."""
    photo: bytes = b""
    replaced_photo: bytes = b""
    """Once it is written: the contact's own, where the user took the file's."""
    introducer: int | None = None
    """The row that speaks for whoever introduced them."""
    additions: Additions | None = None
    """To a contact who is here."""
    organization: PlannedOrganization | None = None
    """Of a row that speaks for one."""


class Plan:
    """What a file would do to what ``owner`` has now; rows come by the page, so that memory never holds them all."""

    def __init__(self, roll: Roll, shelf: Shelf, *, owner: User, among: Collection[int] | None = None) -> None:
        self.roll, self.shelf, self.owner = roll, shelf, owner
        self.matches = match(roll, owner=owner, among=among)
        self.tally: Counter[str] = Counter()
        """How many rows came to each outcome, of the pages so far."""

    @cached_property
    def newcomers(self) -> int:
        """How many people are new."""
        found = ((row, self.matches.of(row)) for row in range(len(self.matches)))
        return sum(match is not None and self.is_new(row, match) for row, match in found)

    @property
    def report(self) -> dict[str, int]:
        """The tally, with all ``OUTCOMES``.

        Beside them are ``organizations_added``, those that are new or get something new; ``maybe``, questions asked,
        and ``unanswered`` ones among them; and ``differs``, rows where both sides say something.
        """
        return {**dict.fromkeys((*OUTCOMES, "organizations_added"), 0), **self.tally}

    def pages(self, *, to_write: bool) -> Iterator[list[PlannedRow]]:
        """Every row in order; ``to_write`` also takes new people apart, which only showing them does not need."""
        for entries in self.shelf.pages():
            yield self.page(entries, to_write=to_write)

    def page(self, entries: Sequence[Entry], *, to_write: bool) -> list[PlannedRow]:
        """Some rows in order."""
        rows = [self._first_look(entry) for entry in entries]
        people = [row for row in rows if row.verdict in {ImportVerdict.NEW, ImportVerdict.CHANGED}]
        for row in people:
            self._read(row, to_write=to_write)
        self._compare([row for row in people if row.contact_id is not None], to_write=to_write)
        self._plan_organizations([row for row in rows if row.verdict is ImportVerdict.ORGANIZATION])
        for row in rows:
            self.tally.update(outcomes(row))
        return rows

    def is_new(self, row: int, found: Match) -> bool:
        """Whether a row brings somebody new: it speaks for them, and is not only meant for those who are known."""
        if found.contact_id or found.first != row or self.is_left(row):
            return False
        is_wanted = not {row, *self.matches.joined.get(row, ())} <= self.roll.only_for_known
        return is_wanted or self.roll.choices.get(row) == ImportChoice.OTHER

    def is_left(self, row: int) -> bool:
        """Whether the user wants nothing of whom the row speaks for, now or when it was brought before."""
        return self.roll.choices.get(row) == ImportChoice.LEAVE or row in self.matches.left_before

    def _first_look(self, entry: Entry) -> PlannedRow:
        if entry.kind == "person":
            return self._first_look_at_person(entry)
        if entry.kind == "organization":
            return PlannedRow(entry=entry, verdict=ImportVerdict.ORGANIZATION)
        verdict = ImportVerdict.SKIPPED if entry.kind == "skipped" else ImportVerdict.ERROR
        return PlannedRow(entry=entry, verdict=verdict, reason=entry.nobody.reason)

    def _first_look_at_person(self, entry: Entry) -> PlannedRow:
        row = PlannedRow(entry=entry, verdict=ImportVerdict.SKIPPED)
        found = self.matches.of(entry.position)
        if found is None:
            raise TypeError(f"row {entry.position} names a person and was not matched")
        row.maybe_same_as_id = found.contact_id if found.by == "choice" else self.matches.maybe.get(entry.position)
        if found.first != entry.position:
            row.speaker = found.first
            left = ", whom you left out" if self.is_left(found.first) else "; what this row adds is kept there"
            row.reason = f"The same person as on {self.roll.place_of(found.first)}{left}."
        elif self.is_left(entry.position):
            row.reason = LEFT_OUT if entry.choice == ImportChoice.LEAVE else LEFT_OUT_BEFORE
            row.contact_id = found.contact_id or None
        elif found.contact_id:
            row.verdict, row.contact_id, row.reason = ImportVerdict.CHANGED, found.contact_id, _FOUND_BY[found.by]
        elif self.is_new(entry.position, found):
            row.verdict = ImportVerdict.NEW
        else:
            row.reason = entry.reading.record.skip_unless_known
        return row

    def _read(self, row: PlannedRow, *, to_write: bool) -> None:
        """Take a person's row apart, with those joined to it."""
        position = row.entry.position
        joined = self.matches.joined.get(position, [])
        row.photo = row.entry.photo
        if joined:
            others = self.shelf.fetch(joined)
            row.reading = join_people([row.entry.reading, *(other.reading for other in others)])
            row.photo = row.photo or next((other.photo for other in others if other.photo), b"")
        elif to_write or row.contact_id is not None:
            row.reading = row.entry.reading
        row.introducer = self._introducer_of((position, *joined))

    def _introducer_of(self, rows: Sequence[int]) -> int | None:
        """The row that speaks for whoever introduced the person of ``rows``, if they are here or come in."""
        for row in rows:
            ref = self.roll.introduced_by.get(row)
            introducer = self.roll.refs.get(ref) if ref else None
            found = self.matches.of(introducer) if introducer is not None else None
            if found is not None and found.first != rows[0]:
                speaker = self.matches.of(found.first)
                comes_in = speaker is not None and self.is_new(found.first, speaker)
                if comes_in or (found.contact_id and not self.is_left(found.first)):
                    return found.first
        return None

    def _introducer(self, row: int | None) -> Introducer | None:
        found = self.matches.of(row) if row is not None else None
        if row is None or found is None:
            return None
        name = " ".join(names_in(self.roll.text_of(row))).strip() or self.shelf.fetch([row])[0].name
        return Introducer(name, found.contact_id)

    def _compare(self, rows: Sequence[PlannedRow], *, to_write: bool) -> None:
        readings = {row.contact_id or 0: row.reading for row in rows if row.reading is not None}
        own = load_own(self.owner, readings, to_write=to_write) if readings else {}
        for row in rows:
            mine = own.get(row.contact_id or 0)
            if row.reading is None or mine is None:
                # Deleted since they were matched a moment ago.
                row.verdict, row.contact_id, row.reason = ImportVerdict.NEW, None, ""
                continue
            found = compare(
                mine,
                row.reading,
                introducer=self._introducer(row.introducer),
                photo=digest_of(row.photo) if row.photo else "",
                takes_file=row.entry.takes_file,
            )
            row.additions, row.differences = found.additions, found.differences
            row.verdict = ImportVerdict.CHANGED if row.additions else ImportVerdict.UNCHANGED
            row.changes = row.additions.in_words()

    def _plan_organizations(self, rows: Sequence[PlannedRow]) -> None:
        speaking: dict[str, PlannedRow] = {}
        for row in rows:
            key = row.entry.compares_by.partition("\n")[2]
            first = self.roll.organizations.get(key)
            if first is None:
                row.verdict, row.reason = ImportVerdict.SKIPPED, "Its name has no letters to go by."
            elif first != row.entry.position:
                row.speaker = first
                left = ", which you left out" if self.is_left(first) else "; what this row adds is kept there"
                row.reason = f"The same organization as on {self.roll.place_of(first)}{left}."
            elif self.is_left(first):
                row.verdict, row.reason = ImportVerdict.SKIPPED, LEFT_OUT
            else:
                speaking[key] = row
        records = {}
        for key, row in speaking.items():
            others = self.shelf.fetch(self.roll.joined_organizations.get(row.entry.position, []))
            records[key] = join_organizations([row.entry.organization, *(other.organization for other in others)])
        for key, planned in plan_organizations(records, owner=self.owner).items():
            row = speaking[key]
            row.organization = planned
            if planned.pk is not None:
                row.reason, row.changes = "Already here.", planned.additions.in_words()


def outcomes(row: PlannedRow) -> list[str]:
    """The counts that a row belongs to."""
    found = [_OUTCOME_OF[row.verdict]]
    if row.organization is not None and (row.organization.pk is None or row.organization.additions):
        found.append("organizations_added")
    if row.maybe_same_as_id is not None:
        found.append("maybe")
        if not row.entry.choice and row.verdict is ImportVerdict.NEW:
            found.append("unanswered")
    if row.differences:
        found.append("differs")
    return found
