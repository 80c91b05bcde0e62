from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import (
    Change,
    Contact,
    DifferentOrganizations,
    DifferentPeople,
    Occasion,
    Organization,
    Photo,
)
from tests.conftest import MORNING
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    InteractionFactory,
    OccasionFactory,
    OrganizationFactory,
)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def two(alice: User) -> tuple[Contact, Contact]:
    """Marisol, and a second record of her."""
    stays = ContactFactory.create(owner=alice, first_name="Marisol", title="Head of Logistics", notes="Tea.")
    goes = ContactFactory.create(owner=alice, first_name="M.", title="COO", notes="Lyon.", walk_of_life="work")
    InteractionFactory.create(contact=stays)
    return stays, goes


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Choosing the other -----------------------------------------------------------------------------------------------


def test_two_ticked_are_compared_the_fuller_one_first(alices: Client, two: tuple[Contact, Contact]) -> None:
    stays, goes = two

    response = alices.get(f"/people/merge/?contact={goes.pk}&contact={stays.pk}&back=duplicates")

    assert response["Location"] == f"/people/{stays.pk}/merge/{goes.pk}/?back=duplicates"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_other_than_two_are_not_compared(alices: Client, alice: User, count: int) -> None:
    keys = [contact.pk for contact in ContactFactory.create_batch(count, owner=alice)]

    response = alices.get("/people/merge/", {"contact": keys})

    assert response["Location"] == "/people/"
    assert said(response) == ["Tick the two that are one person; then they can be merged."]


def test_those_who_look_alike_come_first(alices: Client, alice: User, two: tuple[Contact, Contact]) -> None:
    stays, goes = two
    for contact in two:
        ContactPointFactory.create(contact=contact, value="marisol@example.com")
    ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")

    page = alices.get(f"/people/{stays.pk}/merge/")

    assert page.context["alike"] == [(goes, "Same e-mail address: marisol@example.com")]


def test_the_other_is_found_by_words(alices: Client, alice: User, mallory: User, two: tuple[Contact, Contact]) -> None:
    wei = ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")
    ContactFactory.create(owner=mallory, first_name="Wei", last_name="Zhang")

    page = alices.get(f"/people/{two[0].pk}/merge/", {"q": "wei"})
    piece = alices.get(f"/people/{two[0].pk}/merge/", {"q": "wei"}, headers={"HX-Request": "true"})
    nobody = alices.get(f"/people/{two[0].pk}/merge/", {"q": "\x00nobody"})

    assert page.context["found"] == [wei]
    assert piece.content.decode().lstrip().startswith('<div id="found">')
    assert "Nobody found" in nobody.content.decode()


def test_nobody_alike_is_said(alices: Client, alice: User) -> None:
    contact = ContactFactory.create(owner=alice, first_name="Wei")

    assert "Nobody looks like Wei" in alices.get(f"/people/{contact.pk}/merge/").content.decode()


# --- Side by side -----------------------------------------------------------------------------------------------------


def test_both_are_shown_side_by_side(alices: Client, two: tuple[Contact, Contact]) -> None:
    stays, goes = two

    page = alices.get(f"/people/{stays.pk}/merge/{goes.pk}/")

    chosen = {name: side for _, name, side in page.context["form"].rows()}
    assert chosen == {
        "choose-name": "stays",
        "choose-title": "stays",
        "choose-walk_of_life": "goes",
        "choose-notes": "both",
    }
    assert page.context["swapped"] == f"/people/{goes.pk}/merge/{stays.pk}/"
    assert Contact.unscoped.count() == 2


def test_they_are_merged_as_chosen_and_the_toast_takes_it_back(alices: Client, two: tuple[Contact, Contact]) -> None:
    stays, goes = two
    response = alices.post(
        f"/people/{stays.pk}/merge/{goes.pk}/", {"choose-title": "goes", "choose-notes": "both", "choose-name": "stays"}
    )
    [toast] = get_messages(response.wsgi_request)

    one = Contact.unscoped.get()
    assert response["Location"] == f"/people/{stays.pk}/"
    assert (one.first_name, one.title, one.notes, one.walk_of_life) == ("Marisol", "COO", "Tea.\nLyon.", "work")
    assert str(toast) == "They are one now."
    alices.post(toast.extra_tags)
    assert sorted(Contact.unscoped.values_list("first_name", "title")) == [
        ("M.", "COO"),
        ("Marisol", "Head of Logistics"),
    ]


def test_from_the_duplicates_one_goes_on_with_the_duplicates(alices: Client, two: tuple[Contact, Contact]) -> None:
    stays, goes = two
    page = alices.get(f"/people/{stays.pk}/merge/{goes.pk}/", {"back": "duplicates"})
    response = alices.post(f"/people/{stays.pk}/merge/{goes.pk}/", {"back": "duplicates"})

    assert (page.context["cancel"], response["Location"]) == ("/people/duplicates/", "/people/duplicates/")


