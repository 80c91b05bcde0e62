"""Business days by country: Monday to Friday without public holidays."""

from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def _calendar(country: str) -> holidays.HolidayBase | None:
    return holidays.country_holidays(country) if country in holidays.list_supported_countries() else None


def is_business_day(day: date, country: str) -> bool:
    """Whether offices in ``country`` (ISO 3166 alpha-2; anything else means no holidays known) are open on ``day``."""
    calendar = _calendar(country)
    return day.isoweekday() <= 5 and (calendar is None or day not in calendar)


def add_business_days(start: date, days: int, country: str) -> date:
    """The business day ``days`` business days after ``start`` (P22, 3B7): Mon 2026-01-05 + 3 is Thu 2026-01-08.

    Zero gives ``start`` itself if it is a business day, else the next one. Raises ``ValueError`` on a negative count.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    day = start
    while not is_business_day(day, country) and days == 0:
        day += timedelta(days=1)
    for _ in range(days):
        day += timedelta(days=1)
        while not is_business_day(day, country):
            day += timedelta(days=1)
    return day
