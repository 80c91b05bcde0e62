"""The life of a batch: taken in, read and planned, shown, then brought in or thrown away.

The batch row is the job. Each step claims it with a conditional update and can be done again after a crash: a step that
did not finish left nothing behind.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from contacts.importing import batch_rows, bringing_back, telling_columns, undoing, undoing_archive, uploads
from contacts.importing.committing import Commit
from contacts.importing.detection import Found, by_name
from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext
from contacts.importing.generic_csv import GenericCsv
from contacts.importing.planning import Plan
from contacts.importing.progress import Progress, silent
from contacts.importing.reading import RefusedError, RowsRead, look_into, refusing, rows_of
from contacts.importing.telling_columns import Told
from contacts.models import ImportBatch, ImportRow, ImportState, ImportVerdict

NAME_LENGTH = 255
"""Of a file."""


@transaction.atomic
def receive(chunks: Iterable[bytes], *, filename: str, owner: User, now: datetime) -> ImportBatch:
    """Keep an uploaded file, in whatever pieces it comes, as a batch still to be read."""
    batch = ImportBatch.for_user(owner).create(owner=owner, filename=filename[:NAME_LENGTH], touched_at=now)
    uploads.keep(batch, chunks)
    return batch


def read_batch(batch: ImportBatch, *, now: datetime, progress: Progress = silent) -> bool:
    """Read an uploaded batch into rows and make it ready, or refuse it with the reason; False if it was taken.

    A table whose columns nobody has told yet waits for that first. The same batch read twice at once is kept once:
    whatever takes long happens before the claim, and leaves no trace.
    """
    on = batch.owner.local_date(now)
    told: Told | None = None
    try:
        with uploads.opened(batch) as source:
            found = look_into(source, filename=batch.filename)
            if bringing_back.is_for(batch.owner, found):
                with refusing(batch.filename):
                    archive = bringing_back.look_through(found.source, progress=progress)
                return _make_restorable(batch, found, archive, now=now)
            if found.format.name == GenericCsv.name:
                told = telling_columns.told_for(batch, found.source)
                if told is None:
                    return _ask_for_columns(batch, now=now)
            context = ReadingContext.of(batch.owner, on=on, mapping=told.fields if told else None)
            with rows_of(found, filename=batch.filename, context=context, progress=progress) as rows:
                return _make_ready(batch, found, rows, told, now=now)
    except RefusedError as refusal:
        if told is not None:
            # Told otherwise, it may be of use after all.
            return _ask_for_columns(batch, now=now, problem=str(refusal))
        return refuse(batch, now=now, problem=str(refusal))


def _ask_for_columns(batch: ImportBatch, *, now: datetime, problem: str = "") -> bool:
    return _move(
        batch, ImportState.UPLOADED, ImportState.COLUMNS, now=now, format_name=GenericCsv.name, problem=problem
    )


@transaction.atomic
def _make_restorable(batch: ImportBatch, found: Found, archive: Mapping[str, Any], *, now: datetime) -> bool:
    """Ready to come back as a whole; the file stays, as what is in it is in no rows."""
    return _move(
        batch, ImportState.UPLOADED, ImportState.READY, now=now, format_name=found.format.name, problem="",
        archive=archive, rows_total=sum(archive["rows"].values()),
    )  # fmt: skip


@transaction.atomic
def _make_ready(batch: ImportBatch, found: Found, rows: RowsRead, told: Told | None, *, now: datetime) -> bool:
    taken = _move(
        batch, ImportState.UPLOADED, ImportState.READY, now=now, format_name=found.format.name, problem="",
        mapping=told.as_json if told else {},
    )  # fmt: skip
    if taken:
        _keep_plan(batch, rows.plan(batch.owner))
        if told is None:
            # A table may have to be read once more, if its columns turn out to mean something else.
            uploads.forget(batch)
    return taken


def _keep_plan(batch: ImportBatch, plan: Plan) -> None:
    for page in plan.pages(to_write=False):
        batch_rows.keep(batch, page)
    batch.report, batch.rows_total = plan.report, len(plan.roll)
    batch.save(update_fields=["report", "rows_total"])


def accept(batch: ImportBatch, *, tier: str, now: datetime) -> bool:
    """The user has seen the preview and wants it; new people get ``tier``. False when it is too late to say."""
    return _move(batch, ImportState.READY, ImportState.COMMITTING, now=now, tier=tier, problem="")


def commit_batch(batch: ImportBatch, *, on: date, now: datetime, progress: Progress = silent) -> bool:
    """Bring an accepted batch in, as of the owner's local date ``on``; False if it was not accepted, or is in already.

    Matched anew against what the owner has by now. One transaction: a crash leaves the batch accepted and nothing
    written, and calling again does it all. A whole account that turns out not to fit together is refused.
    """
    if not batch.archive:
        return _commit(batch, on=on, now=now, progress=progress)
    try:
        with uploads.opened(batch) as source, refusing(batch.filename):
            return _restore(batch, source, now=now, progress=progress)
    except RefusedError as refusal:
        with transaction.atomic():
            _move(batch, ImportState.COMMITTING, ImportState.REFUSED, now=now, problem=str(refusal))
            uploads.forget(batch)
        return False


@transaction.atomic
def _restore(batch: ImportBatch, source: Source, *, now: datetime, progress: Progress) -> bool:
    if not _move(batch, ImportState.COMMITTING, ImportState.DONE, now=now, finished_at=now):
        return False
    owner = User.objects.select_for_update().get(pk=batch.owner_id)
    bringing_back.bring_back(batch, source, owner=owner, now=now, progress=progress)
    uploads.forget(batch)
    return True


@transaction.atomic
def _commit(batch: ImportBatch, *, on: date, now: datetime, progress: Progress) -> bool:
    if not _move(batch, ImportState.COMMITTING, ImportState.DONE, now=now, finished_at=now):
        return False
    # One import of an owner at a time, where the database locks rows.
    owner = User.objects.select_for_update().get(pk=batch.owner_id)
    shelf = batch_rows.BatchShelf(ImportRow.for_user(owner).filter(batch=batch))
    plan = Plan(shelf.roll(), shelf, owner=owner)
    commit = Commit(plan, tier=batch.tier, on=on)
    commit.run(progress)
    batch.report, batch.made = {**plan.report, **commit.counts}, commit.names.made
    batch.save(update_fields=["report", "made"])
    uploads.forget(batch)
    return True


def give_back(batch: ImportBatch, *, now: datetime) -> bool:
    """After a failed commit: nothing was changed, and the user may try again."""
    problem = "Something went wrong on our side. Nothing was changed; try again."
    return _move(batch, ImportState.COMMITTING, ImportState.READY, now=now, problem=problem)


def recall(batch: ImportBatch, *, now: datetime) -> bool:
    """The user wants an import taken back; False when it is not in, or on its way out already."""
    return _move(batch, ImportState.DONE, ImportState.UNDOING, now=now, problem="")


@transaction.atomic
def undo_batch(batch: ImportBatch, *, on: date, now: datetime, progress: Progress = silent) -> bool:
    """Take a recalled batch back, as of the owner's local date ``on``; False if it was not recalled, or is out already.

    One transaction: a crash leaves the batch recalled and everything in, and calling again does it all.
    """
    if not _move(batch, ImportState.UNDOING, ImportState.UNDONE, now=now, undone_at=now):
        return False
    owner = User.objects.select_for_update().get(pk=batch.owner_id)
    if batch.archive:
        back = undoing_archive.take_back(batch, owner=owner, now=now, progress=progress)
        batch.archive = {**batch.archive, "gone": back.counts, "stayed": back.reasons}
        batch.report = {**batch.report, "taken_back": back.people, "restored": 0, "kept": back.staying}
        batch.save(update_fields=["archive", "report"])
        return True
    found = undoing.take_back(batch, on=on, progress=progress)
    batch.report = {
        **batch.report, "taken_back": found.people, "restored": found.restored, "kept": len(found.kept),
    }  # fmt: skip
    batch.save(update_fields=["report"])
    return True


def leave_in(batch: ImportBatch, *, now: datetime) -> bool:
    """After a failed undoing: everything is still in, and the user may try again."""
    problem = "Something went wrong on our side. Nothing was taken back; try again."
    return _move(batch, ImportState.UNDOING, ImportState.DONE, now=now, problem=problem)


def refuse(batch: ImportBatch, *, now: datetime, problem: str = "") -> bool:
    """Say why a batch cannot be read; without a ``problem``, that it is our fault, rather than try for ever."""
    problem = problem or "Something went wrong on our side while this file was read. Nothing was changed."
    with transaction.atomic():
        refused = _move(batch, ImportState.UPLOADED, ImportState.REFUSED, now=now, problem=problem)
        if refused:
            uploads.forget(batch)
    return refused


def discard(batch: ImportBatch) -> bool:
    """Throw a batch away that was not accepted; False when it was."""
    deleted, _ = ImportBatch.for_user(batch.owner).not_brought_in().filter(pk=batch.pk).delete()
    return deleted > 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file did, or would do."""

    format_label: str
    report: Mapping[str, int]
    errors: list[tuple[int, str]]
    """Lines that cannot be read, and why."""
    archive: Mapping[str, int] | None = None
    """Of a whole account that came back: how many rows of each model."""
    columns: Sequence[tuple[str, str]] = ()
    """Of a table that no format claims: what each column is called, and a key of ``column_words.FIELDS``."""


