"""Texts put aside while a file is read, so that a long history does not have to fit into memory."""

import struct
from tempfile import SpooledTemporaryFile
from types import TracebackType

IN_MEMORY_BYTES = 8 * 1024 * 1024
_LENGTH = struct.Struct("<L")


class Spool:
    """Keeps texts by number: a few MB in memory, more in a nameless temporary file that goes with this object."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - closed by ``__exit__``
        self._end = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, text: str) -> int:
        """Keep ``text``; the number gives it back."""
        data = text.encode("utf-8", "replace")
        at = self._end
        self._file.seek(at)
        self._file.write(_LENGTH.pack(len(data)) + data)
        self._end += _LENGTH.size + len(data)
        return at

    def get(self, number: int) -> str:
        """The text that ``put`` gave this number."""
        self._file.seek(number)
        (size,) = _LENGTH.unpack(self._file.read(_LENGTH.size))
        return self._file.read(size).decode()
