"""Any other table: its columns with guesses and samples for the user to judge, then its rows by what they chose.

The mapping page asks ``columns`` and remembers the answer under ``header_key``; ``ReadingContext.mapping`` carries it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from common.folding import fold
from contacts.importing.column_guesses import bare_name, guesses, is_known
from contacts.importing.column_words import DATES, FACTS, FIELDS, LEAVE_OUT
from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext, UnusableFileError
from contacts.importing.free_dates import day_comes_first, read_free_day
from contacts.importing.person_fields import NOBODY, PersonFields
from contacts.importing.plain_text import is_email, is_phone, one_line
from contacts.importing.records import Fact, Happening, Promise, Record, Skipped, Unreadable, YearlyDay
from contacts.importing.tabular import (
    DELIMITERS,
    HEADER_WITHIN,
    ROW_CHARACTERS,
    Header,
    Row,
    cells_of,
    rows_below,
    table_lines,
)
from contacts.importing.walk_words import walk_of_life
from contacts.importing.written_dates import WrittenDay

SAMPLES = 3
SAMPLE_LENGTH = 80
LOOK_AT = 200
"""So many rows are looked at for samples and for how dates are written."""
HEADER_CELL = 80
MAX_COLUMNS = 500
LAST_CONTACT = "Last contact, as your table has it."

_ADDRESSES = re.compile(r"\s*(?:[;,|\n]|:::|\s/\s)\s*")
_TAGS = re.compile(r"\s*(?:[;,|\n]|:::)\s*")
_VALUE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+|[\d\s.,:/+()%-]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the mapping page shows it."""

    index: int
    name: str
    samples: tuple[str, ...]
    """Up to three different values, shortened."""
    guess: str
    """A key of ``FIELDS``."""


class GenericCsv:
    """A table that no other format claims; without a mapping the guesses are taken."""

    name = "csv"
    label = "A table (CSV)"

    def recognises(self, head: bytes) -> bool:
        """Whether it has the shape of a table with a header."""
        return _header(head) is not None

    def read(self, content: Source, context: ReadingContext) -> Iterator[Record]:
        """One person or organization a row, by ``context.mapping``."""
        mapping = context.mapping
        if mapping is None:
            mapping = {column.index: column.guess for column in columns(content)}
        return read(content, mapping, context=context)


def columns(content: Source) -> list[Column]:
    """Every column with its samples and a guess. Raises ``UnusableFileError`` for what is no table."""
    header = _header_of(content)
    values: list[dict[str, None]] = [{} for _ in header.columns]
    for row in islice(_rows(content, header), LOOK_AT):
        if isinstance(row, Row):
            for key in row.cells:
                if len(held := values[int(key)]) < LOOK_AT and (said := row[key]):
                    held.setdefault(said)
    guessed = guesses(header.columns, [list(held)[:20] for held in values])
    return [
        Column(index, one_line(name), tuple(_short(value) for value in islice(held, SAMPLES)), guess)
        for index, (name, held, guess) in enumerate(zip(header.columns, values, guessed, strict=True))
    ]


def header_key(content: Source) -> str:
    """What two files with the same columns share, to remember a mapping under. Raises ``UnusableFileError``."""
    names = [fold(one_line(name)) for name in _header_of(content).columns]
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]


def read(content: Source, mapping: Mapping[int, str], *, context: ReadingContext) -> Iterator[Record]:
    """The rows, each column taken for what ``mapping`` says; a column it does not name is left out.

    Raises ``UnusableFileError`` for what is no table.
    """
    header = _header_of(content)
    chosen = {str(index): kind for index, kind in mapping.items() if kind in FIELDS and kind != LEAVE_OUT}
    names = {str(index): one_line(name) for index, name in enumerate(header.columns)}
    day_first = _day_first(content, header, [key for key, kind in chosen.items() if kind in DATES], context)
    for row in _rows(content, header):
        if isinstance(row, Unreadable):
            yield row
        elif row.is_empty:
            yield Skipped(line=row.line, reason="An empty row.")
        else:
            yield _Person(row, context, day_first).take(chosen, names)


