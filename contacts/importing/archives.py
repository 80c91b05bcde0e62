"""LinkedIn's export as it comes: a zip with Connections.csv among many other files."""

import io
import zipfile
import zlib

from contacts.importing.formats import UnusableFileError

_SIGNATURE = b"PK\x03\x04"
_WANTED = "connections.csv"


class ArchiveError(UnusableFileError):
    """The zip cannot be used; the message says why, to the user."""


def is_archive(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a zip."""
    return head.startswith(_SIGNATURE)


def unpacked(content: bytes, *, limit: int) -> bytes:
    """The connections out of a zip, at most ``limit`` bytes of them. Raises ``ArchiveError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            wanted = next((name for name in names if name.casefold().rpartition("/")[2] == _WANTED), None)
            if wanted is None:
                raise ArchiveError(_without_connections(names))
            with archive.open(wanted) as member:
                # What the directory says of a member's size is not to be trusted.
                data = member.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ArchiveError("This zip is damaged or locked. Unpack it and bring Connections.csv.") from error
    if len(data) > limit:
        raise ArchiveError("Connections.csv in this zip is too large.")
    return data


def _without_connections(names: list[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "This is a spreadsheet. Save it as CSV and bring that."
    return "This zip has no Connections.csv in it. When you ask LinkedIn for your data, tick Connections."
