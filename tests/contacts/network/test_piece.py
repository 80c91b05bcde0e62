"""One person's piece of the map (P03, P27)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import User
from contacts.models import Contact
from contacts.network import drawing
from contacts.network.piece import MOST, Piece, piece_of, with_chain
from tests.conftest import MONDAY
from tests.factories import AffiliationFactory, ContactFactory, EventFactory, OrganizationFactory


@pytest.fixture
def marisol(alice: User) -> Contact:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    ben = ContactFactory.create(owner=alice, first_name="Ben", last_name="Okafor", introduced_by=ana)
    acme = OrganizationFactory.create(owner=alice, name="Acme")
    return ContactFactory.create(owner=alice, first_name="Marisol", introduced_by=ben, organization=acme)


def piece_around(contact: Contact) -> Piece:
    return piece_of(with_chain(Contact.for_user(contact.owner)).get(pk=contact.pk), on=MONDAY)


def told(piece: Piece) -> dict[str, list[str]]:
    return {near.contact.first_name: near.facts for near in [*piece.chain, *piece.around]}


def test_it_says_what_holds_people_together(alice: User, marisol: Contact) -> None:
    acme, eth = marisol.organization, OrganizationFactory.create(owner=alice, name="ETH")
    assert acme is not None
    AffiliationFactory.create(contact=marisol, organization=eth, kind="school")
    people = {
        name: ContactFactory.create(owner=alice, first_name=name, tie=tie)
        for name, tie in {"Cleo": "none", "Dai": "strong", "Eve": "weak", "Far": "strong", "Gone": "strong"}.items()
    }
    Contact.unscoped.filter(first_name="Cleo").update(introduced_by=marisol)
    Contact.unscoped.filter(first_name="Gone").update(introduced_by=marisol, is_archived=True)
    AffiliationFactory.create(contact=people["Dai"], organization=acme)
    AffiliationFactory.create(contact=people["Dai"], organization=eth, kind="school")
    for name, day in {"Rail evening": MONDAY, "Fair": date(2026, 12, 1)}.items():
        EventFactory.create(owner=alice, name=name, on=day).people.add(marisol, people["Eve"])

    piece = piece_around(marisol)

    assert told(piece) == {
        "Ana": ["led you to Ben"],
        "Ben": ["led you to Marisol"],
        "Dai": ["worked at Acme, where Marisol works", "studied at ETH too"],
        "Eve": ["is expected at Fair too", "was at Rail evening too"],
        "Cleo": ["came through Marisol"],
    }
    assert [node.name for node in piece.picture.way] == ["Ana Silva", "Ben Okafor", "Marisol Ibáñez"]
    assert {(node.name, node.under, is_led) for node, is_led in piece.picture.around} == {
        ("Dai Ibáñez", "Acme", False),
        ("Eve Ibáñez", "Fair", False),
        ("Cleo Ibáñez", "through Marisol", True),
    }


def test_the_nearest_are_shown(alice: User, marisol: Contact) -> None:
    ContactFactory.create_batch(MOST, owner=alice, organization=marisol.organization)
    ContactFactory.create(owner=alice, first_name="Dai", organization=marisol.organization, tie="strong")

    piece = piece_around(marisol)

    assert (piece.around[0].contact.first_name, len(piece.around), piece.has_more) == ("Dai", MOST, True)


def test_people_who_led_to_each_other_in_a_circle_are_named_once(marisol: Contact) -> None:
    Contact.unscoped.filter(first_name="Ana").update(introduced_by=marisol)

    piece = piece_around(marisol)

    assert (told(piece), piece.around) == ({"Ana": ["led you to Ben"], "Ben": ["led you to Marisol"]}, [])


def test_everybody_of_a_branch_has_a_place() -> None:
    dots = [drawing.Dot(id=n, tie="weak", group="ab"[n % 2], name=str(n)) for n in range(7)]

    chain, places, height = drawing.branch(2, dots)

    everybody = [*chain, *places.values()]
    assert len({(place.x, place.y) for place in everybody}) == 9
    assert max(place.y for place in everybody) < height


def test_a_page_and_a_part_of_theirs(alices: Client, marisol: Contact) -> None:
    url = f"/people/{marisol.pk}/piece/"

    assertContains(alices.get(f"/people/{marisol.pk}/"), f'hx-get="{url}"')
    assertContains(alices.get(url), "<title>Marisol Ibáñez on the map")
    part = alices.get(url, headers={"HX-Request": "true"})
    assertNotContains(part, "<title>")
    assertContains(part, "</a> led you to Marisol")


def test_someone_who_stands_alone_is_asked_about(alices: Client, alice: User) -> None:
    """P27."""
    contact = ContactFactory.create(owner=alice, first_name="Zoe")

    page = alices.get(f"/people/{contact.pk}/piece/")

    assertContains(page, f'href="/people/{contact.pk}/edit/introducer/">Who led you to Zoe?</a>')
    assertNotContains(page, "piece-map")


def test_more_people_cost_no_more_queries(alices: Client, alice: User, marisol: Contact) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            alices.get(f"/people/{marisol.pk}/piece/")
        return len(found)

    event = EventFactory.create(owner=alice)
    event.people.add(marisol)

    def add() -> None:
        contact = ContactFactory.create(owner=alice, introduced_by=marisol, organization=marisol.organization)
        AffiliationFactory.create(contact=contact, organization=marisol.organization)
        event.people.add(contact)

    add()
    one = queries()
    add()
    add()

    assert (queries(), one) == (one, 7)
