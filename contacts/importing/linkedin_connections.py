"""LinkedIn's Connections.csv, every generation from 2016 on."""

from collections.abc import Iterator

from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext
from contacts.importing.person_fields import PersonFields
from contacts.importing.records import Record, Skipped, Unreadable
from contacts.importing.tabular import Row, has_header, read_rows
from contacts.importing.written_dates import read_date, said

_KNOWN = {"first name", "last name", "url", "email address", "company", "position", "connected on"}


def _is_header(columns: frozenset[str]) -> bool:
    return {"first name", "last name", "connected on"} <= columns


class LinkedInConnections:
    """With or without the preamble and the ``URL`` column; hidden members are skipped."""

    name = "linkedin_connections"
    label = "LinkedIn connections"

    def recognises(self, head: bytes) -> bool:
        """By its header, below whatever notes come first."""
        return has_header(head, _is_header)

    def read(self, content: Source, _context: ReadingContext) -> Iterator[Record]:
        """One person a row, known by their profile URL where the file has it."""
        for row in read_rows(content, _is_header):
            yield row if isinstance(row, Unreadable) else _read_row(row)


def _read_row(row: Row) -> Record:
    if row.is_empty:
        return Skipped(line=row.line, reason="An empty row.")
    if not row.cells.keys() - {"connected on"}:
        return Skipped(line=row.line, reason="A hidden member: LinkedIn keeps their name to itself.")
    if row["connected on"] == "Connected On":
        return Skipped(line=row.line, reason="The header once more.")
    person = PersonFields(
        line=row.line,
        first_name=row["first name"],
        last_name=row["last name"],
        title=row["position"],
        organization=row["company"],
        how_known=_how_known(row["connected on"]),
    )
    person.add_point("profile", "LinkedIn", row["url"])
    person.add_point("email", "", row["email address"])
    if not person.first_name and not person.last_name and not row["email address"]:
        return row.unreadable("This row has no name.", name=row["company"])
    for column in row.cells:
        if column not in _KNOWN:
            person.extras.add(column.capitalize(), row[column])
    return person.record()


def _how_known(written: str) -> str:
    connected = read_date(written)
    when = said(connected) if connected else written
    return f"Connected on LinkedIn on {when}" if when else "Connected on LinkedIn"
