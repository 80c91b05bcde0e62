"""The one thing every format is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from accounts.models import User
from contacts.importing.encoding import Source
from contacts.importing.records import Record

HEAD_BYTES = 65_536
"""How much of a file ``recognises`` may look at."""


class UnusableFileError(ValueError):
    """The file as a whole cannot be used; the message says why and what to do, to the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContext:
    """Whose file it is, as far as reading depends on it."""

    zone: ZoneInfo
    """The owner's: a message at 23:30 UTC may be tomorrow's for them."""
    country: str
    """ISO alpha-2: whether ``4/5/2026`` is in April or in May where the file does not show it."""
    on: date
    """The owner's local date of the reading."""
    owner_name: str = ""
    """What the owner is called, to know them among the people of a conversation; may be blank."""
    mapping: Mapping[int, str] | None = None
    """For ``generic_csv`` alone: a field for each column, as the user chose them; ``None`` for the guesses."""

    @classmethod
    def of(cls, owner: User, *, on: date, mapping: Mapping[int, str] | None = None) -> "ReadingContext":
        """What reading a file of ``owner`` on their local date ``on`` depends on."""
        return cls(zone=owner.zone, country=owner.country, on=on, owner_name=owner.name, mapping=mapping)


class ImportFormat(Protocol):
    """Knows one kind of file by its content and reads it row by row."""

    @property
    def name(self) -> str:
        """Stored with a batch; never changes."""

    @property
    def label(self) -> str:
        """Said to the user: "LinkedIn connections"."""

    def recognises(self, head: bytes, /) -> bool:
        """Whether a file that begins with ``head`` (at most ``HEAD_BYTES``) is of this format."""

    def read(self, content: Source, context: ReadingContext, /) -> Iterator[Record]:
        """Every row or card of the file in order, one at a time, so that nobody need hold them all.

        Raises ``UnusableFileError`` at most, also in mid-way, for what is wrong with the file as a whole; a row that
        cannot be read is an ``Unreadable``.
        """
