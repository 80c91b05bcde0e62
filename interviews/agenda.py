"""What is due about interviews: prepare, go, say how it went, say thanks."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import CharField
from django.db.models.functions import Substr
from django.urls import reverse

from common.agenda import AgendaItem, Kind, NothingToDoError, Owner, Priority
from common.dates import local_date
from interviews import preparation, scheduling, thanks
from interviews.models import Interview, InterviewQuerySet, InterviewState

PREPARE_DAYS = 2
"""Preparation is due this many local days before."""
ANY_ZONE = timedelta(hours=15)
"""No zone is further from UTC than this: dates are narrowed roughly in the database, exactly in the owner's zone."""
JUST_NOW = timedelta(days=1)


def contacts_with_interview_ahead(owner_ids: Collection[int], *, now: datetime) -> set[int]:
    """Contacts whom cadence leaves alone at the moment ``now``: a conversation is planned, or was within a day (P46)."""
    planned = Interview.unscoped.owned_by_any(owner_ids).scheduled().filter(starts_at__gte=now - JUST_NOW)
    return set(planned.values_list("contact_id", flat=True))


class _InterviewSource:
    """What the four sources share: finding rows for many owners in one query, and snoozing."""

    kind: Kind

    def _open(self) -> InterviewQuerySet:
        raise NotImplementedError

    def _item(self, interview: Interview, owner: Owner, on: date) -> AgendaItem:
        raise NotImplementedError

    def due(self, owners: Sequence[Owner], on: date) -> Iterable[AgendaItem]:
        """Open items with their date reached, snoozed ones left out; one query."""
        for interview, owner in self._rows(owners, on):
            if interview.snoozed_until is not None and interview.snoozed_until > on:
                continue
            item = self._item(interview, owner, on)
            if self._shows(item.due_on, interview, owner, on):
                yield item

    def ahead(self, owners: Sequence[Owner], on: date, until: date) -> Iterable[AgendaItem]:
        """Items that come due, or wake, after ``on`` and up to ``until``; one query."""
        for interview, owner in self._rows(owners, until):
            item = self._item(interview, owner, on)
            wakes_on = max(item.due_on, interview.snoozed_until or item.due_on)
            if on < wakes_on <= until and self._shows(item.due_on, interview, owner, wakes_on):
                yield item

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Let it rest until local date ``until``."""
        interview = self._find(owner, key)
        interview.snoozed_until = until
        interview.save(update_fields=["snoozed_until"])
        return f"The talk with {interview.contact.name} rests until {until:%A %-d %B}."

    def _shows(self, due_on: date, interview: Interview, owner: Owner, on: date) -> bool:
        """Whether it shows on local date ``on``."""
        return due_on <= on

    def _rows(self, owners: Sequence[Owner], until: date) -> Iterator[tuple[Interview, Owner]]:
        by_id = {owner.pk: owner for owner in owners}
        latest = datetime.combine(until, time(), tzinfo=UTC) + timedelta(days=PREPARE_DAYS + 1) + ANY_ZONE
        rows = (
            self._open()
            .owned_by_any(by_id)
            .filter(starts_at__lt=latest)
            .for_lists()
            .annotate(
                notes_begin=Substr("notes", 1, 200, output_field=CharField()),
                questions_begin=Substr("questions", 1, 200, output_field=CharField()),
            )
            .order_by("starts_at", "pk")
        )
        for interview in rows:
            yield interview, by_id[interview.contact.owner_id]

    def _find(self, owner: Owner, key: str) -> Interview:
        found = self._open().filter(contact__owner_id=owner.pk, pk=int(key)).first() if key.isdecimal() else None
        if found is None:
            raise NothingToDoError("That is not open any more.")
        return found


def _local(moment: datetime, owner: Owner) -> datetime:
    return moment.astimezone(owner.zone)


def _first_line(text: str) -> str:
    """The first line of ``text`` that says something, shortened."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= 90 else f"{line[:89].rstrip()}…"


def _talk_day(day: date, on: date) -> str:
    """The day of a talk before the word "talk": "Friday’s", "yesterday’s", "the 3 November"."""
    away = (on - day).days
    if away in (0, 1):
        return ("today’s", "yesterday’s")[away]
    return f"{day:%A}’s" if away < 7 else f"the {day:%-d %B}"


