from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Change, Contact
from tests.conftest import MORNING
from tests.factories import ContactFactory, OrganizationFactory, TagFactory


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def two(alice: User) -> list[int]:
    contacts = ContactFactory.create_batch(2, owner=alice, added_on=date(2026, 8, 3))
    return [contact.pk for contact in contacts]


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_several_people_change_at_once(alices: Client, two: list[int]) -> None:
    page = alices.get("/people/several/", {"contact": two})
    response = alices.post("/people/several/", {"contact": two, "tier": "key", "tag_names": "rail, Lyon"})

    assert page.status_code == 200
    assert response["Location"] == "/people/"
    assert said(response) == ["Changed 2 people."]
    for contact in Contact.unscoped.all():
        assert (contact.tier, contact.next_touch_on, contact.is_archived) == ("key", date(2026, 11, 3), False)
        assert sorted(tag.name for tag in contact.tags.all()) == ["Lyon", "rail"]


def test_the_toast_takes_it_back(alices: Client, two: list[int]) -> None:
    response = alices.post("/people/several/", {"contact": two, "archive": "set"})
    [toast] = get_messages(response.wsgi_request)

    undone = alices.post(toast.extra_tags, headers={"Referer": "http://testserver/people/?show=archived"})

    assert undone["Location"] == "http://testserver/people/?show=archived"
    assert said(undone)[-1] == "Taken back. All is as it was."
    assert not Contact.unscoped.filter(is_archived=True).exists()


@pytest.mark.parametrize(
    ("asked", "became"),
    [
        ({"months_how": "set", "months": "4"}, {"cadence_months": 4}),
        ({"months": "4"}, {"cadence_months": 4}),
        ({"months_how": "clear", "months": "4"}, {"cadence_months": None}),
        ({"rest_how": "week"}, {"snoozed_until": date(2026, 11, 30)}),
        ({"rest_how": "month"}, {"snoozed_until": date(2026, 12, 23)}),
        ({"rest_until": "2027-01-08"}, {"snoozed_until": date(2027, 1, 8)}),
        ({"rest_how": "clear"}, {"snoozed_until": None}),
        ({"tie": "strong"}, {"tie": "strong"}),
        ({"walk_of_life": "clubs"}, {"walk_of_life": "clubs"}),
        ({"walk_of_life": "clear"}, {"walk_of_life": ""}),
        ({"organization_name": "Acme"}, {"organization__name": "Acme"}),
        ({"organization_how": "clear"}, {"organization__name": None}),
        ({"archive": "set"}, {"is_archived": True}),
        ({"archive": "clear"}, {"is_archived": False}),
        ({"do_not_contact": "set"}, {"do_not_contact": True}),
        ({"do_not_contact": "clear"}, {"do_not_contact": False}),
    ],
)
def test_each_field_is_set_or_cleared(
    alices: Client, alice: User, asked: dict[str, str], became: dict[str, object]
) -> None:
    opposite = ContactFactory.create(
        owner=alice,
        cadence_months=9,
        snoozed_until=date(2026, 11, 24),
        walk_of_life="work",
        organization=OrganizationFactory.create(owner=alice),
        is_archived=asked.get("archive") == "clear",
        do_not_contact=asked.get("do_not_contact") == "clear",
    )

    response = alices.post("/people/several/", {"contact": opposite.pk, **asked})

    assert said(response) == ["Changed 1 person."]
    assert Contact.unscoped.values(*became).get() == became


@pytest.mark.parametrize(
    ("asked", "field", "error"),
    [
        ({}, "__all__", "Say what should change. Everything is still set to stay as it is."),
        ({"months_how": "set"}, "months", "Say how many months, from 1 to 60."),
        ({"organization_how": "set"}, "organization_name", "Name the organization."),
        ({"rest_how": "set"}, "rest_until", "Choose a day that is still to come."),
        ({"rest_until": "2026-11-23"}, "rest_until", "Choose a day that is still to come."),
        (
            {"rest_until": "2036-11-23"},
            "rest_until",
            "That is more than five years away. To leave them in peace, archive them.",
        ),
        (
            {"tag_names": "Rail", "remove_tag_names": "rail"},
            "remove_tag_names",
            "A tag cannot be added and taken off at once.",
        ),
    ],
)
def test_half_an_answer_is_asked_again_and_kept(
    alices: Client, two: list[int], asked: dict[str, str], field: str, error: str
) -> None:
    response = alices.post("/people/several/", {"contact": two, "tie": "", **asked})

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [error]}
    assert response.context["keys"] == two
    assert Change.unscoped.count() == 0


