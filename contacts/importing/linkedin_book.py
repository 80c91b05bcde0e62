"""Everything that LinkedIn's files say of people, kept small while they are read and told person by person."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from contacts.importing.formats import UnusableFileError
from contacts.importing.linkedin_people import Known, short_hash
from contacts.importing.person_fields import PersonFields
from contacts.importing.records import Happening, PersonRecord, Record, Skipped
from contacts.importing.spool import Spool
from contacts.importing.written_dates import said

PEOPLE = 100_000
ENTRIES = 300_000
DAY_LENGTH = 3_000
"""A day's messages are cut to so many characters, at the end of one of them."""

UNANSWERED = "Wrote to you and was never answered."
UNINVITED = "Wanted to connect, and you did not."
HIDDEN = "A hidden member: LinkedIn keeps their name to itself."


class What(IntEnum):
    """What an entry is."""

    SENT = 0
    RECEIVED = 1
    SENT_IN_GROUP = 2
    RECEIVED_IN_GROUP = 3
    INVITED = 4
    WAS_INVITED = 5
    NOTE = 6


_MESSAGES = frozenset({What.SENT, What.RECEIVED, What.SENT_IN_GROUP, What.RECEIVED_IN_GROUP})
_FROM_ME = frozenset({What.SENT, What.SENT_IN_GROUP})
_MINE = frozenset({What.SENT, What.INVITED, What.NOTE})
"""What shows that the user turned to someone."""
_FROM_THEM = frozenset({What.RECEIVED, What.NOTE})
"""What shows that there is some tie already."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said or done; ``moment`` is seconds since 1970 for a message, a date's ordinal for the rest."""

    what: What
    moment: int
    text: int


