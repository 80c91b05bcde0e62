"""Putting cards into other columns, and what is too much at once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Organization
from outreach import crowding
from outreach.models import Attempt, Campaign, Move, Target
from tests.conftest import MONDAY, MORNING
from tests.factories import AttemptFactory, CampaignFactory, ContactFactory, OrganizationFactory, TargetFactory


@pytest.fixture(autouse=True)
def _on_monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice)


def standing(campaign: Campaign, state: str) -> Target:
    waiting_out = state == "silent"
    made = {"waiting": 1, "silent": 5}.get(state, 0)
    target = TargetFactory.create(
        campaign=campaign,
        contact=ContactFactory.create(owner=campaign.owner, first_name="Tobias", last_name="Krüger"),
        state="waiting" if waiting_out else state,
        reason="" if state == "idea" else "Why",
        attempts_made=made,
        next_attempt_on=MONDAY if state in ("ready", "waiting") else None,
        close_out_on=MONDAY if waiting_out else None,
        revisit_on=MONDAY if state == "not_now" else None,
    )
    for number in range(1, made + 1):
        AttemptFactory.create(target=target, number=number)
    return target


def put(client: Client, target: Target, place: str) -> tuple[str, str]:
    """The state it led to, and the address the browser went on to."""
    response = client.post(f"/outreach/targets/{target.pk}/place/", {"place": place})
    return Target.unscoped.get(pk=target.pk).state, response.headers["Location"]


@pytest.mark.parametrize(
    ("state", "place", "leads_to"),
    [
        ("ready", "waiting", "waiting"),
        ("ready", "replied", "replied"),
        ("waiting", "waiting", "waiting"),
        ("waiting", "replied", "replied"),
        ("waiting", "closed", "done"),
        ("silent", "closed", "no_reply"),
        ("meeting", "replied", "replied"),
        ("replied", "ready", "ready"),
        ("not_now", "ready", "ready"),
        ("declined", "replied", "replied"),
    ],
)
def test_a_card_moves_where_a_move_leads(
    alices: Client, campaign: Campaign, state: str, place: str, leads_to: str
) -> None:
    """P22-P24."""
    assert put(alices, standing(campaign, state), place) == (leads_to, f"/outreach/{campaign.pk}/")


@pytest.mark.parametrize(
    ("state", "place", "asks"),
    [
        ("idea", "ready", "/outreach/targets/{}/?do=reason#reason"),
        ("waiting", "not_now", "/outreach/targets/{}/?do=not_now#not_now"),
        ("waiting", "meeting", "/interviews/new/?target={}"),
    ],
)
def test_a_move_that_wants_a_reason_a_date_or_an_hour_asks_for_it(
    alices: Client, campaign: Campaign, state: str, place: str, asks: str
) -> None:
    target = standing(campaign, state)

    assert put(alices, target, place) == (state, asks.format(target.pk))
    assert Move.unscoped.count() == 0


@pytest.mark.parametrize(
    ("state", "place", "why"),
    [
        ("idea", "waiting", "Say why Tobias first; everything else follows from that."),
        ("waiting", "idea", "so you cannot say why them now. From here you can log an attempt"),
        ("waiting", "ready", "so you cannot take it up again now."),
        ("replied", "waiting", "so you cannot log an attempt now."),
        ("declined", "closed", ""),
    ],
)
def test_a_move_that_does_not_follow_says_why_and_what_does(
    alices: Client, campaign: Campaign, state: str, place: str, why: str
) -> None:
    target = standing(campaign, state)
    before = Target.unscoped.values().get(pk=target.pk)

    page = alices.post(f"/outreach/targets/{target.pk}/place/", {"place": place}, follow=True).content.decode()

    assert why in page
    assert Target.unscoped.values().get(pk=target.pk) == before


def test_htmx_gets_the_board_back_with_what_was_said(alices: Client, campaign: Campaign) -> None:
    target = standing(campaign, "ready")

    response = alices.post(
        f"/outreach/targets/{target.pk}/place/", {"place": "waiting"}, headers={"HX-Request": "true"}
    )

    page = response.content.decode()
    assert page.strip().startswith('<div id="board"')
    assert "Tobias Krüger: reached out. Next: a call on Thursday 26 November." in page
    assert Attempt.unscoped.get().made_on == MONDAY


def test_no_such_place_is_not_found(alices: Client, campaign: Campaign) -> None:
    target = standing(campaign, "ready")

    assert alices.post(f"/outreach/targets/{target.pk}/place/", {"place": "nowhere"}).status_code == 404


@pytest.fixture
def northwind(alice: User) -> Organization:
    return OrganizationFactory.create(owner=alice, name="Northwind")


def test_the_same_person_in_two_campaigns_is_said_on_both_boards(
    alices: Client, alice: User, campaign: Campaign
) -> None:
    here = standing(campaign, "waiting")
    there = TargetFactory.create(campaign=CampaignFactory.create(owner=alice, name="Ports"), contact=here.contact)

    pages = [alices.get(each.campaign.get_absolute_url()).content.decode() for each in (here, there)]

    assert "Also in “Ports”, where they are at “ready to write”." in pages[0]
    assert "Also in “Rail freight”, where they are at “reached out”." in pages[1]
    assert all("finish one, or put it off to a date" in page for page in pages)


def test_two_people_of_one_small_organization_are_said_on_the_board_and_when_adding(
    alices: Client, alice: User, campaign: Campaign, northwind: Organization
) -> None:
    ana, ben, cleo = (ContactFactory.create(owner=alice, organization=northwind, first_name=n) for n in "ABC")
    for contact in (ana, ben):
        TargetFactory.create(campaign=campaign, contact=contact)

    board = alices.get(campaign.get_absolute_url()).content.decode()
    adding = alices.get(f"/outreach/add/?contact={cleo.pk}").content.decode()

    assert board.count("also at Northwind, is at “ready to write”.") == 2
    assert "A Ibáñez, also at Northwind, is at “ready to write”." in adding
    assert "wait for one answer before you ask the next" in adding


def test_a_large_organization_is_no_crowd_and_turns_are_kept_by_date(
    alice: User, campaign: Campaign, northwind: Organization
) -> None:
    """3B7: who waits for their turn is no crowd; who is talking is."""
    people = ContactFactory.create_batch(2, owner=alice, organization=northwind)
    TargetFactory.create(campaign=campaign, contact=people[0])
    small = crowding.crowds(people, user=alice, campaign=campaign)
    campaign.follows = "3b7"
    by_turns = crowding.crowds(people, user=alice, campaign=campaign)
    Target.unscoped.update(state="replied", next_attempt_on=None)
    talking = crowding.crowds(people, user=alice, campaign=campaign)
    campaign.follows = "five"
    ContactFactory.create_batch(crowding.SMALL - 2, owner=alice, organization=northwind)
    large = crowding.crowds(people, user=alice, campaign=campaign)

    assert [list(found) for found in (small, by_turns, talking, large)] == [[people[1].pk], [], [people[1].pk], []]


def test_the_board_costs_the_same_queries_for_one_and_three_in_a_crowd(
    alices: Client, alice: User, campaign: Campaign, northwind: Organization
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(campaign.get_absolute_url())
        return len(captured)

    def crowd() -> None:
        contact = ContactFactory.create(owner=alice, organization=northwind)
        for each in (campaign, CampaignFactory.create(owner=alice)):
            TargetFactory.create(campaign=each, contact=contact, next_attempt_on=MONDAY + timedelta(days=1))

    crowd()
    queries()
    one = queries()
    crowd()
    crowd()

    assert queries() == one