def bring_in(
    source: Source,
    *,
    filename: str,
    owner: User,
    tier: str,
    on: date,
    now: datetime,
    reading: Progress = silent,
    progress: Progress = silent,
) -> Outcome:
    """Read and commit in one go, for scripts; the batch stays as the record of it. Raises ``RefusedError``.

    Nothing is written before all is read, and then all of it in one transaction. ``reading`` hears of bytes read,
    ``progress`` of rows written.
    """
    found = look_into(source, filename=filename)
    context = ReadingContext.of(owner, on=on)
    asked: dict[str, Any] = {
        "owner": owner,
        "filename": filename[:NAME_LENGTH],
        "format_name": found.format.name,
        "state": ImportState.COMMITTING,
        "tier": tier,
    }
    if bringing_back.is_for(owner, found):
        with refusing(filename):
            archive = bringing_back.look_through(found.source, progress=reading)
            with transaction.atomic():
                batch = ImportBatch.for_user(owner).create(archive=archive, **asked)
                _restore(batch, found.source, now=now, progress=progress)
        return Outcome(found.format.label, batch.report, [], archive["rows"])
    with rows_of(found, filename=filename, context=context, progress=reading) as rows, transaction.atomic():
        batch = ImportBatch.for_user(owner).create(**asked)
        _keep_plan(batch, rows.plan(owner))
        commit_batch(batch, on=on, now=now, progress=progress)
    errors = ImportRow.for_user(owner).filter(batch=batch, verdict=ImportVerdict.ERROR)
    return Outcome(
        found.format.label, batch.report, list(errors.values_list("line", "reason")), columns=_columns(found)
    )


def rehearse(source: Source, *, filename: str, owner: User, on: date, reading: Progress = silent) -> Outcome:
    """What ``bring_in`` would do, with nothing written. Raises ``RefusedError``."""
    found = look_into(source, filename=filename)
    context = ReadingContext.of(owner, on=on)
    if bringing_back.is_for(owner, found):
        with refusing(filename):
            archive = bringing_back.look_through(found.source, progress=reading)
        return Outcome(found.format.label, {}, [], archive["rows"])
    errors: list[tuple[int, str]] = []
    with rows_of(found, filename=filename, context=context, progress=reading) as rows:
        plan = rows.plan(owner)
        for page in plan.pages(to_write=False):
            errors += [(row.entry.line, row.reason) for row in page if row.verdict is ImportVerdict.ERROR]
    return Outcome(found.format.label, plan.report, errors, columns=_columns(found))


def _columns(found: Found) -> list[tuple[str, str]]:
    """What the guesses made of the columns, where there was nobody to ask."""
    return telling_columns.guessed(found.source) if found.format.name == GenericCsv.name else []


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
