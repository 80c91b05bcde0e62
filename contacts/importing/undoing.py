"""Taking an import back: exactly what it did, but for what was edited since; that stays, and is said to stay."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from contacts.importing import undoing_changes, undoing_newcomers, undoing_organizations
from contacts.importing.progress import Progress, silent
from contacts.importing.traces import traced
from contacts.models import ImportBatch, ImportRow, ImportVerdict

_REASON_LENGTH = 500


@dataclass(slots=True)
class TakenBack:
    """What taking an import back comes to."""

    people: int = 0
    """Who came with it and go."""
    restored: int = 0
    """Who were here before and lose all that it added."""
    kept: dict[int, str] = field(default_factory=dict)
    """Why what a row brought stays, or some of it; said to the user."""


def look(batch: ImportBatch, *, on: date) -> TakenBack:
    """What taking ``batch`` back would come to; changes nothing. A constant number of queries for each 500 rows."""
    return _take_back(batch, on=on, to_write=False, progress=silent)


@transaction.atomic
def take_back(batch: ImportBatch, *, on: date, progress: Progress = silent) -> TakenBack:
    """Take it back, as of the owner's local date ``on``; each row learns why it stays, if it does."""
    found = _take_back(batch, on=on, to_write=True, progress=progress)
    by_reason: dict[str, list[int]] = {}
    for pk, reason in found.kept.items():
        by_reason.setdefault(reason[:_REASON_LENGTH], []).append(pk)
    for reason, keys in by_reason.items():
        ImportRow.for_user(batch.owner).filter(pk__in=keys).update(kept=reason)
    return found


def _take_back(batch: ImportBatch, *, on: date, to_write: bool, progress: Progress) -> TakenBack:
    owner, total = batch.owner, batch.rows_total
    progress(0, total)
    newcomers = undoing_newcomers.sort_out(batch, to_write=to_write)
    found = TakenBack(people=len(newcomers.going), kept=newcomers.kept)
    done = len(newcomers.going) // 2
    progress(done, total)
    for page in traced(batch, ImportVerdict.CHANGED):
        kept = undoing_changes.take_back(page, owner=owner, on=on, to_write=to_write)
        found.kept |= kept
        found.restored += len(page) - len(kept)
        done += len(page)
        progress(done, total)
    for page in traced(batch, ImportVerdict.ORGANIZATION):
        found.kept |= undoing_organizations.take_back(page, owner=owner, to_write=to_write)
        done += len(page)
        progress(done, total)
    if to_write:
        undoing_newcomers.remove(newcomers, owner=owner)
        undoing_organizations.remove_unused(batch)
    progress(total, total)
    return found
