"""The rows of a file while they are worked on: put aside on the disk, and fetched by the page or one by one."""

import json
import pickle
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from contacts.importing.records import OrganizationRecord, PersonRecord, Record, Skipped, Unreadable, from_json
from contacts.importing.rolls import Reading, normalised_in

PAGE_ROWS = 500
PAGE_CHARACTERS = 2_000_000
"""A page of rows ends before it grows past these."""


@dataclass(slots=True)
class Entry:
    """One row as it is kept: mostly text, taken apart only when something has to be known of it."""

    position: int
    line: int
    name: str
    kind: str
    """``type`` of the record."""
    stored: str
    """The record as JSON, but for line and photo."""
    compares_by: str = ""
    fingerprint: str = ""
    photo: bytes = b""
    """As ``contacts.photos.square`` made it."""
    choice: str = ""
    takes_file: bool = False
    pk: int = 0
    """Of its ``ImportRow``, 0 while it has none."""
    shown: tuple[Any, ...] = ()
    """What the row in the database says of it: ``batch_rows.SHOWN``."""

    @property
    def record(self) -> Record:
        """The record, but for its photo."""
        return from_json({"line": self.line, **json.loads(self.stored)})

    @property
    def reading(self) -> Reading:
        """The record of a person with its addresses as they compare."""
        record = self.record
        if not isinstance(record, PersonRecord):
            raise TypeError(f"row {self.position} names no person")
        return Reading(record, normalised_in(self.compares_by))

    @property
    def organization(self) -> OrganizationRecord:
        """The record of an organization."""
        record = self.record
        if not isinstance(record, OrganizationRecord):
            raise TypeError(f"row {self.position} names no organization")
        return record

    @property
    def nobody(self) -> Skipped | Unreadable:
        """The record of a row that names neither."""
        record = self.record
        if not isinstance(record, Skipped | Unreadable):
            raise TypeError(f"row {self.position} names somebody")
        return record


class Shelf(Protocol):
    """Where the rows of a file are."""

    def pages(self) -> Iterator[list[Entry]]:
        """All of them in order, a page at a time."""

    def fetch(self, positions: Sequence[int]) -> list[Entry]:
        """Some of them, in this order."""


def paged(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    """``entries`` by the page."""
    page: list[Entry] = []
    size = 0
    for entry in entries:
        page.append(entry)
        size += len(entry.stored) + len(entry.photo)
        if len(page) >= PAGE_ROWS or size >= PAGE_CHARACTERS:
            yield page
            page, size = [], 0
    if page:
        yield page


class Spool:
    """A shelf in a temporary file, which is gone when it is closed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by ``__exit__``
        self._starts = array("q")

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def add(self, entry: Entry) -> None:
        """Put the next row aside."""
        self._starts.append(self._file.tell())
        pickle.dump(entry, self._file, pickle.HIGHEST_PROTOCOL)

    def pages(self) -> Iterator[list[Entry]]:
        """All of them in order, a page at a time."""
        return paged(self._read(position) for position in range(len(self._starts)))

    def fetch(self, positions: Sequence[int]) -> list[Entry]:
        """Some of them, in this order."""
        return [self._read(position) for position in positions]

    def _read(self, position: int) -> Entry:
        self._file.seek(self._starts[position])
        entry: Entry = pickle.load(self._file)  # noqa: S301 - written by ourselves a moment ago
        return entry
