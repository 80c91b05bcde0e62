"""The one thing every format is."""

from collections.abc import Iterator
from typing import Protocol

from contacts.importing.records import Record

HEAD_BYTES = 65_536
"""How much of a file ``recognises`` may look at."""


class ImportFormat(Protocol):
    """Knows one kind of file by its content and reads it row by row."""

    name: str
    """Stored with a batch; never changes."""
    label: str
    """Said to the user: "LinkedIn connections"."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins with ``head`` (at most ``HEAD_BYTES``) is of this format."""

    def read(self, content: bytes) -> Iterator[Record]:
        """Every row or card of the file in order. Raises nothing: what cannot be read is an ``Unreadable``."""
