"""Deleting things: what goes along with one, said before it happens, and small things that can come back."""

from datetime import datetime
from itertools import chain

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CASCADE, Model, QuerySet
from django.db.models.deletion import Collector

from accounts.models import User
from common.ownership import OwnedModel
from contacts import changes, snapshots
from contacts.models import Change, ChangeKind


def what_goes_with(row: OwnedModel) -> list[tuple[int, str]]:
    """How many rows of what kind a delete of ``row`` takes with it: ``[(3, "interactions")]``, most first.

    It asks the database schema, so rows of floors above are counted without knowing them. Link tables are left out.
    """
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=row)
    collector.collect([row])
    counts: dict[type[Model], int] = {model: len(rows) for model, rows in collector.data.items()}
    for rows in collector.fast_deletes:
        counts[rows.model] = counts.get(rows.model, 0) + rows.count()
    counts[type(row)] -= 1
    said = [
        (count, str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural))
        for model, count in counts.items()
        if count and not model._meta.auto_created
    ]
    return sorted(said, key=lambda pair: (-pair[0], pair[1]))


def is_bare(row: OwnedModel) -> bool:
    """Whether nothing hangs on ``row``: deleting it takes or changes no other row, also none of floors above."""
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=row)
    collector.collect([row])
    if any(model is not type(row) or len(rows) > 1 for model, rows in collector.data.items()):
        return False
    touched = chain(collector.fast_deletes, chain.from_iterable(collector.field_updates.values()))
    return not any(rows.exists() if isinstance(rows, QuerySet) else rows for rows in touched)


def take_away(row: OwnedModel, *, owner: User, sentence: str, now: datetime) -> Change:
    """Delete ``row`` of ``owner`` so that it can be put back; ``sentence`` says to the user what went.

    What pointed at it points there again once it is back, also rows of floors above.
    """
    with changes.recording(owner=owner, kind=ChangeKind.REMOVED, now=now) as ledger:
        ledger.watch(type(row), [row.pk])
        for model, pointer in snapshots.pointing_at(type(row)):
            goes_along = pointer.remote_field is not None and pointer.remote_field.on_delete is CASCADE
            ledger.watch(model, [row.pk], by=pointer.attname, fields=None if goes_along else {pointer.attname})
        row.delete()
        ledger.sentence = sentence
    if ledger.change is None:
        raise LookupError("There was nothing to delete.")
    return ledger.change
