"""Dates and moments: a date has no timezone, a moment is UTC and aware; nothing here reads the clock."""

from calendar import monthrange
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

LEAP_YEAR = 2000
"""A year that has every day of the year, for days whose year nobody knows."""


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every IANA name that is a timezone here; looked up on the disk once, which takes a while."""
    return frozenset(available_timezones())


def local_date(now: datetime, zone: ZoneInfo) -> date:
    """The calendar date in ``zone`` at the aware moment ``now``."""
    return now.astimezone(zone).date()


def resolve_local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a wall-clock time, whatever the clocks do that day.

    A time that the clocks skip moves forward by the gap; one that comes twice means the first (RFC 5545, 3.3.5).
    """
    wall = datetime.combine(day, at, tzinfo=zone).replace(fold=0)
    return wall.astimezone(UTC)


def moment_on(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The UTC moment on date ``day`` for what is planned at ``at``; ``None`` where the zone never had that day.

    As ``resolve_local``, but never out of its date: where the clocks skip the end of a day (Nuuk, 23:00 to 24:00), it
    moves back by the gap instead of forward into the next day. Samoa had no 30 December 2011.
    """
    moment = resolve_local(day, at, zone)
    if local_date(moment, zone) != day:
        moment = datetime.combine(day, at, tzinfo=zone).replace(fold=1).astimezone(UTC)
    return moment if local_date(moment, zone) == day else None


def next_local_moment(*, after: datetime, at: time, weekdays: Collection[int], zone: ZoneInfo) -> datetime | None:
    """The first UTC moment strictly later than ``after`` when the clocks in ``zone`` show ``at`` on an allowed weekday.

    ``weekdays`` are ISO numbers, Monday 1 to Sunday 7; none at all gives ``None``. Each local date yields exactly one
    moment (``moment_on``), also where the clocks jump over ``at`` or go back over it.
    """
    if not weekdays:
        return None
    first = local_date(after, zone)
    # Two weeks, as the one allowed date of a week can be missing altogether.
    for offset in range(15):
        day = first + timedelta(days=offset)
        if day.isoweekday() in weekdays:
            moment = moment_on(day, at, zone)
            if moment is not None and moment > after:
                return moment
    raise AssertionError(f"no moment within two weeks of {after} in {zone}")


def add_months(anchor: date, months: int) -> date:
    """``anchor`` moved by whole months, clamped to the month's last day (31 Jan + 1 → 28 or 29 Feb).

    Count from the anchor each time, never from a clamped result: 31 Jan + 2 is 31 Mar.
    """
    index = anchor.year * 12 + anchor.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def on_day_of_year(year: int, month: int, day: int) -> date:
    """That day of ``year``; 29 February is kept on the 28th where there is none."""
    return date(year, month, min(day, monthrange(year, month)[1]))
