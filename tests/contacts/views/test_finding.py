"""One search for everything: works, stranger, bad method, bad input."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from reminders.templatetags.places import PLACES, places_found
from tests.conftest import MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    InteractionFactory,
    InterviewFactory,
    OrganizationFactory,
    TagFactory,
)

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def found(client: Client, words: str, **query: str) -> list[tuple[str, list[str]]]:
    """What the page shows, by group."""
    response = client.get("/people/find/", {"q": words, **query})
    assert response.status_code == 200
    groups = re.split(r'id="found-(\w+)"', response.content.decode())[1:]
    return [
        (key, [html.unescape(title) for title in re.findall(r'class="found-title">([^<]+)<', text)])
        for key, text in zip(groups[::2], groups[1::2], strict=True)
    ]


@pytest.fixture
def ana(alice: User) -> Contact:
    kessel = OrganizationFactory.create(owner=alice, name="Kessel Rail", interest=2)
    ana = ContactFactory.create(
        owner=alice,
        first_name="Ana",
        last_name="Souza",
        title="",
        organization=kessel,
        last_interaction_on=date(2026, 9, 1),
    )
    ana.tags.add(TagFactory.create(owner=alice, name="rail people"))
    InteractionFactory.create(contact=ana, summary="Coffee, <b>talked</b> about the Lyon depot", on=date(2026, 11, 21))
    ContactFactory.create(owner=alice, first_name="Rafael", last_name="Raile", title="", is_archived=True)
    ContactFactory.create(owner=alice, first_name="Ben", last_name="Holm", title="", notes="Likes rail")
    CampaignFactory.create(owner=alice, name="Rail freight")
    InterviewFactory.create(contact=ana, starts_at=datetime(2026, 11, 24, 10, tzinfo=UTC))
    return ana


def test_one_word_finds_everything_called_so(alices: Client, ana: Contact) -> None:
    assert found(alices, "rail") == [
        ("people", ["Ana Souza", "Rafael Raile"]),
        ("organizations", ["Kessel Rail"]),
        ("tags", ["rail people"]),
        ("campaigns", ["Rail freight"]),
        ("written", ["Ben Holm"]),
        ("new", ["Add “rail” to your people"]),
    ]


def test_a_name_finds_the_person_and_the_interview(alices: Client, ana: Contact) -> None:
    assert found(alices, "souza ana") == [
        ("people", ["Ana Souza"]),
        ("interviews", ["Interview with Ana Souza"]),
        ("new", ["Add “souza ana” to your people"]),
    ]


def test_pages_are_found_by_what_one_calls_them(alices: Client, ana: Contact) -> None:
    assert found(alices, "linked") == [
        ("places", ["Import from a file"]),
        ("new", ["Add “linked” to your people"]),
    ]


def test_the_box_gets_options_with_what_was_found_marked(alices: Client, ana: Contact) -> None:
    answer = alices.get("/people/find/", {"q": "lyon"}, headers=HTMX).content.decode()

    assert "<html" not in answer
    assert answer.count('role="option"') == 2
    assert "last Saturday:" in answer
    assert "Coffee, &lt;b&gt;talked&lt;/b&gt; about the <mark>Lyon</mark> depot" in " ".join(answer.split())


def test_without_words_those_opened_lately_are_offered(
    alices: Client, ana: Contact, alice: User, mallory: User
) -> None:
    ben = Contact.for_user(alice).get(first_name="Ben")
    hers = ContactFactory.create(owner=mallory)

    answer = found(alices, "", recent=f"{ben.pk},x,{hers.pk},{ana.pk},{'9' * 30}")

    assert answer[0] == ("recent", ["Ben Holm", "Ana Souza"])
    assert [key for key, _ in answer] == ["recent", "places"]


def test_with_nobody_opened_those_spoken_to_last_are_offered(alices: Client, ana: Contact) -> None:
    assert found(alices, "")[0] == ("recent", ["Ana Souza"])


def test_more_people_than_fit_are_a_list_away(alices: Client, alice: User) -> None:
    ContactFactory.create_batch(9, owner=alice, first_name="Ana", title="")

    response = alices.get("/people/find/", {"q": "ana & co"})
    assert [len(group.lines) for group in response.context["groups"]] == []
    response = alices.get("/people/find/", {"q": "Ana I"})

    (people,) = response.context["groups"]
    assert (len(people.lines), people.more_url) == (8, "/people/?q=Ana+I")


def test_someone_new_gets_the_name_that_was_typed(alices: Client) -> None:
    answer = alices.get("/people/new/?name=Ana+Souza%20Lima")

    assert (answer.context["form"]["first_name"].value(), answer.context["form"]["last_name"].value()) == (
        "Ana",
        "Souza Lima",
    )


@pytest.mark.parametrize("words", ["", "   ", "…", "\x00", "x" * 5000, "'\"%_*", "a OR b NOT c"])
def test_anything_may_be_typed(alices: Client, ana: Contact, words: str) -> None:
    assert alices.get("/people/find/", {"q": words}).status_code == 200


def test_nobody_finds_what_is_not_theirs(mallorys: Client, ana: Contact) -> None:
    for words in ("ana", "rail", "lyon", "kessel"):
        assert found(mallorys, words) == [("new", [f"Add “{words}” to your people"])]
    assert [key for key, _ in found(mallorys, "", recent=str(ana.pk))] == ["places"]


def test_finding_wants_a_login_and_changes_nothing(client: Client, alices: Client) -> None:
    assert client.get("/people/find/").status_code == 302
    assert alices.post("/people/find/").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_the_same_queries_for_one_and_three(alices: Client, alice: User, count: int) -> None:
    for number in range(count):
        contact = ContactFactory.create(owner=alice, first_name="Ana", last_name=f"Souza{number}", notes="Lyon")
        contact.tags.add(TagFactory.create(owner=alice))
        OrganizationFactory.create(owner=alice, name=f"Lyon {number}")
        InterviewFactory.create(contact=contact)

    with CaptureQueriesContext(connection) as queries:
        alices.get("/people/find/", {"q": "lyon"}, headers=HTMX)

    assert len(queries) == 10


def test_every_place_is_there(alices: Client) -> None:
    answers = {place.route: alices.get(reverse(place.route)).status_code for place in PLACES}

    assert set(answers.values()) == {200}


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("", ["Add someone", "Write down whom you know", "Begin a campaign"]),
        ("digest", ["Reminders by e-mail", "What was sent", "Mail"]),
        ("new camp", ["Begin a campaign"]),
        ("nowhere", []),
        ("…", []),
    ],
)
def test_places_are_found_by_their_words(words: str, titles: list[str]) -> None:
    assert [line.title for line in places_found(words).lines] == titles
