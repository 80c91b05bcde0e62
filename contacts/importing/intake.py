"""The life of a batch: taken in, read and planned, shown, then brought in or thrown away.

The batch row is the job. Each step claims it with a conditional update and can be done again after a crash: a step that
did not finish left nothing behind.
"""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from accounts.models import User
from contacts.importing.archives import is_archive, unpacked
from contacts.importing.committing import apply
from contacts.importing.detection import by_name, detect
from contacts.importing.formats import ReadingContext, UnusableFileError
from contacts.importing.planning import NothingUsableError, PlannedRow, count, plan
from contacts.importing.progress import Progress, silent
from contacts.importing.records import Record, as_json, from_json
from contacts.models import ImportBatch, ImportRow, ImportState, ImportVerdict

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 50_000
ROW_BATCH = 500
NAME_LENGTH = 300
REASON_LENGTH = 500


class RefusedError(ValueError):
    """The file cannot be used; the message says why, to the user."""


def read(content: bytes, *, filename: str, owner: User, on: date) -> tuple[str, list[PlannedRow]]:
    """The format's name and a plan for every row of a file brought on the owner's local date ``on``.

    Raises ``RefusedError``; writes nothing.
    """
    if len(content) > MAX_BYTES:
        raise RefusedError(f"“{filename}” is larger than {MAX_BYTES // 1024 // 1024} MB. Bring it in parts.")
    try:
        if is_archive(content):
            content = unpacked(content, limit=MAX_BYTES)
        format_ = detect(content)
        records = format_.read(content, ReadingContext.of(owner, on=on))
        return format_.name, plan(_limited(records, filename), owner=owner)
    except UnusableFileError as error:
        raise RefusedError(f"“{filename}” could not be read. {error}") from error
    except NothingUsableError as error:
        raise RefusedError(f"No person could be read from “{filename}”. {error}") from error


def _limited(records: Iterator[Record], filename: str) -> Iterator[Record]:
    yield from islice(records, MAX_ROWS)
    if next(records, None) is not None:
        raise RefusedError(f"“{filename}” has more than {MAX_ROWS:,} rows. Bring it in parts.")


def receive(content: bytes, *, filename: str, owner: User, now: datetime) -> ImportBatch:
    """Keep an uploaded file as a batch still to be read."""
    return ImportBatch.for_user(owner).create(owner=owner, filename=filename[:255], content=content, touched_at=now)


def read_batch(batch: ImportBatch, *, now: datetime) -> bool:
    """Read an uploaded batch into rows and make it ready, or refuse it with the reason; False if it was taken.

    The same batch read twice at once is kept once.
    """
    try:
        on = batch.owner.local_date(now)
        format_name, rows = read(bytes(batch.content), filename=batch.filename, owner=batch.owner, on=on)
    except RefusedError as refusal:
        return _move(batch, ImportState.UPLOADED, ImportState.REFUSED, now=now, problem=str(refusal), content=b"")
    with transaction.atomic():
        report = count(rows)
        taken = _move(
            batch, ImportState.UPLOADED, ImportState.READY, now=now,
            format_name=format_name, rows_total=len(rows), report=report, content=b"",
        )  # fmt: skip
        if taken:
            _write_rows(batch, rows)
    return taken


def accept(batch: ImportBatch, *, tier: str, now: datetime) -> bool:
    """The user has seen the preview and wants it; new people get ``tier``. False when it is too late to say."""
    return _move(batch, ImportState.READY, ImportState.COMMITTING, now=now, tier=tier, rows_done=0, problem="")


