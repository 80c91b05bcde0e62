"""LinkedIn's messages.csv: who wrote to whom, who of them is the user, and what of it belongs to whom."""

import html
import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest

from common.folding import fold
from contacts.importing.encoding import Source
from contacts.importing.formats import UnusableFileError
from contacts.importing.linkedin_book import ENTRIES, Book, What
from contacts.importing.linkedin_owner import Owner
from contacts.importing.linkedin_people import is_hidden, profile_key
from contacts.importing.plain_text import many_lines
from contacts.importing.records import Record, Skipped, Unreadable
from contacts.importing.spool import Spool
from contacts.importing.tabular import Row, read_rows
from contacts.importing.written_dates import read_date

NAME_LENGTH = 200
MESSAGE_LENGTH = 1_000
EARLIEST, LATEST = 1990, 2999
CONVERSATIONS = 100_000
PARTICIPANTS = 50
"""In a larger group nobody writes to anyone in particular."""

_TAG = re.compile(r"</?(?:p|br|div|span|a|strong|em|b|i|u|ul|ol|li|h\d)\b[^<>]*>", re.IGNORECASE)
_LINE_TAG = re.compile(r"<br\b[^<>]*>|</(?:p|div|li|h\d)>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#39|#x27);")
_BLANK_LINES = re.compile(r"\n{3,}")
_YES = {"yes", "true", "1"}


def is_header(columns: frozenset[str]) -> bool:
    """Whether these are the columns of messages.csv."""
    return {"conversation id", "from", "to", "date", "content"} <= columns