def _rows(content: Source, header: Header) -> Iterator[Row | Unreadable]:
    return rows_below(content, header, [str(index) for index in range(len(header.columns))])


def _day_first(content: Source, header: Header, keys: Sequence[str], context: ReadingContext) -> dict[str, bool]:
    """Whether each of these columns writes the day before the month."""
    if not keys:
        return {}
    written: dict[str, list[str]] = {key: [] for key in keys}
    for row in islice(_rows(content, header), LOOK_AT):
        if isinstance(row, Row):
            for key in keys:
                written[key].append(row[key])
    return {key: day_comes_first(said, country=context.country) for key, said in written.items()}


def _short(value: str) -> str:
    return value if len(value) <= SAMPLE_LENGTH else f"{value[: SAMPLE_LENGTH - 1].rstrip()}…"


@dataclass(slots=True)
class _Person:
    """Gathers one row."""

    row: Row
    context: ReadingContext
    day_first: Mapping[str, bool]
    fields: PersonFields = field(init=False)
    middle: str = ""

    def __post_init__(self) -> None:
        self.fields = PersonFields(line=self.row.line)

    def take(self, chosen: Mapping[str, str], names: Mapping[str, str]) -> Record:
        """The record of this row."""
        for key, kind in chosen.items():
            if self.row[key]:
                self._take(kind, key, names[key])
        if self.middle:
            self.fields.first_name = f"{self.fields.first_name} {self.middle}".strip()
        record = self.fields.record()
        if isinstance(record, Skipped) and record.reason == NOBODY:
            return self.row.unreadable("This row names nobody.")
        return record

    def _take(self, kind: str, key: str, column: str) -> None:
        person, value = self.fields, self.row[key]
        if kind in _POINTS:
            self._take_points(kind, column, self.row.text(key))
        elif kind in DATES:
            self._take_day(kind, key, column, value)
        elif kind in FACTS:
            person.facts.append(Fact(kind, self.row.text(key)))
        elif kind == "tags":
            for tag in _TAGS.split(self.row.text(key)):
                person.add_tag(tag.lstrip("#"))
        elif kind == "walk_of_life" and not person.walk_of_life and (walk := walk_of_life(value)):
            person.walk_of_life = walk
        elif kind == "middle_name":
            self.middle = f"{self.middle} {value}".strip()
        elif kind == "notes":
            person.note = "\n".join(part for part in (person.note, self.row.text(key)) if part)
        else:
            self._take_text(kind, column, value)

    def _take_text(self, kind: str, column: str, value: str) -> None:
        """A field of one line; a second column for it goes on in how they are known, else into the notes."""
        attribute = _ATTRIBUTES.get(kind, "")
        said = f"Introduced by {value}" if kind == "introduced" else value
        held = getattr(self.fields, attribute) if attribute else ""
        if not attribute:
            self.fields.extras.add(column or "Also", value)
        elif not held:
            setattr(self.fields, attribute, said)
        elif attribute == "how_known":
            self.fields.how_known = f"{held}; {said}"
        elif held != said:
            self.fields.extras.add(column, said)

    def _take_points(self, kind: str, column: str, text: str) -> None:
        label = _label(column)
        whole = one_line(text)
        parts = [one_line(part) for part in _ADDRESSES.split(text)] if kind != "profile" else whole.split()
        fits = _POINTS[kind]
        found = [part for part in parts if part]
        if len(found) > 1 and all(fits(part) for part in found):
            for part in found:
                self.fields.add_point(kind, label, part)
        elif kind == "email" and (inside := re.search(r"<([^<>]+)>", whole)):
            self.fields.add_point(kind, label, inside[1].strip())
        elif kind == "profile" and not fits(whole):
            self.fields.extras.add(column, whole)
        else:
            self.fields.add_point(kind, label, whole)

    def _take_day(self, kind: str, key: str, column: str, value: str) -> None:
        latest = self.context.on.year + (5 if kind == "next_step" else 0)
        day = read_free_day(value, day_first=self.day_first[key], until=latest)
        if day is None or not self._keep_day(kind, day):
            self.fields.extras.add(column or FIELDS[kind], value)

    def _keep_day(self, kind: str, day: WrittenDay) -> bool:
        """Whether a day could be kept as what it is meant to be."""
        person = self.fields
        if kind == "birthday" and person.birthday is None:
            person.birthday = day
        elif kind == "anniversary":
            person.days.append(YearlyDay("anniversary", "", day.as_text))
        elif kind == "last_contact" and day.year is not None and day.as_text <= self.context.on.isoformat():
            key = f"table:last-contact:{day.as_text}"
            person.happenings.append(Happening("other", "outgoing", day.as_text, LAST_CONTACT, key))
        elif kind == "next_step" and day.year is not None:
            person.promises.append(Promise("Follow up", day.as_text, ""))
        else:
            return False
        return True


