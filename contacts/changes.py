"""Writing down what is about to change, so that it can be taken back: watch rows, change them, and it is recorded.

    with changes.recording(owner=user, kind=ChangeKind.SEVERAL, now=now) as ledger:
        ledger.watch(Contact, ids, fields={"tier"})
        …
        ledger.sentence = "Moved 412 people to key"
    ledger.change

The rows are compared before and after, so the code between need not know that it is watched.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Model, Q

from accounts.models import User
from contacts import snapshots
from contacts.models import Change, ChangedRow, ChangeKind, Contact
from contacts.snapshots import Frozen

KEPT_AT_MOST = 100
"""Changes remembered an owner, whatever their age."""


@dataclass(slots=True)
class _Watched:
    """Rows of one model under watch."""

    fields: frozenset[str] | None
    before: dict[int, Frozen] = field(default_factory=dict)
    scopes: list[tuple[str, list[int]]] = field(default_factory=list)
    """Where rows made meanwhile are looked for."""


@dataclass(slots=True)
class Ledger:
    """What is watched, and at the end what became of it."""

    owner: User
    kind: ChangeKind
    now: datetime
    sentence: str = ""
    """What was done, said to the user; set it before the end."""
    rests_on: Model | None = None
    """The row without which there is nothing to go back to."""
    change: Change | None = None
    """What was written; ``None`` while under way, and when nothing differs."""
    _watched: dict[type[Model], _Watched] = field(default_factory=dict)

    def watch(
        self, model: type[Model], keys: Iterable[int], *, by: str = "pk", fields: Collection[str] | None = None
    ) -> None:
        """Remember the rows of ``model`` whose ``by`` (a lookup) is one of ``keys`` as they are now.

        Name ``fields`` when only those can change; the same ones each time for one model. A query for each 500 keys.
        """
        known = list(keys)
        watched = self._watched.setdefault(model, _Watched(None if fields is None else frozenset(fields)))
        for batch in snapshots.batches(known):
            watched.before |= snapshots.rows(snapshots.every(model).filter(**{f"{by}__in": batch}), watched.fields)
        if by != "pk":
            watched.scopes.append((by, known))

    def close(self) -> None:
        """Write down what differs from when it was watched; nothing when nothing does."""
        changed = [row for model, watched in self._watched.items() for row in _differences(model, watched)]
        if not changed:
            return
        rests_on = "" if self.rests_on is None else row_name(self.rests_on)
        self.change = Change.for_user(self.owner).create(
            owner=self.owner, kind=self.kind, sentence=self.sentence, rests_on=rests_on, made_at=self.now
        )
        for row in changed:
            row.change = self.change
        ChangedRow.for_user(self.owner).bulk_create(changed, batch_size=snapshots.BATCH)
        forget_old(self.owner, now=self.now)


def row_name(row: Model) -> str:
    """How ``Change.rests_on`` names a row: "contacts.contact:12"."""
    return f"{snapshots.label(type(row))}:{row.pk}"


@contextmanager
def recording(*, owner: User, kind: ChangeKind, now: datetime) -> Iterator[Ledger]:
    """A transaction in which what is watched is recorded as one change of ``owner`` at the moment ``now``."""
    with transaction.atomic():
        ledger = Ledger(owner=owner, kind=kind, now=now)
        yield ledger
        ledger.close()


def forget_old(owner: User, *, now: datetime) -> None:
    """Drop what of ``owner`` is too old, or too much, to be taken back at the moment ``now``."""
    mine = Change.for_user(owner)
    mine.forgotten_by(now).delete()
    too_many = list(mine.newest_first().values_list("pk", flat=True)[KEPT_AT_MOST : 2 * KEPT_AT_MOST])
    if too_many:
        mine.filter(pk__in=too_many).delete()


@transaction.atomic
def forget(contact: Contact) -> None:
    """Drop what changes remember of someone who is being deleted: gone means gone.

    A merge into them cannot be taken back any more.
    """
    mine = Change.for_user(contact.owner)
    mine.filter(rests_on=row_name(contact)).delete()
    about = Q(model=snapshots.label(Contact), key=contact.pk)
    about |= Q(before__contact_id=contact.pk) | Q(after__contact_id=contact.pk)
    remembered = ChangedRow.for_user(contact.owner).filter(about)
    touched = list(remembered.order_by().values_list("change_id", flat=True).distinct())
    remembered.delete()
    mine.filter(pk__in=touched, rows=None).delete()


def _differences(model: type[Model], watched: _Watched) -> Iterator[ChangedRow]:
    derived = snapshots.DERIVED.get(snapshots.label(model), frozenset())
    name = snapshots.label(model)
    now_there = snapshots.by_key(model, watched.before, watched.fields)
    for key, before in watched.before.items():
        after = now_there.get(key)
        if after is None:
            yield ChangedRow(model=name, key=key, before=before, after=None)
            continue
        old, new = snapshots.differing(before, after, derived=derived)
        if new:
            yield ChangedRow(model=name, key=key, before=old, after=new)
    for key, made in _made(model, watched).items():
        yield ChangedRow(model=name, key=key, before=None, after=made)


def _made(model: type[Model], watched: _Watched) -> dict[int, Frozen]:
    """Rows that were not there before, whole."""
    found: dict[int, Frozen] = {}
    for by, keys in watched.scopes:
        for batch in snapshots.batches(keys):
            found |= snapshots.rows(snapshots.every(model).filter(**{f"{by}__in": batch}))
    return {key: row for key, row in found.items() if key not in watched.before}