class Book:
    """Who is named, and what happened with them."""

    def __init__(self, spool: Spool, zone: ZoneInfo) -> None:
        self.people: list[Known] = []
        self._spool = spool
        self._zone = zone
        self._numbers: dict[str, int] = {}
        self._persons, self._whats = array("l"), array("b")
        self._moments, self._texts = array("q"), array("q")
        self._spans: dict[int, list[int]] = {}

    def person(self, key: str, *, name: str, url: str, line: int, member: str) -> int:
        """The number of the person with this key; a name or URL not known before is learnt."""
        number = self._numbers.setdefault(key, len(self.people))
        if number == len(self.people):
            if number == PEOPLE:
                raise UnusableFileError(f"This file names more than {PEOPLE:,} people. Bring it in parts.")
            self.people.append(Known(key, name, url, line, member))
        else:
            known = self.people[number]
            known.name, known.url = known.name or name, known.url or url
        return number

    def add(self, person: int, what: What, *, moment: int, text: int) -> None:
        """Note what happened with them; ``text`` is a number of the spool."""
        if len(self._persons) == ENTRIES:
            raise UnusableFileError(f"This file has more than {ENTRIES:,} messages. Bring it in parts.")
        self._spans.setdefault(person, []).append(len(self._persons))
        self._persons.append(person)
        self._whats.append(what)
        self._moments.append(moment)
        self._texts.append(text)

    def named(self) -> list[int]:
        """Those with whom anything happened."""
        return list(self._spans)

    def entries(self, person: int) -> list[Entry]:
        """What happened with them, as it came."""
        return [Entry(What(self._whats[at]), self._moments[at], self._texts[at]) for at in self._spans.get(person, ())]

    def has_exchange(self, person: int) -> bool:
        """Whether the user and they wrote to each other, in a conversation of two."""
        return {What.SENT, What.RECEIVED} <= {What(self._whats[at]) for at in self._spans.get(person, ())}

    def onto(self, record: PersonRecord, people: Iterable[int]) -> PersonRecord:
        """A connection's own record with what happened with them, under whichever of ``people`` they were named."""
        notes, happenings = [record.notes], list(record.happenings)
        for person in people:
            entries = self.entries(person)
            notes.extend(self._notes(entries))
            happenings.extend(self._happenings(self.people[person], entries))
        happenings.sort(key=_by_day)
        return replace(record, notes="\n".join(filter(None, notes)), happenings=tuple(happenings))

    def alone(self, person: int) -> Record:
        """A record of someone who is no connection."""
        known, entries = self.people[person], self.entries(person)
        whats = {entry.what for entry in entries}
        if not known.name:
            return Skipped(line=known.line, reason=HIDDEN, member=known.member)
        fields = PersonFields(
            line=known.line,
            whole_name=known.name,
            how_known=self._how_known(entries),
            note="\n".join(self._notes(entries)),
            happenings=sorted(self._happenings(known, entries), key=_by_day),
            tie="" if whats & _FROM_THEM else "none",
            skip_unless_known="" if whats & _MINE else UNINVITED if What.WAS_INVITED in whats else UNANSWERED,
            member=known.member,
        )
        fields.add_point("profile", "LinkedIn", known.url)
        return fields.record()

    def _how_known(self, entries: list[Entry]) -> str:
        invited = next((entry for entry in entries if entry.what is What.INVITED), None)
        if invited is None:
            return "Messages on LinkedIn" if any(entry.what in _MESSAGES for entry in entries) else "LinkedIn"
        return f"Invited on LinkedIn on {said(date.fromordinal(invited.moment))}"

    def _notes(self, entries: list[Entry]) -> Iterator[str]:
        for entry in sorted((entry for entry in entries if entry.what is What.NOTE), key=lambda entry: entry.moment):
            text = self._spool.get(entry.text)
            yield f"{said(date.fromordinal(entry.moment))}: {text}" if entry.moment else text

    def _happenings(self, person: Known, entries: list[Entry]) -> Iterator[Happening]:
        mark = short_hash(person.key)
        for entry in entries:
            if entry.what in (What.INVITED, What.WAS_INVITED):
                yield self._invitation(entry, mark)
        messages = sorted((entry for entry in entries if entry.what in _MESSAGES), key=lambda entry: entry.moment)
        for day, of_day in groupby(messages, key=self._day):
            found = list(of_day)
            mine = any(entry.what in _FROM_ME for entry in found)
            theirs = any(entry.what not in _FROM_ME for entry in found)
            direction = "mutual" if mine and theirs else "outgoing" if mine else "incoming"
            summary = self._transcript(found, person)
            yield Happening("message", direction, day.isoformat(), summary, f"linkedin:{mark}:{day.isoformat()}")

    def _invitation(self, entry: Entry, mark: str) -> Happening:
        mine = entry.what is What.INVITED
        opening = "Invited them to connect" if mine else "They asked to connect"
        text = self._spool.get(entry.text)
        day = date.fromordinal(entry.moment).isoformat()
        summary = f"{opening}: {text}" if text else f"{opening}."
        direction = "outgoing" if mine else "incoming"
        return Happening("message", direction, day, summary, f"linkedin:invitation:{mark}:{day}")

    def _day(self, entry: Entry) -> date:
        return datetime.fromtimestamp(entry.moment, self._zone).date()

    def _transcript(self, entries: list[Entry], person: Known) -> str:
        """The texts in order with who said each."""
        lines: list[str] = []
        size = 0
        for place, entry in enumerate(entries):
            who = "You" if entry.what in _FROM_ME else person.first_name
            where = " (in a group)" if entry.what in (What.SENT_IN_GROUP, What.RECEIVED_IN_GROUP) else ""
            line = f"{who}{where}: {self._spool.get(entry.text)}"
            size += len(line)
            if lines and size > DAY_LENGTH:
                left = len(entries) - place
                lines.append(f"… and {left:,} more {'message' if left == 1 else 'messages'} that day.")
                break
            lines.append(line)
        return "\n".join(lines)


def _by_day(happening: Happening) -> tuple[str, str]:
    return happening.on, happening.key
