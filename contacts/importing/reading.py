"""From a file to rows on a shelf: recognised, read record by record, and put aside on the disk as they come."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import BinaryIO

from accounts.models import User
from common.portability.reading import DamagedError
from contacts.importing import detection
from contacts.importing.detection import Found
from contacts.importing.encoding import Source, opened
from contacts.importing.formats import ReadingContext, UnusableFileError
from contacts.importing.planning import Plan
from contacts.importing.progress import Progress, silent
from contacts.importing.records import (
    OrganizationRecord,
    PersonRecord,
    Record,
    Skipped,
    Unreadable,
    as_json,
    fingerprint_of,
)
from contacts.importing.rolls import Roll, compared, compared_organization, place
from contacts.importing.shelves import Entry, Spool
from contacts.photos import UnreadablePictureError, square

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 50_000
TOLD_EVERY = 200
"""Rows between two words on how far it is."""


class RefusedError(ValueError):
    """The file cannot be used; the message says why, to the user."""


@dataclass(slots=True)
class RowsRead:
    """The rows of a file."""

    shelf: Spool
    roll: Roll = field(default_factory=Roll)
    header: str = ""
    """The line of column names above rows that cannot be read."""
    is_of_use: bool = False
    """Whether any row names somebody, or an organization."""
    troubles: dict[type[Record], str] = field(default_factory=dict)
    """The first reason of each kind why a row names nobody."""

    def plan(self, owner: User) -> Plan:
        """What they would do to what ``owner`` has now; as long as the shelf is there."""
        return Plan(self.roll, self.shelf, owner=owner)

    def add(self, record: Record, *, country: str) -> None:
        """Put the next row aside; a person's picture is made small before."""
        photo = b""
        if isinstance(record, PersonRecord) and record.photo:
            try:
                photo = square(record.photo)
            except UnreadablePictureError as error:
                record = replace(record, photo=b"", photo_trouble=str(error))
        stored = as_json(record)
        entry = Entry(
            position=len(self.roll),
            line=stored.pop("line"),
            name=record.name,
            kind=stored["type"],
            stored=json.dumps(stored, ensure_ascii=False, separators=(",", ":")),
            photo=photo,
        )
        if isinstance(record, PersonRecord):
            entry.compares_by, entry.fingerprint = compared(record, country=country), fingerprint_of(stored)
        elif isinstance(record, OrganizationRecord):
            entry.compares_by = compared_organization(record)
        else:
            where = place(record.line, record.member)
            self.troubles.setdefault(type(record), f"{where[:1].upper()}{where[1:]}: {record.reason}")
        self.is_of_use = self.is_of_use or isinstance(record, PersonRecord | OrganizationRecord)
        self.roll.append(kind=entry.kind, line=entry.line, compares_by=entry.compares_by, fingerprint=entry.fingerprint)
        self.shelf.add(entry)


def look_into(source: Source, *, filename: str) -> Found:
    """What a file is. Raises ``RefusedError``."""
    with refusing(filename):
        return detection.look_into(source)


@contextmanager
def rows_of(found: Found, *, filename: str, context: ReadingContext, progress: Progress = silent) -> Iterator[RowsRead]:
    """The rows of a file, for as long as the block runs. Raises ``RefusedError``; writes nothing to the database."""
    with Spool() as shelf:
        rows = RowsRead(shelf)
        watched = _Watched(found.source)
        with refusing(filename):
            records = found.format.read(watched.opened, context)
            for record in islice(records, MAX_ROWS):
                rows.add(record, country=context.country)
                if len(rows.roll) % TOLD_EVERY == 0:
                    progress(*watched.progress)
            if next(records, None) is not None:
                raise RefusedError(f"“{filename}” has more than {MAX_ROWS:,} rows. Bring it in parts.")
        if not rows.is_of_use:
            why = rows.troubles.get(Unreadable) or rows.troubles.get(Skipped)
            said = f"It names nobody. {why}" if why else "It has a header and no rows."
            raise RefusedError(f"No person could be read from “{filename}”. {said}")
        yield rows


@contextmanager
def refusing(filename: str) -> Iterator[None]:
    """Say of which file it is what makes it unusable. Raises ``RefusedError``."""
    try:
        yield
    except (UnusableFileError, DamagedError) as error:
        raise RefusedError(f"“{filename}” could not be read. {error}") from error


class _Watched:
    """A source that knows how far the stream opened last has been read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._stream: BinaryIO | None = None
        with opened(source) as stream:
            # A file inside a zip does not know its size before it is unpacked.
            self._size = stream.seek(0, 2) if stream.seekable() else 0

    def opened(self) -> BinaryIO:
        """The file from its beginning."""
        self._stream = opened(self._source)
        return self._stream

    @property
    def progress(self) -> tuple[int, int]:
        """Bytes read, and bytes in all."""
        stream = self._stream
        return (stream.tell() if stream is not None and not stream.closed else 0), self._size
