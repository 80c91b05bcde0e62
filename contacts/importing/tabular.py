"""Tables in text files: delimiter, quotes, a header that may stand anywhere near the top, and true line numbers."""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import NamedTuple

from contacts.importing.encoding import Source, open_text
from contacts.importing.lines import bounded
from contacts.importing.plain_text import many_lines, one_line
from contacts.importing.records import RAW_CHARACTERS, Unreadable

DELIMITERS = (",", ";", "\t")
FORMULA_SIGNS = frozenset("=+-@\t\r")
"""A cell that begins with one of these is a formula to a spreadsheet."""
HEADER_WITHIN = 100
"""The header is one of the first so many lines."""
ROW_CHARACTERS = 131_072
ROW_LINES = 1_000
"""A row that grows past these has lost its closing quote."""
SECOND_CHANCES = 200_000
"""So many lines of a file are read a second time at most, so that a hostile one costs no more than an honest one."""

IsHeader = Callable[[frozenset[str]], bool]


class Header(NamedTuple):
    """Where the table starts and what its columns are called."""

    line: int
    delimiter: str
    columns: tuple[str, ...]
    text: str = ""
    """The line itself, without its end."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns as rows are asked by: lower case, single-spaced."""
        return tuple(one_line(column).casefold() for column in self.columns)


@dataclass(frozen=True, slots=True)
class Row:
    """One row; cells are asked for by lower-case column name, and a missing one is blank."""

    line: int
    cells: dict[str, str]
    raw: str = ""
    """The row to the letter."""
    header: str = ""
    """The header line it stands below."""

    def __getitem__(self, column: str) -> str:
        return one_line(self.cells.get(column, ""))

    def text(self, column: str) -> str:
        """A cell with its lines kept."""
        return many_lines(self.cells.get(column, ""))

    @property
    def is_empty(self) -> bool:
        """Whether no cell says anything."""
        return not self.cells

    def unreadable(self, reason: str, *, name: str = "", member: str = "") -> Unreadable:
        """Why this row cannot be read, with the row itself to mend."""
        return Unreadable(line=self.line, reason=reason, name=name, member=member, raw=self.raw, header=self.header)


def table_lines(source: Source) -> Iterator[str]:
    """The lines of a table; of one that is too long for a row only so much that it shows."""
    return bounded(open_text(source), ROW_CHARACTERS)


def find_header(lines: Iterable[str], is_header: IsHeader) -> Header | None:
    """The first line among the top ones whose cells satisfy ``is_header``, under whichever delimiter."""
    for number, line in enumerate(islice(lines, HEADER_WITHIN), start=1):
        if len(line) > ROW_CHARACTERS:
            continue
        for delimiter in DELIMITERS:
            if delimiter not in line:
                continue
            text = line.rstrip("\r\n")
            header = Header(number, delimiter, tuple(cells_of(text, delimiter)), text)
            if is_header(frozenset(header.keys)):
                return header
    return None


def has_header(head: bytes, is_header: IsHeader) -> bool:
    """Whether the beginning of a file holds such a header."""
    return find_header(table_lines(head), is_header) is not None


def cells_of(text: str, delimiter: str) -> list[str]:
    """The cells of one row, without the apostrophe that keeps a spreadsheet from taking one for a formula."""
    # Excel is told that a cell is text by an apostrophe; exports put it before what would start a formula.
    return [
        cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_SIGNS else cell
        for cell in next(csv.reader([text], delimiter=delimiter), [])
    ]


class _Quotes(Enum):
    CLOSED = "closed"
    OPEN = "open"
    LOST = "lost"
    """A cell opened on an earlier line seems to close in the middle of text: its own closing quote is missing."""


