from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts import several
from contacts.models import Change, Contact
from contacts.several import Alterations
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def alter(owner: User, count: int = 2) -> Change:
    keys = [contact.pk for contact in ContactFactory.create_batch(count, owner=owner)]
    change = several.alter(owner, keys, Alterations(tie="strong"), on=MONDAY, now=MORNING - timedelta(days=1))
    assert change is not None
    return change


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_list_says_what_was_done_and_when(alices: Client, alice: User, mallory: User) -> None:
    alter(alice)
    alter(mallory, 3)

    page = alices.get("/people/changes/")

    assert [line.change.sentence for line in page.context["lines"]] == ["2 people: tie strong"]
    assert "Yesterday, 08:00" in page.content.decode()


def test_an_empty_list_teaches(alices: Client) -> None:
    assert "Nothing to take back" in alices.get("/people/changes/").content.decode()


def test_undo_goes_back_where_one_came_from(alices: Client, alice: User) -> None:
    change = alter(alice)

    first = alices.post(change.undo_url, headers={"Referer": "https://evil.example/people/"})
    second = alices.post(change.undo_url)

    assert (first["Location"], second["Location"]) == ("/people/changes/", "/people/changes/")
    assert said(second) == [
        "Taken back. All is as it was.",
        "That was taken back before. Everything stays as it is.",
    ]
    assert set(Contact.for_user(alice).values_list("tie", flat=True)) == {"weak"}
    assert "taken back today" in alices.get("/people/changes/").content.decode()


def test_what_was_edited_since_is_listed(alices: Client, alice: User) -> None:
    change = alter(alice, 3)
    first, second, _ = Contact.for_user(alice).order_by("pk")
    Contact.for_user(alice).filter(pk__in=[first.pk, second.pk]).update(tie="none")

    response = alices.post(change.undo_url, headers={"Referer": "http://testserver/people/"})
    page = alices.get(response["Location"]).content.decode()

    assert response["Location"] == "/people/changes/"
    assert said(response) == [
        f"Taken back, but for what was edited since: {first} was changed since and stays: tie. And 1 more."
    ]
    assert "2 things were edited in between" in " ".join(page.split())
    assert f"{second} was changed since and stays: tie." in page


def test_what_cannot_be_undone_is_said(alices: Client, alice: User) -> None:
    change = alter(alice)
    Change.for_user(alice).update(rests_on="contacts.contact:999999")

    response = alices.post(change.undo_url)

    assert said(response)[0].startswith("The one who stayed was deleted or merged again since")
    assert set(Contact.for_user(alice).values_list("tie", flat=True)) == {"strong"}


def test_a_change_is_the_owners_alone(mallorys: Client, alices: Client, alice: User) -> None:
    change = alter(alice)

    assert mallorys.post(change.undo_url).status_code == 404
    assert alices.get(change.undo_url).status_code == 405
    assert alices.post("/people/changes/999999/undo/").status_code == 404
    assert set(Contact.for_user(alice).values_list("tie", flat=True)) == {"strong"}


def test_a_longer_list_costs_no_more_queries(alices: Client, alice: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            alices.get("/people/changes/")
        return len(asked)

    alter(alice)
    one = queries()
    alter(alice)
    alter(alice)

    assert queries() == one
