"""Bringing a plan in: new people, additions, organizations; all or nothing, in a constant number of queries a page."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.models import User
from common import many_rows
from contacts import telling_apart
from contacts.importing.batch_rows import SHOWN, keep_outcomes
from contacts.importing.changes import Changes
from contacts.importing.names_in_use import NamesInUse
from contacts.importing.newcomers import Newcomers
from contacts.importing.organization_changes import write_organizations
from contacts.importing.planning import Plan, PlannedRow
from contacts.importing.progress import Progress, silent
from contacts.importing.traces import as_text
from contacts.models import Contact, ImportChoice, ImportRow, ImportVerdict


class Commit:
    """Writes a plan, as of the owner's local date ``on``; to be run once, in a transaction."""

    def __init__(self, plan: Plan, *, tier: str, on: date) -> None:
        self.plan, self.on = plan, on
        self.owner: User = plan.owner
        self.counts: Counter[str] = Counter()
        """How much of each thing came in."""
        self.names = NamesInUse(self.owner)
        self._newcomers = Newcomers(
            owner=self.owner, tier=tier, on=on, expected=plan.newcomers, names=self.names, counts=self.counts
        )
        self._changes = Changes(owner=self.owner, on=on, names=self.names, counts=self.counts)
        self._became: dict[int, int] = {}
        """Whom rows became, where the file says who introduced whom."""
        self._introduced: list[tuple[PlannedRow, dict[str, Any]]] = []

    def run(self, progress: Progress = silent) -> None:
        """Write every page, then who introduced whom."""
        done, total = 0, len(self.plan.roll)
        progress(done, total)
        for page in self.plan.pages(to_write=True):
            self._write(page)
            done += len(page)
            progress(done, total)
        self._introduce()

    def _write(self, page: Sequence[PlannedRow]) -> None:
        new = [row for row in page if row.verdict is ImportVerdict.NEW]
        changed = [row for row in page if row.verdict is ImportVerdict.CHANGED]
        speaking = [row for row in page if row.organization is not None]
        traces = [
            *(self._newcomers.write(new) if new else ()),
            *(self._changes.write(changed) if changed else ()),
            *write_organizations(speaking, owner=self.owner, on=self.on, names=self.names, counts=self.counts),
        ]
        telling_apart.newcomers((pair for row in new if (pair := _told_apart(row))), owner=self.owner)
        made = {row.entry.position: trace for row, trace in zip([*new, *changed, *speaking], traces, strict=True)}
        keep_outcomes(page, made)
        if self.plan.roll.introduced_by:
            self._became.update((row.entry.position, row.contact_id or 0) for row in new)
            is_told = {row.entry.position for row in changed if row.additions and row.additions.introducer}
            self._introduced += [
                (row, made[row.entry.position])
                for row in (*new, *changed)
                if row.introducer is not None and (row.verdict is ImportVerdict.NEW or row.entry.position in is_told)
            ]

    def _introduce(self) -> None:
        """Say of people who introduced them: only now has everybody an id."""
        held = dict(
            Contact.for_user(self.owner)
            .filter(pk__in=[row.contact_id for row, _ in self._introduced])
            .order_by()
            .values_list("pk", "introduced_by")
        )
        told: dict[int, list[int]] = {}
        kept: dict[int, list[str]] = {}
        for row, trace in self._introduced:
            found = self.plan.matches.of(row.introducer or 0)
            introducer = (found.contact_id if found else 0) or self._became.get(row.introducer or 0, 0)
            if row.contact_id is None or introducer in (0, row.contact_id):
                continue
            told[row.contact_id] = [introducer]
            trace["introduced_by"] = [held[row.contact_id], introducer]
            kept[row.entry.pk] = [as_text(trace)]
        many_rows.write(Contact, ("introduced_by_id",), told)
        many_rows.write(ImportRow, ("made",), kept)


def _told_apart(row: PlannedRow) -> tuple[int, int] | None:
    """Whom somebody new is not, by the user's answer, and who they became."""
    if row.entry.choice != ImportChoice.OTHER or row.maybe_same_as_id is None or row.contact_id is None:
        return None
    # The answer is about whom the preview showed; somebody else may look like them by now.
    shown = dict(zip(SHOWN, row.entry.shown, strict=True))
    return (row.maybe_same_as_id, row.contact_id) if shown["maybe_same_as_id"] == row.maybe_same_as_id else None
