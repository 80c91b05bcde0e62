"""Dormant ties, a few at a time (P49)."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact
from contacts.network import reconnect
from tests.conftest import MONDAY
from tests.factories import ContactFactory, InteractionFactory, OrganizationFactory

LAST = date(2023, 11, 23)


def quiet(owner: User, name: str, *, talks: int = 1, **fields: Any) -> Contact:
    contact = ContactFactory.create(
        owner=owner, first_name=name, last_name="", **{"last_interaction_on": LAST, "how_known": "", **fields}
    )
    for _ in range(talks):
        InteractionFactory.create(contact=contact, on=LAST)
    return contact


def test_the_closest_then_and_most_relevant_now_come_first(alice: User) -> None:
    goal = OrganizationFactory.create(owner=alice, name="Nordlys", interest=3)
    quiet(alice, "Ana", tie="weak")
    quiet(alice, "Ben", tie="strong", talks=3)
    quiet(alice, "Cleo", tie="weak", organization=goal)

    found = reconnect.dormant(alice, on=MONDAY)

    assert [(each.contact.first_name, each.score, each.reason, each.silence) for each in found] == [
        ("Cleo", 8, "weak tie, works at Nordlys, where you would like to be", "three years"),
        ("Ben", 7, "strong tie, you talked 3 times", "three years"),
        ("Ana", 2, "weak tie", "three years"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"last_interaction_on": date(2023, 11, 24)},
        {"last_interaction_on": None},
        {"is_archived": True},
        {"do_not_contact": True},
        {"snoozed_until": date(2026, 11, 24)},
    ],
)
def test_only_the_long_silent_and_reachable_are_listed(alice: User, fields: dict[str, Any]) -> None:
    quiet(alice, "Ana", **fields)

    assert reconnect.dormant(alice, on=MONDAY) == []


def test_the_list_costs_two_queries(alice: User) -> None:
    for name in ("Ana", "Ben", "Cleo"):
        quiet(alice, name, organization=OrganizationFactory.create(owner=alice))

    with CaptureQueriesContext(connection) as queries:
        reconnect.dormant(alice, on=MONDAY)

    assert len(queries) == 2


def test_the_page_shows_a_few_and_more_when_asked(alices: Client, alice: User) -> None:
    for number in range(7):
        quiet(alice, f"P{number}")

    shown = [
        (len(page.context["people"]), page.context["left"])
        for page in (alices.get("/people/network/reconnect/", {"more": more}) for more in ("", "1", "2", "x"))
    ]

    assert shown == [(3, 4), (6, 1), (7, 0), (3, 4)]


def test_not_now_lets_them_rest_for_half_a_year(alices: Client, alice: User) -> None:
    contact = quiet(alice, "Ana")

    response = alices.post(f"/people/{contact.pk}/rest/")

    contact.refresh_from_db()
    assert (response["Location"], contact.snoozed_until) == ("/people/network/reconnect/", date(2027, 5, 23))


def test_a_stranger_puts_nobody_to_rest(mallorys: Client, alices: Client, alice: User) -> None:
    contact = quiet(alice, "Ana")

    assert mallorys.post(f"/people/{contact.pk}/rest/").status_code == 404
    assert alices.get(f"/people/{contact.pk}/rest/").status_code == 405


def test_nobody_quiet_is_said_kindly(alices: Client) -> None:
    assert "Nobody has gone quiet" in alices.get("/people/network/reconnect/").content.decode()