class PreparationSource(_InterviewSource):
    """Get ready (P32, P33): from two local days before until prepared, or until its day is over."""

    kind = Kind.INTERVIEW_PREPARATION
    done_label = "I am prepared"

    def _open(self) -> InterviewQuerySet:
        return Interview.unscoped.scheduled().filter(prepared_at=None)

    def _shows(self, due_on: date, interview: Interview, owner: Owner, on: date) -> bool:
        return due_on <= on <= _local(interview.starts_at, owner).date()

    def _item(self, interview: Interview, owner: Owner, on: date) -> AgendaItem:
        starts = _local(interview.starts_at, owner)
        name = interview.contact.name
        asked: str = getattr(interview, "questions_begin", "")
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=str(interview.pk),
            due_on=starts.date() - timedelta(days=PREPARE_DAYS),
            person=interview.contact.as_person,
            title=f"Prepare your talk with {name}",
            why=f"{starts:%A} at {starts:%H:%M}, {interview.minutes} minutes {interview.by_medium}",
            context=(
                f"First question: {_first_line(asked)}"
                if asked.strip()
                else "A look at what they do, what you hope to learn, and a few questions."
            ),
            url=f"{interview.get_absolute_url()}#prepare",
            action="Prepare",
            priority=Priority.PREPARATION,
            slack_days=1,
            at=None,
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:
        """The user is prepared."""
        interview = self._find(owner, key)
        preparation.mark_prepared(interview, now=now)
        return f"You are prepared for {interview.contact.name}."

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Let it rest, though never past its day: what comes after the talk must not sleep on."""
        day = _local(self._find(owner, key).starts_at, owner).date()
        return super().snooze(owner, key, on=on, until=max(on, min(until, day)))


class TodaySource(_InterviewSource):
    """The conversation itself, on its local day; neither done nor put off from a list."""

    kind = Kind.INTERVIEW_TODAY
    done_label = ""

    def _open(self) -> InterviewQuerySet:
        return Interview.unscoped.scheduled()

    def due(self, owners: Sequence[Owner], on: date) -> Iterable[AgendaItem]:
        """Conversations on local date ``on``, whatever rests; one query."""
        return (
            item
            for interview, owner in self._rows(owners, on)
            if (item := self._item(interview, owner, on)).due_on == on
        )

    def ahead(self, owners: Sequence[Owner], on: date, until: date) -> Iterable[AgendaItem]:
        """Conversations after ``on`` and up to ``until``; one query."""
        for interview, owner in self._rows(owners, until):
            item = self._item(interview, owner, on)
            if on < item.due_on <= until:
                yield item

    def _item(self, interview: Interview, owner: Owner, on: date) -> AgendaItem:
        starts = _local(interview.starts_at, owner)
        prepared = "You are prepared." if interview.prepared_at else "Your preparation is still open."
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=str(interview.pk),
            due_on=starts.date(),
            person=interview.contact.as_person,
            title=f"Talk with {interview.contact.name} at {starts:%H:%M}, {interview.minutes} minutes {interview.by_medium}",
            why="today",
            context=prepared,
            url=interview.get_absolute_url(),
            action="Open",
            priority=Priority.INTERVIEW,
            slack_days=1,
            at=interview.starts_at,
            can_complete=False,
            can_snooze=False,
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:
        """Refuse: how it went is said on its page."""
        raise NothingToDoError("Say how it went on its page, once it is over.")

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Refuse: a conversation is moved with the person, not put off in a list."""
        raise NothingToDoError("A talk is not put off here. Move it on its page, once you agreed on another time.")


class DebriefSource(_InterviewSource):
    """How did it go? Dated on the local day on which it ended, shown from the day after.

    On the day itself the conversation's own item leads to the same page, and the contract knows no hour.
    """

    kind = Kind.DEBRIEF
    done_label = "It took place"

    def _open(self) -> InterviewQuerySet:
        return Interview.unscoped.scheduled()

    def _shows(self, due_on: date, interview: Interview, owner: Owner, on: date) -> bool:
        return due_on < on

    def ahead(self, owners: Sequence[Owner], on: date, until: date) -> Iterable[AgendaItem]:
        """Nothing: whether a word will be missing shows only once the time has passed."""
        return ()

    def _item(self, interview: Interview, owner: Owner, on: date) -> AgendaItem:
        ended_on = _local(interview.ends_at, owner).date()
        name = interview.contact.name
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=str(interview.pk),
            due_on=ended_on,
            person=interview.contact.as_person,
            title=f"Say how {_talk_day(ended_on, on)} talk with {name} went",
            why="its time has passed",
            context="Held, moved, cancelled, or they did not come: one click, and what follows is dated.",
            url=f"{interview.get_absolute_url()}#how-it-went",
            action="Say how it went",
            priority=Priority.TIDY,
            slack_days=2,
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:
        """It took place."""
        interview = self._find(owner, key)
        if not interview.is_over(now):
            raise NothingToDoError(f"Your talk with {interview.contact.name} is still to come.")
        try:
            scheduling.hold(interview, now=now, on=on)
        except scheduling.InterviewError as refusal:
            raise NothingToDoError(str(refusal)) from refusal
        return f"Logged your talk with {interview.contact.name}. Thank them within a day."


class ThankYouSource(_InterviewSource):
    """Thank them within a day (P39)."""

    kind = Kind.THANK_YOU
    done_label = "Thanked"

    def _open(self) -> InterviewQuerySet:
        return Interview.unscoped.filter(state=InterviewState.HELD, thanked_at=None)

    def _item(self, interview: Interview, owner: Owner, on: date) -> AgendaItem:
        held_on = interview.held_on or local_date(interview.starts_at, owner.zone)
        noted = _first_line(getattr(interview, "notes_begin", ""))
        return AgendaItem(
            owner_id=owner.pk,
            kind=self.kind,
            key=str(interview.pk),
            due_on=held_on + timedelta(days=1),
            person=interview.contact.as_person,
            title=f"Thank {interview.contact.name} for {_talk_day(held_on, on)} talk",
            why="within a day, citing what helped",
            context=f"You noted: {noted}" if noted else "One sentence on what helped you most is enough.",
            url=reverse("interviews:thanks", args=[interview.pk]),
            action="Write thanks",
            priority=Priority.THANKS,
            slack_days=1,
        )

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:
        """They were thanked, by e-mail."""
        interview = self._find(owner, key)
        thanks.thank(interview, now=now, on=on)
        return f"Thanked {interview.contact.name}."
