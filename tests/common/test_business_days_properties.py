"""Business days by country (P22, 3B7)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.places import country_choices
from common import business_days
from common.business_days import add_business_days, is_business_day

COUNTRIES = [code for code, _ in country_choices()]
MONDAY_TO_FRIDAY = "ZZ"

starts = st.dates(date(2025, 1, 1), date(2031, 12, 31))
countries = st.sampled_from(["US", "PT", "DE", "JP", "IN", "EG", "IL", "IR", "BN", "HK", "AE", MONDAY_TO_FRIDAY, ""])
counts = st.integers(0, 25)


@pytest.mark.parametrize("country", ["US", "GB", "PT", "FR", "ZZ", ""])
@pytest.mark.parametrize(("days", "due"), [(3, date(2026, 1, 8)), (7, date(2026, 1, 14))])
def test_add_business_days_gives_the_dates_of_3b7(country: str, days: int, due: date) -> None:
    assert add_business_days(date(2026, 1, 5), days, country) == due


def test_add_business_days_steps_over_a_holiday() -> None:
    """Epiphany, Tue 2026-01-06, is a holiday in Spain and not in Portugal."""
    monday = date(2026, 1, 5)

    assert add_business_days(monday, 1, "PT") == date(2026, 1, 6)
    assert add_business_days(monday, 1, "ES") == date(2026, 1, 7)


def test_add_business_days_knows_each_country_its_weekend() -> None:
    """Thu 2026-01-08 and the next day at work."""
    thursday = date(2026, 1, 8)

    following = {country: add_business_days(thursday, 1, country) for country in ("US", "EG", "AE", "HK", "IR", "BN")}

    assert following == {
        "US": date(2026, 1, 9),
        "EG": date(2026, 1, 11),
        "AE": date(2026, 1, 9),
        "HK": date(2026, 1, 9),
        "IR": date(2026, 1, 11),
        "BN": date(2026, 1, 10),
    }


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 1, 5), date(2026, 1, 5)),
        (date(2026, 1, 3), date(2026, 1, 5)),
        (date(2026, 12, 25), date(2026, 12, 28)),
    ],
)
def test_no_days_on_is_the_day_itself_or_the_next_at_work(start: date, due: date) -> None:
    assert add_business_days(start, 0, "US") == due


def test_add_business_days_refuses_to_go_back() -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        add_business_days(date(2026, 1, 5), -1, "US")


@given(start=starts, days=counts, country=countries)
def test_add_business_days_lands_at_work_and_counts_what_it_passes(start: date, days: int, country: str) -> None:
    due = add_business_days(start, days, country)

    passed = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    at_work = sum(is_business_day(day, country) for day in passed)
    assert is_business_day(due, country)
    assert at_work == (days if days or due == start else 1)


@given(start=starts, days=counts, more=st.integers(1, 25), country=countries)
def test_add_business_days_adds_up(start: date, days: int, more: int, country: str) -> None:
    at_work = add_business_days(start, 0, country)

    assert add_business_days(add_business_days(at_work, days, country), more, country) == add_business_days(
        at_work, days + more, country
    )


@given(start=starts, later=st.integers(0, 30), days=counts, country=countries)
def test_add_business_days_never_overtakes_itself(start: date, later: int, days: int, country: str) -> None:
    assert add_business_days(start, days, country) <= add_business_days(start + timedelta(days=later), days, country)


@given(day=starts, country=countries)
def test_no_business_day_is_a_public_holiday_or_in_the_weekend(day: date, country: str) -> None:
    if not is_business_day(day, country):
        return

    if country in holidays.list_supported_countries():
        calendar = holidays.country_holidays(country)
        assert day not in calendar
        assert day.weekday() not in calendar.weekend
    else:
        assert day.isoweekday() <= 5


def test_every_country_on_offer_has_about_a_working_year() -> None:
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]

    worked = {country: sum(is_business_day(day, country) for day in year) for country in COUNTRIES}

    assert len(worked) > 200
    assert {country: days for country, days in worked.items() if not 225 <= days <= 262} == {}


def test_a_second_thread_sees_the_whole_calendar() -> None:
    """A calendar that fills itself as it is asked called New Year's Day a business day for the second asker."""
    business_days._public_holidays.cache_clear()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: is_business_day(date(2027, 1, 1), "DE"), range(64)))

    assert answers == [False] * 64
