"""Who could lead me there (P03, P05)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, Organization
from contacts.network import paths
from tests.factories import (
    AffiliationFactory,
    ContactFactory,
    EventFactory,
    OrganizationFactory,
    PostingFactory,
)


def person(owner: User, name: str, **fields: object) -> Contact:
    return ContactFactory.create(owner=owner, first_name=name, last_name="", **fields)


def said(found: list[paths.Path]) -> list[str]:
    return [
        f"{path.through.first_name} {path.reason}" + (f" → {path.leads_to.first_name}" if path.leads_to else "")
        for path in found
    ]


@pytest.fixture
def goal(alice: User) -> Organization:
    return OrganizationFactory.create(owner=alice, name="Nordlys", interest=3)


def test_those_who_are_there_come_strongest_first(alice: User, goal: Organization) -> None:
    person(alice, "Ana", organization=goal, tie="weak", last_interaction_on=date(2026, 1, 5))
    person(alice, "Ben", organization=goal, tie="weak", last_interaction_on=date(2026, 9, 5))
    person(alice, "Cleo", organization=goal, tie="none")
    person(alice, "Dan", organization=goal, tie="strong")
    person(alice, "Eve", organization=goal, is_archived=True)
    person(alice, "Finn", organization=goal, do_not_contact=True)

    assert said(paths.to_organization(alice, goal)) == [
        "Dan works there",
        "Ben works there",
        "Ana works there",
        "Cleo works there",
    ]


def test_who_was_there_leads_there_too(alice: User, goal: Organization) -> None:
    AffiliationFactory.create(contact=person(alice, "Ana"), organization=goal, until_year=2019)

    assert said(paths.to_organization(alice, goal)) == ["Ana worked at Nordlys until 2019"]


def test_who_told_of_a_posting_leads_there_too(alice: User, goal: Organization) -> None:
    """P53; whoever is there, or leads to one who is, is named for that."""
    ana, ben = person(alice, "Ana", tie="strong"), person(alice, "Ben", organization=goal, tie="none")
    cleo = person(alice, "Cleo", tie="none")
    person(alice, "Dan", organization=goal, introduced_by=cleo, tie="none")
    for number, teller in enumerate((ana, ana, ben, cleo, person(alice, "Eve", is_archived=True))):
        PostingFactory.create(organization=goal, title=f"Planner {number}", led_by=teller)
    PostingFactory.create(organization=OrganizationFactory.create(owner=alice), led_by=person(alice, "Finn"))

    assert said(paths.to_organization(alice, goal)) == [
        "Ana told you of a posting there",
        "Ben works there",
        "Dan works there",
        "Cleo led you to Dan → Dan",
    ]


def test_the_second_degree_goes_by_introduction_both_ways(alice: User, goal: Organization) -> None:
    ana = person(alice, "Ana", tie="strong")
    ben = person(alice, "Ben", organization=goal, introduced_by=ana, tie="none")
    person(alice, "Cleo", introduced_by=ben)

    assert said(paths.to_organization(alice, goal)) == [
        "Ana led you to Ben → Ben",
        "Cleo Ben led you to them → Ben",
        "Ben works there",
    ]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("work", "worked at Acme as Ben did"),
        ("school", "studied at Acme as Ben did"),
        ("member", "belongs to Acme as Ben does"),
    ],
)
def test_the_second_degree_goes_by_what_people_share(alice: User, goal: Organization, kind: str, reason: str) -> None:
    acme = OrganizationFactory.create(owner=alice, name="Acme")
    for contact in (person(alice, "Ana"), person(alice, "Ben", organization=goal, tie="none")):
        AffiliationFactory.create(contact=contact, organization=acme, kind=kind)

    assert said(paths.to_organization(alice, goal)) == [f"Ana {reason} → Ben", "Ben works there"]


def test_a_present_employer_is_shared_with_a_former_one(alice: User, goal: Organization) -> None:
    acme = OrganizationFactory.create(owner=alice, name="Acme")
    person(alice, "Ana", organization=acme)
    AffiliationFactory.create(contact=person(alice, "Ben", organization=goal, tie="none"), organization=acme)

    assert said(paths.to_organization(alice, goal)) == ["Ana worked at Acme as Ben did → Ben", "Ben works there"]


def test_the_second_degree_goes_by_events(alice: User, goal: Organization) -> None:
    evening = EventFactory.create(owner=alice, name="Rail evening")
    evening.people.set([person(alice, "Ana"), person(alice, "Ben", organization=goal, tie="none")])

    assert said(paths.to_organization(alice, goal)) == ["Ana was at Rail evening with Ben → Ben", "Ben works there"]


def test_a_crowd_is_no_link(alice: User, goal: Organization) -> None:
    fair = EventFactory.create(owner=alice)
    fair.people.set([person(alice, "Ben", organization=goal), *ContactFactory.create_batch(30, owner=alice)])

    assert said(paths.to_organization(alice, goal)) == ["Ben works there"]


def test_a_role_is_found_by_its_words(alice: User) -> None:
    ana = person(alice, "Ana", tie="strong", title="Café owner")
    person(alice, "Ben", title="Chef de café", introduced_by=ana, tie="none")

    assert said(paths.to_role(alice, "cafe chef")) == ["Ana led you to Ben → Ben", "Ben is Chef de café"]
    assert paths.to_role(alice, "  ") == []


def test_a_person_is_reached_through_those_near_them(alice: User, goal: Organization) -> None:
    ben = person(alice, "Ben", organization=goal, introduced_by=person(alice, "Ana", tie="strong"))
    person(alice, "Cleo", organization=goal)

    assert said(paths.to_person(alice, ben)) == ["Ana led you to Ben → Ben", "Cleo worked at Nordlys as Ben did → Ben"]


def test_paths_never_lead_through_other_peoples_rows(alice: User, mallory: User, goal: Organization) -> None:
    person(mallory, "Mal", organization=OrganizationFactory.create(owner=mallory, name="Nordlys"))

    assert paths.to_organization(alice, goal) == []


def test_paths_cost_the_same_for_one_and_for_three(alice: User, goal: Organization) -> None:
    counts = []
    for number in (1, 2):
        for _ in range(number):
            there = person(alice, "Ben", organization=goal, introduced_by=person(alice, "Ana"))
            AffiliationFactory.create(contact=there, kind="school")
            PostingFactory.create(organization=goal, title=f"Planner {there.pk}", led_by=person(alice, "Dan"))
            EventFactory.create(owner=alice).people.set([there, person(alice, "Cleo")])
        with CaptureQueriesContext(connection) as queries:
            paths.to_organization(alice, goal)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_the_page_finds_an_organization_a_person_or_a_role(alices: Client, alice: User, goal: Organization) -> None:
    person(alice, "Zoran", organization=goal, title="Signal engineer")

    told = [
        alices.get("/people/network/paths/", {"to": words}).context["sentence"]
        for words in ("nordlys", "Zoran", "signal engineer", "astronaut", "")
    ]

    assert told == [
        "One person could lead you to Nordlys.",
        "Nobody you know leads to Zoran yet.",
        "One person could lead you to a role like “signal engineer”.",
        "Nobody you know leads to a role like “astronaut” yet.",
        "",
    ]


def test_the_first_words_of_an_organization_suffice(alices: Client, alice: User) -> None:
    OrganizationFactory.create(owner=alice, name="Kessel Brothers")
    wanted = OrganizationFactory.create(owner=alice, name="Kessel & Söhne", interest=2)
    ContactFactory.create(owner=alice, organization=wanted)
    OrganizationFactory.create(owner=alice, name="Railwise")

    assert alices.get("/people/network/paths/?to=kessel").context["goal"] == "Kessel & Söhne"
    assert alices.get("/people/network/paths/?to=KESSEL %26 sohne").context["goal"] == "Kessel & Söhne"
    assert alices.get("/people/network/paths/?to=rail").context["goal"] == "a role like “rail”"


def test_a_link_names_the_goal(alices: Client, alice: User, goal: Organization) -> None:
    ben = person(alice, "Ben", organization=goal)

    by_link = [
        alices.get("/people/network/paths/", query).context["sentence"]
        for query in ({"organization": goal.pk}, {"person": ben.pk})
    ]

    assert by_link == ["One person could lead you to Nordlys.", "Nobody you know leads to Ben yet."]


@pytest.mark.parametrize("name", ["organization", "person"])
def test_a_strangers_goal_is_not_found(mallorys: Client, alice: User, goal: Organization, name: str) -> None:
    pk = {"organization": goal.pk, "person": person(alice, "Ben").pk}[name]

    assert mallorys.get("/people/network/paths/", {name: pk}).status_code == 404
    assert mallorys.get("/people/network/paths/", {name: "x"}).status_code == 404
