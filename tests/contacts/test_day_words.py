"""Days said in passing, seen from Monday 23 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.day_words import SaidDay, day_at, days_in
from tests.conftest import MONDAY

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def said(text: str, *, day_first: bool = True, ahead: bool = False) -> tuple[date, str] | None:
    found = day_at(text, 0, on=MONDAY, day_first=day_first, ahead=ahead)
    return (found.day, text[: found.end]) if found else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", MONDAY),
        ("this morning", MONDAY),
        ("Yesterday evening", date(2026, 11, 22)),
        ("last night", date(2026, 11, 22)),
        ("the day before yesterday", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 24)),
        ("the day after tomorrow", date(2026, 11, 25)),
        ("3 days ago", date(2026, 11, 20)),
        ("a week ago", date(2026, 11, 16)),
        ("two  weeks ago", date(2026, 11, 9)),
        ("a couple of days ago", date(2026, 11, 21)),
        ("six months ago", date(2026, 5, 23)),
        ("a year ago", date(2025, 11, 23)),
        ("a fortnight ago", date(2026, 11, 9)),
        ("last week", date(2026, 11, 16)),
        ("Friday last week", date(2026, 11, 20)),
        ("on Tuesday next week", date(2026, 12, 1)),
        ("last weekend", date(2026, 11, 21)),
        ("next weekend", date(2026, 11, 28)),
        ("on the 3rd", date(2026, 11, 3)),
        ("on the 23rd", MONDAY),
        ("on the 24th", date(2026, 10, 24)),
        ("on the 31st", date(2026, 10, 31)),
        ("last month", date(2026, 10, 23)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("in a month's time", date(2026, 12, 23)),
        ("next week", date(2026, 11, 30)),
        ("monday", date(2026, 11, 16)),
        ("last Monday", date(2026, 11, 16)),
        ("on Friday", date(2026, 11, 20)),
        ("Fri", date(2026, 11, 20)),
        ("on sat", date(2026, 11, 21)),
        ("this Wednesday", date(2026, 11, 25)),
        ("next Friday", date(2026, 11, 27)),
        ("12 May", date(2026, 5, 12)),
        ("12th of May", date(2026, 5, 12)),
        ("May 12", date(2026, 5, 12)),
        ("on the 3rd of March, 2025", date(2025, 3, 3)),
        ("Dec 31", date(2026, 12, 31)),  # within two months, while the last one was ages ago
        ("12.5.", date(2026, 5, 12)),
        ("12.5.25", date(2025, 5, 12)),
        ("2026-05-12", date(2026, 5, 12)),
        ("12/5", date(2026, 5, 12)),
        ("5/13", date(2026, 5, 13)),
        ("29 Feb", date(2024, 2, 29)),
    ],
)
def test_a_day_is_understood(text: str, day: date) -> None:
    assert said(text) == (day, text)


@pytest.mark.parametrize(
    "text",
    [
        "sat with her",
        "on the 3rd floor",
        "on the 2nd try",
        "on the 32nd",
        "sun",
        "may",
        "31 Feb",
        "32/1",
        "12.5 percent",
        "24/7/365 days",
        "next",
        "agenda",
        "monday's",
        "999",
    ],
)
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert said(text) is None


def test_the_country_decides_which_number_is_the_day() -> None:
    assert (said("12/5", day_first=True), said("12/5", day_first=False)) == (
        (date(2026, 5, 12), "12/5"),
        (date(2026, 12, 5), "12/5"),
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("monday", date(2026, 11, 30)),
        ("on Friday", date(2026, 11, 27)),
        ("on the 3rd", date(2026, 12, 3)),
        ("12 May", date(2027, 5, 12)),
        ("23 November", MONDAY),
        ("yesterday", date(2026, 11, 22)),
    ],
)
def test_ahead_takes_the_next_such_day(text: str, day: date) -> None:
    assert said(text, ahead=True) == (day, text)


def test_every_day_of_a_sentence_is_found_in_order() -> None:
    text = "coffee yesterday, she starts on Monday, not in 2 weeks"

    found = [text[each.start : each.end] for each in days_in(text, on=MONDAY, day_first=True)]

    assert found == ["yesterday", "on Monday", "in 2 weeks"]


@given(day=DAYS, on=DAYS)
def test_a_full_date_means_that_day_from_anywhere(day: date, on: date) -> None:
    for text, day_first in (
        (day.isoformat(), True),
        (f"{day.day} {day:%B} {day.year}", True),
        (f"{day:%B} {day.day}, {day.year}", False),
        (f"{day.day}.{day.month}.{day.year}", False),
        (f"{day.day}/{day.month}/{day.year}", True),
        (f"{day.month}/{day.day}/{day.year}", False),
    ):
        assert day_at(text, 0, on=on, day_first=day_first) == SaidDay(day, 0, len(text))


@given(on=DAYS, count=st.integers(1, 99))
def test_so_long_ago_counts_back(on: date, count: int) -> None:
    found = day_at(f"{count} days ago", 0, on=on, day_first=True)

    assert found is not None
    assert found.day == on - timedelta(days=count)


@given(on=DAYS, day=DAYS)
def test_a_weekday_lies_in_the_week_before_or_after(on: date, day: date) -> None:
    behind, ahead = (day_at(f"{day:%A}", 0, on=on, day_first=True, ahead=ahead) for ahead in (False, True))

    assert behind is not None
    assert ahead is not None
    assert behind.day.weekday() == ahead.day.weekday() == day.weekday()
    assert 1 <= (on - behind.day).days <= 7
    assert 1 <= (ahead.day - on).days <= 7


@given(text=st.text(max_size=80), on=DAYS, day_first=st.booleans(), ahead=st.booleans())
def test_no_text_is_too_odd(text: str, on: date, day_first: bool, ahead: bool) -> None:
    for said in days_in(text, on=on, day_first=day_first, ahead=ahead):
        assert 0 <= said.start < said.end <= len(text)
