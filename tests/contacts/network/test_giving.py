"""A two-way street: what went each way, light touches, and what could be given next (P28-P30, P45)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts import cadence
from contacts.models import Contact, Detail, Interaction, Match
from contacts.network import giving
from contacts.network.affinity import keywords
from tests.conftest import MONDAY
from tests.factories import ContactFactory, DetailFactory, InteractionFactory, SavedLinkFactory


def told(owner: User, name: str, kind: str, text: str, **fields: object) -> Detail:
    return DetailFactory.create(
        contact=ContactFactory.create(owner=owner, first_name=name, last_name="", **fields), kind=kind, text=text
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Looking for warehouse robots", {"warehous", "robot"}),
        ("a robot for the Warehouses", {"robot", "warehous"}),
        ("She needs somebody who knows about it", set()),
        ("Planning; planner", {"plan"}),
        ("Crédit", {"credit"}),
    ],
)
def test_keywords_are_what_a_text_is_about(text: str, words: set[str]) -> None:
    assert keywords(text) == words


@given(st.text(max_size=80))
def test_keywords_take_any_text(text: str) -> None:
    assert all(keywords(word) <= {word} | keywords(word) for word in keywords(text))


def test_the_balance_counts_each_way(alice: User, mallory: User) -> None:
    ana, ben = (
        ContactFactory.create(owner=alice, first_name="Ana"),
        ContactFactory.create(owner=alice, first_name="Ben"),
    )
    InteractionFactory.create(contact=ana, gave="an article")
    InteractionFactory.create(contact=ana, gave="a name", received="advice")
    InteractionFactory.create(contact=ben, received="a name at Nordlys")
    InteractionFactory.create(contact=ben, on=date(2026, 12, 1), received="later")
    InteractionFactory.create(contact=ContactFactory.create(owner=mallory), gave="theirs")

    assert giving.overall(giving.balances(alice, on=MONDAY)) == giving.Balance(gave=2, received=2)
    assert giving.with_contact(ana, on=MONDAY) == giving.Balance(gave=2, received=1)
    assert [
        (each.contact, each.balance.owes) for each in giving.exchanges(alice, giving.balances(alice, on=MONDAY))
    ] == [(ben, 1), (ana, 0)]


def test_a_light_touch_is_noted_and_moves_no_cadence(alice: User) -> None:
    contact = ContactFactory.create(owner=alice)
    InteractionFactory.create(contact=contact, on=date(2026, 5, 20))
    cadence.refresh([contact], on=MONDAY)

    giving.touch_lightly(contact, "article", on=MONDAY)

    contact.refresh_from_db()
    newest = Interaction.for_user(alice).newest_first()[0]
    assert (newest.kind, newest.summary, newest.gave) == ("touch", "Sent them an article", "an article")
    assert contact.last_interaction_on == date(2026, 5, 20)


def test_a_touch_leads_back_to_its_list(alices: Client, alice: User) -> None:
    contact = ContactFactory.create(owner=alice)

    onward = [
        alices.post(f"/people/{contact.pk}/touch/", {"what": "liked", "next": onward})["Location"]
        for onward in ("/people/?tier=key", "https://evil.example/", "")
    ]

    assert onward == ["/people/?tier=key", f"/people/{contact.pk}/", f"/people/{contact.pk}/"]


def test_a_press_in_a_list_notes_the_touch_stays_there_and_is_taken_back(alices: Client, alice: User) -> None:
    contact = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    asked = ContactFactory.create(owner=alice, do_not_contact=True)
    page = alices.get("/people/").content.decode()
    assert f'formaction="/people/{contact.pk}/touch/"' in page
    assert f'formaction="/people/{asked.pk}/touch/"' not in page
    sent = {"what": "shared", "next": "/people/?tier=key"}

    noted = alices.post(f"/people/{contact.pk}/touch/", sent, headers={"HX-Request": "true"})

    touch = Interaction.for_user(alice).get()
    undo = f"/people/touches/{touch.pk}/take-back/?next=%2Fpeople%2F%3Ftier%3Dkey"
    assert "Ana Silva: shared what they posted." in noted.content.decode()
    assert f'action="{undo}"' in noted.content.decode()
    assert '<option value="shared" selected>' in alices.get("/people/").content.decode()
    assert alices.post(undo)["Location"] == "/people/?tier=key"
    assert not Interaction.for_user(alice).exists()
    call = InteractionFactory.create(contact=contact, kind="call")
    assert alices.post(f"/people/touches/{call.pk}/take-back/").status_code == 404


def test_a_touch_offers_which_and_refuses_others(alices: Client, alice: User) -> None:
    contact = ContactFactory.create(owner=alice)

    page = alices.get(f"/people/{contact.pk}/touch/").content.decode()

    assert all(label in page for label in giving.LIGHT_TOUCHES.values())
    assert alices.post(f"/people/{contact.pk}/touch/", {"what": "poked"}).status_code == 404


def test_needs_meet_offers_of_somebody_else(alice: User, mallory: User) -> None:
    need = told(alice, "Ana", "need", "Looking for a warehouse robotics supplier")
    offer = told(alice, "Ben", "offer", "Sells robotics for warehouses; knows every supplier")
    DetailFactory.create(contact=need.contact, kind="offer", text="Robotics knowledge")
    told(alice, "Cleo", "family", "Robotics supplier's daughter")
    told(alice, "Dan", "offer", "Robotics", is_archived=True)
    told(alice, "Eve", "offer", "Robotics", introduced_by=need.contact)
    told(mallory, "Mal", "offer", "Robotics supplier")

    found = giving.introducible(alice, giving.known(alice))

    assert [(match.need, match.offer, list(match.common)) for match in found] == [
        (need, offer, ["robotic", "suppli", "warehous"])
    ]


@pytest.mark.parametrize(("answer", "interactions"), [("introduced", 2), ("dismissed", 0)])
def test_a_match_that_is_settled_is_not_proposed_again(
    alices: Client, alice: User, answer: str, interactions: int
) -> None:
    need = told(alice, "Ana", "need", "Robotics supplier")
    offer = told(alice, "Ben", "offer", "Robotics supplier")

    response = alices.post(f"/people/network/giving/{need.pk}/{offer.pk}/", {"answer": answer})

    assert response["Location"] == "/people/network/giving/"
    assert giving.introducible(alice, giving.known(alice)) == []
    assert [each.verdict for each in Match.for_user(alice)] == [answer]
    assert Interaction.for_user(alice).exclude(gave="").count() == interactions


def test_a_stranger_settles_nothing(mallorys: Client, alices: Client, alice: User) -> None:
    need, offer = told(alice, "Ana", "need", "Robotics"), told(alice, "Ben", "offer", "Robotics")
    address = f"/people/network/giving/{need.pk}/{offer.pk}/"

    assert mallorys.post(address, {"answer": "introduced"}).status_code == 404
    assert alices.get(address).status_code == 405


def test_a_saved_link_finds_who_would_like_it(alice: User) -> None:
    link = SavedLinkFactory.create(owner=alice, title="Robots in the warehouse")
    SavedLinkFactory.create(owner=alice, title="Robots again", sent_on=MONDAY)
    interest = told(alice, "Ana", "interest", "Warehouse robots")
    told(alice, "Ben", "interest", "Sailing")

    assert [(each.link, each.detail) for each in giving.sendable(alice, giving.known(alice))] == [(link, interest)]


def test_the_page_costs_the_same_for_one_and_for_three(alices: Client, alice: User) -> None:
    counts = []
    for number in (1, 2):
        for _ in range(number):
            need = told(alice, "Ana", "need", "Robotics supplier")
            told(alice, "Ben", "offer", "Robotics supplier")
            InteractionFactory.create(contact=need.contact, gave="an article")
        with CaptureQueriesContext(connection) as queries:
            assert alices.get("/people/network/giving/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_empty_page_says_to_give_first(alices: Client, alice: User) -> None:
    Contact.for_user(alice).delete()

    assert "Give first" in alices.get("/people/network/giving/").content.decode()