_POINTS: dict[str, Callable[[str], bool]] = {
    "email": is_email,
    "phone": is_phone,
    "profile": lambda part: "." in part or "/" in part,
}
_ATTRIBUTES = {
    "name": "whole_name", "first_name": "first_name", "last_name": "last_name", "nickname": "nickname",
    "organization": "organization", "title": "title", "how_known": "how_known", "introduced": "how_known",
}  # fmt: skip
_LABEL_WORDS = {
    "work": "work", "business": "work", "office": "work", "home": "home", "private": "home", "personal": "home",
    "mobile": "mobile", "cell": "mobile", "handy": "mobile", "mobil": "mobile", "movil": "mobile",
    "celular": "mobile", "telemovel": "mobile", "portable": "mobile", "fax": "fax", "linkedin": "LinkedIn",
    "github": "GitHub", "twitter": "Twitter", "xing": "XING", "whatsapp": "WhatsApp",
}  # fmt: skip


def _label(column: str) -> str:
    return next((_LABEL_WORDS[word] for word in bare_name(column).split() if word in _LABEL_WORDS), "")


def _header_of(content: Source) -> Header:
    header = _header(content)
    if header is None:
        raise UnusableFileError("This file is no table with a line of column names.")
    return header


def _header(content: Source) -> Header | None:
    """The line of column names: the top one with most of them that the next row fits."""
    lines = [line.rstrip("\r\n") for line in islice(table_lines(content), HEADER_WITHIN)]
    if any("\x00" in line or len(line) > ROW_CHARACTERS for line in lines):
        return None
    best: Header | None = None
    best_score = 0
    for delimiter in DELIMITERS:
        for place, line in enumerate(lines):
            cells = _names(line, delimiter)
            score = _score(cells, lines[place + 1 :], delimiter)
            if score > best_score:
                best, best_score = Header(place + 1, delimiter, tuple(cells), line), score
    return best


def _names(line: str, delimiter: str) -> list[str]:
    return cells_of(line, delimiter) if line.count(delimiter) < MAX_COLUMNS else []


def _score(cells: list[str], below: list[str], delimiter: str) -> int:
    """How much ``cells`` look like names of columns, 0 for not at all; a row below that fits them is wanted."""
    said = [cell.strip() for cell in cells if cell.strip()]
    if not said or len({fold(cell) for cell in said}) < len(said) or any(len(cell) > HEADER_CELL for cell in said):
        return 0
    if any(_VALUE.fullmatch(cell) for cell in said):
        return 0
    known = sum(is_known(cell) for cell in said)
    rows = [line for line in below if line.strip(f" {delimiter}")][:5]
    # A quoted cell may run over several lines, so that not every line is a row.
    fits = any(len(cells_of(line, delimiter)) == len(cells) for line in rows)
    if len(cells) == 1:
        return known if known and delimiter == DELIMITERS[0] and (fits or not rows) else 0
    if not (fits or (known > 1 and (not rows or any('"' in line for line in rows)))):
        return 0
    return len(said) + 3 * known
