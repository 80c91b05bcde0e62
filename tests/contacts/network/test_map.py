"""The map of the network and its table (P03, P05)."""

from datetime import date
from itertools import combinations
from math import hypot

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts.network import drawing
from contacts.network.map import aliveness, network_map
from tests.conftest import MONDAY
from tests.factories import ContactFactory, OrganizationFactory

DOTS = st.lists(
    st.tuples(st.sampled_from(drawing.TIES), st.sampled_from(["", "acme", "nordlys", "quay"])), max_size=60
).map(lambda rows: [drawing.Dot(id=n, tie=tie, group=group, name=str(n)) for n, (tie, group) in enumerate(rows)])


@given(DOTS)
def test_everybody_has_a_place_of_their_own(dots: list[drawing.Dot]) -> None:
    places, radius = drawing.arrange(dots)

    assert places.keys() == {dot.id for dot in dots}
    assert all(hypot(place.x, place.y) <= radius for place in places.values())
    assert all(
        hypot(one.x - other.x, one.y - other.y) > drawing.SPACING / 4 for one, other in combinations(places.values(), 2)
    )


@given(DOTS)
def test_the_nearer_the_stronger(dots: list[drawing.Dot]) -> None:
    places, _ = drawing.arrange(dots)
    away = {tie: [hypot(places[d.id].x, places[d.id].y) for d in dots if d.tie == tie] for tie in drawing.TIES}

    for nearer, further in combinations(drawing.TIES, 2):
        if away[nearer] and away[further]:
            assert max(away[nearer]) < min(away[further])


def test_slices_are_as_wide_as_their_groups(alice: User) -> None:
    dots = [drawing.Dot(id=n, tie="weak", group=group, name="") for n, group in enumerate(["a", "b", "b", ""])]

    found = drawing.slices(dots)

    assert list(found) == ["b", "a", ""]
    assert found["b"].end - found["b"].start == pytest.approx(3.14159, abs=1e-4)


@pytest.mark.parametrize(
    ("last", "alive"),
    [(None, 0), (date(2023, 11, 23), 0), (date(2023, 11, 24), 1), (date(2025, 11, 24), 2), (date(2026, 8, 24), 3)],
)
def test_a_tie_is_as_alive_as_its_last_word(last: date | None, alive: int) -> None:
    assert aliveness(last, MONDAY) == alive


def test_the_map_says_who_led_to_whom_and_who_works_where(alice: User, mallory: User) -> None:
    goal = OrganizationFactory.create(owner=alice, name="Nordlys", interest=2)
    lone = OrganizationFactory.create(owner=alice, name="Lone")
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="", tie="strong", organization=lone)
    ben = ContactFactory.create(owner=alice, title="Planner", organization=goal, introduced_by=ana)
    ContactFactory.create(owner=alice, is_archived=True)
    ContactFactory.create(owner=mallory)

    found = network_map(alice, on=MONDAY)

    assert [node["id"] for node in found.nodes] == [f"p{ana.pk}", f"p{ben.pk}", f"o{goal.pk}"]
    assert found.nodes[0] | {"x": 0, "y": 0} == {
        "id": f"p{ana.pk}",
        "name": "Ana",
        "title": "Head of Logistics, Lone",
        "tie": "strong",
        "alive": 0,
        "url": f"/people/{ana.pk}/",
        "x": 0,
        "y": 0,
    }
    assert found.edges == [
        {"from": f"p{ana.pk}", "to": f"p{ben.pk}", "kind": "led"},
        {"from": f"p{ben.pk}", "to": f"o{goal.pk}", "kind": "works"},
    ]


def test_the_map_costs_two_queries(alice: User) -> None:
    ContactFactory.create_batch(3, owner=alice, organization=OrganizationFactory.create(owner=alice))
    OrganizationFactory.create(owner=alice, interest=1)

    with CaptureQueriesContext(connection) as queries:
        network_map(alice, on=MONDAY)

    assert len(queries) == 2


def test_the_page_has_the_same_facts_as_a_table(alices: Client, alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="")
    ContactFactory.create(owner=alice, first_name="Ben", introduced_by=ana)

    response = alices.get("/people/network/")

    assert [(each.first_name, each.led_on) for each in response.context["page"]] == [("Ana", 1), ("Ben", 0)]
    assert 'data-map="/people/network/map.json"' in response.content.decode()


def test_the_table_costs_the_same_for_one_and_for_three(alices: Client, alice: User) -> None:
    counts = []
    for number in (1, 2):
        ContactFactory.create_batch(number, owner=alice, organization=OrganizationFactory.create(owner=alice))
        with CaptureQueriesContext(connection) as queries:
            alices.get("/people/network/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_facts_of_the_map_are_the_owners(mallorys: Client, alice: User) -> None:
    ContactFactory.create(owner=alice)

    assert mallorys.get("/people/network/map.json").json() == {"nodes": [], "edges": []}


def test_an_empty_network_is_told_what_a_map_is_for(alices: Client) -> None:
    assert "Each network links to another" in alices.get("/people/network/").content.decode()
