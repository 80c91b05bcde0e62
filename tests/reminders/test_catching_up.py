"""How much a morning shows: the user's own cap, and a gentle start after a while away."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from reminders.agenda import agenda_of, agendas_for
from reminders.digests.daily import write_letter
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, FollowUpFactory, UserFactory

WELCOME = "It has been a while, and that is fine. Start with these five; the rest can wait, and nothing is lost."
LONG_AGO = MONDAY - timedelta(days=14)


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def promises(owner: User, count: int, due_on: date) -> None:
    for _ in range(count):
        FollowUpFactory.create(contact__owner=owner, due_on=due_on)


def test_today_and_the_digest_show_as_many_people_as_the_user_likes(alice: User, alices: Client) -> None:
    promises(alice, 8, MONDAY)
    User.objects.filter(pk=alice.pk).update(day_cap=6)
    alice.refresh_from_db()

    page, letter = alices.get("/"), write_letter(alice, agenda_of(alice, on=MONDAY, now=MORNING), now=MORNING)

    assert page.content.decode().count("data-card") == 6
    assert ("And 2 more who can wait" in page.content.decode(), "And 2 more who can wait" in letter.text) == (
        True,
        True,
    )


def test_after_two_weeks_without_a_word_a_morning_begins_with_five(alice: User, alices: Client) -> None:
    promises(alice, 8, LONG_AGO)
    ContactFactory.create(owner=alice, last_interaction_on=LONG_AGO)
    ContactFactory.create(owner=alice, last_interaction_on=MONDAY)

    agenda = agenda_of(alice, on=MONDAY, now=MORNING)
    page, letter = alices.get("/").content.decode(), write_letter(alice, agenda, now=MORNING)

    assert (len(agenda.shown), agenda.waiting, agenda.is_catch_up) == (5, 3, True)
    assert (page.count("data-card"), WELCOME in page, "And 3 more who can wait" in page) == (5, True, True)
    assert WELCOME in " ".join(letter.text.split())
    assert WELCOME not in alices.get("/?all=1").content.decode()


@pytest.mark.parametrize(
    ("old", "new", "spoke_on"),
    [
        (5, 0, None),
        (8, 0, LONG_AGO + timedelta(days=1)),
        (3, 4, None),
    ],
)
def test_an_ordinary_morning_is_no_coming_back(alice: User, old: int, new: int, spoke_on: date | None) -> None:
    """Few things, a word with somebody meanwhile, or most of it new."""
    promises(alice, old, LONG_AGO)
    promises(alice, new, MONDAY)
    ContactFactory.create(owner=alice, last_interaction_on=spoke_on)

    agenda = agenda_of(alice, on=MONDAY, now=MORNING)

    assert (agenda.is_catch_up, agenda.cap) == (False, 10)


def test_coming_back_costs_one_query_for_any_number_of_owners() -> None:
    owners = UserFactory.create_batch(4)
    for owner in owners:
        promises(owner, 6, LONG_AGO)

    counts = []
    for asked in (owners[:1], owners):
        with CaptureQueriesContext(connection) as queries:
            agendas = agendas_for(asked, now=MORNING)
        assert {agenda.is_catch_up for agenda in agendas.values()} == {True}
        counts.append(len(queries))
    assert counts[0] == counts[1]
