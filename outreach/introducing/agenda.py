"""What introductions want done: ask, ask again after a working week, say thanks (P27), tell how it went (P42)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.urls import reverse

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from contacts.timeline import NotYetHappenedError
from outreach import words as said
from outreach.introducing import steps, words
from outreach.introducing.words import SILENT_BUSINESS_DAYS
from outreach.models import AWAITED, MOST_NUDGES, Introduction, IntroductionState, StepKind

S, K = IntroductionState, StepKind
KEY = re.compile(r"[0-9]{1,18}-[0-9]{1,4}")
ASK_SLACK = 5
THANKS_SLACK = 1
REPORT_SLACK = 3
"""Days late that weigh as much as one interval does for keeping in touch."""

_NEXT = {S.IDEA: K.ASKED, S.ASKED: K.NUDGED, S.AGREED: K.NUDGED, S.MADE: K.THANKED, S.MET: K.TOLD}


class _Source:
    """A key names the introduction and how many steps were taken, so that an old link stays dead."""

    kind: Kind
    done_label: str

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """What is due by ``until``; one query."""
        return _items(owners, on, until, (self.kind,))

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the date suffices
        """Note the step that it asks for, as taken on ``on``. Raises ``NothingToDoError`` when it is not open."""
        introduction, count = self._open(owner, key)
        kind = _NEXT[IntroductionState(introduction.state)]
        try:
            steps.take(introduction, kind, on=on, expected=count)
        except (steps.StepRefusedError, NotYetHappenedError) as refusal:
            raise NothingToDoError(str(refusal)) from refusal
        return words.taken(introduction, kind, on, owner.country)

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Come back to it on ``until``. Raises ``NothingToDoError`` when it is not open any more."""
        introduction, _ = self._open(owner, key)
        introduction.snoozed_until = until
        introduction.save(update_fields=["snoozed_until"])
        return f"This comes back on {said.full_day(until, on)}."

    def _open(self, owner: Owner, key: str) -> tuple[Introduction, int]:
        if not KEY.fullmatch(key):
            raise NothingToDoError("This points to nothing that is open.")
        pk, count = map(int, key.split("-"))
        mine = Introduction.unscoped.owned_by_any([owner.pk]).reachable().for_rows()
        introduction = mine.filter(pk=pk).first()
        if introduction is None or introduction.step_count != count or _kind_of(introduction) != self.kind:
            raise NothingToDoError("This is not open any more.")
        return introduction, count


class IntroductionSource(_Source):
    """Ask, ask again after a working week of silence, thank (P27)."""

    kind = Kind.INTRODUCTION
    done_label = "I wrote to them"


class ReportBackSource(_Source):
    """Tell whoever led there how it went (P42)."""

    kind = Kind.REPORT_BACK
    done_label = "I told them"


class IntroductionSources:
    """Both sources, which read the same rows: asked together, they cost one query (ADR 0018)."""

    sources: tuple[_Source, ...] = (IntroductionSource(), ReportBackSource())

    def items(self, owners: Sequence[Owner], on: date, until: Mapping[Kind, date]) -> Iterator[AgendaItem]:
        """What each source would give by its own ``until``; one query."""
        kinds = [source.kind for source in self.sources]
        for item in _items(owners, on, max(until[kind] for kind in kinds), kinds):
            if item.due_on <= until[item.kind]:
                yield item


def _kind_of(introduction: Introduction) -> Kind | None:
    if introduction.state == S.MET:
        return Kind.REPORT_BACK
    return Kind.INTRODUCTION if words.to_do(introduction) else None


_OF_A_SEARCH = (S.IDEA, *AWAITED)
"""What asks somebody for something rests while nobody is searching; thanks and how it went do not."""


def _items(owners: Sequence[Owner], on: date, until: date, kinds: Sequence[Kind]) -> Iterator[AgendaItem]:
    by_id = {owner.pk: owner for owner in owners}
    silent_since = until - timedelta(days=SILENT_BUSINESS_DAYS)
    mine = Introduction.unscoped.owned_by_any(by_id.keys()).unsettled(silent_since=silent_since, on=until)
    for introduction in mine.for_rows().order_by("moved_on", "pk"):
        owner = by_id[introduction.owner_id]
        if introduction.state in _OF_A_SEARCH and not owner.is_searching:
            continue
        kind = _kind_of(introduction)
        due_on = words.due_on(introduction, owner.country)
        if kind is not None and kind in kinds and due_on is not None and due_on <= until:
            yield _item(introduction, kind, owner, due_on, on)


_PRIORITY = {S.MADE: Priority.THANKS, S.MET: Priority.PROMISE}
_SLACK = {S.MADE: THANKS_SLACK, S.MET: REPORT_SLACK}


def _item(introduction: Introduction, kind: Kind, owner: Owner, due_on: date, on: date) -> AgendaItem:
    state = IntroductionState(introduction.state)
    is_through = state in AWAITED and introduction.nudge_count >= MOST_NUDGES
    person = introduction.connector.as_person if introduction.connector else None
    return AgendaItem(
        owner_id=owner.pk,
        kind=kind,
        key=f"{introduction.pk}-{introduction.step_count}",
        due_on=due_on,
        person=person,
        title=words.to_do(introduction),
        why=words.since(introduction, on, owner.country),
        context=_context(introduction, is_through=is_through),
        url=introduction.get_absolute_url()
        if is_through
        else reverse("outreach:write", args=["introduction", introduction.pk]),
        action="Decide" if is_through else "Write",
        priority=Priority.TIDY if is_through else _PRIORITY.get(state, Priority.OUTREACH),
        slack_days=_SLACK.get(state, ASK_SLACK),
        can_complete=not is_through,
    )


def _context(introduction: Introduction, *, is_through: bool) -> str:
    """The one fact that helps."""
    if is_through:
        return said.SILENCE
    match introduction.state:
        case S.MADE:
            return "They lent you their name. Two lines are enough."
        case S.MET:
            return "Whoever hears how it went leads you on again."
    return introduction.why