def test_back_leads_nowhere_else(alices: Client, two: tuple[Contact, Contact]) -> None:
    stays, goes = two

    response = alices.post(f"/people/{stays.pk}/merge/{goes.pk}/", {"back": "https://evil.example/"})

    assert response["Location"] == f"/people/{stays.pk}/"


def test_an_unknown_side_is_refused_and_nothing_changes(alices: Client, two: tuple[Contact, Contact]) -> None:
    stays, goes = two

    response = alices.post(f"/people/{stays.pk}/merge/{goes.pk}/", {"choose-title": "neither"})

    assert response.status_code == 422
    assert Contact.unscoped.count() == 2


def test_days_and_photos_are_chosen_too(alices: Client, two: tuple[Contact, Contact]) -> None:
    stays, goes = two
    for number, contact in enumerate(two):
        OccasionFactory.create(contact=contact, kind="other", name="Founders’ day", day=3 + number)
        Photo.unscoped.create(contact=contact, image=b"x", digest=str(number))

    page = alices.get(f"/people/{stays.pk}/merge/{goes.pk}/")
    names = [name for _, name, _ in page.context["form"].rows()][-2:]
    alices.post(f"/people/{stays.pk}/merge/{goes.pk}/", dict.fromkeys(names, "goes"))

    assert (Occasion.unscoped.get().day, Photo.unscoped.get().digest) == (4, "1")


def test_two_that_say_the_same_leave_nothing_to_choose(alices: Client, alice: User) -> None:
    stays, goes = ContactFactory.create_batch(2, owner=alice, first_name="Ana")

    page = alices.get(f"/people/{stays.pk}/merge/{goes.pk}/").content.decode()
    alices.post(f"/people/{stays.pk}/merge/{goes.pk}/")

    assert "nothing to choose" in page
    assert Contact.unscoped.get() == stays


def test_strangers_and_nobody_are_not_found(
    alices: Client, mallorys: Client, mallory: User, two: tuple[Contact, Contact]
) -> None:
    stays, goes = two
    theirs = ContactFactory.create(owner=mallory)

    for client, one, other in (
        (mallorys, stays.pk, goes.pk),
        (mallorys, theirs.pk, goes.pk),
        (mallorys, stays.pk, theirs.pk),
        (alices, stays.pk, stays.pk),
        (alices, stays.pk, 999_999),
    ):
        for address in (f"/people/{one}/merge/{other}/", f"/people/{one}/not/{other}/"):
            assert client.post(address).status_code == 404
        assert client.get(f"/people/{one}/merge/{other}/").status_code == 404
        assert client.get("/people/merge/", {"contact": [one, other]}).status_code in (302, 404)
    assert mallorys.get(f"/people/{stays.pk}/merge/").status_code == 404
    assert Contact.unscoped.count() == 3
    assert (DifferentPeople.unscoped.count(), Change.unscoped.count()) == (0, 0)


def test_a_page_of_more_costs_no_more_queries(alices: Client, alice: User) -> None:
    def queries(count: int) -> int:
        stays, goes = ContactFactory.create_batch(2, owner=alice)
        for contact in (stays, goes):
            for number in range(count):
                ContactPointFactory.create(contact=contact, value=f"{contact.pk}-{number}@example.com")
                OccasionFactory.create(contact=contact, kind="other", name=f"{number}", day=3 + contact.pk % 2)
        with CaptureQueriesContext(connection) as asked:
            alices.get(f"/people/{stays.pk}/merge/{goes.pk}/")
        return len(asked)

    assert queries(1) == queries(3)


# --- Duplicates -------------------------------------------------------------------------------------------------------


def test_duplicates_are_listed_with_their_reason_and_counted(alices: Client, two: tuple[Contact, Contact]) -> None:
    for contact in two:
        ContactPointFactory.create(contact=contact, value="marisol@example.com")

    page = alices.get("/people/duplicates/")
    menu = alices.get("/people/").content.decode()

    [row] = page.context["rows"]
    assert (row.one, row.other, row.reasons) == (
        *two,
        ("Same e-mail address: marisol@example.com", "M. might be Marisol"),
    )
    assert 'Duplicates<span class="tag quiet">1</span>' in menu


def test_no_duplicates_teach(alices: Client) -> None:
    assert "Nobody seems to be here twice" in alices.get("/people/duplicates/").content.decode()
    assert "No organization seems" in alices.get("/people/organizations/duplicates/").content.decode()


