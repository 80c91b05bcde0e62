"""Rapport's own table of people: Google's columns, and some that only we have; its cells are what was exported."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from common.portability.cells import restore
from contacts.exporting.spreadsheet import BETWEEN_TAGS, GROUPS, LEADING, OWN, YES
from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext
from contacts.importing.person_fields import PersonFields
from contacts.importing.records import Record, Skipped, Unreadable
from contacts.importing.tabular import Row, has_header, read_rows
from contacts.importing.walk_words import walk_of_life
from contacts.importing.written_dates import read_day
from contacts.models import DetailKind, Tie

_OURS = frozenset(column.casefold() for column in (*LEADING, *OWN))
_KINDS = {label: value for value, label in DetailKind.choices}
_TIES = {label: value for value, label in Tie.choices}
_MOST_MONTHS = 60


def _is_header(columns: frozenset[str]) -> bool:
    return columns >= _OURS


class RapportCsv:
    """Known by the columns that no other program has."""

    name = "rapport_csv"
    label = "People from Rapport"

    def recognises(self, head: bytes) -> bool:
        """By its header."""
        return has_header(head, _is_header)

    def read(self, content: Source, _context: ReadingContext) -> Iterator[Record]:
        """One person a row. Who introduced them is taken where one person in the file has that name."""
        known = Counter(_name(row) for row in _rows(content) if isinstance(row, Row))
        for row in _rows(content):
            yield row if isinstance(row, Unreadable) else _read_row(row, known)


def _rows(content: Source) -> Iterator[Row | Unreadable]:
    for row in read_rows(content, _is_header):
        if isinstance(row, Unreadable):
            yield row
        else:
            # Reading a table takes one apostrophe away; we may have put one before those that were there.
            yield replace(row, cells={column: restore(cell) for column, cell in row.cells.items()})


def _name(row: Row) -> str:
    return f"{row['first name']} {row['last name']}".strip()


def _read_row(row: Row, known: Counter[str]) -> Record:
    if row.is_empty:
        return Skipped(line=row.line, reason="An empty row.")
    name, introducer, months = _name(row), row["introduced by"], row["every so many months"]
    person = PersonFields(
        line=row.line,
        first_name=row["first name"],
        last_name=row["last name"],
        title=row["organization title"],
        organization=row["organization name"],
        how_known=row["how i know them"],
        walk_of_life=walk_of_life(row["walk of life"]),
        tie=_TIES.get(row["tie"], ""),
        note=row.text("notes"),
        birthday=read_day(row["birthday"]),
        ref=name if known[name] == 1 else "",
        introduced_by=introducer if known[introducer] == 1 else "",
    )
    if months.isascii() and months.isdigit() and len(months) < 3 and 1 <= int(months) <= _MOST_MONTHS:
        person.cadence_months = int(months)
    if not person.introduced_by:
        person.extras.add("Introduced by", introducer)
    for column in ("archived", "do not contact"):
        person.extras.add(column.capitalize(), YES if row[column] == YES else "")
    for tag in row["labels"].split(BETWEEN_TAGS.strip()):
        person.add_tag(tag.strip())
    for group, kind in GROUPS.items():
        for label, value in _pairs(row, group):
            person.add_point(kind.value, label, value)
    for label, value in _pairs(row, "Event"):
        person.add_labelled_day(label, value)
    for label, value in _pairs(row, "Detail"):
        person.add_fact(_KINDS.get(label, DetailKind.OTHER.value), value)
    return person.record()


def _pairs(row: Row, group: str) -> Iterator[tuple[str, str]]:
    """The numbered columns of one kind: what each is called, and what it says."""
    start, end = f"{group.casefold()} ", " - value"
    for column in row.cells:
        if column.startswith(start) and column.endswith(end):
            yield row[f"{column.removesuffix(end)} - label"], row[column]