def test_nothing_different_is_said(alices: Client, two: list[int]) -> None:
    response = alices.post("/people/several/", {"contact": two, "tie": "weak"})

    assert said(response) == ["They were all like that already, so nothing changed."]


def test_nobody_ticked_leads_back_to_the_list(alices: Client) -> None:
    response = alices.get("/people/several/", {"filter": "q=lyon&page=2"})

    assert response["Location"] == "/people/?q=lyon"
    assert said(response) == ["Tick the people you mean first."]


@pytest.mark.parametrize("key", ["x", "", "999999", "٣"])
def test_somebody_who_is_nobody_is_not_found(alices: Client, two: list[int], key: str) -> None:
    assert alices.post("/people/several/", {"contact": [*two, key], "archive": "set"}).status_code == 404
    assert not Contact.unscoped.filter(is_archived=True).exists()


def test_several_are_the_owners_alone(mallorys: Client, mallory: User, two: list[int]) -> None:
    own = ContactFactory.create(owner=mallory)

    assert mallorys.get("/people/several/", {"contact": [own.pk, *two]}).status_code == 404
    assert mallorys.post("/people/several/", {"contact": [own.pk, *two], "archive": "set"}).status_code == 404
    assert not Contact.unscoped.filter(is_archived=True).exists()


# --- Everyone in a filter ---------------------------------------------------------------------------------------------


@pytest.fixture
def rail(alice: User, mallory: User) -> str:
    """Sixty of Alice's wear a tag, more than a page of the list; the filter that finds them."""
    tag = TagFactory.create(owner=alice, name="rail")
    tag.contacts.add(*ContactFactory.create_batch(60, owner=alice, tie="weak"))
    ContactFactory.create(owner=alice)
    ContactFactory.create(owner=mallory)
    return f"tag={tag.pk}&page=2"


def test_all_in_a_filter_change(alices: Client, rail: str) -> None:
    page = alices.get("/people/several/", {"everyone": "1", "filter": rail, "contact": "x"})
    asked = {"everyone": "1", "filter": rail, "count": "60", "tie": "strong"}
    response = alices.post("/people/several/", asked)

    assert (page.context["count"], page.context["keys"]) == (60, [])
    assert said(response) == ["Changed 60 people."]
    assert response["Location"] == f"/people/?{rail.partition('&')[0]}"
    assert Contact.unscoped.filter(tie="strong").count() == 60


def test_a_filter_that_finds_others_meanwhile_is_asked_again(alices: Client, alice: User, rail: str) -> None:
    asked = {"everyone": "1", "filter": rail, "count": "59", "tie": "strong"}
    response = alices.post("/people/several/", asked)

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "By now that filter finds 60 people. Nothing was changed; is it still right?"
    ]
    assert 'name="count" value="60"' in response.content.decode()
    assert not Contact.unscoped.filter(tie="strong").exists()


def test_a_filter_that_finds_nobody_leads_back(alices: Client, two: list[int]) -> None:
    response = alices.get("/people/several/", {"everyone": "1", "filter": "q=nobody"})

    assert response["Location"] == "/people/?q=nobody"
    assert said(response) == ["Nobody fits that filter now."]


def test_a_filter_that_is_none_is_not_found(alices: Client, mallorys: Client, rail: str) -> None:
    assert alices.get("/people/several/", {"everyone": "1", "filter": "tier=steel"}).status_code == 404
    assert mallorys.get("/people/several/", {"everyone": "1", "filter": rail}).status_code == 404


def test_the_list_hands_its_filter_on(alices: Client, rail: str) -> None:
    page = alices.get("/people/", {"tag": rail.partition("&")[0].removeprefix("tag="), "q": "ibáñez"}).content.decode()

    tag = rail.partition("&")[0]
    assert f'<input type="hidden" name="filter" value="q=ib%C3%A1%C3%B1ez&amp;{tag}">' in page
    assert "All 60, also on other pages" in page


def test_more_people_cost_no_more_queries(alices: Client, alice: User) -> None:
    def queries(count: int) -> int:
        keys = [contact.pk for contact in ContactFactory.create_batch(count, owner=alice)]
        with CaptureQueriesContext(connection) as asked:
            alices.post("/people/several/", {"contact": keys, "tier": "key", "add_tags": "rail"})
            alices.get("/people/several/", {"contact": keys})
        return len(asked)

    queries(2)
    assert queries(3) == queries(30)
