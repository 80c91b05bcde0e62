"""Who might be here twice, and why; nobody is compared with everybody (P02)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts import duplicates, tasks, telling_apart
from contacts.duplicates import Candidate, among_people
from contacts.models import Contact, Organization
from contacts.organization_duplicates import among_organizations
from tests.conftest import MORNING
from tests.factories import ContactFactory, ContactPointFactory, OrganizationFactory


def person(owner: User, name: str, organization: Organization | None = None) -> Contact:
    first, _, last = name.partition(" ")
    return ContactFactory.create(owner=owner, first_name=first, last_name=last, organization=organization)


def reasons(owner: User) -> list[tuple[str, ...]]:
    return [each.reasons for each in among_people(owner)]


@pytest.mark.parametrize(
    ("kind", "values", "reason", "strength"),
    [
        (
            "profile",
            ("https://www.linkedin.com/in/marisol/", "linkedin.com/in/Marisol"),
            "Same profile: linkedin.com/in/marisol",
            100,
        ),
        ("email", ("Marisol@Example.com", "marisol@example.com"), "Same e-mail address: marisol@example.com", 90),
        ("phone", ("912 345 678", "+351 912 345 678"), "Same phone number: +351912345678", 80),
    ],
)
def test_a_shared_address_speaks_for_one_person(
    alice: User, kind: str, values: tuple[str, str], reason: str, strength: int
) -> None:
    one, other = person(alice, "Marisol Ibáñez"), person(alice, "M. Ibáñez Roca")
    for contact, value in zip((other, one), values, strict=True):
        ContactPointFactory.create(contact=contact, kind=kind, value=value)

    assert among_people(alice) == [Candidate(one.pk, other.pk, strength, (reason,))]


def test_a_profile_is_one_persons_whatever_the_names(alice: User) -> None:
    for name in ("Ana Silva", "Pedro Costa"):
        ContactPointFactory.create(contact=person(alice, name), kind="profile", value="linkedin.com/in/x")

    assert reasons(alice) == [("Same profile: linkedin.com/in/x",)]


@pytest.mark.parametrize(
    ("names", "kind", "strength"),
    [
        (("Ana Silva", "Pedro Silva"), "email", 40),
        (("Ana Silva", "Pedro Costa"), "email", None),
        (("Ana Silva", "Pedro Silva"), "phone", None),
    ],
)
def test_couples_families_and_offices_share_addresses(
    alice: User, names: tuple[str, str], kind: str, strength: int | None
) -> None:
    for name in names:
        value = "us@example.com" if kind == "email" else "+351 912 345 678"
        ContactPointFactory.create(contact=person(alice, name), kind=kind, value=value)

    assert [each.strength for each in among_people(alice)] == ([strength] if strength else [])


def test_a_company_website_is_nobodys(alice: User) -> None:
    for name in ("Ana Silva", "Pedro Costa"):
        ContactPointFactory.create(contact=person(alice, name), kind="profile", value="https://acme.com/team")

    assert reasons(alice) == []


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Marisol Ibáñez", "marisol IBANEZ", "Same name"),
        ("Marisol Ibáñez", "Ibáñez Marisol", "Same name"),
        ("Robert Smith", "Bob Smith", "Bob is short for Robert"),
        ("Liz Jones", "Elizabeth Jones", "Liz is short for Elizabeth"),
        ("M. Ibáñez", "Marisol Ibáñez", "M. might be Marisol"),
        ("Marisol Ibáñez", "Marisol Ibáñez Roca", "One name is part of the other"),
        ("Ana Silva", "Ana Maria Silva", "One name is part of the other"),
        ("Marisol Ibáñez", "Marisol Ibánes", "Names a slip of the pen apart"),
        ("Tobias Krüger", "Tobias Kruger", "Same name"),
        ("Siobhán O’Brien", "Siobhan O'Brian", "Names a slip of the pen apart"),
        ("Marisol Ibáñez", "Mraisol Ibáñez", "Names a slip of the pen apart"),
    ],
)
def test_names_that_may_be_one_persons(alice: User, one: str, other: str, reason: str) -> None:
    person(alice, one)
    person(alice, other)

    assert reasons(alice) == [(reason,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maria Silva", "Marta Silva"),
        ("Daniel Costa", "Daniela Costa"),
        ("Ana Silva", "Ana Costa"),
        ("Ana Lee", "Ana Lei"),
        ("Robert Smith", "Rita Smith"),
        ("Bob Smith", "Rob Jones"),
        ("Ana", "Ana Silva"),
    ],
)
def test_names_of_two_people(alice: User, one: str, other: str) -> None:
    person(alice, one)
    person(alice, other)

    assert reasons(alice) == []


def test_the_organization_speaks_for_or_against(alice: User) -> None:
    acme, other = OrganizationFactory.create_batch(2, owner=alice)
    person(alice, "Ana Silva", acme)
    person(alice, "Ana Silva", acme)
    person(alice, "Bob Jones", acme)
    person(alice, "Robert Jones", other)
    person(alice, "Wei Zhang", acme)
    person(alice, "Wei Zhang", other)
    person(alice, "Priya", acme)
    person(alice, "Priya Nair", acme)

    assert [(each.strength, each.reasons) for each in among_people(alice)] == [
        (75, ("Same name and organization",)),
        (55, ("Priya might be Priya Nair, same organization",)),
        (45, ("Same name, at different organizations",)),
    ]


def test_several_reasons_are_all_said_the_strongest_first(alice: User) -> None:
    acme = OrganizationFactory.create(owner=alice)
    for _ in range(2):
        contact = person(alice, "Ana Silva", acme)
        ContactPointFactory.create(contact=contact, value="ana@example.com")
        ContactPointFactory.create(contact=contact, kind="phone", value="+351 912 345 678")

    [candidate] = among_people(alice)

    assert candidate.reasons == (
        "Same e-mail address: ana@example.com",
        "Same phone number: +351912345678",
        "Same name and organization",
    )
    assert candidate.strength == 96


def test_whom_the_user_told_apart_are_not_asked_about_again(alice: User) -> None:
    one, other = person(alice, "Ana Silva"), person(alice, "Ana Silva")

    change = telling_apart.people(other, one, now=MORNING)

    assert among_people(alice) == []
    assert change is not None
    assert change.sentence == "Told Ana Silva and Ana Silva apart"
    assert telling_apart.people(one, other, now=MORNING) is None


def test_strangers_are_no_duplicates(alice: User, mallory: User) -> None:
    for owner in (alice, mallory):
        ContactPointFactory.create(contact=person(owner, "Ana Silva"), value="ana@example.com")

    assert (among_people(alice), among_people(mallory)) == ([], [])


def test_of_many_who_share_something_only_neighbours_are_paired(alice: User) -> None:
    for _ in range(30):
        ContactPointFactory.create(contact=person(alice, "Ana Silva"), value="ana@example.com")

    assert len(among_people(alice)) == 29


def test_like_finds_the_pairs_of_one(alice: User) -> None:
    ana = person(alice, "Ana Silva")
    other = person(alice, "Ana Silva")
    person(alice, "Wei Zhang")
    person(alice, "Wei Zhang")

    assert [(each.one, each.other) for each in duplicates.like(other)] == [(ana.pk, other.pk)]


def test_more_people_cost_no_more_queries(alice: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            among_people(alice)
        return len(asked)

    person(alice, "Ana Silva")
    few = queries()
    for number in range(20):
        ContactPointFactory.create(contact=person(alice, f"Ana Silva{number % 3}"), value=f"a{number % 5}@example.com")

    assert queries() == few == 3


def test_the_count_is_remembered_for_menus(alice: User) -> None:
    assert duplicates.known_count(alice) is None
    person(alice, "Ana Silva")
    person(alice, "Ana Silva")

    tasks.count_duplicates(alice.pk)

    assert duplicates.known_count(alice) == 1


# --- Organizations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Acme Inc.", "ACME Corporation Europe", "Same name, apart from region or branch"),
        ("Deutsche Bahn Group", "Deutsche Bahn AG", "Same name, apart from region or branch"),
        ("Price Waterhouse", "PriceWaterhouse", "Same name, written apart or together"),
        ("Kessel & Söhne", "Kesel & Söhne", "Names a slip of the pen apart"),
    ],
)
def test_organizations_that_may_be_one(alice: User, one: str, other: str, reason: str) -> None:
    OrganizationFactory.create(owner=alice, name=one)
    OrganizationFactory.create(owner=alice, name=other)

    assert [each.reasons for each in among_organizations(alice)] == [(reason,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Acme", "Acne"), ("School 12", "School 13"), ("Bank of Ireland", "Bank of Scotland"), ("Northwind", "Southwind")],
)
def test_organizations_that_are_two(alice: User, one: str, other: str) -> None:
    OrganizationFactory.create(owner=alice, name=one)
    OrganizationFactory.create(owner=alice, name=other)

    assert among_organizations(alice) == []


def test_organizations_of_one_website(alice: User, mallory: User) -> None:
    acme = OrganizationFactory.create(owner=alice, name="Acme", website="https://www.acme.com/")
    lab = OrganizationFactory.create(owner=alice, name="Future Lab", website="http://acme.com/lab")
    OrganizationFactory.create(owner=alice, name="On LinkedIn", website="https://linkedin.com/company/x")
    OrganizationFactory.create(owner=alice, name="There too", website="https://www.linkedin.com/company/y")
    OrganizationFactory.create(owner=alice, name="Broken", website="http://[")
    OrganizationFactory.create(owner=mallory, name="Acme", website="https://acme.com")

    found = among_organizations(alice)

    assert found == [Candidate(acme.pk, lab.pk, 70, ("Same website: acme.com",))]
    telling_apart.organizations(lab, acme, now=MORNING)
    assert among_organizations(alice) == []