def tidy(text: str) -> str:
    """A message as people read it: without the HTML of sponsored ones, not too long."""
    if "<" in text:
        text = _TAG.sub("", _LINE_TAG.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    text = _BLANK_LINES.sub("\n\n", many_lines(text))
    return text if len(text) <= MESSAGE_LENGTH else f"{text[: MESSAGE_LENGTH - 1].rstrip()}…"


def _moment(written: str) -> int | None:
    """Seconds since 1970; these files write UTC."""
    bare = written.removesuffix("UTC").strip()
    try:
        moment = datetime.fromisoformat(bare)
    except ValueError:
        day = read_date(bare)
        if day is None:
            return None
        # Only the day is known: at noon it is that day for most of the world.
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int(moment.timestamp()) if EARLIEST <= moment.year <= LATEST else None


def _text(row: Row) -> str:
    """What a message says, with its subject, or what else it was."""
    subject, content = row["subject"][:200], tidy(row.text("content"))
    if not content:
        content = "(an attachment)" if row["attachments"] else "(no text)"
    return f"{subject}: {content}" if subject and not content.startswith(subject) else content


class Conversations:
    """All messages of one account while they are read; ``settle`` gives each to whom it belongs."""

    def __init__(self, book: Book, spool: Spool) -> None:
        self._book = book
        self._spool = spool
        self._numbers: dict[str, int] = {}
        self._profiles: dict[tuple[str, str], int] = {}
        self._people: list[set[int]] = []
        self._begun: list[tuple[int, str]] = []
        self._circles: dict[tuple[int, ...], int] = {}
        self._talks, self._senders, self._to = array("l"), array("l"), array("l")
        self._moments, self._texts = array("q"), array("q")

    def take(self, source: Source, member: str) -> Iterator[Record]:
        """Read a messages.csv; what comes out are drafts and rows that say nothing usable."""
        for row in read_rows(source, is_header):
            if isinstance(row, Unreadable):
                yield replace(row, member=member)
            elif (refused := self._take_row(row, member)) is not None:
                yield refused

    def _take_row(self, row: Row, member: str) -> Record | None:
        if row.is_empty:
            return Skipped(line=row.line, reason="An empty row.", member=member)
        if any(row[column].casefold() in _YES for column in ("is message draft", "is conversation draft")):
            return Skipped(line=row.line, reason="A draft, never sent.", name=row["to"][:NAME_LENGTH], member=member)
        if (moment := _moment(row["date"])) is None:
            said = f"“{row['date'][:40]}” is no date." if row["date"] else "This message has no date."
            return row.unreadable(said, name=row["from"][:NAME_LENGTH], member=member)
        if len(self._talks) == ENTRIES:
            raise UnusableFileError(f"messages.csv has more than {ENTRIES:,} messages. Bring it in parts.")
        people = _People(self._book, row, member, self._profiles)
        sender, to = people.sender(), people.recipients()
        talk = self._talk(people.conversation, row.line, member)
        self._talks.append(talk)
        self._senders.append(sender)
        self._to.append(self._circles.setdefault(to, len(self._circles)))
        self._moments.append(moment)
        self._texts.append(self._spool.put(_text(row)))
        self._people[talk].update((sender, *to))
        return None

    def _talk(self, conversation: str, line: int, member: str) -> int:
        number = self._numbers.setdefault(conversation, len(self._people))
        if number == len(self._people):
            if number == CONVERSATIONS:
                raise UnusableFileError(f"messages.csv has more than {CONVERSATIONS:,} conversations.")
            self._people.append(set())
            self._begun.append((line, member))
        return number

    def settle(self, *, owner: Owner, is_connection: Callable[[int], bool] | None) -> Iterator[Skipped]:
        """Give each message to whom it was written, or who wrote it; conversations that are nobody's come out.

        In a group that is each connection; where the connections are not at hand (``is_connection`` is ``None``), each
        with whom there is a conversation of two. Raises ``UnknownOwnerError`` when nobody can tell who the user is.
        """
        if not self._people:
            return
        me = owner.find(self._people, self._book.people, is_connection or (lambda _person: False))
        same = self._same_people()
        others = [{same.get(person, person) for person in people - me} for people in self._people]
        for at, talk in enumerate(self._talks):
            if len(others[talk]) == 1:
                [person] = others[talk]
                self._give(at, person, What.SENT if self._senders[at] in me else What.RECEIVED)
        is_friend = is_connection or self._book.has_exchange
        friends = [
            {person for person in people if is_friend(person)} if len(people) > 1 else set() for people in others
        ]
        circles = list(self._circles)
        for at, talk in enumerate(self._talks):
            if friends[talk]:
                mine = self._senders[at] in me
                named = circles[self._to[at]] if mine else (self._senders[at],)
                for person in friends[talk].intersection(same.get(each, each) for each in named):
                    self._give(at, person, What.SENT_IN_GROUP if mine else What.RECEIVED_IN_GROUP)
        for people, known, (line, member) in zip(others, friends, self._begun, strict=True):
            if not people:
                yield Skipped(line=line, reason="Written to nobody but you.", member=member)
            elif len(people) > 1 and not known:
                yield Skipped(line=line, reason="A group of people you are not connected to.", member=member)

    def _give(self, at: int, person: int, what: What) -> None:
        self._book.add(person, what, moment=self._moments[at], text=self._texts[at])

    def _same_people(self) -> dict[int, int]:
        """Those whom some messages of a conversation name without their profile, by the one who has it."""
        known = self._book.people
        same: dict[int, int] = {}
        for people in self._people:
            with_url = {fold(known[person].name): person for person in people if known[person].url}
            for person in people:
                if not known[person].url and (other := with_url.get(fold(known[person].name))) is not None:
                    same[person] = other
        return same


@dataclass(frozen=True, slots=True)
class _People:
    """Who a row is about."""

    book: Book
    row: Row
    member: str
    profiles: dict[tuple[str, str], int]
    """Those seen before, by name and profile URL as they are written."""

    @property
    def conversation(self) -> str:
        """What tells this conversation from others."""
        return self.row["conversation id"] or f"line {self.row.line}"

    def sender(self) -> int:
        """Who wrote it."""
        return self._number(self.row["from"], self.row["sender profile url"])

    def recipients(self) -> tuple[int, ...]:
        """To whom."""
        urls = [url for url in re.split(r"[,;\s]+", self.row["recipient profile urls"]) if url]
        names = [name for part in self.row["to"].split(",") if (name := part.strip())]
        if len(urls) <= 1 and (urls or not all(" " in name for name in names)):
            # A name may have a comma of its own: "Ana Silva, PhD".
            names = [self.row["to"]]
        elif urls and len(names) != len(urls):
            names = [""] * len(urls)
        pairs = [pair for pair in zip_longest(names, urls, fillvalue="") if any(pair)]
        return tuple(sorted({self._number(name, url) for name, url in pairs[:PARTICIPANTS]}))

    def _number(self, name: str, url: str) -> int:
        if (number := self.profiles.get((name, url))) is not None:
            return number
        shown = "" if is_hidden(name) else name[:NAME_LENGTH]
        profile = profile_key(url)
        # Without a profile, the same name in another conversation may well be another person.
        key = profile or f"talk:{self.conversation}:{fold(shown)}"
        number = self.book.person(key, name=shown, url=url if profile else "", line=self.row.line, member=self.member)
        if profile:
            self.profiles[name, url] = number
        return number
