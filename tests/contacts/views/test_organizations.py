from typing import TYPE_CHECKING

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, Organization, OrganizationAlias
from tests.conftest import MONDAY
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    OrganizationFactory,
    PostingFactory,
    TargetFactory,
)

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

HTMX = {"HX-Request": "true"}
NEW = {"name": "Northwind", "interest": "2", "website": "northwind.example.com", "notes": "Lyon in spring."}


@pytest.fixture
def northwind(alice: User) -> Organization:
    return OrganizationFactory.create(owner=alice, name="Northwind", interest=3, notes="Lyon in spring.")


def names(response: "Response") -> list[tuple[str, int]]:
    return [(organization.name, organization.people_count) for organization in response.context["page"]]


def test_the_most_wanted_come_first_with_who_is_there(alices: Client, alice: User, northwind: Organization) -> None:
    """P05."""
    OrganizationFactory.create(owner=alice, name="Acme")
    ContactFactory.create_batch(2, owner=alice, organization=northwind)
    ContactFactory.create(owner=alice, organization=northwind, is_archived=True)

    response = alices.get("/people/organizations/")

    assert names(response) == [("Northwind", 2), ("Acme", 0)]
    assert "My first choice" in response.content.decode()


def test_organizations_are_searched_while_typing(alices: Client, alice: User, northwind: Organization) -> None:
    OrganizationFactory.create(owner=alice, name="Kessel & Söhne, GmbH")

    found = alices.get("/people/organizations/?q=sohne", headers={"HX-Request": "true"})
    none = alices.get("/people/organizations/?q=nowhere%00").content.decode()

    assert names(found) == [("Kessel & Söhne, GmbH", 0)]
    assert found.content.decode().lstrip().startswith('<div id="rows">')
    assert "None found" in none


def test_none_yet_asks_where_one_would_like_to_work(alices: Client) -> None:
    assert "Where would you like to work?" in alices.get("/people/organizations/").content.decode()


def test_an_organization_shows_who_is_there(alices: Client, alice: User, northwind: Organization) -> None:
    ContactFactory.create(owner=alice, first_name="Marisol", organization=northwind)

    page = alices.get(f"/people/organizations/{northwind.pk}/").content.decode()

    for words in ("Marisol Ibáñez", "Lyon in spring.", "My first choice", "/people/new/?organization=Northwind"):
        assert words in page


def test_an_organization_where_one_knows_nobody_teaches(alices: Client, northwind: Organization) -> None:
    assert "without knowing anyone" in alices.get(f"/people/organizations/{northwind.pk}/").content.decode()


def test_an_organization_is_added(alices: Client, alice: User) -> None:
    page = alices.get("/people/organizations/new/")
    response = alices.post("/people/organizations/new/", NEW)

    organization = Organization.for_user(alice).get()
    assert page.status_code == 200
    assert response["Location"] == f"/people/organizations/{organization.pk}/"
    assert (organization.name, organization.interest, organization.website, organization.shown_website) == (
        "Northwind",
        2,
        "https://northwind.example.com",
        "northwind.example.com",
    )


@pytest.mark.parametrize("name", ["northwind", "Northwind, Inc.", "NORTHWIND GmbH"])
def test_a_name_that_is_taken_shows_the_way_to_it(alices: Client, northwind: Organization, name: str) -> None:
    response = alices.post("/people/organizations/new/", {**NEW, "name": name})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "name": [
            f'You already have this one: <a href="/people/organizations/{northwind.pk}/">Northwind</a>. '
            "Nothing was saved."
        ]
    }
    assert f'<a href="/people/organizations/{northwind.pk}/">Northwind</a>' in response.content.decode()
    assert Organization.unscoped.count() == 1


def test_a_name_of_markup_stays_text(alices: Client, alice: User) -> None:
    OrganizationFactory.create(owner=alice, name="<b>Acme</b>")

    page = alices.post("/people/organizations/new/", {"name": "<b>Acme</b>", "interest": "0"}).content.decode()

    assert "<b>Acme" not in page


def test_the_same_name_is_free_for_someone_else(mallorys: Client, mallory: User, northwind: Organization) -> None:
    assert mallorys.post("/people/organizations/new/", NEW).status_code == 302
    assert Organization.for_user(mallory).count() == 1


def test_an_organization_is_changed(alices: Client, northwind: Organization) -> None:
    page = alices.get(f"/people/organizations/{northwind.pk}/edit/").content.decode()
    response = alices.post(f"/people/organizations/{northwind.pk}/edit/", {**NEW, "name": "Northwind Ltd"})
    refused = alices.post(f"/people/organizations/{northwind.pk}/edit/", {**NEW, "website": "not a page"})

    northwind.refresh_from_db()
    assert "Lyon in spring." in page
    assert response["Location"] == f"/people/organizations/{northwind.pk}/"
    assert (northwind.name, northwind.interest) == ("Northwind Ltd", 2)
    assert refused.status_code == 422
    assert "not a page" in refused.content.decode()