@transaction.atomic
def commit_batch(batch: ImportBatch, *, on: date, now: datetime, progress: Progress = silent) -> bool:
    """Bring an accepted batch in, as of the owner's local date ``on``; False if it was not accepted, or is in already.

    Planned anew against what the owner has by now. One transaction: a crash leaves the batch accepted and nothing
    written, and calling again does it all.
    """
    if not _move(batch, ImportState.COMMITTING, ImportState.DONE, now=now, finished_at=now):
        return False
    # One import of an owner at a time, where the database locks rows.
    owner = User.objects.select_for_update().get(pk=batch.owner_id)
    stored = ImportRow.for_user(owner).filter(batch=batch)
    rows = plan((from_json(record) for record in stored.values_list("record", flat=True).iterator()), owner=owner)
    apply(rows, owner=owner, tier=batch.tier, on=on, progress=progress)
    stored.delete()
    _write_rows(batch, rows)
    ImportBatch.for_user(owner).filter(pk=batch.pk).update(
        rows_done=len(rows), rows_total=len(rows), report=count(rows)
    )
    return True


def give_back(batch: ImportBatch, *, now: datetime) -> bool:
    """After a failed commit: nothing was changed, and the user may try again."""
    problem = "Something went wrong on our side. Nothing was changed; try again."
    return _move(batch, ImportState.COMMITTING, ImportState.READY, now=now, problem=problem)


def refuse(batch: ImportBatch, *, now: datetime) -> bool:
    """After a failed reading: say so rather than try for ever."""
    problem = "Something went wrong on our side while this file was read. Nothing was changed."
    return _move(batch, ImportState.UPLOADED, ImportState.REFUSED, now=now, problem=problem, content=b"")


def discard(batch: ImportBatch) -> bool:
    """Throw a batch away that was not accepted; False when it was."""
    open_states = [ImportState.UPLOADED, ImportState.READY, ImportState.REFUSED]
    deleted, _ = ImportBatch.for_user(batch.owner).filter(pk=batch.pk, state__in=open_states).delete()
    return deleted > 0


@transaction.atomic
def bring_in(
    content: bytes, *, filename: str, owner: User, tier: str, on: date, now: datetime, progress: Progress = silent
) -> list[PlannedRow]:
    """Read and commit in one go, for scripts; the batch stays as the record of it. Raises ``RefusedError``."""
    User.objects.select_for_update().get(pk=owner.pk)
    format_name, rows = read(content, filename=filename, owner=owner, on=on)
    apply(rows, owner=owner, tier=tier, on=on, progress=progress)
    batch = ImportBatch.for_user(owner).create(
        owner=owner,
        filename=filename[:255],
        format_name=format_name,
        state=ImportState.DONE,
        tier=tier,
        rows_done=len(rows),
        rows_total=len(rows),
        report=count(rows),
        finished_at=now,
    )
    _write_rows(batch, rows)
    return rows


def format_label(batch: ImportBatch) -> str:
    """The batch's format as said to the user; empty before it is known."""
    return by_name(batch.format_name).label if batch.format_name else ""


def _move(batch: ImportBatch, old: ImportState, new: ImportState, *, now: datetime, **changes: object) -> bool:
    """Claim a step: move the batch on if it still stands where this step begins."""
    moved = (
        ImportBatch.for_user(batch.owner).filter(pk=batch.pk, state=old).update(state=new, touched_at=now, **changes)
    )
    if moved:
        batch.refresh_from_db(fields=["state", "touched_at", *changes])
    return moved == 1


def _write_rows(batch: ImportBatch, rows: list[PlannedRow]) -> None:
    for start in range(0, len(rows), ROW_BATCH):
        ImportRow.for_user(batch.owner).bulk_create(_row(batch, row) for row in rows[start : start + ROW_BATCH])


def _row(batch: ImportBatch, row: PlannedRow) -> ImportRow:
    keeps_print = row.verdict in {ImportVerdict.NEW, ImportVerdict.CHANGED, ImportVerdict.UNCHANGED}
    return ImportRow(
        batch=batch,
        line=row.record.line,
        verdict=row.verdict,
        name=row.name[:NAME_LENGTH],
        record=as_json(row.record),
        changes=row.changes,
        fingerprint=row.fingerprint if keeps_print else "",
        reason=row.reason[:REASON_LENGTH],
        contact_id=row.contact_id,
        maybe_same_as_id=row.maybe_same_as_id,
        made=row.made,
    )
