"""Zips: looked into without trust, their files unpacked as a stream and counted while they are."""

import codecs
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO, cast

from common.portability.packing import MANIFEST
from contacts.importing.encoding import Source, opened
from contacts.importing.formats import UnusableFileError

UNPACKED_BYTES = 50 * 1024 * 1024
"""What the files that are read out of a zip may come to together."""
MEMBERS = 2_000
UNPACKED_OF_OURS = 500 * 1024 * 1024
"""What the files of our own archive may come to, which are read a line at a time."""
LOOK_AT = 300
"""So many of them are looked into."""
_DIRECTORY_BYTES = 3 * 1024 * 1024

_SIGNATURE = b"PK\x03\x04"
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_WITHIN = 65_557
_LOCKED = 0x1
# These may unpack to any size at once.
_UNBOUNDED = frozenset({zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
    MemoryError,
)  # fmt: skip
_DAMAGED = "This zip is damaged. Download it once more, or unpack it and bring the file you need."


class ArchiveError(UnusableFileError):
    """The zip cannot be used; the message says why, to the user."""


def is_archive(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a zip."""
    return head.startswith((_SIGNATURE, _END))


class Archive:
    """A zip, read where it is. Raises ``ArchiveError`` for a damaged one or one beyond measure, also while reading.

    What opens ``source`` gives a stream that can seek.
    """

    def __init__(self, source: Source, *, limit: int = UNPACKED_BYTES) -> None:
        self._limit = limit
        self._unpacked: dict[str, int] = {}
        self._total = 0
        stream = opened(source)
        if _directory_bytes(stream) > _DIRECTORY_BYTES:
            raise ArchiveError(f"This zip holds more than {MEMBERS:,} files. Unpack it and bring the file you need.")
        try:
            self._zip = zipfile.ZipFile(stream)
        except _ERRORS as error:
            raise ArchiveError(_DAMAGED) from error
        self._members = {
            info.filename: info
            for info in self._zip.infolist()
            # A damaged directory may leave a file no name, which is_dir() cannot take.
            if info.filename and not info.is_dir() and not info.filename.startswith("__MACOSX/")
        }
        # Ours has a file for each picture.
        if len(self._members) > MEMBERS and MANIFEST not in self._members:
            raise ArchiveError(f"This zip holds more than {MEMBERS:,} files. Unpack it and bring the file you need.")

    def __contains__(self, name: object) -> bool:
        return name in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """Its files with their folders, in its own order."""
        return tuple(self._members)

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of a file; they do not count."""
        try:
            with self._opened(name) as stream:
                return stream.read(size)
        except ArchiveError:
            raise
        except _ERRORS as error:
            raise ArchiveError(_DAMAGED) from error

    def texts(self, size: int) -> Iterator[tuple[str, bytes]]:
        """The first bytes of each file that may be text, for as many files as an export has."""
        for name in self.names[:LOOK_AT]:
            head = self.head(name, size)
            if head.strip() and (b"\x00" not in head or head.startswith(_WIDE)):
                yield name, head

    def opener(self, name: str) -> Callable[[], BinaryIO]:
        """What opens a file anew each time, as an ``encoding.Source``."""
        return lambda: self.open(name)

    def open(self, name: str) -> BinaryIO:
        """A file from its beginning. Reading raises ``ArchiveError`` once too much has come out."""
        try:
            stream = self._opened(name)
        except ArchiveError:
            raise
        except _ERRORS as error:
            raise ArchiveError(_DAMAGED) from error
        return cast(BinaryIO, io.BufferedReader(_Counted(stream, name, self._count), 1 << 16))

    def _opened(self, name: str) -> IO[bytes]:
        info = self._members[name]
        if info.flag_bits & _LOCKED:
            raise ArchiveError("This zip is locked with a password. Unpack it and bring the file you need.")
        if info.compress_type in _UNBOUNDED:
            raise ArchiveError("This zip is packed in an unusual way. Unpack it and bring the file you need.")
        return self._zip.open(info)

    def _count(self, name: str, size: int) -> None:
        """Note how much of a file has come out; one read twice counts once."""
        more = size - self._unpacked.get(name, 0)
        if more > 0:
            self._unpacked[name] = size
            self._total += more
        if self._total > self._limit:
            most = self._limit // 1024 // 1024
            raise ArchiveError(f"Unpacked, this zip is larger than {most} MB. Unpack it and bring the file you need.")


class _Counted(io.RawIOBase):
    """A file of a zip, that tells how much of it has been read; what its directory says of it is not to be trusted."""

    def __init__(self, stream: IO[bytes], name: str, count: Callable[[str, int], None]) -> None:
        self._stream = stream
        self._name = name
        self._tell = count
        self._size = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """As many bytes as there are, up to the buffer's size."""
        view = memoryview(buffer).cast("B")
        try:
            data = self._stream.read(len(view))
        except _ERRORS as error:
            raise ArchiveError(_DAMAGED) from error
        view[: len(data)] = data
        self._size += len(data)
        self._tell(self._name, self._size)
        return len(data)

    def close(self) -> None:
        """Close the file of the zip, too."""
        self._stream.close()
        super().close()


def _directory_bytes(stream: BinaryIO) -> int:
    """How long the zip says its directory is: ``zipfile`` would read all of it at once."""
    stream.seek(max(0, stream.seek(0, io.SEEK_END) - _END_WITHIN))
    tail = stream.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        return 0
    size: int = struct.unpack_from("<L", tail, end + 12)[0]
    if tail[end - 20 : end - 16] == _LOCATOR_64 and tail[end - 76 : end - 72] == _END_64:
        size = max(size if size != 0xFFFFFFFF else 0, struct.unpack_from("<Q", tail, end - 76 + 40)[0])
    return size
