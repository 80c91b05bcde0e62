"""Taking a whole account back that came out of our own export: all of it, but for what has been changed since.

What was changed stays, with what it names and what is a part of it: a person keeps their addresses and whoever
introduced them. A part is a row that must name exactly one other, and says nothing without it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from common.ownership import OwnedModel
from common.portability.belongings import Belonging, belongings
from contacts import changes, snapshots
from contacts.importing import bringing_back
from contacts.importing.progress import Progress, silent
from contacts.importing.restored_rows import prints_now, remembered
from contacts.models import ChangedRow, Contact, ImportBatch, RestoredRows

CHANGED = "You changed this since."
ADDED_TO = "There is more to it since."
NAMED_AT_MOST = 100

_Keys = dict[Belonging, dict[int, str]]
"""Rows that stay, each with the reason, or blank where it is another row's."""


@dataclass(frozen=True, slots=True)
class GoingBack:
    """What taking an account back comes to."""

    going: dict[Belonging, list[int]]
    staying: int
    """Rows that stay."""
    people: int
    """People among those that go."""
    reasons: list[tuple[str, str, str]]
    """What was changed or added to, by kind and name, and which of the two; said to the user, a hundred at most."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each model go, by its label."""
        return {belonging.label: len(keys) for belonging, keys in self.going.items() if keys}


def look(batch: ImportBatch) -> GoingBack:
    """What taking ``batch`` back would come to; changes nothing."""
    return _Sorting(batch).run()


def take_back(batch: ImportBatch, *, owner: User, now: datetime, progress: Progress = silent) -> GoingBack:
    """Take it back, in a transaction, those first that name others."""
    found = look(batch)
    total = sum(map(len, found.going.values()))
    done = 0
    progress(done, total)
    for belonging in reversed(belongings()):
        for keys in snapshots.batches(found.going.get(belonging, [])):
            if belonging.model is Contact:
                _forget(keys, owner)
            # Not by way of the owner: SQLite would begin with all that is theirs, once for each few.
            snapshots.every(belonging.model).filter(pk__in=keys).delete()
            done += len(keys)
            progress(done, total)
    RestoredRows.for_user(owner).filter(batch=batch).delete()
    bringing_back.give_settings_back(batch, owner=owner, now=now)
    return found


def _forget(keys: Iterable[int], owner: User) -> None:
    """What other changes remember of people who go."""
    remembered_rows = ChangedRow.for_user(owner).filter(model=snapshots.label(Contact), key__in=list(keys))
    for contact in Contact.for_user(owner).filter(pk__in=list(remembered_rows.values_list("key", flat=True))):
        changes.forget(contact)


def _through(link: Any) -> Any:
    return link.remote_field.through


class _Sorting:
    def __init__(self, batch: ImportBatch) -> None:
        self._owner = batch.owner
        self._here: dict[Belonging, set[int]] = {}
        """Those that came back and are still there."""
        self._stays: _Keys = defaultdict(dict)
        self._waiting: list[tuple[Belonging, int]] = []
        self._by_model: dict[Any, Belonging] = {belonging.model: belonging for belonging in belongings()}
        for belonging, prints in remembered(batch).items():
            self._here[belonging] = set()
            for keys in snapshots.batches(sorted(prints)):
                now = prints_now(belonging, keys)
                self._here[belonging] |= now.keys()
                for pk, print_ in now.items():
                    if print_ != prints[pk]:
                        self._keep(belonging, pk, CHANGED)

    def run(self) -> GoingBack:
        """Whatever is left when nothing more has to stay."""
        for belonging in self._here:
            for pk in self._added_to(belonging):
                self._keep(belonging, pk, ADDED_TO)
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            keys: dict[Belonging, list[int]] = defaultdict(list)
            for belonging, pk in waiting:
                keys[belonging].append(pk)
            for belonging, some in keys.items():
                for batch in snapshots.batches(some):
                    self._keep_with(belonging, batch)
        going = {each: sorted(here - self._stays[each].keys()) for each, here in self._here.items()}
        people = len(going.get(self._by_model[Contact], ()))
        return GoingBack(going, sum(map(len, self._stays.values())), people, list(self._reasons()))

    def _keep(self, belonging: Belonging, pk: int, reason: str = "") -> None:
        if pk in self._here.get(belonging, ()) and pk not in self._stays[belonging]:
            self._stays[belonging][pk] = reason
            self._waiting.append((belonging, pk))

    def _added_to(self, belonging: Belonging) -> Iterator[int]:
        """Those named by a row that did not come back with them."""
        here = self._here[belonging]
        for other, pointer in snapshots.pointing_at(belonging.model):
            if issubclass(other, OwnedModel) and other.stays_behind:
                continue
            known, by = self._naming(other, pointer)
            for keys in snapshots.batches(sorted(here)):
                rows = snapshots.every(other).filter(**{f"{pointer.attname}__in": keys}).order_by()
                for target, pk in rows.values_list(pointer.attname, by):
                    if pk not in known:
                        yield target

    def _naming(self, other: Any, pointer: Any) -> tuple[set[int], str]:
        """Which rows of ``other`` came back, and the column that says which; of a link table its other side."""
        if other in self._by_model:
            return self._here.get(self._by_model[other], set()), "pk"
        for field in other._meta.concrete_fields:
            if field.is_relation and field.name != pointer.name:
                return self._here.get(self._by_model[field.related_model], set()), field.attname
        return set(), "pk"

    def _keep_with(self, belonging: Belonging, keys: Any) -> None:
        """What these rows name, and their parts."""
        rows = snapshots.every(belonging.model).filter(pk__in=keys).order_by()
        for field in belonging.references:
            for target in rows.values_list(field.attname, flat=True):
                self._keep(self._by_model[field.related_model], target or 0)
        for link in belonging.links:
            here, there = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
            linked = snapshots.every(_through(link)).filter(**{f"{here}__in": keys})
            for target in linked.values_list(there, flat=True):
                self._keep(self._by_model[link.related_model], target)
        for part in belongings():
            needed = [field for field in part.references if not field.null]
            if len(needed) == 1 and needed[0].related_model is belonging.model:
                parts = snapshots.every(part.model).filter(**{f"{needed[0].attname}__in": keys}).order_by()
                for pk in parts.values_list("pk", flat=True):
                    self._keep(part, pk)

    def _reasons(self) -> Iterator[tuple[str, str, str]]:
        left = NAMED_AT_MOST
        for belonging, stays in self._stays.items():
            told = sorted(pk for pk, reason in stays.items() if reason)[:left]
            left -= len(told)
            for row in belonging.model.for_user(self._owner).filter(pk__in=told).order_by("pk"):
                yield str(belonging.model._meta.verbose_name), str(row), stays[row.pk]
