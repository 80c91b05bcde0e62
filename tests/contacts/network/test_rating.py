"""Five questions about one's network, and when they come again (P10)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.agenda import NothingToDoError
from contacts.models import NetworkRating
from contacts.network import rating
from contacts.network.agenda import NetworkReviewSource
from tests.agenda import ahead, due
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InteractionFactory, NetworkRatingFactory, OrganizationFactory, UserFactory

ANSWERS = {"is_honest": "yes", "is_demanding": "no", "is_alive": "yes", "is_ahead": "yes", "is_connected": "no"}
SOURCE = NetworkReviewSource()


@pytest.mark.parametrize(
    ("score", "title"),
    [
        (0, "Your network wants a makeover"),
        (2, "Your network wants a makeover"),
        (3, "Your network could do with enhancing"),
        (4, "Your network could do with enhancing"),
        (5, "Your network is in great shape"),
    ],
)
def test_the_verdict_follows_the_score(score: int, title: str) -> None:
    assert rating.verdict(score).title == title


def test_facts_count_the_owners_active_people_alone(alice: User, mallory: User) -> None:
    goal = OrganizationFactory.create(owner=alice, interest=2)
    ana = ContactFactory.create(owner=alice, tie="strong", organization=goal)
    ContactFactory.create(owner=alice, tie="weak", introduced_by=ana, added_on=MONDAY - timedelta(days=90))
    ContactFactory.create(owner=alice, tie="weak", is_archived=True, organization=goal)
    ContactFactory.create(owner=mallory)
    InteractionFactory.create(contact=ana, gave="an article", received="a name")
    InteractionFactory.create(contact=ana, received="a name")

    assert rating.facts(alice, on=MONDAY) == rating.Facts(
        people=2, strong=1, weak_share=50, new=1, gave=1, received=2, at_goals=1, led_on=1
    )


def test_facts_cost_the_same_for_one_and_for_three(alice: User) -> None:
    ContactFactory.create(owner=alice)
    with CaptureQueriesContext(connection) as one:
        rating.facts(alice, on=MONDAY)
    ContactFactory.create_batch(2, owner=alice)
    with CaptureQueriesContext(connection) as three:
        rating.facts(alice, on=MONDAY)

    assert len(one) == len(three) == 4


def test_every_question_has_a_fact_beside_it(alice: User) -> None:
    said = [rating.facts(alice, on=MONDAY).beside(question) for question in rating.QUESTIONS]

    assert said == [
        "0 people close enough to be frank; you noted 0 times that you gave something and 0 times that you got "
        "something.",
        "0 % of your strong and weak ties are weak ones.",
        "0 people new in the last 90 days.",
        "0 of 0 people at organizations you would like to work at.",
        "0 people led you to somebody else so far.",
    ]


def test_rating_keeps_the_answers_and_says_what_to_do(alices: Client, alice: User) -> None:
    response = alices.post("/people/network/rating/", ANSWERS, follow=True)

    kept = NetworkRating.for_user(alice).get()
    page = response.content.decode()
    assert (kept.rated_on, kept.score) == (MONDAY, 3)
    assert "could do with enhancing" in page
    assert [each.name for each in response.context["to_do"]] == ["is_demanding", "is_connected"]
    assert "23 February" in page


def test_a_second_rating_of_the_day_replaces_the_first(alices: Client, alice: User) -> None:
    alices.post("/people/network/rating/", ANSWERS)
    alices.post("/people/network/rating/", ANSWERS | {"is_connected": "yes"})

    assert [each.score for each in NetworkRating.for_user(alice)] == [4]


def test_an_unanswered_question_keeps_the_others(alices: Client, alice: User) -> None:
    response = alices.post("/people/network/rating/", {"is_honest": "yes", "is_alive": "no"})

    form = response.context["form"]
    assert response.status_code == 422
    assert list(form.errors) == ["is_demanding", "is_ahead", "is_connected"]
    assert (form["is_honest"].value(), form["is_alive"].value()) == ("yes", "no")
    assert not NetworkRating.for_user(alice).exists()


def test_the_history_is_drawn_from_two_ratings_on(alice: User) -> None:
    later = NetworkRatingFactory.create(owner=alice, rated_on=date(2026, 11, 3), is_alive=True)
    earlier = NetworkRatingFactory.create(owner=alice)

    assert rating.history([later, earlier]).rows == [("Aug 26", (2.0,)), ("Nov 26", (3.0,))]


def test_it_is_due_again_after_a_quarter(alice: User) -> None:
    NetworkRatingFactory.create(owner=alice, rated_on=date(2026, 5, 3))
    latest = NetworkRatingFactory.create(owner=alice, rated_on=date(2026, 8, 23))

    assert due(SOURCE, [alice], date(2026, 11, 22)) == []
    assert [(item.key, item.due_on) for item in due(SOURCE, [alice], MONDAY)] == [(str(latest.pk), MONDAY)]
    assert [item.due_on for item in ahead(SOURCE, [alice], date(2026, 11, 20), date(2026, 11, 27))] == [MONDAY]
    assert ahead(SOURCE, [alice], MONDAY, date(2026, 11, 27)) == []


def test_who_never_rated_is_not_reminded(alice: User) -> None:
    assert due(SOURCE, [alice], MONDAY) == []


def test_many_owners_cost_one_query(alice: User) -> None:
    others = UserFactory.create_batch(3)
    for owner in (alice, *others):
        NetworkRatingFactory.create(owner=owner)

    with CaptureQueriesContext(connection) as queries:
        items = due(SOURCE, [alice, *others], MONDAY)

    assert (len(items), len(queries)) == (4, 1)


def test_it_can_wait_until_a_day(alice: User) -> None:
    latest = NetworkRatingFactory.create(owner=alice)

    said = SOURCE.snooze(alice, str(latest.pk), on=MONDAY, until=date(2026, 11, 30))

    assert said == "Your network can wait until 30 November."
    assert due(SOURCE, [alice], date(2026, 11, 29)) == []
    assert [item.due_on for item in due(SOURCE, [alice], date(2026, 12, 2))] == [date(2026, 11, 30)]


@pytest.mark.parametrize("key", ["", "x", "9" * 30])
def test_a_key_that_names_nothing_is_said(alice: User, key: str) -> None:
    with pytest.raises(NothingToDoError):
        SOURCE.snooze(alice, key, on=MONDAY, until=date(2026, 11, 30))


def test_a_strangers_rating_is_not_snoozed(mallory: User, alice: User) -> None:
    latest = NetworkRatingFactory.create(owner=alice)

    with pytest.raises(NothingToDoError):
        SOURCE.snooze(mallory, str(latest.pk), on=MONDAY, until=date(2026, 11, 30))


def test_only_answering_completes_it(alice: User) -> None:
    latest = NetworkRatingFactory.create(owner=alice)

    with pytest.raises(NothingToDoError, match="Answer the five questions"):
        SOURCE.complete(alice, str(latest.pk), now=MORNING, on=MONDAY)
