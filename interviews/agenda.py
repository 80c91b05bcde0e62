"""What is due about interviews: prepare, confirm, go, say how it went, say thanks."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import BooleanField, CharField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from django.urls import reverse

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from common.dates import local_date
from interviews import checklist, confirming, preparation, scheduling, thanks
from interviews.clocks import beside_it, zone_called
from interviews.models import Interview, InterviewQuerySet, InterviewQuestion
from interviews.wording import first_line, talk_day

PREPARE_DAYS = 2
"""Preparation is due this many local days before."""
ANY_ZONE = timedelta(hours=15)
"""No zone is further from UTC than this: rows are narrowed roughly in the database, exactly by their owner's zone."""
JUST_NOW = timedelta(days=1)


def interviews_ahead(owner_ids: Collection[int], *, now: datetime) -> QuerySet[Interview]:
    """Talks whose contacts are left alone at the moment ``now``: they are planned, or took place within a day."""
    return Interview.unscoped.owned_by_any(owner_ids).scheduled().filter(starts_at__gte=now - JUST_NOW)


_WRITTEN = {"person": "homework", "organization": "organization_homework", "goals": "goals"}
"""Lines of the checklist, and the column that shows whether each was written; the framing card fills itself."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """An interview where its owner is."""

    interview: Interview
    owner: Owner

    @property
    def starts(self) -> datetime:
        """Its start by the owner's clock."""
        return self.interview.starts_at.astimezone(self.owner.zone)

    @property
    def hour(self) -> str:
        """Its start by the owner's clock and by theirs: "10:00 (11:00 in Berlin)"."""
        theirs = zone_called(self.interview.timezone)
        beside = beside_it(self.interview.starts_at, self.owner.zone, theirs, on=self.starts.date())
        return f"{self.starts:%H:%M} ({beside})" if beside else f"{self.starts:%H:%M}"

    @property
    def ended_on(self) -> date:
        """The owner's date on which its minutes are over."""
        return local_date(self.interview.ends_at, self.owner.zone)

    @property
    def held_on(self) -> date:
        """The owner's date on which it was held."""
        return self.interview.held_on or self.starts.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """When an item is due, and the first and last local date on which it shows."""

    due_on: date
    shows_from: date
    shows_until: date = date.max


