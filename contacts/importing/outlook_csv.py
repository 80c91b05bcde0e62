"""Outlook's CSV: from the desktop, from the web, and in Google's version of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext
from contacts.importing.free_dates import day_comes_first, read_free_day
from contacts.importing.person_fields import PersonFields
from contacts.importing.records import Record, Skipped, Unreadable
from contacts.importing.tabular import Row, has_header, read_rows

LOOK_AT = 500
"""So many rows are looked at for how dates are written."""

_MARKS = {
    "middle name", "suffix", "title", "e-mail 2 address", "business phone", "home phone", "mobile phone", "web page",
    "given yomi", "categories", "initials",
}  # fmt: skip
_MARKS_WANTED = 3

_PHONES = {
    "mobile phone": "mobile", "business phone": "work", "business phone 2": "work", "home phone": "home",
    "home phone 2": "home", "primary phone": "main", "company main phone": "main", "other phone": "other",
    "car phone": "car", "assistant's phone": "assistant", "radio phone": "radio", "callback": "callback",
    "business fax": "work fax", "home fax": "home fax", "other fax": "fax", "pager": "pager",
}  # fmt: skip
_EMAILS = ("e-mail address", "e-mail 2 address", "e-mail 3 address")
_WEBS = ("web page", "personal web page", "business web page")
_ADDRESSES = {"business": "work", "home": "home", "other": "other"}
_ADDRESS_PARTS = ("street", "street 2", "street 3", "address po box", "postal code", "city", "state", "country/region",
                  "country")  # fmt: skip
_DATES = ("birthday", "anniversary")
# Written for somebody who has none, spreadsheets and Outlook itself do.
_NO_DATE = re.compile(r"0{1,2}/0{1,2}/0{2,4}|0{4}-00-00|0")

_SILENT = {
    "first name", "middle name", "last name", "suffix", "nickname", "company", "job title", "profession", "notes",
    "referred by", "categories", "keywords", "hobby", "spouse", "children", "manager's name", "assistant's name",
    # About the entry rather than the person.
    "e-mail type", "e-mail 2 type", "e-mail 3 type", "e-mail display name", "e-mail 2 display name",
    "e-mail 3 display name", "priority", "private", "sensitivity", "internet free busy", "directory server", "initials",
    "given yomi", "surname yomi", "company yomi", *_PHONES, *_EMAILS, *_WEBS, *_DATES,
    *(f"{place} {part}" for place in _ADDRESSES for part in _ADDRESS_PARTS),
}  # fmt: skip
_SAID_AS = {"title": "Prefix", "gender": "Gender", "department": "Department"}
_SAYS_NOTHING = {"unspecified", "normal", "false"}
_SEVERAL = re.compile(r"\s*[;,]\s*")


def _is_header(columns: frozenset[str]) -> bool:
    return {"first name", "last name", "e-mail address"} <= columns and len(columns & _MARKS) >= _MARKS_WANTED


class OutlookCsv:
    """About ninety columns or about thirty; saved again by a spreadsheet or not."""

    name = "outlook_csv"
    label = "Outlook contacts"

    def recognises(self, head: bytes) -> bool:
        """By its header."""
        return has_header(head, _is_header)

    def read(self, content: Source, context: ReadingContext) -> Iterator[Record]:
        """One person or organization a row; what has no field in Rapport becomes a line of their notes."""
        is_day_first = _is_day_first(content)
        for row in read_rows(content, _is_header):
            yield row if isinstance(row, Unreadable) else _Entry(row, is_day_first, context.on.year).record()


def _is_day_first(content: Source) -> bool:
    """Outlook writes the month first, unless a date of the file shows that this one did not."""
    rows = (row for row in islice(read_rows(content, _is_header), LOOK_AT) if isinstance(row, Row))
    written = (row[column] for row in rows for column in _DATES)
    return day_comes_first((text for text in written if text and not _NO_DATE.fullmatch(text)), country="US")


@dataclass(frozen=True, slots=True)
class _Entry:
    row: Row
    is_day_first: bool
    until: int
    """The last year that two digits can mean."""

    def record(self) -> Record:
        """What the row says."""
        row = self.row
        if row.is_empty:
            return Skipped(line=row.line, reason="An empty row.")
        person = PersonFields(
            line=row.line,
            first_name=_join(row["first name"], row["middle name"]),
            last_name=_join(row["last name"], row["suffix"]),
            nickname=row["nickname"],
            title=row["job title"] or row["profession"],
            organization=row["company"],
            how_known=f"Referred by {row['referred by']}" if row["referred by"] else "",
            note=row.text("notes"),
        )
        self._take_points(person)
        self._take_days(person)
        self._take_life(person)
        for column in row.cells:
            if column not in _SILENT and row[column].casefold() not in _SAYS_NOTHING:
                person.extras.add(_SAID_AS.get(column, column.capitalize()), row[column])
        if row["profession"] != person.title:
            person.extras.add("Profession", row["profession"])
        return person.record()

    def _take_points(self, person: PersonFields) -> None:
        row = self.row
        for column in _EMAILS:
            person.add_point("email", "", row[column])
        for column, label in _PHONES.items():
            person.add_point("phone", label, row[column])
        for column in _WEBS:
            person.add_point("profile", "", row[column])
        for place, label in _ADDRESSES.items():
            parts = [row.text(f"{place} {part}").replace("\n", ", ") for part in _ADDRESS_PARTS]
            person.extras.add(f"Address ({label})", ", ".join(dict.fromkeys(filter(None, parts))))

    def _take_days(self, person: PersonFields) -> None:
        for column in _DATES:
            written = self.row[column]
            if not written or _NO_DATE.fullmatch(written):
                continue
            day = read_free_day(written, day_first=self.is_day_first, until=self.until)
            if day is None:
                person.extras.add(column.capitalize(), written)
            elif column == "birthday":
                person.birthday = day
            else:
                person.add_day("anniversary", "", day.as_text)

    def _take_life(self, person: PersonFields) -> None:
        row = self.row
        for name in (*row["categories"].split(";"), *row["keywords"].split(";")):
            person.add_tag(name)
        person.add_relative("spouse", row["spouse"])
        for name in _SEVERAL.split(row["children"]):
            person.add_relative("child", name)
        person.add_relative("manager", row["manager's name"])
        person.add_relative("assistant", row["assistant's name"])
        person.add_fact("interest", row["hobby"])


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)
