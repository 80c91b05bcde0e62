"""How often to stay in touch, and what that asks of a week (P14, P46, P49)."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact
from tests.conftest import MORNING
from tests.factories import ContactFactory

MONTHS = {"key_months": "2", "regular_months": "4", "light_months": "8"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def test_saving_works_out_every_next_touch_anew(alices: Client, alice: User, mallory: User) -> None:
    for tier in ("key", "regular", "light", "none"):
        ContactFactory.create(owner=alice, tier=tier, added_on=date(2026, 8, 3))
    ContactFactory.create(owner=alice, tier="key", cadence_months=5, added_on=date(2026, 8, 3))
    theirs = ContactFactory.create(owner=mallory, next_touch_on=date(2027, 2, 3))

    response = alices.post("/people/cadence/", MONTHS)

    assert response["Location"] == "/people/cadence/"
    assert list(Contact.for_user(alice).order_by("pk").values_list("next_touch_on", flat=True)) == [
        date(2026, 10, 3),
        date(2026, 12, 3),
        date(2027, 4, 3),
        None,
        date(2027, 1, 3),
    ]
    theirs.refresh_from_db()
    assert theirs.next_touch_on == date(2027, 2, 3)


def test_the_page_says_what_it_asks_of_a_week(alices: Client, alice: User) -> None:
    ContactFactory.create_batch(26, owner=alice, tier="key")
    ContactFactory.create(owner=alice, tier="none")

    page = " ".join(alices.get("/people/cadence/").content.decode().split())

    assert "About 2" in page
    assert "touches a week, to keep up with 26 people" in page


def test_more_than_the_week_has_is_said(alices: Client, alice: User) -> None:
    alice.weekly_goal = 1
    alice.save()
    ContactFactory.create_batch(26, owner=alice, tier="key")

    page = " ".join(alices.get("/people/cadence/").content.decode().split())

    assert "more than the 1 a week you planned" in page


def test_nobody_with_reminders_asks_nothing(alices: Client) -> None:
    assert "asks nothing of your week" in alices.get("/people/cadence/").content.decode()


def test_other_numbers_are_previewed_and_not_saved(alices: Client, alice: User) -> None:
    ContactFactory.create(owner=alice, tier="key")

    response = alices.get("/people/cadence/", MONTHS, headers={"HX-Request": "true"})

    alice.refresh_from_db()
    assert response.content.decode().lstrip().startswith('<div id="load"')
    assert "Less than one" in response.content.decode()
    assert alice.key_months == 3


@pytest.mark.parametrize("months", ["0", "61", "", "often"])
def test_an_interval_that_is_none_is_refused(alices: Client, alice: User, months: str) -> None:
    response = alices.post("/people/cadence/", {**MONTHS, "light_months": months})

    alice.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["light_months"]
    assert (alice.key_months, alice.light_months) == (3, 12)


def test_saving_for_many_costs_as_many_queries_as_for_one(alices: Client, alice: User) -> None:
    ContactFactory.create(owner=alice)
    alices.post("/people/cadence/", MONTHS)
    with CaptureQueriesContext(connection) as one:
        alices.post("/people/cadence/", MONTHS)
    ContactFactory.create_batch(40, owner=alice)
    with CaptureQueriesContext(connection) as many:
        alices.post("/people/cadence/", MONTHS)

    assert len(one) == len(many)
