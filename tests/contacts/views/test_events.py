"""P13: the pages of events, with and without htmx."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Change, Contact, Event, FollowUp, Interaction
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, EventFactory, FollowUpFactory, InteractionFactory, OrganizationFactory

URL = "/people/events/"
HTMX = {"HX-Request": "true"}
THURSDAY = date(2026, 11, 19)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def rail(alice: User) -> Event:
    return EventFactory.create(owner=alice, name="Rail evening", place="Lisbon", on=THURSDAY)


@pytest.fixture
def fair(alice: User) -> Event:
    return EventFactory.create(owner=alice, name="Port fair", on=date(2026, 12, 3), notes="Stand B12")


def said(response: Any) -> list[str]:
    """What this answer added to what the user is told."""
    return [str(message) for message in get_messages(response.wsgi_request)][-1:]


def page_of(event: Event) -> str:
    return f"{URL}{event.pk}/"


def met(name: str, line: str = "", follow_up: str = "tomorrow", **more: object) -> dict[str, object]:
    return {"name": name, "line": line, "follow_up": follow_up, "contact": "", "key": "", **more}


# --- The list ---------------------------------------------------------------------------------------------------------


def test_no_event_yet_teaches_where_to_go(alices: Client) -> None:
    page = alices.get(URL).content.decode()

    assert "Go where the people are" in page
    assert "Alumni drinks" in page


def test_events_to_come_are_first_and_say_what_came_of_the_others(
    alices: Client, alice: User, rail: Event, fair: Event
) -> None:
    today = EventFactory.create(owner=alice, name="Breakfast", on=MONDAY)
    for name in ("Mara", "Tiago"):
        alices.post(f"{page_of(rail)}met/", met(name))
    FollowUp.unscoped.filter(what__startswith="Write to Mara").update(done_on=MONDAY)
    alices.post(f"{page_of(fair)}met/", met("Marisol"))

    response = alices.get(URL)

    assert list(response.context["ahead"]) == [today, fair]
    assert list(response.context["page"]) == [rail]
    page = " ".join(response.content.decode().split())
    assert "2 people met, 1 written to" in page
    assert "1 to write to" in page
    assert "1 person you hope to meet" in page


def test_events_cost_no_more_queries_the_more_there_are(alices: Client, alice: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(URL)
        return len(captured)

    def add(on: date) -> None:
        alices.post(f"{page_of(EventFactory.create(owner=alice, on=on))}met/", met("Mara"))

    add(THURSDAY)
    add(MONDAY)
    few = queries()
    for days in (1, 2):
        add(THURSDAY - timedelta(days=days))
        add(MONDAY + timedelta(days=days))

    assert queries() == few


# --- Noting, changing, deleting an event ------------------------------------------------------------------------------


def test_a_new_event_is_today_and_leads_to_its_people(alices: Client, alice: User) -> None:
    page = alices.get(f"{URL}new/")
    response = alices.post(f"{URL}new/", {"name": "Rail evening", "on": "2026-11-23", "place": "Lisbon", "notes": ""})

    event = Event.for_user(alice).get()
    assert page.context["form"]["on"].value() == MONDAY
    assert response["Location"] == page_of(event)
    assert (event.name, event.on, event.place) == ("Rail evening", MONDAY, "Lisbon")


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"name": "", "on": "2026-11-23"}, {"name": ["This field is required."]}),
        ({"name": "Fair", "on": "soon"}, {"on": ["Enter a valid date."]}),
        ({"name": "Rail evening", "on": "2026-11-19"}, {"__all__": ["You already have this event on that day."]}),
    ],
)
def test_half_an_event_says_what_is_missing(
    alices: Client, rail: Event, data: dict[str, str], errors: dict[str, list[str]]
) -> None:
    response = alices.post(f"{URL}new/", data)

    assert response.status_code == 422
    assert response.context["form"].errors == errors
    assert Event.unscoped.count() == 1


def test_the_day_of_an_event_moves_what_happened(alices: Client, rail: Event) -> None:
    alices.post(f"{page_of(rail)}met/", met("Mara", "wagons"))

    response = alices.post(f"{page_of(rail)}edit/", {"name": "Rail evening", "on": "2026-11-20", "place": "Porto"})

    assert (response["Location"], said(response)) == (page_of(rail), ["Saved."])
    assert Interaction.unscoped.get().on == date(2026, 11, 20)
    assert Contact.unscoped.get().last_interaction_on == date(2026, 11, 20)


def test_where_people_were_met_cannot_lie_ahead(alices: Client, rail: Event) -> None:
    alices.post(f"{page_of(rail)}met/", met("Mara"))

    response = alices.post(f"{page_of(rail)}edit/", {"name": "Rail evening", "on": "2026-11-24"})

    assert response.status_code == 422
    assert response.context["form"].errors == {"on": ["You met people there already, so it cannot lie ahead."]}


def test_a_deleted_event_leaves_its_people_and_what_was_noted(alices: Client, alice: User, rail: Event) -> None:
    alices.post(f"{page_of(rail)}met/", met("Mara", "wagons"))
    page = " ".join(alices.get(f"{page_of(rail)}delete/").content.decode().split())

    response = alices.post(f"{page_of(rail)}delete/")

    assert "The 1 person of it stay" not in page
    assert "The one person of it stays, with what you noted about them." in page
    assert (response["Location"], said(response)) == (URL, ["Rail evening is deleted. The people stay."])
    mara = Contact.for_user(alice).get()
    assert (mara.interactions.get().summary, mara.follow_ups.count()) == ("wagons", 1)


# --- Whom one met -----------------------------------------------------------------------------------------------------


def test_someone_is_noted_by_a_plain_form(alices: Client, rail: Event) -> None:
    response = alices.post(f"{page_of(rail)}met/", met("Mara Lindt", "wagons"))

    assert response["Location"] == page_of(rail)
    assert said(response) == ["Mara Lindt is noted. Rapport reminds you tomorrow to write."]
    page = alices.get(page_of(rail))
    [guest] = page.context["met"]
    assert (guest.contact.name, guest.line, guest.is_met) == ("Mara Lindt", "wagons", True)
    assert [what for _, what in guest.plans] == ["Write to Mara"]


@pytest.mark.parametrize(
    ("follow_up", "reminder", "due_on"),
    [
        ("tomorrow", " Rapport reminds you tomorrow to write.", date(2026, 11, 24)),
        ("days", " Rapport reminds you on Thursday to write.", date(2026, 11, 26)),
        ("week", " Rapport reminds you on 30 November to write.", date(2026, 11, 30)),
        ("none", "", None),
        ("", "", None),
    ],
)
def test_one_tap_says_when_to_write(
    alices: Client, rail: Event, follow_up: str, reminder: str, due_on: date | None
) -> None:
    response = alices.post(f"{page_of(rail)}met/", met("Mara", follow_up=follow_up), headers=HTMX)

    page = response.content.decode()
    assert page.lstrip().startswith('<section id="guests"')
    assert f"Mara is noted.{reminder}</div>" in page
    assert list(FollowUp.unscoped.values_list("due_on", flat=True)) == ([due_on] if due_on else [])


def test_before_the_event_one_notes_whom_one_hopes_to_meet(alices: Client, alice: User, fair: Event) -> None:
    OrganizationFactory.create(owner=alice, name="Northwind", interest=3)
    OrganizationFactory.create(owner=alice, name="Globex", interest=0)

    response = alices.post(f"{page_of(fair)}met/", {"name": "Marisol", "line": "how she came to ports"})

    page = alices.get(page_of(fair))
    assert said(response) == ["Marisol is noted."]
    assert [organization.name for organization in page.context["listen_for"]] == ["Northwind"]
    [guest] = page.context["hoped"]
    assert [what for _, what in guest.plans] == ["how she came to ports"]
    assert not Interaction.unscoped.exists()


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"name": " "}, {"name": ["Type a name first; a first name is enough."]}),
        ({"name": "…"}, {"name": ["Type a name first; a first name is enough."]}),
        ({"name": "Mara", "follow_up": "never"}, {"follow_up"}),
        ({"name": "Mara", "contact": "999999"}, {"contact"}),
        ({"name": "Mara", "line": "x" * 2001}, {"line"}),
    ],
)
def test_what_cannot_be_noted_is_kept_in_the_fields(
    alices: Client, rail: Event, data: dict[str, str], errors: dict[str, list[str]] | set[str]
) -> None:
    response = alices.post(f"{page_of(rail)}met/", data)

    found = response.context["form"].errors
    assert response.status_code == 422
    assert (found if isinstance(errors, dict) else set(found)) == errors
    assert f'value="{data["name"].strip()}"' in response.content.decode() or not data["name"].strip()
    assert not Contact.unscoped.exists()


def test_someone_elses_person_cannot_be_picked(alices: Client, mallory: User, rail: Event) -> None:
    theirs = ContactFactory.create(owner=mallory)

    response = alices.post(f"{page_of(rail)}met/", met("Mara", contact=theirs.pk))

    assert response.status_code == 422
    assert not rail.people.exists()


def test_a_name_that_is_here_is_said_and_can_be_put_right(alices: Client, alice: User, rail: Event) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", title="Director")

    page = " ".join(alices.post(f"{page_of(rail)}met/", met("Ana Silva"), headers=HTMX).content.decode().split())
    assert "was in your list already" in page

    response = alices.post(f"{page_of(rail)}somebody-else/", {"contact": ana.pk})
    assert said(response) == ["A second Ana Silva is in your list now, and what you noted went there."]
    assert ana.interactions.count() == 0
    assert Contact.for_user(alice).count() == 2


def test_people_are_offered_as_one_types(alices: Client, alice: User, mallory: User, rail: Event) -> None:
    for first, last, title in [
        ("Ana", "Silva", "Director"),
        ("João", "Anacleto", ""),
        ("Hana", "Sato", "Analyst"),
        ("Mariana", "Costa", ""),
    ]:
        ContactFactory.create(owner=alice, first_name=first, last_name=last, title=title)
    ContactFactory.create(owner=alice, first_name="Ana", is_archived=True)
    ContactFactory.create(owner=mallory, first_name="Ana")

    def offered(typed: str) -> list[str]:
        return [contact.name for contact in alices.get(f"{page_of(rail)}known/", {"name": typed}).context["known"]]

    assert offered("an") == ["Ana Silva", "João Anacleto"]
    assert offered("ANA S") == ["Ana Silva"]
    assert offered("joao") == ["João Anacleto"]
    assert offered("director") == offered("a") == offered("") == offered("\x00") == []


def test_what_was_noted_can_be_changed_and_planned_after_all(alices: Client, alice: User, rail: Event) -> None:
    alices.post(f"{page_of(rail)}met/", met("Mara", "wagons", follow_up="none"))
    mara = Contact.for_user(alice).get()

    response = alices.post(f"{page_of(rail)}line/", {"contact": mara.pk, "line": "trains", "follow_up": "days"})

    assert said(response) == ["Saved what you noted of Mara."]
    assert Interaction.unscoped.get().summary == "trains"
    assert FollowUp.unscoped.get().due_on == date(2026, 11, 26)


def test_a_line_without_end_stays_in_its_field(alices: Client, alice: User, rail: Event) -> None:
    alices.post(f"{page_of(rail)}met/", met("Mara", "wagons"))
    mara = Contact.for_user(alice).get()

    response = alices.post(f"{page_of(rail)}line/", {"contact": mara.pk, "line": "x" * 2001}, headers=HTMX)

    assert response.status_code == 422
    assert "That is more than 2,000 letters." in response.content.decode()
    assert "x" * 2001 in response.content.decode()
    assert Interaction.unscoped.get().summary == "wagons"


@pytest.mark.parametrize("path", ["line/", "somebody-else/", "take-out/"])
@pytest.mark.parametrize("contact", ["", "x", "999999", "٣"])
def test_only_people_of_the_event_are_changed(
    alices: Client, alice: User, rail: Event, path: str, contact: str
) -> None:
    outside = ContactFactory.create(owner=alice)

    assert alices.post(f"{page_of(rail)}{path}", {"contact": contact}).status_code == 404
    assert alices.post(f"{page_of(rail)}{path}", {"contact": outside.pk}).status_code == 404


def test_nobody_was_met_yet_at_an_event_to_come(alices: Client, alice: User, fair: Event) -> None:
    alices.post(f"{page_of(fair)}met/", met("Marisol"))

    contact = Contact.for_user(alice).get().pk
    assert alices.post(f"{page_of(fair)}line/", {"contact": contact, "line": "x"}).status_code == 404


def test_someone_is_taken_out_and_put_back(alices: Client, alice: User, rail: Event) -> None:
    alices.post(f"{page_of(rail)}met/", met("Mara", "wagons"))
    mara = Contact.for_user(alice).get()

    out = alices.post(f"{page_of(rail)}take-out/", {"contact": mara.pk})
    assert (out["Location"], said(out)) == (page_of(rail), ["Mara is taken out."])
    assert not Contact.for_user(alice).exists()
    undo = Change.for_user(alice).get().undo_url
    assert f'action="{undo}"' in alices.get(page_of(rail)).content.decode()

    alices.post(undo)
    assert (Contact.for_user(alice).get(), Interaction.unscoped.get().summary) == (mara, "wagons")


def test_taking_out_by_htmx_offers_the_way_back(alices: Client, alice: User, rail: Event) -> None:
    alices.post(f"{page_of(rail)}met/", met("Mara"))
    mara = Contact.for_user(alice).get()

    page = alices.post(f"{page_of(rail)}take-out/", {"contact": mara.pk}, headers=HTMX).content.decode()

    assert f'action="{Change.for_user(alice).get().undo_url}"' in page
    assert "Mara is taken out." in page


def test_more_people_cost_no_more_queries(alices: Client, alice: User, rail: Event) -> None:
    def add() -> None:
        contact = ContactFactory.create(owner=alice, organization=OrganizationFactory.create(owner=alice))
        rail.people.add(contact)
        InteractionFactory.create(contact=contact, event=rail, on=THURSDAY)
        FollowUpFactory.create(contact=contact, event=rail)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(page_of(rail))
        return len(captured)

    add()
    one = queries()
    add()
    add()

    assert queries() == one


@pytest.mark.parametrize("path", ["met/", "line/", "somebody-else/", "take-out/"])
def test_changes_want_a_post(alices: Client, rail: Event, path: str) -> None:
    assert alices.get(f"{page_of(rail)}{path}").status_code == 405


@pytest.mark.parametrize("path", ["", "edit/", "delete/", "known/"])
def test_a_stranger_finds_no_event(mallorys: Client, rail: Event, path: str) -> None:
    assert mallorys.get(f"{page_of(rail)}{path}").status_code == 404
    assert mallorys.get(f"{URL}999999/{path}").status_code == 404
