"""P01: the brainstorm's pages, with and without htmx."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Brainstorm, Contact
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InteractionFactory

URL = "/people/brainstorm/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def typed(names: str, walk: str = "school", **more: str) -> dict[str, str]:
    return {"names": names, "walk": walk, "tier": "light", "key": "", **more}


def said(response: Any) -> list[str]:
    """What this answer added to what the user is told."""
    return [str(message) for message in get_messages(response.wsgi_request)][-1:]


def names(user: User) -> list[str]:
    return [contact.name for contact in Contact.for_user(user).order_by("pk")]


def test_a_walk_of_life_asks_what_jogs_the_memory(alices: Client, alice: User) -> None:
    ContactFactory.create(owner=alice, first_name="Rui", last_name="Prado", walk_of_life="school")
    ContactFactory.create(owner=alice, walk_of_life="work")

    page = alices.get(URL, {"walk": "school"})

    assert [(step.name, step.people, step.is_here) for step in page.context["steps"]][:3] == [
        ("Work", 1, False),
        ("School", 1, True),
        ("Family", 0, False),
    ]
    assert [one.contact.name for one in page.context["written"]] == ["Rui Prado"]
    assert "Which teacher would still know your name?" in page.content.decode()


def test_it_goes_on_where_one_left(alices: Client) -> None:
    assert alices.get(URL).context["here"].walk == "work"

    alices.post(URL, typed("Ana", walk="clubs"))

    assert alices.get(URL).context["here"].walk == "clubs"


@pytest.mark.parametrize("walk", ["nowhere", "WORK", "\x00"])
def test_there_are_no_other_walks(alices: Client, walk: str) -> None:
    assert alices.get(URL, {"walk": walk}).status_code == 404
    assert alices.post(URL, typed("Ana", walk=walk)).status_code == 404
    assert alices.post(URL, typed("", go=walk)).status_code == 404
    assert alices.post(f"{URL}take-back/", {"contact": [], "walk": walk}).status_code == 404


def test_a_plain_form_comes_back_with_the_way_to_undo(alices: Client, alice: User) -> None:
    response = alices.post(URL, typed("Ana Silva\nRui"))

    assert response["Location"] == f"{URL}?walk=school"
    assert said(response) == ["Ana Silva and Rui are written down."]
    page = alices.get(response["Location"]).content.decode()
    undo = f"{URL}take-back/?walk=school" + "".join(f"&amp;contact={one.pk}" for one in Contact.for_user(alice))
    assert f'action="{undo}"' in page

    undone = alices.post(undo.replace("&amp;", "&"))
    assert (undone["Location"], said(undone)) == (f"{URL}?walk=school", ["Ana Silva and Rui are taken back."])
    assert names(alice) == []


def test_htmx_gets_the_list_the_counts_and_what_was_said(alices: Client) -> None:
    response = alices.post(URL, typed("Ana Silva, Pedro Costa, Wei Zhang, Hana Sato"), headers=HTMX)

    page = response.content.decode()
    assert page.lstrip().startswith('<section id="written"')
    assert "4 people are written down. 4 in all." in page
    assert page.count('hx-swap-oob="true"') == 2
    assert next(one.contact.name for one in response.context["written"]) == "Hana Sato"
    assert [one.is_new for one in response.context["written"]] == [True] * 4


def test_a_name_that_is_here_is_asked_about_and_the_flow_goes_on(alices: Client, alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", title="Director")

    response = alices.post(URL, typed("Ana Silva"), headers=HTMX)
    page = response.content.decode()
    assert "You have Ana Silva already. The same?" in page
    assert f'value="{ana.pk}"' in page

    alices.post(URL, typed("Rui"), headers=HTMX)
    assert alices.get(URL).context["questions"][0].namesakes == [ana]

    same = alices.post(f"{URL}answer/", {"number": "1", "contact": ana.pk, "walk": "school"}, headers=HTMX)
    assert "The same Ana Silva: kept once." in same.content.decode()
    assert names(alice) == ["Ana Silva", "Rui"]


def test_somebody_else_of_that_name_is_written_down(alices: Client, alice: User) -> None:
    ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    alices.post(URL, typed("Ana Silva"))

    response = alices.post(f"{URL}answer/", {"number": "1", "walk": "school"})
    alices.post(f"{URL}answer/", {"number": "1", "walk": "school"})

    assert (response["Location"], said(response)) == (f"{URL}?walk=school", ["Ana Silva is written down too."])
    assert names(alice) == ["Ana Silva", "Ana Silva"]


@pytest.mark.parametrize("data", [{}, {"number": "x"}, {"number": "1", "contact": "999999"}, {"number": "0"}])
def test_an_answer_to_nothing_is_not_found(alices: Client, data: dict[str, str]) -> None:
    assert alices.post(f"{URL}answer/", {**data, "walk": "school"}).status_code == 404


def test_two_of_that_name_are_told_apart(alices: Client, alice: User) -> None:
    for title in ("Director", "Baker"):
        ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", title=title)

    page = alices.post(URL, typed("Ana Silva"), headers=HTMX).content.decode()

    assert "You have 2 people of this name." in page
    assert [word in page for word in ("Director", "Baker", "Somebody else")] == [True] * 3


def test_nothing_typed_is_no_mistake(alices: Client, alice: User) -> None:
    response = alices.post(URL, typed("  \n "))

    assert (response["Location"], said(response), names(alice)) == (f"{URL}?walk=school", [], [])


def test_too_much_at_once_is_said_and_kept(alices: Client, alice: User) -> None:
    many = "\n".join(["Ana"] * 301)

    response = alices.post(URL, typed(many))
    fragment = alices.post(URL, typed("x" * 20_001), headers=HTMX)

    assert (response.status_code, fragment.status_code) == (422, 422)
    assert "These are more than 300 people." in response.content.decode()
    assert many in response.content.decode()
    assert "That is more than fits in here at once." in fragment.content.decode()
    assert names(alice) == []


def test_going_on_keeps_what_is_typed(alices: Client, alice: User) -> None:
    on = alices.post(URL, typed("Ana", go="family"))
    end = alices.post(URL, typed("Rui", walk="family", go="written"))

    assert (on["Location"], end["Location"]) == (f"{URL}?walk=family", f"{URL}written/")
    assert list(Contact.for_user(alice).order_by("pk").values_list("first_name", "walk_of_life")) == [
        ("Ana", "school"),
        ("Rui", "family"),
    ]
    assert Brainstorm.of(alice).walk == "family"


def test_whoever_there_is_more_about_stays(alices: Client, alice: User) -> None:
    alices.post(URL, typed("Ana\nRui"))
    ana, rui = Contact.for_user(alice).order_by("pk")
    InteractionFactory.create(contact=ana)

    response = alices.post(f"{URL}take-back/", {"contact": [ana.pk, rui.pk], "walk": "school"})

    assert said(response) == ["Rui is taken back. There is more about Ana by now, and it is kept."]
    assert names(alice) == ["Ana"]


@pytest.mark.parametrize("contact", ["x", "999999"])
def test_nobody_else_is_taken_back(mallorys: Client, mallory: User, alice: User, contact: str) -> None:
    hers = ContactFactory.create(owner=alice, added_on=MONDAY)

    assert mallorys.post(f"{URL}take-back/", {"contact": [hers.pk], "walk": "school"}).status_code == 404
    assert mallorys.post(f"{URL}take-back/", {"contact": [contact], "walk": "school"}).status_code == 404
    assert names(alice) == [hers.name]


def test_at_the_end_one_ticks_who_knows_ones_work(alices: Client, alice: User) -> None:
    """P06."""
    alices.post(URL, typed("Ana\nRui"))
    alices.post(URL, typed("Eva", walk="work"))
    ana, rui, eva = Contact.for_user(alice).order_by("pk")

    page = alices.get(f"{URL}written/")
    assert [(step.name, people) for step, people in page.context["groups"]] == [("Work", [eva]), ("School", [ana, rui])]
    assert "You know 3 people from 2 walks of life" in " ".join(page.content.decode().split())

    response = alices.post(f"{URL}written/", {"shown": [ana.pk, rui.pk, eva.pk], "knows": [ana.pk, eva.pk], "key": "1"})
    assert said(response) == ["2 people know your work: strong ties from now on."]
    assert list(Contact.for_user(alice).order_by("pk").values_list("tie", "tier")) == [
        ("strong", "key"),
        ("weak", "light"),
        ("strong", "key"),
    ]


def test_at_the_end_without_anybody_one_is_led_to_the_beginning(alices: Client) -> None:
    page = alices.get(f"{URL}written/").content.decode()
    response = alices.post(f"{URL}written/", {})

    assert "Nobody written down yet" in page
    assert response["Location"] == f"{URL}written/"


def test_the_end_leads_newcomers_on_to_the_last_first_step(alices: Client, alice: User) -> None:
    alices.post(URL, typed("Ana"))
    assert "/settings/welcome/digest/" not in alices.get(f"{URL}written/").content.decode()

    User.objects.filter(pk=alice.pk).update(welcomed_at=None)

    assert "/settings/welcome/digest/" in alices.get(f"{URL}written/").content.decode()


@pytest.mark.parametrize("url", [f"{URL}?walk=school", f"{URL}written/"])
def test_more_people_cost_no_more_queries(alices: Client, alice: User, url: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(url)
        return len(captured)

    def ask_about(name: str) -> None:
        ContactFactory.create(owner=alice, first_name=name, last_name="", walk_of_life="school", added_on=MONDAY)
        alices.post(URL, typed(name))

    ask_about("Ana")
    one = queries()
    ask_about("Rui")
    ask_about("Eva")

    assert queries() == one


@pytest.mark.parametrize("path", ["answer/", "take-back/"])
def test_changes_want_a_post(alices: Client, path: str) -> None:
    assert alices.get(f"{URL}{path}").status_code == 405
