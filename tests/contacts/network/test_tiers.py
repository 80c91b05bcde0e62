"""Three columns, and what they ask of a week (P14, P49)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.network import tiers
from tests.factories import ContactFactory


def test_columns_hold_the_active_people_of_each_tier(alice: User, mallory: User) -> None:
    weak = ContactFactory.create(owner=alice, tier="key", tie="weak")
    strong = ContactFactory.create(owner=alice, tier="key", tie="strong")
    ContactFactory.create(owner=alice, tier="key", is_archived=True)
    ContactFactory.create(owner=alice, tier="none")
    ContactFactory.create(owner=mallory, tier="key")

    key, regular, light = tiers.columns(alice)

    assert (key.people, key.total, key.months) == ([strong, weak], 2, 3)
    assert (regular.total, light.total, light.months) == (0, 0, 12)


def test_a_week_that_holds_less_is_said(alice: User) -> None:
    ContactFactory.create_batch(26, owner=alice, tier="key")
    alice.weekly_touches = 1

    load = tiers.load(alice)

    assert (round(load.touches), load.capacity, load.is_too_much) == (2, 1, True)


def test_moving_changes_tier_and_cadence(alices: Client, alice: User) -> None:
    contact = ContactFactory.create(owner=alice, tier="light", cadence_months=9, added_on=date(2026, 11, 2))

    response = alices.post(f"/people/{contact.pk}/tier/", {"tier": "key"})

    contact.refresh_from_db()
    assert response["Location"] == "/people/network/tiers/"
    assert (contact.tier, contact.cadence_months, contact.next_touch_on) == ("key", None, date(2027, 2, 2))


def test_moving_in_place_answers_with_the_board(alices: Client, alice: User) -> None:
    contact = ContactFactory.create(owner=alice, tier="light")

    page = alices.post(f"/people/{contact.pk}/tier/", {"tier": "key"}, headers={"HX-Request": "true"})

    told = page.content.decode()
    assert told.lstrip().startswith('<div id="tiers"')
    assert "1 · every 3 months" in told


def test_a_tier_that_is_none_is_not_found(alices: Client, alice: User) -> None:
    contact = ContactFactory.create(owner=alice)

    assert alices.post(f"/people/{contact.pk}/tier/", {"tier": "golden"}).status_code == 404


def test_a_stranger_moves_nobody(mallorys: Client, alices: Client, alice: User) -> None:
    contact = ContactFactory.create(owner=alice)

    assert mallorys.post(f"/people/{contact.pk}/tier/", {"tier": "key"}).status_code == 404
    assert alices.get(f"/people/{contact.pk}/tier/").status_code == 405


@pytest.mark.parametrize(("said", "status", "kept"), [("12", 302, 12), ("0", 422, 5), ("many", 422, 5)])
def test_the_capacity_is_the_users_own(alices: Client, alice: User, said: str, status: int, kept: int) -> None:
    response = alices.post("/people/network/tiers/", {"weekly_touches": said})

    alice.refresh_from_db()
    assert (response.status_code, alice.weekly_touches) == (status, kept)


def test_the_board_costs_the_same_for_one_and_for_three(alices: Client, alice: User) -> None:
    counts = []
    for number in (1, 2):
        ContactFactory.create_batch(number, owner=alice, tier="key")
        with CaptureQueriesContext(connection) as queries:
            alices.get("/people/network/tiers/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
