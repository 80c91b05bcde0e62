from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from contacts.models import Contact, FollowUp
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, FollowUpFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def marisol(alice: User) -> Contact:
    return ContactFactory.create(owner=alice)


def planned() -> list[tuple[str, date, date | None]]:
    return list(FollowUp.unscoped.values_list("what", "due_on", "done_on"))


@pytest.mark.parametrize(
    ("data", "due_on"),
    [
        ({"due_on": "2026-12-24"}, date(2026, 12, 24)),
        ({"due_on": "2026-11-23"}, MONDAY),
        ({"due_on": "", "quick": "tomorrow"}, date(2026, 11, 24)),
        ({"due_on": "2026-11-30", "quick": "monday"}, date(2026, 11, 30)),
        ({"quick": "fortnight"}, date(2026, 12, 7)),
    ],
)
def test_a_follow_up_is_planned(alices: Client, marisol: Contact, data: dict[str, str], due_on: date) -> None:
    response = alices.post(f"/people/{marisol.pk}/follow-ups/", {"what": "Send the article", **data})

    assert response["Location"] == f"/people/{marisol.pk}/"
    assert planned() == [("Send the article", due_on, None)]


def test_planning_by_htmx_swaps_the_record(alices: Client, marisol: Contact) -> None:
    response = alices.post(
        f"/people/{marisol.pk}/follow-ups/", {"what": "Send the article", "quick": "tomorrow"}, headers=HTMX
    )

    page = response.content.decode()
    assert page.lstrip().startswith('<div id="record">')
    assert "Send the article" in page
    assert "Planned: Rapport reminds you tomorrow." in page


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"what": "", "quick": "tomorrow"}, {"what": ["This field is required."]}),
        ({"what": "Call her", "due_on": ""}, {"due_on": ["Pick a day, or press one of the buttons."]}),
        (
            {"what": "Call her", "due_on": "2026-11-22"},
            {"due_on": ["That day has gone by. Pick today or a later one."]},
        ),
    ],
)
def test_half_a_plan_says_what_is_missing(
    alices: Client, marisol: Contact, data: dict[str, str], errors: dict[str, list[str]]
) -> None:
    response = alices.post(f"/people/{marisol.pk}/follow-ups/", data)

    assert response.status_code == 422
    assert response.context["plan"].errors == errors
    assert data["what"] in response.content.decode()
    assert planned() == []


def test_done_and_back(alices: Client, marisol: Contact) -> None:
    follow_up = FollowUpFactory.create(contact=marisol, what="Send it")

    done = alices.post(f"/people/follow-ups/{follow_up.pk}/done/", headers=HTMX).content.decode()
    after_done = planned()
    alices.post(f"/people/follow-ups/{follow_up.pk}/reopen/")

    assert "Done: Send it" in done
    assert f'action="/people/follow-ups/{follow_up.pk}/reopen/"' in done
    assert after_done == [("Send it", MONDAY, MONDAY)]
    assert planned() == [("Send it", MONDAY, None)]


def test_done_twice_keeps_the_first_day(alices: Client, marisol: Contact) -> None:
    follow_up = FollowUpFactory.create(contact=marisol, done_on=date(2026, 11, 20))

    alices.post(f"/people/follow-ups/{follow_up.pk}/done/")

    follow_up.refresh_from_db()
    assert follow_up.done_on == date(2026, 11, 20)


def test_an_overdue_follow_up_can_be_reworded_without_a_new_day(alices: Client, marisol: Contact) -> None:
    follow_up = FollowUpFactory.create(contact=marisol, what="Send it", due_on=date(2026, 11, 2))

    page = alices.get(f"/people/follow-ups/{follow_up.pk}/edit/").content.decode()
    response = alices.post(f"/people/follow-ups/{follow_up.pk}/edit/", {"what": "Post it", "due_on": "2026-11-02"})
    refused = alices.post(f"/people/follow-ups/{follow_up.pk}/edit/", {"what": "Mail it", "due_on": "2026-11-03"})

    assert 'value="Send it"' in page
    assert response["Location"] == f"/people/{marisol.pk}/"
    assert refused.status_code == 422
    assert "Mail it" in refused.content.decode()
    assert planned() == [("Post it", date(2026, 11, 2), None)]


def test_removing_asks_first_and_has_a_way_back(alices: Client, marisol: Contact) -> None:
    follow_up = FollowUpFactory.create(contact=marisol)
    before = planned()

    page = alices.get(f"/people/follow-ups/{follow_up.pk}/delete/")
    assert (page.status_code, len(planned())) == (200, 1)
    response = alices.post(f"/people/follow-ups/{follow_up.pk}/delete/")
    (message,) = get_messages(response.wsgi_request)
    gone = planned()
    alices.post(message.extra_tags)

    assert response["Location"] == f"/people/{marisol.pk}/"
    assert (gone, planned()) == ([], before)


def test_follow_ups_are_the_owners_alone(alices: Client, mallorys: Client, marisol: Contact) -> None:
    follow_up = FollowUpFactory.create(contact=marisol)
    before = planned()

    assert alices.get(f"/people/{marisol.pk}/follow-ups/").status_code == 405
    assert alices.get(f"/people/follow-ups/{follow_up.pk}/done/").status_code == 405
    assert alices.get(f"/people/follow-ups/{follow_up.pk}/reopen/").status_code == 405
    assert mallorys.post(f"/people/{marisol.pk}/follow-ups/", {"what": "x", "quick": "tomorrow"}).status_code == 404
    for verb in ("edit", "delete"):
        assert mallorys.get(f"/people/follow-ups/{follow_up.pk}/{verb}/").status_code == 404
    for verb in ("edit", "done", "reopen", "delete"):
        assert mallorys.post(f"/people/follow-ups/{follow_up.pk}/{verb}/", {"what": "x"}).status_code == 404
    assert planned() == before
