"""How conversations go over time (P36, P37, P41)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from interviews.models import Interview
from interviews.trends import listening_score, trends
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InterviewFactory


def held(owner: User, days_ago: int, **values: object) -> Interview:
    return InterviewFactory.create(
        contact__owner=owner, state="held", held_on=MONDAY - timedelta(days=days_ago), **values
    )


@pytest.mark.parametrize(
    ("spoke_more", "interrupted", "score"),
    [("they", "no", 4), ("equal", "once", 2), ("me", "often", 0), ("they", "", None), ("", "no", None)],
)
def test_listening_score_needs_both_answers(spoke_more: str, interrupted: str, score: int | None) -> None:
    assert listening_score(spoke_more, interrupted) == score


def test_trends_draw_listening_and_mood_talk_by_talk(alice: User) -> None:
    held(alice, 9, spoke_more="me", interrupted="once", mood_before=2, mood_after=4)
    held(alice, 2, spoke_more="they", interrupted="no", mood_after=5)
    held(alice, 1)

    found = trends(alice, on=MONDAY)

    assert found.held == 3
    assert found.listening.rows == [("14 Nov", (1,)), ("21 Nov", (4,))]
    assert found.mood.rows == [("14 Nov", (2, 4)), ("21 Nov", (None, 5))]


def test_trends_draw_the_last_twelve_reviewed_talks(alice: User) -> None:
    for days in range(14):
        held(alice, days, spoke_more="they", interrupted="no" if days else "often")

    rows = trends(alice, on=MONDAY).listening.rows

    assert len(rows) == 12
    assert rows[-1] == ("23 Nov", (2,))


def test_trends_count_the_talks_held_each_week(alice: User, mallory: User) -> None:
    for days in (0, 1, 6, 7, 77, 84):
        held(alice, days)
    InterviewFactory.create(contact__owner=alice, state="cancelled", starts_at=MORNING)
    held(alice, -1)
    held(mallory, 0)

    rows = trends(alice, on=MONDAY).weekly.rows

    assert (len(rows), rows[0], rows[-3:]) == (
        12,
        ("7 Sep", (1,)),
        [("9 Nov", (0,)), ("16 Nov", (3,)), ("23 Nov", (1,))],
    )


def test_trends_say_how_many_talks_led_to_another_name(alice: User) -> None:
    """P37: of those wrapped up; the others may have, and nobody noted it."""
    for days, wrapped, names in ((1, True, 2), (8, True, 0), (100, True, 1), (2, False, 0)):
        interview = held(alice, days, wrapped_up_at=MORNING if wrapped else None)
        interview.named.set(ContactFactory.create_batch(names, owner=alice))

    assert [(row.label, row.hits, row.n) for row in trends(alice, on=MONDAY).led_on] == [
        ("Last 12 weeks", 1, 2),
        ("In all", 2, 3),
    ]


def test_trends_of_nobody_are_empty(alice: User, alices: Client) -> None:
    found = trends(alice, on=date(2026, 11, 23))
    page = alices.get(reverse("interviews:trends")).content.decode()

    assert (found.held, found.listening.is_empty, found.mood.is_empty, found.weekly.is_empty) == (0, True, True, True)
    assert "Nothing to draw yet" in page


@pytest.mark.parametrize("talks", [1, 3])
def test_the_page_takes_as_many_queries_for_many_talks(alices: Client, alice: User, talks: int) -> None:
    for days in range(talks):
        held(alice, days, spoke_more="they", interrupted="no", mood_before=3, mood_after=4, wrapped_up_at=MORNING)
    alices.get("/")

    with CaptureQueriesContext(connection) as queries:
        page = alices.get(reverse("interviews:trends")).content.decode()

    assert len(queries) == 3
    assert page.count("<figure") == 4
