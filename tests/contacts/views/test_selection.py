from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from tests.conftest import MORNING
from tests.factories import ContactFactory


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def two(alice: User) -> list[int]:
    contacts = ContactFactory.create_batch(2, owner=alice, added_on=date(2026, 8, 3))
    return [contact.pk for contact in contacts]


def test_several_people_change_at_once(alices: Client, two: list[int]) -> None:
    page = alices.get("/people/several/", {"contact": two})
    response = alices.post("/people/several/", {"contact": two, "tier": "key", "tag_names": "rail, Lyon"})

    assert page.status_code == 200
    assert response["Location"] == "/people/"
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Changed 2 people."]
    for contact in Contact.unscoped.all():
        assert (contact.tier, contact.next_touch_on, contact.is_archived) == ("key", date(2026, 11, 3), False)
        assert sorted(tag.name for tag in contact.tags.all()) == ["Lyon", "rail"]


def test_several_people_are_archived_at_once(alices: Client, two: list[int]) -> None:
    response = alices.post("/people/several/", {"contact": two[:1], "archive": "on"})

    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Changed 1 person."]
    assert list(Contact.unscoped.order_by("pk").values_list("is_archived", flat=True)) == [True, False]


def test_nothing_to_change_is_said(alices: Client, two: list[int]) -> None:
    response = alices.post("/people/several/", {"contact": two})

    assert response.status_code == 422
    assert response.context["form"].errors == {"__all__": ["Say what should change: a tier, a tag, or the archive."]}


def test_nobody_ticked_leads_back_to_the_list(alices: Client) -> None:
    response = alices.get("/people/several/")

    assert response["Location"] == "/people/"
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Tick the people you mean first."]


@pytest.mark.parametrize("key", ["x", "", "999999", "٣"])
def test_somebody_who_is_nobody_is_not_found(alices: Client, two: list[int], key: str) -> None:
    assert alices.post("/people/several/", {"contact": [*two, key], "archive": "on"}).status_code == 404
    assert not Contact.unscoped.filter(is_archived=True).exists()


def test_several_are_the_owners_alone(mallorys: Client, mallory: User, two: list[int]) -> None:
    own = ContactFactory.create(owner=mallory)

    assert mallorys.get("/people/several/", {"contact": [own.pk, *two]}).status_code == 404
    assert mallorys.post("/people/several/", {"contact": [own.pk, *two], "archive": "on"}).status_code == 404
    assert not Contact.unscoped.filter(is_archived=True).exists()
