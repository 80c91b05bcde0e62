"""Business days by country: neither the weekend that is kept there nor a public holiday."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY, SUNDAY = 5, 6


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(holidays.list_supported_countries())


@lru_cache(maxsize=64)
def _weekend(country: str) -> frozenset[int]:
    """Closed days as ``date.weekday()`` numbers: Friday and Saturday in Egypt; offices rest two days everywhere."""
    if country not in _countries():
        return frozenset({SATURDAY, SUNDAY})
    days = frozenset(holidays.country_holidays(country).weekend)
    return days | {SATURDAY} if len(days) == 1 else days


@lru_cache(maxsize=512)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    """A year complete and unchanging: a calendar that grows as it is asked answers wrongly to a second thread."""
    if country not in _countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year, expand=False))


def is_business_day(day: date, country: str) -> bool:
    """Whether offices in ``country`` are open on ``day``.

    ``country`` is an ISO 3166 alpha-2 code; for any other, Monday to Friday are business days and no holiday is known.
    """
    return day.weekday() not in _weekend(country) and day not in _public_holidays(country, day.year)


def add_business_days(start: date, days: int, country: str) -> date:
    """The business day ``days`` business days after ``start`` (P22, 3B7): Mon 2026-01-05 + 3 is Thu 2026-01-08.

    Zero gives ``start`` itself if it is a business day, else the next one. Raises ``ValueError`` on a negative count.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    day = start
    while days == 0 and not is_business_day(day, country):
        day += timedelta(days=1)
    for _ in range(days):
        day += timedelta(days=1)
        while not is_business_day(day, country):
            day += timedelta(days=1)
    return day
