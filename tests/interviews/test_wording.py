from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.models import Interview
from interviews.wording import NextStep, countdown, first_line, next_step, talk_day
from tests.conftest import MONDAY, MORNING

LISBON = ZoneInfo("Europe/Lisbon")


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=40), "in 40 minutes"),
        (timedelta(hours=5), "in 5 hours"),
        (timedelta(days=1), "tomorrow"),
        (timedelta(days=3), "in 3 days"),
        (timedelta(days=21), "in 3 weeks"),
        (timedelta(days=90), "in 3 months"),
        (timedelta(minutes=-10), "going on now"),
        (timedelta(minutes=-30), "30 minutes ago"),
        (timedelta(days=-1), "yesterday"),
        (timedelta(days=-5), "5 days ago"),
    ],
)
def test_countdown_says_how_far_away(ahead: timedelta, words: str) -> None:
    interview = Interview(starts_at=MORNING + ahead, minutes=20)

    assert countdown(interview, now=MORNING, on=MONDAY, zone=LISBON) == words


def test_countdown_goes_by_the_users_date() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    interview = Interview(starts_at=late + timedelta(hours=1), minutes=20)

    assert countdown(interview, now=late, on=MONDAY, zone=LISBON) == "tomorrow"


def test_next_step_leads_through_the_life_of_an_interview() -> None:
    far = Interview(starts_at=MORNING + timedelta(days=2), minutes=20)
    prepared = Interview(starts_at=MORNING + timedelta(days=2), minutes=20, prepared_at=MORNING)
    soon = Interview(starts_at=MORNING + timedelta(minutes=30), minutes=20)
    over = Interview(starts_at=MORNING - timedelta(hours=1), minutes=20)
    held = Interview(starts_at=MORNING - timedelta(hours=1), minutes=20, state="held")
    thanked = Interview(starts_at=MORNING - timedelta(hours=1), minutes=20, state="held", thanked_at=MORNING)
    cancelled = Interview(starts_at=MORNING + timedelta(days=2), minutes=20, state="cancelled")

    steps = [next_step(each, MORNING) for each in (far, prepared, soon, over, held, thanked, cancelled)]

    notes = NextStep(label="Open the note page", url_name="interviews:notes")
    assert steps == [
        NextStep(label="Prepare", url_name="interviews:detail", fragment="#prepare"),
        notes,
        notes,
        NextStep(label="Say how it went", url_name="interviews:detail", fragment="#how-it-went"),
        NextStep(label="Write thanks", url_name="interviews:thanks"),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "today’s"),
        (date(2026, 11, 22), "yesterday’s"),
        (date(2026, 11, 20), "Friday’s"),
        (date(2026, 11, 16), "the 16 November"),
    ],
)
def test_talk_day_stands_before_the_word_talk(day: date, words: str) -> None:
    assert talk_day(day, MONDAY) == words


def test_first_line_says_something_and_fits() -> None:
    assert first_line("\n  \n Ask Ben \nmore") == "Ask Ben"
    assert first_line("") == ""
    assert first_line("x" * 200) == "x" * 89 + "…"
