"""A zip written file by file, none of which need fit into memory."""

import io
import shutil
import zipfile
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Self, cast

SPOOL_BYTES = 1 << 20
"""So much of a file is kept in memory before it goes on to the disk."""

_PRIVATE = 0o600 << 16


class Packer:
    """Writes one archive into ``file``; ``at`` is the local time its files show."""

    def __init__(self, file: IO[bytes], *, at: datetime) -> None:
        self.at = at
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: bytes, *, is_compressed: bool = False) -> None:
        """A whole file; ``is_compressed`` for one that gets no smaller any more, like a picture."""
        info = self._info(name)
        info.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
        self._zip.writestr(info, content)

    def add_file(self, name: str, file: IO[bytes]) -> None:
        """All of ``file``, from its beginning."""
        info = self._info(name)
        info.file_size = file.seek(0, io.SEEK_END)
        file.seek(0)
        with self._zip.open(info, "w") as member:
            shutil.copyfileobj(file, member, SPOOL_BYTES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Write the directory without which it is no zip."""
        self._zip.close()

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(name, self.at.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = _PRIVATE
        return info


def spooled() -> IO[bytes]:
    """A file that is in memory while it is small, then on the disk, and gone once closed."""
    return cast("IO[bytes]", SpooledTemporaryFile(SPOOL_BYTES))
