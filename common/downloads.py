"""Files made on request: written first and sent then, so that nobody gets half of one."""

from collections.abc import Callable
from typing import IO

from django.http import FileResponse

from common.portability.zipping import spooled


def download(write: Callable[[IO[bytes]], object], *, filename: str, content_type: str) -> FileResponse:
    """What ``write`` wrote, as a file to keep; a large one waits on the disk, not in memory."""
    file = spooled()
    try:
        write(file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return FileResponse(file, as_attachment=True, filename=filename, content_type=content_type)
