"""LinkedIn's Invitations.csv and Notes.csv: who asked whom to connect, and what the user noted of a connection."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from common.folding import fold
from contacts.importing.encoding import Source
from contacts.importing.linkedin_book import HIDDEN, Book, What
from contacts.importing.linkedin_messages import NAME_LENGTH, tidy
from contacts.importing.linkedin_owner import Owner
from contacts.importing.linkedin_people import is_hidden, profile_key
from contacts.importing.records import Record, Skipped, Unreadable
from contacts.importing.spool import Spool
from contacts.importing.tabular import IsHeader, Row, read_rows
from contacts.importing.written_dates import read_date


def is_invitations_header(columns: frozenset[str]) -> bool:
    """Whether these are the columns of Invitations.csv."""
    return {"from", "to", "sent at", "direction"} <= columns


def is_notes_header(columns: frozenset[str]) -> bool:
    """Whether these are the columns of Notes.csv."""
    return {"connection first name", "connection last name", "note"} <= columns


@dataclass(frozen=True, slots=True)
class Notebook:
    """Writes both files into the book; what comes out of reading are the rows that say nothing usable."""

    book: Book
    spool: Spool
    owner: Owner

    def take_invitations(self, source: Source, member: str) -> Iterator[Record]:
        """Read an Invitations.csv. Whoever sent the outgoing ones is the user."""
        return _taken(source, member, is_invitations_header, self._invitation)

    def take_notes(self, source: Source, member: str) -> Iterator[Record]:
        """Read a Notes.csv."""
        return _taken(source, member, is_notes_header, self._note)

    def _invitation(self, row: Row, member: str) -> Record | None:
        sides = (("from", "inviterprofileurl"), ("to", "inviteeprofileurl"))
        is_mine = row["direction"].casefold() == "outgoing"
        if not is_mine and row["direction"].casefold() != "incoming":
            return row.unreadable(f"“{row['direction'][:40]}” is neither OUTGOING nor INCOMING.")
        (my_name, my_url), (name, url) = sides if is_mine else sides[::-1]
        self.owner.add(name=row[my_name], url=row[my_url])
        if (day := read_date(row["sent at"])) is None:
            return row.unreadable(f"“{row['sent at'][:40]}” is no date.", name=row[name][:NAME_LENGTH])
        person = self._person(row, row[name], row[url], member)
        if person is None:
            return Skipped(line=row.line, reason=HIDDEN)
        what = What.INVITED if is_mine else What.WAS_INVITED
        self.book.add(person, what, moment=day.toordinal(), text=self.spool.put(tidy(row.text("message"))))
        return None

    def _note(self, row: Row, member: str) -> Record | None:
        text = row.text("note")
        if not text:
            return Skipped(line=row.line, reason="An empty note.")
        name = f"{row['connection first name']} {row['connection last name']}".strip()
        person = self._person(row, name, row["connection profile url"], member)
        if person is None:
            return Skipped(line=row.line, reason=HIDDEN)
        day = read_date(row["created on"]) or read_date(row["edited on"])
        self.book.add(person, What.NOTE, moment=day.toordinal() if day else 0, text=self.spool.put(text))
        return None

    def _person(self, row: Row, name: str, url: str, member: str) -> int | None:
        shown = "" if is_hidden(name) else name[:NAME_LENGTH]
        profile = profile_key(url)
        if not shown and not profile:
            return None
        key = profile or f"name:{fold(shown)}"
        return self.book.person(key, name=shown, url=url if profile else "", line=row.line, member=member)


def _taken(
    source: Source, member: str, is_header: IsHeader, take: Callable[[Row, str], Record | None]
) -> Iterator[Record]:
    for row in read_rows(source, is_header):
        if isinstance(row, Unreadable):
            yield replace(row, member=member)
        elif row.is_empty:
            yield Skipped(line=row.line, reason="An empty row.", member=member)
        elif (refused := take(row, member)) is not None:
            yield replace(refused, member=member)