def test_told_apart_they_are_not_listed_and_can_be_taken_back(alices: Client, alice: User) -> None:
    one, other = ContactFactory.create_batch(2, owner=alice, first_name="Ana", last_name="Silva")

    response = alices.post(f"/people/{other.pk}/not/{one.pk}/")
    [toast] = get_messages(response.wsgi_request)
    told = DifferentPeople.unscoped.values_list("one", "other").get()
    gone = alices.get("/people/duplicates/").context["rows"]
    alices.post(toast.extra_tags)

    assert response["Location"] == "/people/duplicates/"
    assert (told, gone) == ((one.pk, other.pk), [])
    assert len(alices.get("/people/duplicates/").context["rows"]) == 1


def test_a_longer_list_of_duplicates_costs_no_more_queries(alices: Client, alice: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            alices.get("/people/duplicates/")
        return len(asked)

    for name in ("Ana", "Wei", "Tom"):
        for contact in ContactFactory.create_batch(2, owner=alice, first_name=name, last_name=name * 3):
            ContactPointFactory.create(contact=contact, value=f"{name}@example.com")
        if name == "Ana":
            one = queries()

    assert queries() == one


# --- Organizations ----------------------------------------------------------------------------------------------------


@pytest.fixture
def acmes(alice: User) -> tuple[Organization, Organization]:
    stays = OrganizationFactory.create(owner=alice, name="Acme", notes="Cork.", interest=1)
    goes = OrganizationFactory.create(owner=alice, name="Acme Europe", notes="Lyon.", interest=3)
    ContactFactory.create_batch(2, owner=alice, organization=goes)
    return stays, goes


def test_organizations_are_merged_and_back(alices: Client, acmes: tuple[Organization, Organization]) -> None:
    stays, goes = acmes
    listed = alices.get("/people/organizations/duplicates/").context["rows"]
    asked = f"organization={stays.pk}&organization={goes.pk}&back=organization_duplicates"
    compared = alices.get(f"/people/organizations/merge/?{asked}")
    page = alices.get(f"/people/organizations/{stays.pk}/merge/{goes.pk}/")
    response = alices.post(
        f"/people/organizations/{stays.pk}/merge/{goes.pk}/",
        {"choose-name": "goes", "back": "organization_duplicates"},
    )

    one = Organization.unscoped.get()
    [toast] = get_messages(response.wsgi_request)
    assert [(row.one, row.other) for row in listed] == [acmes]
    assert compared["Location"] == (f"/people/organizations/{goes.pk}/merge/{stays.pk}/?back=organization_duplicates")
    assert "2 people" in " ".join(page.content.decode().split())
    assert response["Location"] == "/people/organizations/duplicates/"
    assert (one.pk, one.name, one.notes, one.interest, one.contacts.count()) == (
        stays.pk,
        "Acme Europe",
        "Cork.\nLyon.",
        3,
        2,
    )
    alices.post(toast.extra_tags)
    assert sorted(Organization.unscoped.values_list("name", "interest")) == [("Acme", 1), ("Acme Europe", 3)]


def test_an_organization_finds_its_other_record(alices: Client, acmes: tuple[Organization, Organization]) -> None:
    stays, goes = acmes

    empty = alices.get(f"/people/organizations/{stays.pk}/merge/").content.decode()
    page = alices.get(f"/people/organizations/{stays.pk}/merge/", {"q": "europe"})
    none = alices.get(f"/people/organizations/{stays.pk}/merge/", {"q": "nowhere"}).content.decode()

    assert "Search for the other one" in empty
    assert page.context["found"] == [goes]
    assert "None found" in none


def test_organizations_told_apart(alices: Client, acmes: tuple[Organization, Organization]) -> None:
    stays, goes = acmes

    response = alices.post(f"/people/organizations/{goes.pk}/not/{stays.pk}/")

    assert response["Location"] == "/people/organizations/duplicates/"
    assert DifferentOrganizations.unscoped.values_list("one", "other").get() == (stays.pk, goes.pk)
    assert alices.get("/people/organizations/duplicates/").context["rows"] == []


def test_organizations_of_strangers_are_not_found(
    alices: Client, mallorys: Client, mallory: User, acmes: tuple[Organization, Organization]
) -> None:
    stays, goes = acmes
    theirs = OrganizationFactory.create(owner=mallory)

    for client, one, other in (
        (mallorys, stays.pk, goes.pk),
        (mallorys, theirs.pk, goes.pk),
        (mallorys, stays.pk, theirs.pk),
        (alices, stays.pk, stays.pk),
    ):
        for address in (f"{one}/merge/{other}/", f"{one}/not/{other}/"):
            assert client.post(f"/people/organizations/{address}").status_code == 404
        assert client.get("/people/organizations/merge/", {"organization": [one, other]}).status_code == 404
    assert mallorys.get(f"/people/organizations/{stays.pk}/merge/").status_code == 404
    assert Organization.unscoped.count() == 3
    assert DifferentOrganizations.unscoped.count() == 0