def _quotes_after(line: str, delimiter: str, *, is_open: bool) -> _Quotes:
    """How a quoted cell stands at the end of ``line``, by the rules of ``csv.reader``."""
    if '"' not in line:
        return _Quotes.OPEN if is_open else _Quotes.CLOSED
    from_before = is_open
    place = 0
    while place < len(line):
        if not is_open and line[place] != '"':
            place = line.find(delimiter, place) + 1
            if not place:
                return _Quotes.CLOSED
            continue
        place += 0 if is_open else 1
        while (quote := line.find('"', place)) >= 0 and line[quote + 1 : quote + 2] == '"':
            place = quote + 2
        if quote < 0:
            return _Quotes.OPEN
        if from_before and line[quote + 1 : quote + 2] not in ("", delimiter, "\r", "\n", " "):
            return _Quotes.LOST
        is_open = from_before = False
        place = line.find(delimiter, quote + 1) + 1
        if not place:
            return _Quotes.CLOSED
    return _Quotes.CLOSED


def _gather(lines: Iterator[str], delimiter: str, first: int) -> Iterator[tuple[int, str, bool]]:
    """Rows with the number of their first line, and whether they are whole: not so when a quote is never closed."""
    waiting: deque[str] = deque()
    number = first
    chances = SECOND_CHANCES
    while True:
        taken: list[str] = []
        size = 0
        quotes = _Quotes.OPEN
        while quotes is _Quotes.OPEN and len(taken) < ROW_LINES and size <= ROW_CHARACTERS:
            line = waiting.popleft() if waiting else next(lines, None)
            if line is None:
                break
            quotes = _quotes_after(line, delimiter, is_open=bool(taken))
            taken.append(line)
            size += len(line)
        if not taken:
            return
        if quotes is not _Quotes.CLOSED or size > ROW_CHARACTERS:
            # Give the lines after the broken one another chance, each on its own.
            again = taken[1:] if len(taken) <= chances else []
            chances -= len(again)
            waiting.extendleft(reversed(again))
            yield number, taken[0] if again else "".join(taken), False
            number += len(taken) - len(again)
        else:
            yield number, "".join(taken), True
            number += len(taken)


def read_rows(source: Source, is_header: IsHeader) -> Iterator[Row | Unreadable]:
    """The rows below the first header that ``is_header`` takes; none where there is none."""
    header = find_header(table_lines(source), is_header)
    if header is not None:
        yield from rows_below(source, header, header.keys)


def rows_below(source: Source, header: Header, keys: Sequence[str]) -> Iterator[Row | Unreadable]:
    """The rows below ``header``, their cells by ``keys``.

    Blank lines are no rows; a row with too few or too many cells is unreadable. Of two columns with one key the first
    that says something counts.
    """
    lines = islice(table_lines(source), header.line, None)
    for number, text, is_whole in _gather(lines, header.delimiter, header.line + 1):
        if not text.strip():
            continue
        raw = text.rstrip("\r\n")
        row = Row(number, {}, raw if len(raw) <= RAW_CHARACTERS else "", header.text)
        if len(text) > ROW_CHARACTERS:
            yield row.unreadable(f"This row is longer than {ROW_CHARACTERS:,} characters.")
            continue
        if not is_whole:
            yield row.unreadable("A quote opens in this row and is never closed.")
            continue
        try:
            cells = cells_of(text, header.delimiter)
        except csv.Error as error:
            yield row.unreadable(f"This row is not well-formed: {error}.")
            continue
        while len(cells) > len(keys) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(keys):
            yield row.unreadable(_misfit(len(cells), len(keys), header.delimiter))
            continue
        for key, cell in zip(keys, cells, strict=True):
            if key not in row.cells and cell and not cell.isspace():
                row.cells[key] = cell
        yield row


def _misfit(cells: int, columns: int, delimiter: str) -> str:
    count = "1 cell" if cells == 1 else f"{cells} cells"
    said = f"This row has {count} where the header names {columns}."
    sign = {",": "comma", ";": "semicolon", "\t": "tab"}[delimiter]
    return f"{said} A {sign} inside a cell wants the cell in quotes." if cells > columns else said
