"""Strong and weak ties, as the timeline shows them (P12)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts.models import Contact, Tie
from contacts.network import ties
from tests.conftest import MONDAY
from tests.factories import ContactFactory, InteractionFactory

YEAR = 365
LONG_AGO = date(2024, 1, 8)


def in_touch(owner: User, *, days: int, every: int, **fields: object) -> Contact:
    """Someone with an interaction every so many days up to Monday."""
    contact = ContactFactory.create(owner=owner, **fields)
    for back in range(days):
        InteractionFactory.create(contact=contact, on=MONDAY - timedelta(days=back * every))
    return contact


def suggested(owner: User, *, on: date) -> list[ties.Suggestion]:
    """Ties that the timeline of ``owner`` speaks against."""
    return ties.suggestions(owner, ties.days_in_touch(owner, on=on), on=on)


@pytest.mark.parametrize(
    ("days", "seen_for", "tie"),
    [
        (53, YEAR, Tie.STRONG),
        (52, YEAR, Tie.WEAK),
        (2, YEAR, Tie.WEAK),
        (1, YEAR, Tie.NONE),
        (0, YEAR, Tie.NONE),
        (8, 56, Tie.STRONG),
        (3, 3, Tie.WEAK),
        (4, 3, Tie.STRONG),
    ],
)
def test_a_tie_is_as_strong_as_it_is_frequent(days: int, seen_for: int, tie: Tie) -> None:
    assert ties.by_frequency(days=days, seen_for=seen_for) == tie


@given(st.integers(0, 364), st.integers(0, YEAR))
def test_more_days_never_weaken_a_tie(days: int, seen_for: int) -> None:
    order = [Tie.NONE, Tie.WEAK, Tie.STRONG]
    fewer, more = (ties.by_frequency(days=each, seen_for=seen_for) for each in (days, days + 1))

    assert order.index(fewer) <= order.index(more)


def test_suggestions_name_who_and_why(alice: User) -> None:
    weekly = in_touch(alice, days=10, every=7, tie="weak")
    twice = in_touch(alice, days=2, every=60, tie="none")
    silent = ContactFactory.create(owner=alice, tie="strong", added_on=LONG_AGO)

    found = suggested(alice, on=MONDAY)

    assert [(each.contact_id, each.tie, each.why) for each in found] == [
        (weekly.pk, Tie.STRONG, "In touch on 10 days in a year: at least weekly."),
        (twice.pk, Tie.WEAK, "In touch on 2 days in a year: less than weekly, more than once."),
        (silent.pk, Tie.NONE, "In touch not at all in a year."),
    ]


def test_silence_says_nothing_of_someone_new_here(alice: User) -> None:
    ContactFactory.create(owner=alice, tie="strong", added_on=MONDAY - timedelta(days=300))

    assert suggested(alice, on=MONDAY) == []


def test_nothing_is_suggested_of_the_archived_or_other_peoples(alice: User, mallory: User) -> None:
    in_touch(alice, days=10, every=7, is_archived=True)
    in_touch(mallory, days=10, every=7)

    assert suggested(alice, on=MONDAY) == []


def test_suggestions_cost_the_same_at_one_and_at_three(alice: User) -> None:
    in_touch(alice, days=10, every=7)
    with CaptureQueriesContext(connection) as one:
        suggested(alice, on=MONDAY)
    in_touch(alice, days=10, every=7)
    in_touch(alice, days=2, every=7, tie="none")
    with CaptureQueriesContext(connection) as three:
        suggested(alice, on=MONDAY)

    assert len(one) == len(three) == 2


def test_the_users_own_word_wins_for_half_a_year(alice: User) -> None:
    contact = in_touch(alice, days=30, every=7, tie="none")

    ties.keep(alice, suggested(alice, on=MONDAY), on=MONDAY)

    contact.refresh_from_db()
    assert contact.tie == "none"
    assert suggested(alice, on=date(2027, 5, 22)) == []
    assert [each.contact_id for each in suggested(alice, on=date(2027, 5, 23))] == [contact.pk]


def test_the_course_of_a_year_is_drawn_from_the_timeline(alice: User) -> None:
    in_touch(alice, days=9, every=7)
    in_touch(alice, days=2, every=200)

    chart = ties.over_time(ties.days_in_touch(alice, on=MONDAY), on=MONDAY)

    assert chart.labels == ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert chart.rows[-3:] == [("Sep", (0, 0)), ("Oct", (1, 0)), ("Nov", (1, 1))]


def test_the_page_shows_mix_and_suggestions(alices: Client, alice: User) -> None:
    in_touch(alice, days=10, every=7, first_name="Ines")
    ContactFactory.create(owner=alice, tie="strong")

    response = alices.get("/people/network/ties/")

    assert response.context["mix"] == ties.Mix(strong=1, weak=1, none=0)
    assert "at least weekly" in response.content.decode()


def test_an_empty_network_is_told_what_ties_are(alices: Client) -> None:
    assert "pick up the phone" in alices.get("/people/network/ties/").content.decode()


@pytest.mark.parametrize(("answer", "tie", "kept_on"), [("take", "strong", None), ("keep", "weak", MONDAY)])
def test_only_the_ticked_are_answered(alices: Client, alice: User, answer: str, tie: str, kept_on: date | None) -> None:
    ticked = in_touch(alice, days=10, every=7)
    other = in_touch(alice, days=10, every=7)

    response = alices.post("/people/network/ties/answer/", {"contact": [ticked.pk], "answer": answer})

    ticked.refresh_from_db()
    other.refresh_from_db()
    assert response["Location"] == "/people/network/ties/"
    assert (ticked.tie, ticked.tie_kept_on) == (tie, kept_on)
    assert (other.tie, other.tie_kept_on) == ("weak", None)


def test_a_stranger_changes_no_tie(mallorys: Client, alice: User) -> None:
    contact = in_touch(alice, days=10, every=7)

    mallorys.post("/people/network/ties/answer/", {"contact": [contact.pk], "answer": "take"})

    contact.refresh_from_db()
    assert contact.tie == "weak"
