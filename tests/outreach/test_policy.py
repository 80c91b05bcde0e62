"""P22: five attempts, three e-mails and two calls, on business days, with growing gaps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.business_days import is_business_day
from outreach.models import Channel
from outreach.policy import (
    FIVE_ATTEMPTS,
    AttemptPolicy,
    Step,
    business_days_of_silence,
    close_out_on,
    next_attempt_on,
    next_step,
)

DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2031, 12, 31))
COUNTRIES = st.sampled_from(["PT", "US", "DE", "GB", "IN", "JP", "BR", "AE", "XX"])


def test_five_attempts_are_three_emails_and_two_calls() -> None:
    """P22."""
    channels = [step.channel for step in FIVE_ATTEMPTS.steps]

    assert channels == [Channel.EMAIL, Channel.CALL, Channel.EMAIL, Channel.CALL, Channel.EMAIL]
    assert FIVE_ATTEMPTS.attempts == 5


def test_next_step_ends_after_the_fifth() -> None:
    steps = [next_step(FIVE_ATTEMPTS, made) for made in range(7)]

    assert steps == [*FIVE_ATTEMPTS.steps, None, None]


def test_next_step_refuses_a_negative_count() -> None:
    with pytest.raises(ValueError, match="negative"):
        next_step(FIVE_ATTEMPTS, -1)


@pytest.mark.parametrize(
    ("made", "last", "country", "expected"),
    [
        # Portugal closes on Tuesdays 1 and 8 December 2026 and on Christmas, a Friday.
        (0, date(2026, 11, 21), "PT", date(2026, 11, 23)),
        (0, date(2026, 12, 1), "PT", date(2026, 12, 2)),
        (1, date(2026, 11, 23), "PT", date(2026, 11, 26)),
        (1, date(2026, 11, 30), "PT", date(2026, 12, 4)),
        (2, date(2026, 11, 26), "PT", date(2026, 12, 4)),
        (3, date(2026, 12, 4), "PT", date(2026, 12, 16)),
        (4, date(2026, 12, 16), "PT", date(2026, 12, 31)),
        (5, date(2026, 12, 31), "PT", None),
        # The United States: Thanksgiving on Thursday 26 November 2026.
        (1, date(2026, 11, 23), "US", date(2026, 11, 27)),
        # A country whose holidays are not known: weekends alone count.
        (1, date(2026, 12, 24), "XX", date(2026, 12, 29)),
    ],
)
def test_next_attempt_keeps_to_business_days(made: int, last: date, country: str, expected: date | None) -> None:
    """P22."""
    assert next_attempt_on(FIVE_ATTEMPTS, made, last, country) == expected


def test_close_out_waits_ten_business_days_after_the_fifth_and_is_undated_before() -> None:
    """P22: New Year's Day is no business day in Portugal."""
    dates = [close_out_on(FIVE_ATTEMPTS, made, date(2026, 12, 31), "PT") for made in (4, 5)]

    assert dates == [None, date(2027, 1, 15)]


@given(start=DAYS, country=COUNTRIES)
def test_attempts_never_fall_on_a_weekend_or_holiday_and_their_gaps_grow(start: date, country: str) -> None:
    """P22, P25."""
    made_on, gaps = start, []
    for made in range(FIVE_ATTEMPTS.attempts):
        due = next_attempt_on(FIVE_ATTEMPTS, made, made_on, country)
        assert due is not None
        assert is_business_day(due, country)
        gaps.append(business_days_of_silence(made_on, due, country) if made else 0)
        made_on = due
    closing = close_out_on(FIVE_ATTEMPTS, 5, made_on, country)

    assert gaps == [0, 3, 5, 7, 10]
    assert next_attempt_on(FIVE_ATTEMPTS, 5, made_on, country) is None
    assert closing is not None
    assert is_business_day(closing, country)
    assert business_days_of_silence(made_on, closing, country) == 10


@given(last=DAYS, gap=st.integers(min_value=1, max_value=30), country=COUNTRIES)
def test_any_policy_counts_its_gap_in_business_days_and_never_goes_back(last: date, gap: int, country: str) -> None:
    policy = AttemptPolicy(steps=(Step(Channel.EMAIL, 0), Step(Channel.LETTER, gap)), close_out_gap=gap)

    due = next_attempt_on(policy, 1, last, country)

    assert due is not None
    assert due > last
    assert business_days_of_silence(last, due, country) == gap
    assert close_out_on(policy, 2, last, country) == due


@given(day=DAYS, back=st.integers(min_value=0, max_value=30))
def test_silence_before_it_began_is_none(day: date, back: int) -> None:
    assert business_days_of_silence(day, day - timedelta(days=back), "PT") == 0
