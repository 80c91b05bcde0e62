"""Not this kind of reminder about this person."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.agenda import Kind, NothingToDoError
from contacts.models import Contact, MutedKind
from reminders.agenda import agenda_of, agendas_for, mute
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    NetworkRatingFactory,
    UserFactory,
)

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", next_touch_on=MONDAY)


def kinds(owner: User) -> list[tuple[str, Kind]]:
    cards = agenda_of(owner, on=MONDAY, now=MORNING, days_ahead=7).cards
    return [(item.person.name if item.person else "", item.kind) for card in cards for item in card.items]


def test_a_muted_kind_stays_quiet_for_that_person_alone(alice: User, mallory: User, ana: Contact) -> None:
    ben = ContactFactory.create(owner=alice, first_name="Ben", last_name="Hall", next_touch_on=MONDAY)
    FollowUpFactory.create(contact=ana)

    said = mute(alice, "keep_in_touch", str(ana.pk), on=MONDAY)

    assert said == "Muted for Ana Silva: keeping in touch."
    assert kinds(alice) == [("Ana Silva", Kind.FOLLOW_UP), ("Ben Hall", Kind.KEEP_IN_TOUCH)]
    with pytest.raises(NothingToDoError):
        mute(mallory, "keep_in_touch", str(ben.pk), on=MONDAY)
    assert MutedKind.unscoped.count() == 1


def test_neither_a_talk_of_the_day_nor_what_is_about_nobody_is_muted(alice: User) -> None:
    talk = InterviewFactory.create(contact__owner=alice, starts_at=MORNING)
    rating = NetworkRatingFactory.create(owner=alice)

    for kind, row in (("interview_today", talk), ("network_review", rating)):
        with pytest.raises(NothingToDoError):
            mute(alice, kind, str(row.pk), on=MONDAY)


def test_today_mutes_in_place_and_takes_it_back(alices: Client, ana: Contact) -> None:
    at = f"/agenda/keep_in_touch/{ana.pk}"
    assert "Mute keeping in touch for Ana Silva" in alices.get("/").content.decode()

    page = alices.post(f"{at}/mute/", headers=HTMX).content.decode()

    assert (f"{at}/unmute/" in page, "data-card" in page) == (True, False)
    assert "data-card" in alices.post(f"{at}/unmute/", headers=HTMX).content.decode()


@pytest.mark.parametrize("listed", [True, False])
def test_what_is_muted_is_listed_and_comes_back(alices: Client, ana: Contact, listed: bool) -> None:
    muted = MutedKind.unscoped.create(contact=ana, kind=Kind.OCCASION)
    page = "/people/muted/" if listed else f"/people/{ana.pk}/"
    assert "irthdays and other days" in alices.get(page).content.decode()

    response = alices.post(f"/people/muted/{muted.pk}/end/", {"from": "list"} if listed else {})

    assert (response["Location"], MutedKind.unscoped.count()) == (page, 0)
    assert "Remind me again" not in alices.get(page).content.decode()
    assert "Nothing is muted" in alices.get("/people/muted/").content.decode()


def test_many_owners_cost_as_many_queries_as_one() -> None:
    owners = UserFactory.create_batch(5)
    for owner in owners:
        for contact in ContactFactory.create_batch(3, owner=owner):
            FollowUpFactory.create(contact=contact)
        MutedKind.unscoped.create(contact=contact, kind=Kind.FOLLOW_UP)

    counts = []
    for asked in (owners[:1], owners):
        with CaptureQueriesContext(connection) as queries:
            agendas = agendas_for(asked, now=MORNING)
        assert {len(agenda.cards) for agenda in agendas.values()} == {2}
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_costs_the_same_for_one_and_for_three(alices: Client, alice: User) -> None:
    counts = []
    for more in (1, 2):
        for contact in ContactFactory.create_batch(more, owner=alice):
            MutedKind.unscoped.create(contact=contact, kind=Kind.ATTEMPT)
        with CaptureQueriesContext(connection) as queries:
            alices.get("/people/muted/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
