"""LinkedIn's Connections.csv, every generation from 2016 on."""

from collections.abc import Iterator
from dataclasses import replace

from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext
from contacts.importing.person_fields import PersonFields
from contacts.importing.records import Record, Skipped, Unreadable
from contacts.importing.tabular import Row, has_header, read_rows
from contacts.importing.written_dates import read_date, said

_KNOWN = {"first name", "last name", "url", "email address", "company", "position", "connected on"}


def is_header(columns: frozenset[str]) -> bool:
    """Whether these are the columns of Connections.csv."""
    return {"first name", "last name", "connected on"} <= columns


class LinkedInConnections:
    """With or without the preamble and the ``URL`` column; hidden members are skipped."""

    name = "linkedin_connections"
    label = "LinkedIn connections"

    def recognises(self, head: bytes) -> bool:
        """By its header, below whatever notes come first."""
        return has_header(head, is_header)

    def read(self, content: Source, _context: ReadingContext) -> Iterator[Record]:
        """One person a row, known by their profile URL where the file has it."""
        return read_connections(content)


def read_connections(source: Source, *, member: str = "") -> Iterator[Record]:
    """The rows of a Connections.csv that is called ``member`` in its archive."""
    for row in read_rows(source, is_header):
        if isinstance(row, Unreadable):
            yield replace(row, member=member) if member else row
        else:
            yield _read_row(row, member)


def _read_row(row: Row, member: str) -> Record:
    reason = ""
    if row.is_empty:
        reason = "An empty row."
    elif not row.cells.keys() - {"connected on"}:
        reason = "A hidden member: LinkedIn keeps their name to itself."
    elif row["connected on"] == "Connected On":
        reason = "The header once more."
    if reason:
        return Skipped(line=row.line, reason=reason, member=member)
    person = PersonFields(
        line=row.line,
        first_name=row["first name"],
        last_name=row["last name"],
        title=row["position"],
        organization=row["company"],
        how_known=_how_known(row["connected on"]),
        member=member,
    )
    person.add_point("profile", "LinkedIn", row["url"])
    person.add_point("email", "", row["email address"])
    if not person.first_name and not person.last_name and not row["email address"]:
        return row.unreadable("This row has no name.", name=row["company"], member=member)
    for column in row.cells:
        if column not in _KNOWN:
            person.extras.add(column.capitalize(), row[column])
    return person.record()


def _how_known(written: str) -> str:
    connected = read_date(written)
    when = said(connected) if connected else written
    return f"Connected on LinkedIn on {when}" if when else "Connected on LinkedIn"
