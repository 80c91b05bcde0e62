"""Dates and moments: a date has no timezone, a moment is UTC and aware; nothing here reads the clock."""

from calendar import monthrange
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_date(now: datetime, zone: ZoneInfo) -> date:
    """The calendar date in ``zone`` at the aware moment ``now``."""
    return now.astimezone(zone).date()


def resolve_local(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a wall-clock time, whatever the clocks do that day.

    A time that the clocks skip moves forward by the gap; one that comes twice means the first (RFC 5545, 3.3.5).
    """
    wall = datetime.combine(day, at, tzinfo=zone).replace(fold=0)
    return wall.astimezone(UTC)


def next_local_moment(*, after: datetime, at: time, weekdays: Collection[int], zone: ZoneInfo) -> datetime | None:
    """The first UTC moment strictly later than ``after`` when the clocks in ``zone`` show ``at`` on an allowed weekday.

    ``weekdays`` are ISO numbers, Monday 1 to Sunday 7; none at all gives ``None``. Each local date yields at most one
    moment, also where the clocks go back over it.
    """
    if not weekdays:
        return None
    first = local_date(after, zone)
    # Two weeks, as a date can be missing altogether: Samoa skipped 30 December 2011.
    for offset in range(15):
        day = first + timedelta(days=offset)
        moment = resolve_local(day, at, zone)
        if day.isoweekday() in weekdays and moment > after and local_date(moment, zone) == day:
            return moment
    raise AssertionError(f"no moment within two weeks of {after} in {zone}")


def add_months(anchor: date, months: int) -> date:
    """``anchor`` moved by whole months, clamped to the month's last day (31 Jan + 1 → 28 or 29 Feb).

    Count from the anchor each time, never from a clamped result: 31 Jan + 2 is 31 Mar.
    """
    index = anchor.year * 12 + anchor.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))