def test_deleting_an_organization_leaves_the_people(alices: Client, alice: User, northwind: Organization) -> None:
    contact = ContactFactory.create(owner=alice, organization=northwind)

    page = alices.get(f"/people/organizations/{northwind.pk}/delete/").content.decode()
    response = alices.post(f"/people/organizations/{northwind.pk}/delete/")

    assert "The 1 person there stay" in page
    assert response["Location"] == "/people/organizations/"
    assert Contact.for_user(alice).get() == contact
    assert Organization.unscoped.count() == 0


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("industry", "Rail freight", "Rail freight"),
        ("website", "northwind.example.com", "https://northwind.example.com"),
        ("notes", "Ask for Ana.", "Ask for Ana."),
    ],
)
def test_a_fact_is_changed_where_it_stands(
    alices: Client, northwind: Organization, name: str, typed: str, kept: str
) -> None:
    address = f"/people/organizations/{northwind.pk}/edit/{name}/"

    form = alices.get(address, headers=HTMX).content.decode()
    changed = alices.post(address, {name: typed}, headers=HTMX)
    plain = alices.post(address, {name: typed})

    northwind.refresh_from_db()
    assert f'hx-post="{address}"' in form
    assert (changed.status_code, changed["HX-Retarget"], changed["HX-Reswap"]) == (200, "#about", "outerHTML")
    assert 'id="about"' in changed.content.decode()
    assert plain["Location"] == f"/people/organizations/{northwind.pk}/"
    assert (getattr(northwind, name), northwind.interest) == (kept, 3)


def test_a_fact_that_cannot_be_keeps_what_was_typed(alices: Client, northwind: Organization) -> None:
    refused = alices.post(f"/people/organizations/{northwind.pk}/edit/website/", {"website": "not a page"})

    northwind.refresh_from_db()
    assert (refused.status_code, northwind.website) == (422, "")
    assert 'value="not a page"' in refused.content.decode()
    assert alices.get(f"/people/organizations/{northwind.pk}/edit/owner/").status_code == 404


def test_the_page_asks_whom_one_could_ask_there(alices: Client, alice: User, northwind: Organization) -> None:
    nobody = alices.get(f"/people/organizations/{northwind.pk}/").content.decode()
    ContactFactory.create(owner=alice, first_name="Ana", tie="strong", organization=northwind)
    somebody = alices.get(f"/people/organizations/{northwind.pk}/").content.decode()

    assert "Perhaps someone you know leads to someone." in nobody
    assert "Ana is nearest to you." in somebody


def test_an_organization_costs_the_same_for_one_and_for_three(
    alices: Client, alice: User, northwind: Organization
) -> None:
    campaign = CampaignFactory.create(owner=alice)

    def add() -> int:
        contact = ContactFactory.create(owner=alice, organization=northwind)
        FollowUpFactory.create(contact=contact)
        TargetFactory.create(campaign=campaign, contact=contact, state="ready", next_attempt_on=MONDAY)
        InterviewFactory.create(contact=contact)
        PostingFactory.create(organization=northwind, title=f"Planner {contact.pk}", led_by=contact)
        OrganizationAlias.unscoped.create(owner=alice, organization=northwind, name=f"Name {contact.pk}")
        with CaptureQueriesContext(connection) as asked:
            alices.get(f"/people/organizations/{northwind.pk}/")
        return len(asked)

    add()

    assert add() == add()


def test_another_name_is_shown_and_taken_off_with_a_way_back(
    alices: Client, alice: User, northwind: Organization
) -> None:
    alias = OrganizationAlias.unscoped.create(owner=alice, organization=northwind, name="Old Winds")

    page = alices.get(f"/people/organizations/{northwind.pk}/").content.decode()
    twin = alices.post("/people/organizations/new/", {"name": "OLD WINDS Inc.", "interest": "0"})
    response = alices.post(f"/people/organizations/names/{alias.pk}/delete/")
    (message,) = get_messages(response.wsgi_request)
    gone = OrganizationAlias.unscoped.count()
    alices.post(message.extra_tags)

    assert "<span>Old Winds</span>" in page
    assert (twin.status_code, "You already have this one" in twin.content.decode()) == (422, True)
    assert (response["Location"], gone) == (f"/people/organizations/{northwind.pk}/", 0)
    assert OrganizationAlias.unscoped.get() == alias


@pytest.mark.parametrize("path", ["", "edit/", "delete/"])
def test_a_stranger_finds_no_organization(mallorys: Client, northwind: Organization, path: str) -> None:
    assert mallorys.get(f"/people/organizations/{northwind.pk}/{path}").status_code == 404
    assert mallorys.post(f"/people/organizations/{northwind.pk}/edit/", NEW).status_code == 404
    assert mallorys.post(f"/people/organizations/{northwind.pk}/delete/").status_code == 404
    assert names(mallorys.get("/people/organizations/")) == []
    assert Organization.unscoped.get().interest == 3


def test_showing_organizations_refuses_to_be_posted_to(alices: Client, northwind: Organization) -> None:
    assert alices.post("/people/organizations/").status_code == 405
    assert alices.post(f"/people/organizations/{northwind.pk}/").status_code == 405


@pytest.mark.parametrize(("path", "most"), [("/people/organizations/", 10), ("/people/organizations/{}/", 13)])
def test_organizations_cost_the_same_for_one_and_for_three(
    alices: Client, alice: User, northwind: Organization, path: str, most: int
) -> None:
    def add() -> None:
        OrganizationFactory.create(owner=alice)
        ContactFactory.create(owner=alice, organization=northwind)

    add()
    alices.get(path.format(northwind.pk))
    with CaptureQueriesContext(connection) as one:
        alices.get(path.format(northwind.pk))
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        alices.get(path.format(northwind.pk))

    assert len(one) == len(three) <= most
