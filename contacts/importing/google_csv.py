"""Google Contacts as CSV: the columns of 2024 on, and the older ones."""

import re
from collections.abc import Callable, Iterator

from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext
from contacts.importing.person_fields import PersonFields
from contacts.importing.records import Record, Skipped, Unreadable
from contacts.importing.tabular import Row, has_header, read_rows
from contacts.importing.written_dates import read_day

_NUMBERED = re.compile(r"(.+) (\d{1,4}) - (.+)", re.ASCII)
_BETWEEN = re.compile(r"\s*:::\s*")

# Said in other fields, or about the file rather than the person; a photo is never fetched.
_NOT_FOR_NOTES = {
    "first name", "middle name", "last name", "name", "given name", "additional name", "family name", "file as",
    "nickname", "organization name", "organization title", "birthday", "notes", "photo", "labels", "group membership",
    "name suffix", "hobby", "occupation",
}  # fmt: skip
_ADDRESS_PARTS = ("extended address", "street", "po box", "postal code", "city", "region", "country")


def _is_header(columns: frozenset[str]) -> bool:
    marks = {"labels", "file as", "phonetic first name", "e-mail 1 - value", "phone 1 - value"}
    old = {"given name", "family name"} <= columns and bool(columns & {"name", "group membership", "e-mail 1 - value"})
    return old or ({"first name", "last name"} <= columns and bool(columns & marks))


class GoogleCsv:
    """Both generations of Google's own CSV; numbered groups repeat as often as the file has them."""

    name = "google_csv"
    label = "Google Contacts"

    def recognises(self, head: bytes) -> bool:
        """By its header."""
        return has_header(head, _is_header)

    def read(self, content: Source, _context: ReadingContext) -> Iterator[Record]:
        """One person or organization a row; what has no field in Rapport becomes a line of their notes."""
        for row in read_rows(content, _is_header):
            yield row if isinstance(row, Unreadable) else _read_row(row)


def _values(cell: str) -> list[str]:
    """The values joined in one cell, without the mark of the primary one."""
    return [value.removeprefix("* ").strip() for value in _BETWEEN.split(cell) if value.strip(" *")]


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _read_row(row: Row) -> Record:
    if row.is_empty:
        return Skipped(line=row.line, reason="An empty row.")
    person = PersonFields(
        line=row.line,
        first_name=_join(row["first name"] or row["given name"], row["middle name"] or row["additional name"]),
        last_name=_join(row["last name"] or row["family name"], row["name suffix"]),
        whole_name=row["name"] or row["file as"],
        nickname=row["nickname"],
        title=row["organization title"],
        organization=row["organization name"],
        note=row.text("notes"),
        birthday=read_day(row["birthday"]),
    )
    if person.birthday is None:
        person.extras.add("Birthday", row["birthday"])
    person.add_fact("interest", row["hobby"])
    for group in (*_BETWEEN.split(row["labels"]), *_BETWEEN.split(row["group membership"])):
        person.add_tag(group.removeprefix("* "))
    groups: dict[tuple[str, int], dict[str, str]] = {}
    for column in row.cells:
        if numbered := _NUMBERED.fullmatch(column):
            groups.setdefault((numbered[1], int(numbered[2])), {})[numbered[3]] = column
        elif column not in _NOT_FOR_NOTES:
            person.extras.add(column.capitalize(), row[column])
    for (kind, _number), columns in groups.items():
        _take_group(person, row, kind, columns)
    if not person.title:
        person.title = row["occupation"]
    elif person.title != row["occupation"]:
        person.extras.add("Occupation", row["occupation"])
    return person.record()


def _take_group(person: PersonFields, row: Row, kind: str, columns: dict[str, str]) -> None:
    label = next((row[columns[part]] for part in ("label", "type") if part in columns), "")
    label = label.removeprefix("*").strip()
    values = _values(row[columns["value"]]) if "value" in columns else []
    if kind == "organization":
        _take_organization(person, row, columns)
    elif kind == "address":
        parts = [row[columns[part]] for part in _ADDRESS_PARTS if part in columns]
        formatted = row.text(columns["formatted"]).replace("\n", ", ") if "formatted" in columns else ""
        _note(person, "Address", label, formatted or ", ".join(parts))
    elif kind in _TAKERS:
        for value in values:
            _TAKERS[kind](person, label, value)
    else:
        value = " ".join(row[column] for part, column in columns.items() if part not in {"label", "type"})
        name = label.capitalize() if kind == "custom field" and label else kind.capitalize()
        _note(person, name, "" if name.casefold() == label.casefold() else label, ", ".join(_values(value)))


_TAKERS: dict[str, Callable[[PersonFields, str, str], None]] = {
    "e-mail": lambda person, label, value: person.add_point("email", label.lower(), value),
    "phone": lambda person, label, value: person.add_point("phone", label.lower(), value),
    "website": lambda person, label, value: person.add_point("profile", label.lower(), value),
    "event": lambda person, label, value: person.add_labelled_day(label, value),
    "relation": lambda person, label, value: person.add_relative(label.lower(), value),
}


def _take_organization(person: PersonFields, row: Row, columns: dict[str, str]) -> None:
    said = {part: row[column] for part, column in columns.items() if part not in {"type", "label"}}
    if not person.organization and not person.title:
        person.organization = ", ".join(_values(said.pop("name", "")))
        person.title = ", ".join(_values(said.pop("title", "")))
    for part, value in said.items():
        person.extras.add(f"Organization {part}", value)


def _note(person: PersonFields, name: str, label: str, value: str) -> None:
    person.extras.add(f"{name} ({label})" if label else name, value)
