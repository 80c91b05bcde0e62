"""What a worker does for this floor: thin wakers around ``contacts.importing.intake``; the batch row is the job."""

from datetime import timedelta

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from accounts.models import User
from contacts import duplicates
from contacts.importing import intake, progress
from contacts.models import Change, ImportBatch, ImportState

RESTED = timedelta(minutes=1)
"""A batch that nobody touched for so long was left by a worker that died."""


@shared_task
def read_import(batch_id: int) -> None:
    """Read an uploaded file into a preview."""
    batch = _waiting(batch_id, ImportState.UPLOADED)
    if batch is None:
        return
    try:
        intake.read_batch(batch, now=timezone.now(), progress=progress.teller(batch_id, ImportState.UPLOADED))
    except OperationalError:
        # The database was busy or away: the sweep comes back to it.
        raise
    except Exception:
        intake.refuse(batch, now=timezone.now())
        raise


@shared_task
def commit_import(batch_id: int) -> None:
    """Bring an accepted batch in."""
    batch = _waiting(batch_id, ImportState.COMMITTING)
    if batch is None:
        return
    now = timezone.now()
    tell = progress.teller(batch_id, ImportState.COMMITTING)
    try:
        intake.commit_batch(batch, on=batch.owner.local_date(now), now=now, progress=tell)
    except OperationalError:
        raise
    except Exception:
        intake.give_back(batch, now=timezone.now())
        raise
    duplicates.count(batch.owner)


@shared_task
def count_duplicates(owner_id: int) -> None:
    """Look who might be here twice, so that menus can say how many."""
    duplicates.count(User.objects.get(pk=owner_id))


@shared_task
def undo_import(batch_id: int) -> None:
    """Take a recalled batch back."""
    batch = _waiting(batch_id, ImportState.UNDOING)
    if batch is None:
        return
    now = timezone.now()
    tell = progress.teller(batch_id, ImportState.UNDOING)
    try:
        intake.undo_batch(batch, on=batch.owner.local_date(now), now=now, progress=tell)
    except OperationalError:
        raise
    except Exception:
        intake.leave_in(batch, now=timezone.now())
        raise
    duplicates.count(batch.owner)


@shared_task
def resume_imports() -> None:
    """Take up what a worker left unfinished (beat, every five minutes)."""
    left = ImportBatch.unscoped.unfinished().untouched_since(timezone.now() - RESTED).order_by("pk")
    for pk, state in left.values_list("pk", "state"):
        _STEPS[ImportState(state)].delay(pk)


@shared_task
def forget_changes() -> None:
    """Drop what can no longer be taken back (beat, daily)."""
    Change.unscoped.forgotten_by(timezone.now()).delete()


_STEPS = {
    ImportState.UPLOADED: read_import,
    ImportState.COMMITTING: commit_import,
    ImportState.UNDOING: undo_import,
}


def _waiting(batch_id: int, state: ImportState) -> ImportBatch | None:
    return ImportBatch.unscoped.select_related("owner").filter(pk=batch_id, state=state).first()
