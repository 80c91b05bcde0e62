"""The lines of a text: none longer than is of use, and no more than a file may have; so none costs more than it may."""

from collections.abc import Callable, Iterator
from io import TextIOBase

from contacts.importing.formats import UnusableFileError

LINES = 3_000_000
"""So many a file has at most; 50 MB of cards with pictures folded at 75 characters have 700,000."""


def bounded(
    stream: TextIOBase, longest: int, *, longer: Callable[[str], int] | None = None, most: int = LINES
) -> Iterator[str]:
    """The lines of ``stream`` with their ends; of one beyond ``longest`` characters only its beginning, still beyond.

    ``longer`` may grant such a line more, by how it begins. Raises ``UnusableFileError``, naming the line, after
    ``most``.
    """
    number = 0
    line = stream.readline(longest + 1)
    while line:
        number += 1
        if number > most:
            raise UnusableFileError(f"It has more than {most:,} lines, from line {number:,} on. Bring it in parts.")
        if len(line) <= longest:
            yield line
            line = stream.readline(longest + 1)
        else:
            limit = longest + 1 if longer is None else max(longest, longer(line)) + 1
            long, line = _long(stream, line, limit)
            yield long


def _long(stream: TextIOBase, beginning: str, limit: int) -> tuple[str, str]:
    """A long line up to ``limit`` characters, and what is read of the next one."""
    pieces, size, last = [beginning], len(beginning), beginning
    while last and last[-1] != "\n":
        more = stream.readline(len(beginning))
        # A line feed may have been cut off its carriage return.
        if last[-1] == "\r" and more != "\n":
            return "".join(pieces), more
        if size < limit:
            pieces.append(more[: limit - size])
            size += len(more)
        last = more
    return "".join(pieces), stream.readline(len(beginning))