class InterviewSource(ABC):
    """What all sources here share: rows of many owners in one query, and rest."""

    kind: Kind
    done_label: str
    can_snooze = True
    rests_by = "snoozed_until"
    """The column that says until when it rests."""

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterator[AgendaItem]:
        """Open items that show on ``on``, or will by ``until``; one that rests has the day it wakes. One query."""
        for talk in _talks(self._open(), owners, until):
            yield from self.items_of(talk, on, until)

    def items_of(self, talk: _Talk, on: date, until: date) -> Iterator[AgendaItem]:
        """What ``items`` would give for ``talk`` alone; no query."""
        if not self._is_open(talk.interview):
            return
        window = self._window(talk)
        wakes_on = self._wakes_on(talk, window)
        if wakes_on <= on <= window.shows_until:
            yield self._item(talk, on)
        elif on < wakes_on <= min(until, window.shows_until):
            yield replace(self._item(talk, on), due_on=wakes_on)

    @abstractmethod
    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:
        """As the contract says."""

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Let it rest until local date ``until``, but not past the last day on which it makes sense."""
        talk = self._find(owner, key)
        wakes_on = max(on, min(until, self._window(talk).shows_until))
        setattr(talk.interview, self.rests_by, wakes_on)
        talk.interview.save(update_fields=[self.rests_by])
        return f"This rests until {wakes_on:%A %-d %B}."

    @abstractmethod
    def _open(self) -> InterviewQuerySet:
        """The interviews with something left to do, whatever the date."""

    @abstractmethod
    def _is_open(self, interview: Interview) -> bool:
        """Whether ``_open`` has it."""

    @abstractmethod
    def _window(self, talk: _Talk) -> _Window:
        """When it shows."""

    @abstractmethod
    def _item(self, talk: _Talk, on: date) -> AgendaItem:
        """What it says on local date ``on``."""

    def _wakes_on(self, talk: _Talk, window: _Window) -> date:
        rests_until: date | None = getattr(talk.interview, self.rests_by) if self.can_snooze else None
        return max(window.shows_from, rests_until or window.shows_from)

    def _find(self, owner: Owner, key: str) -> _Talk:
        found = self._open().filter(contact__owner_id=owner.pk, pk=int(key)).first() if key.isdecimal() else None
        if found is None:
            raise NothingToDoError("That is settled already.")
        return _Talk(found, owner)


def _talks(interviews: InterviewQuerySet, owners: Iterable[Owner], until: date) -> Iterator[_Talk]:
    """Those of ``interviews`` that ``owners`` may hear about by local date ``until``, soonest first; one query."""
    by_id = {owner.pk: owner for owner in owners}
    latest = datetime.combine(until, time(), tzinfo=UTC) + timedelta(days=PREPARE_DAYS + 1) + ANY_ZONE
    rows = interviews.owned_by_any(by_id).filter(starts_at__lt=latest).for_lists()
    asked = InterviewQuestion.unscoped.filter(interview=OuterRef("pk")).to_ask()
    rows = rows.annotate(
        notes_begin=Substr("notes", 1, 200, output_field=CharField()),
        question_begins=Subquery(asked.annotate(begins=Substr("text", 1, 200)).values("begins")[:1]),
        **{f"lacks_{part}": ExpressionWrapper(Q(**{field: ""}), BooleanField()) for part, field in _WRITTEN.items()},
    )
    for interview in rows.order_by("starts_at", "pk"):
        yield _Talk(interview, by_id[interview.contact.owner_id])


class PreparationSource(InterviewSource):
    """Get ready (P32, P33): from two local days before until prepared, or until its day is over."""

    kind = Kind.INTERVIEW_PREPARATION
    done_label = "I am prepared"

    def _open(self) -> InterviewQuerySet:
        return Interview.unscoped.scheduled().filter(prepared_at=None)

    def _is_open(self, interview: Interview) -> bool:
        return interview.is_scheduled and interview.prepared_at is None

    def _window(self, talk: _Talk) -> _Window:
        day = talk.starts.date()
        due_on = day - timedelta(days=PREPARE_DAYS)
        return _Window(due_on=due_on, shows_from=due_on, shows_until=day)

    def _item(self, talk: _Talk, on: date) -> AgendaItem:
        interview = talk.interview
        day = "today" if talk.starts.date() == on else f"{talk.starts:%A}"
        return AgendaItem(
            owner_id=talk.owner.pk,
            kind=self.kind,
            key=str(interview.pk),
            due_on=self._window(talk).due_on,
            person=interview.contact.as_person,
            title=f"Prepare your talk with {interview.contact.name}",
            why=f"{day} at {talk.hour}, {interview.minutes} minutes {interview.by_medium}",
            context=_to_prepare(interview),
            url=f"{interview.get_absolute_url()}#prepare",
            action="Prepare",
            priority=Priority.PREPARATION,
            slack_days=1,
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - the moment suffices
        """The user is prepared."""
        talk = self._find(owner, key)
        preparation.mark_prepared(talk.interview, now=now)
        return f"You are prepared for your talk with {talk.interview.contact.name}."


def _to_prepare(interview: Interview) -> str:
    """What is still open on the checklist of a row out of ``_talks``; the first question when nothing is."""
    lacking = [part for part in _WRITTEN if getattr(interview, f"lacks_{part}", True)]
    first = first_line(getattr(interview, "question_begins", None) or "")
    if not first:
        lacking.append("questions")
    return checklist.still_open(lacking) or f"First question: {first}"


class ConfirmationSource(InterviewSource):
    """A word 24 to 48 hours before, so that nobody waits in vain: from the local day before until its day is over."""

    kind = Kind.INTERVIEW_CONFIRMATION
    done_label = "Confirmed"
    rests_by = "confirmation_snoozed_until"

    def _open(self) -> InterviewQuerySet:
        return Interview.unscoped.scheduled().exclude(confirmed_for=F("starts_at"))

    def _is_open(self, interview: Interview) -> bool:
        return interview.is_scheduled and not interview.is_confirmed

    def items_of(self, talk: _Talk, on: date, until: date) -> Iterator[AgendaItem]:
        """Nothing while both have only just agreed on the time."""
        if confirming.wants_confirming(talk.interview, day=talk.starts.date()):
            yield from super().items_of(talk, on, until)

    def _window(self, talk: _Talk) -> _Window:
        day = talk.starts.date()
        due_on = confirming.due_on(day)
        return _Window(due_on=due_on, shows_from=due_on, shows_until=day)

    def _item(self, talk: _Talk, on: date) -> AgendaItem:
        interview = talk.interview
        day = "today" if talk.starts.date() == on else f"{talk.starts:%A}"
        return AgendaItem(
            owner_id=talk.owner.pk,
            kind=self.kind,
            key=str(interview.pk),
            due_on=self._window(talk).due_on,
            person=interview.contact.as_person,
            title=f"Confirm your talk with {interview.contact.name}",
            why=f"{day} at {talk.hour}, {interview.minutes} minutes {interview.by_medium}",
            context="Two lines are enough: when, and where.",
            url=reverse("interviews:confirm", args=[interview.pk]),
            action="Confirm",
            priority=Priority.PREPARATION,
            slack_days=1,
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - neither matters
        """They know, and it stands."""
        talk = self._find(owner, key)
        confirming.confirm(talk.interview)
        return f"Confirmed: your talk with {talk.interview.contact.name}."


class TodaySource(InterviewSource):
    """The conversation itself, on its local day; neither done nor put off from a list."""

    kind = Kind.INTERVIEW_TODAY
    done_label = ""
    can_snooze = False

    def _open(self) -> InterviewQuerySet:
        return Interview.unscoped.scheduled()

    def _is_open(self, interview: Interview) -> bool:
        return interview.is_scheduled

    def _window(self, talk: _Talk) -> _Window:
        day = talk.starts.date()
        return _Window(due_on=day, shows_from=day, shows_until=day)

    def _item(self, talk: _Talk, on: date) -> AgendaItem:
        interview = talk.interview
        length = f"{interview.minutes} minutes {interview.by_medium}"
        return AgendaItem(
            owner_id=talk.owner.pk,
            kind=self.kind,
            key=str(interview.pk),
            due_on=talk.starts.date(),
            person=interview.contact.as_person,
            title=f"Talk with {interview.contact.name} at {talk.hour}, {length}",
            why="today" if talk.starts.date() == on else f"{talk.starts:%A %-d %B}",
            context="You are prepared." if interview.prepared_at else "Your preparation is still open.",
            url=reverse("interviews:brief", args=[interview.pk]),
            action="Read the brief",
            priority=Priority.INTERVIEW,
            slack_days=1,
            at=interview.starts_at,
            can_complete=False,
            can_snooze=False,
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:  # noqa: ARG002 - refused in any case
        """Refuse: how it went is said on its page."""
        raise NothingToDoError("Say how it went on its page, once it is over.")

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:  # noqa: ARG002 - refused in any case
        """Refuse: a conversation is moved with the person, not put off in a list."""
        raise NothingToDoError("A talk is not put off here. Move it on its page once you agreed on another time.")


class DebriefSource(InterviewSource):
    """How did it go? Dated on the local day on which it ended, and shown from the day after.

    On the day itself the conversation's own item leads to the same page, and the contract knows no hour.
    """

    kind = Kind.DEBRIEF
    done_label = "It took place"

    def _open(self) -> InterviewQuerySet:
        return Interview.unscoped.scheduled()

    def _is_open(self, interview: Interview) -> bool:
        return interview.is_scheduled

    def _window(self, talk: _Talk) -> _Window:
        return _Window(due_on=talk.ended_on, shows_from=talk.ended_on + timedelta(days=1))

    def _item(self, talk: _Talk, on: date) -> AgendaItem:
        interview = talk.interview
        return AgendaItem(
            owner_id=talk.owner.pk,
            kind=self.kind,
            key=str(interview.pk),
            due_on=talk.ended_on,
            person=interview.contact.as_person,
            title=f"Say how {talk_day(talk.ended_on, on)} talk with {interview.contact.name} went",
            why="its time has passed",
            context="It took place, it moved, it was cancelled or they did not come: one click says which.",
            url=f"{interview.get_absolute_url()}#how-it-went",
            action="Say how it went",
            priority=Priority.TIDY,
            slack_days=2,
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:
        """It took place."""
        talk = self._find(owner, key)
        name = talk.interview.contact.name
        if not talk.interview.is_over(now):
            raise NothingToDoError(f"Your talk with {name} is still to come.")
        try:
            scheduling.hold(talk.interview, now=now, on=on)
        except scheduling.InterviewError as refusal:
            raise NothingToDoError(str(refusal)) from refusal
        return f"Logged your talk with {name}. Thank them within a day."


class ThankYouSource(InterviewSource):
    """Thank them within a day (P39)."""

    kind = Kind.THANK_YOU
    done_label = "Thanked"

    def _open(self) -> InterviewQuerySet:
        return Interview.unscoped.owed_thanks()

    def _is_open(self, interview: Interview) -> bool:
        return interview.owes_thanks

    def _window(self, talk: _Talk) -> _Window:
        due_on = talk.held_on + timedelta(days=1)
        return _Window(due_on=due_on, shows_from=due_on)

    def _item(self, talk: _Talk, on: date) -> AgendaItem:
        interview = talk.interview
        noted = first_line(getattr(interview, "notes_begin", ""))
        return AgendaItem(
            owner_id=talk.owner.pk,
            kind=self.kind,
            key=str(interview.pk),
            due_on=self._window(talk).due_on,
            person=interview.contact.as_person,
            title=f"Thank {interview.contact.name} for {talk_day(talk.held_on, on)} talk",
            why="within a day, naming what helped",
            context=f"You noted: {noted}" if noted else "One sentence on what helped you most is enough.",
            url=reverse("interviews:thanks", args=[interview.pk]),
            action="Write thanks",
            priority=Priority.THANKS,
            slack_days=1,
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:
        """They were thanked, by e-mail."""
        talk = self._find(owner, key)
        try:
            thanks.thank(talk.interview, now=now, on=on)
        except scheduling.InterviewError as refusal:
            raise NothingToDoError(str(refusal)) from refusal
        return f"Thanked {talk.interview.contact.name}."


class InterviewSources:
    """All sources of interviews, which read the same rows: asked together, they cost one query (ADR 0018)."""

    sources: tuple[InterviewSource, ...] = (
        TodaySource(),
        ThankYouSource(),
        DebriefSource(),
        PreparationSource(),
        ConfirmationSource(),
    )

    def items(self, owners: Sequence[Owner], on: date, until: Mapping[Kind, date]) -> Iterator[AgendaItem]:
        """What every source would give for ``on`` and its own ``until``; one query."""
        for talk in _talks(Interview.unscoped.unsettled(), owners, max(until.values())):
            for source in self.sources:
                yield from source.items_of(talk, on, until[source.kind])
