"""What the user says of rows before they come in: the same person, somebody else, left out, whose value counts."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import User
from contacts.importing.batch_rows import BatchShelf, keep_plan
from contacts.importing.planning import OUTCOMES, Plan
from contacts.models import ImportBatch, ImportChoice, ImportRow, ImportRowQuerySet, ImportState, ImportVerdict
from contacts.snapshots import batches

_VERDICTS = dict(
    zip(
        OUTCOMES,
        (
            ImportVerdict.NEW, ImportVerdict.CHANGED, ImportVerdict.UNCHANGED, ImportVerdict.SKIPPED,
            ImportVerdict.ORGANIZATION, ImportVerdict.ERROR,
        ),
        strict=True,
    )
)  # fmt: skip
_QUESTION = Q(maybe_same_as__isnull=False)
_COUNTS = {
    **{name: Count("pk", filter=Q(verdict=verdict)) for name, verdict in _VERDICTS.items()},
    "organizations_added": Count(
        "pk", filter=Q(verdict=ImportVerdict.ORGANIZATION, speaker=None) & (Q(reason="") | ~Q(changes=[]))
    ),
    "maybe": Count("pk", filter=_QUESTION),
    "unanswered": Count("pk", filter=_QUESTION & Q(choice="", verdict=ImportVerdict.NEW)),
    "differs": Count("pk", filter=~Q(differences=[])),
}


@transaction.atomic
def choose(batch: ImportBatch, rows: ImportRowQuerySet, choice: str) -> bool:
    """Set what the user said of those ``rows`` of a batch that it can be said of; blank takes it back.

    The plan follows: for those rows, and for others about the same people. False when it is too late to say.
    """
    if not _is_open(batch):
        return False
    # What was joined to another row goes with that one, unless it was the user who joined them.
    asked = rows.filter(kind__in=["person", "organization"]).filter(Q(speaker=None) | _QUESTION)
    if choice == ImportChoice.SAME:
        asked = asked.filter(_QUESTION)
    return _apply(batch, asked, choice=choice)


@transaction.atomic
def take_file(batch: ImportBatch, rows: ImportRowQuerySet, *, takes_file: bool) -> bool:
    """Say for those ``rows`` that differ from what is here whose values count. False when it is too late."""
    if not _is_open(batch):
        return False
    return _apply(batch, rows.exclude(differences=[]), takes_file=takes_file)


def _is_open(batch: ImportBatch) -> bool:
    waiting = ImportBatch.for_user(batch.owner).filter(pk=batch.pk, state=ImportState.READY)
    return waiting.select_for_update().first() is not None


def _apply(batch: ImportBatch, rows: ImportRowQuerySet, **said: object) -> bool:
    mine = ImportRow.for_user(batch.owner).filter(batch=batch)
    answered = list(rows.order_by("position").values_list("pk", "contact_id", "maybe_same_as_id"))
    for some in batches(answered):
        mine.filter(pk__in=[pk for pk, *_ in some]).update(**said)
        _plan_anew(mine, some, owner=batch.owner)
    batch.report = mine.aggregate(**_COUNTS)
    batch.save(update_fields=["report"])
    return True


def _plan_anew(mine: ImportRowQuerySet, answered: Sequence[tuple[int, int | None, int | None]], *, owner: User) -> None:
    """Plan rows that were answered, by themselves with all that are about the same people."""
    contacts = {contact for _, *both in answered for contact in both if contact is not None}
    speaking = mine.filter(
        Q(pk__in=[pk for pk, *_ in answered])
        | Q(contact__in=contacts)
        | Q(maybe_same_as__in=contacts, choice=ImportChoice.SAME)
    )
    positions = list(speaking.values_list("position", flat=True))
    shelf = BatchShelf(mine.filter(Q(position__in=positions) | Q(speaker__in=positions)))
    for page in Plan(shelf.roll(), shelf, owner=owner, among=contacts).pages(to_write=False):
        for row in page:
            row.speaker = None if row.speaker is None else shelf.positions[row.speaker]
        keep_plan(page)
