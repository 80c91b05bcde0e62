"""Uploaded files between the request and the worker: in pieces in the database, on the disk while they are read."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.models import Sum
from django.db.models.functions import Length

from contacts.importing.encoding import Source
from contacts.models import ImportBatch, ImportPart

PART_BYTES = 1024 * 1024


def keep(batch: ImportBatch, chunks: Iterable[bytes]) -> None:
    """Put an uploaded file aside; ``chunks`` of any size."""
    for number, chunk in enumerate(chunks):
        ImportPart.for_user(batch.owner).create(batch=batch, number=number, data=chunk)


def beginning(batch: ImportBatch) -> bytes:
    """The first piece of the file: enough to see what it is like."""
    first = ImportPart.for_user(batch.owner).filter(batch=batch).order_by("number").values_list("data", flat=True)[:1]
    return b"".join(map(bytes, first))


def size(batch: ImportBatch) -> int:
    """The file's size in bytes."""
    parts = ImportPart.for_user(batch.owner).filter(batch=batch)
    held: int | None = parts.aggregate(size=Sum(Length("data")))["size"]
    return held or 0


def forget(batch: ImportBatch) -> None:
    """Let go of the file: everything in it is in rows now, or nobody wants it."""
    ImportPart.for_user(batch.owner).filter(batch=batch).delete()


@contextmanager
def opened(batch: ImportBatch) -> Iterator[Source]:
    """The file as readers take it, for as long as the block runs."""
    with tempfile.NamedTemporaryFile() as file:
        parts = ImportPart.for_user(batch.owner).filter(batch=batch).order_by("number")
        for data in parts.values_list("data", flat=True).iterator(chunk_size=1):
            file.write(data)
        file.flush()
        path = Path(file.name)
        yield lambda: path.open("rb")
