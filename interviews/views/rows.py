"""What a list row shows of an interview, worked out once for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import User
from common.dates import local_date
from common.templatetags.look import day
from interviews.clocks import beside_it, zone_called
from interviews.models import Interview, InterviewChange
from interviews.wording import NextStep, next_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One interview in a list."""

    interview: Interview
    when: str
    """Its day and hour as one says them: "tomorrow at 10:00"."""
    step: NextStep | None
    thanks_since: date | None
    """The local date since which thanks are overdue, if they are."""


def rows(interviews: Iterable[Interview], *, user: User, now: datetime, on: date) -> list[Row]:
    """Rows for ``user`` at the moment ``now`` of their local date ``on``; no queries beyond the interviews' own."""
    return [
        Row(
            interview=interview,
            when=when(interview, user=user, on=on),
            step=next_step(interview, now),
            thanks_since=_thanks_since(interview, on),
        )
        for interview in interviews
    ]


def when(interview: Interview, *, user: User, on: date) -> str:
    """The day and hour of ``interview`` by ``user``'s clock: "Friday at 10:00", "3 November at 10:00".

    While it is to come, with the hour that it is for the other person: "Friday at 10:00 (11:00 in Berlin)".
    """
    starts = interview.starts_at.astimezone(user.zone)
    said = f"{day(local_date(interview.starts_at, user.zone), on)} at {starts:%H:%M}"
    beside = their_hour(interview, user=user) if interview.is_scheduled else ""
    return f"{said} ({beside})" if beside else said


def their_hour(interview: Interview, *, user: User) -> str:
    """What their clock shows when it starts: "11:00 in Berlin"; empty where it is the user's, or nobody knows."""
    on = local_date(interview.starts_at, user.zone)
    return beside_it(interview.starts_at, user.zone, zone_called(interview.timezone), on=on)


def moved_to(change: InterviewChange, interview: Interview, *, user: User) -> str:
    """From when to when ``interview`` was moved, the new time by both clocks; empty for a step that moved nothing."""
    if change.old_starts_at == change.new_starts_at:
        return ""
    old, new = (moment.astimezone(user.zone) for moment in (change.old_starts_at, change.new_starts_at))
    beside = beside_it(change.new_starts_at, user.zone, zone_called(interview.timezone), on=new.date())
    said = f"from {old:%-d %B, %H:%M} to {new:%-d %B, %H:%M}"
    return f"{said} ({beside})" if beside else said


def _thanks_since(interview: Interview, on: date) -> date | None:
    if not interview.owes_thanks or interview.held_on is None:
        return None
    due_on = interview.held_on + timedelta(days=1)
    return due_on if due_on < on else None
