"""A month of one person: their conversations, the days of people, and what has a date, day by day."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.text import capfirst

from accounts.models import User
from common.agenda import AgendaItem, Kind
from common.dates import add_months, local_date
from contacts.models import Occasion
from interviews.clocks import beside_it, zone_called
from interviews.models import Interview
from reminders.agenda import dated

LOOKS_AHEAD = timedelta(days=400)
"""What is due is foreseen for about a year; planned conversations, and people's days, for ever."""
MOST_A_DAY = 12
"""So many lines a day: what has piled up is Today's business."""
IN_A_CELL = 3

_SHOWN_OTHERWISE = {Kind.INTERVIEW_TODAY, Kind.OCCASION, Kind.DEBRIEF}
"""Conversations and people's days stand on their own dates; how a talk went is asked once it is over."""
_SAYS_ITS_DAY = {Kind.INTERVIEW_PREPARATION, Kind.INTERVIEW_CONFIRMATION}
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing on one day."""

    title: str
    url: str
    note: str = ""
    at: str = ""
    """Its time of day by the user's clock, for conversations."""
    name: str = ""
    """Whose face stands beside it."""
    is_off: bool = False
    """Whether it was called off."""

    @property
    def short(self) -> str:
        """What a cell of the grid has room for: of a conversation, the hour and with whom."""
        return f"{self.at} {self.name}" if self.at else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the grid; those of the months beside fill its first and last week."""

    on: date
    is_in_month: bool
    is_today: bool
    is_past: bool
    lines: Sequence[Line]
    total: int
    """How many there are, with those for which there is no line."""

    @property
    def in_cell(self) -> Sequence[Line]:
        """What fits into the grid."""
        return self.lines[:IN_A_CELL]

    @property
    def beyond_cell(self) -> int:
        """How many do not fit into the grid."""
        return max(0, self.total - IN_A_CELL)

    @property
    def beyond(self) -> int:
        """How many have no line at all."""
        return self.total - len(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month in weeks from Monday, and the first days of the months beside it."""

    first: date
    weeks: Sequence[Sequence[Day]]
    before: date
    after: date
    is_current: bool

    @property
    def busy(self) -> list[Day]:
        """The days of this month with something on them, in their order."""
        return [day for week in self.weeks for day in week if day.is_in_month and day.lines]


def month_of(user: User, first: date, *, on: date, now: datetime) -> Month:
    """The month from ``first`` for ``user``, whose today is ``on`` at the moment ``now``; what is late stands on today.

    Constant queries.
    """
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    start, end = weeks[0][0], weeks[-1][-1]
    found: dict[date, list[Line]] = defaultdict(list)
    lines = (_talks(user, start, end), _days_of_people(user, first, on), _due(user, start, end, on=on, now=now))
    for some in lines:
        for day, line in some:
            found[day].append(line)
    return Month(
        first=first,
        weeks=[[_day(day, found.get(day, []), first=first, on=on) for day in week] for week in weeks],
        before=add_months(first, -1),
        after=add_months(first, 1),
        is_current=first == on.replace(day=1),
    )


def _day(day: date, lines: Sequence[Line], *, first: date, on: date) -> Day:
    return Day(
        on=day,
        is_in_month=day.month == first.month,
        is_today=day == on,
        is_past=day < on,
        lines=lines[:MOST_A_DAY],
        total=len(lines),
    )


def _talks(user: User, start: date, end: date) -> Iterator[tuple[date, Line]]:
    """Conversations by their hour, also those that took place or were called off; one query."""
    since = datetime.combine(start, time(), tzinfo=UTC) - _A_DAY
    until = datetime.combine(end, time(), tzinfo=UTC) + 2 * _A_DAY
    rows = Interview.for_user(user).for_lists().filter(starts_at__gte=since, starts_at__lt=until)
    for talk in rows.order_by("starts_at", "pk"):
        starts = talk.starts_at.astimezone(user.zone)
        state = "" if talk.is_scheduled else talk.get_state_display()
        beside = beside_it(talk.starts_at, user.zone, zone_called(talk.timezone), on=starts.date())
        length = f"{talk.minutes} minutes {talk.by_medium}"
        yield (
            local_date(talk.starts_at, user.zone),
            Line(
                title=f"Talk with {talk.contact.name}",
                url=talk.get_absolute_url(),
                note=", ".join(filter(None, (length, beside if talk.is_scheduled else "", state))),
                at=f"{starts:%H:%M}",
                name=talk.contact.name,
                is_off=not (talk.is_scheduled or talk.is_held),
            ),
        )


def _days_of_people(user: User, first: date, on: date) -> Iterator[tuple[date, Line]]:
    """Birthdays and the like that are in the month, from today on; one query."""
    last = add_months(first, 1) - _A_DAY
    if last < on:
        return
    rows = Occasion.for_user(user).with_people_to_greet().kept_between(max(first, on), last)
    for occasion in rows.select_related("contact__organization").through_the_year():
        day = occasion.next_on(max(first, on))
        if day <= last:
            contact = occasion.contact
            what = capfirst(str(occasion))
            yield day, Line(title=f"{contact.name}: {what}", url=contact.get_absolute_url(), name=contact.name)


def _due(user: User, start: date, end: date, *, on: date, now: datetime) -> Iterable[tuple[date, Line]]:
    """What the agenda asks for, on the day it comes up; what is late, on today."""
    until = min(end, on + LOOKS_AHEAD)
    if end < on or until < start:
        return
    for item in dated(user, on=on, now=now, until=until):
        day = max(item.due_on, on)
        if item.kind not in _SHOWN_OTHERWISE and day >= start:
            yield day, _line(item, on)


def _line(item: AgendaItem, on: date) -> Line:
    """``item``, with why it is due; what is ahead is said anew on its day, so that its person is told instead."""
    person = item.person
    why = item.why if item.due_on <= on or item.kind in _SAYS_ITS_DAY else person.headline if person else ""
    return Line(title=item.title, url=item.url, note=capfirst(why), name=person.name if person else "")
