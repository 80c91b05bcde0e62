"""Which times suit two people: nobody's night, no closed day, nothing else planned; three to propose."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from common.business_days import add_business_days, is_business_day
from common.dates import local_date, resolve_local
from interviews.clocks import said_day, said_in
from interviews.models import Interview

WAKING = (time(8), time(19))
"""Local times between which one asks somebody for a talk; it ends by the second."""
PROPOSED = 3
"""How many times to choose from: enough for one to fit, few enough to answer at once."""
DAYS_LOOKED_THROUGH = 20
LONGEST = timedelta(hours=4)
"""No conversation takes longer (a constraint of its table)."""
_HOURS = ((10, 15, 14, 11, 16, 9, 17), (15, 11, 10, 14, 16, 9, 17), (11, 16, 14, 10, 15, 9, 17))
"""What to try first on the first, second and third day: not always the same time of day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """Something planned from ``starts`` to ``ends``, UTC."""

    starts: datetime
    ends: datetime
    name: str
    """With whom."""


def talks_between(user: User, first: datetime, last: datetime, *, but: Interview | None = None) -> list[Busy]:
    """The planned conversations of ``user`` that those starting from ``first`` to ``last`` may touch; one query."""
    talks = Interview.for_user(user).scheduled().for_lists()
    talks = talks.filter(starts_at__gte=first - LONGEST, starts_at__lte=last + LONGEST)
    if but is not None:
        talks = talks.exclude(pk=but.pk)
    return [
        Busy(starts=talk.starts_at, ends=talk.ends_at, name=talk.contact.name)
        for talk in talks.order_by("starts_at", "pk")
    ]


def clash(moment: datetime, minutes: int, busy: Collection[Busy]) -> str:
    """With whom the user talks already in the ``minutes`` from ``moment``, as a sentence; empty for nobody."""
    ends = moment + timedelta(minutes=minutes)
    there = [each.name for each in busy if each.starts < ends and each.ends > moment]
    return f"You talk with {' and '.join(there)} at that time." if there else ""


def at_night(moment: datetime, minutes: int, zone: ZoneInfo | None) -> str:
    """That it is early or late in ``zone``, as a sentence; empty when it is not, or no zone is known."""
    if zone is None:
        return ""
    starts = moment.astimezone(zone)
    ends = (moment + timedelta(minutes=minutes)).astimezone(zone)
    if starts.time() >= WAKING[0] and ends.time() <= WAKING[1] and starts.date() == ends.date():
        return ""
    return f"That is {starts:%H:%M} {said_in(zone)}."


def closed(moment: datetime, zone: ZoneInfo, country: str, *, on: date) -> str:
    """That offices in ``country`` are closed on that day in ``zone``, as a sentence; empty when they are open."""
    day = local_date(moment, zone)
    if is_business_day(day, country):
        return ""
    return f"Where you are, offices are closed on {said_day(day, on)}."


def suggestions(
    *, now: datetime, mine: ZoneInfo, theirs: ZoneInfo | None, country: str, busy: Sequence[Busy], minutes: int
) -> list[datetime]:
    """Three moments to propose at ``now``, on different business days from the second after today; fewer if few fit.

    Where the two clocks share no waking hours, the user's own decide: nobody is told that there is no time.
    """
    for there in (theirs, None):
        found = list(_suitable(now=now, mine=mine, theirs=there, country=country, busy=busy, minutes=minutes))
        if found:
            return found
    return []


def _suitable(
    *, now: datetime, mine: ZoneInfo, theirs: ZoneInfo | None, country: str, busy: Sequence[Busy], minutes: int
) -> Iterator[datetime]:
    found = 0
    day = add_business_days(local_date(now, mine), 2, country)
    for _ in range(DAYS_LOOKED_THROUGH):
        for hour in _HOURS[found]:
            moment = resolve_local(day, time(hour), mine)
            if not (
                at_night(moment, minutes, mine) or at_night(moment, minutes, theirs) or clash(moment, minutes, busy)
            ):
                yield moment
                found += 1
                break
        if found == PROPOSED:
            return
        day = add_business_days(day, 1, country)
