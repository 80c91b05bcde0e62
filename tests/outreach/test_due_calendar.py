"""A month of what is due in a campaign."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from outreach import board, due_calendar
from outreach.models import Campaign, Target
from tests.conftest import MONDAY, MORNING
from tests.factories import CampaignFactory, ContactFactory, TargetFactory


@pytest.fixture(autouse=True)
def _on_monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def campaign(alice: User) -> Campaign:
    campaign = CampaignFactory.create(owner=alice)
    standing: list[tuple[str, dict[str, object]]] = [
        ("Late", {"next_attempt_on": date(2026, 11, 18)}),
        ("Today", {"next_attempt_on": MONDAY}),
        ("Closing", {"state": "waiting", "next_attempt_on": None, "close_out_on": date(2026, 11, 30)}),
        ("Far", {"state": "not_now", "next_attempt_on": None, "revisit_on": date(2027, 2, 1)}),
        ("Undated", {"state": "replied", "next_attempt_on": None}),
    ]
    for name, fields in standing:
        contact = ContactFactory.create(owner=alice, first_name=name, last_name="")
        TargetFactory.create(campaign=campaign, contact=contact, **fields)
    return campaign


def shown(campaign: Campaign, first: date) -> list[tuple[date, list[str]]]:
    targets = Target.for_user(campaign.owner).for_board()
    found = due_calendar.month([board.card(each, on=MONDAY) for each in targets], first, on=MONDAY)
    return [(day.on, [card.target.contact.first_name for card in day.cards]) for day in found.busy]


def test_each_stands_on_its_day_and_what_is_late_on_today(campaign: Campaign) -> None:
    """P22, P24."""
    assert shown(campaign, date(2026, 11, 1)) == [(MONDAY, ["Late", "Today"]), (date(2026, 11, 30), ["Closing"])]
    assert shown(campaign, date(2027, 2, 1)) == [(date(2027, 2, 1), ["Far"])]
    campaign.closed_on = MONDAY
    campaign.save()
    assert shown(campaign, date(2026, 11, 1)) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2027-02", date(2027, 2, 1)),
        ("", date(2026, 11, 1)),
        ("2027-13", date(2026, 11, 1)),
        ("9999-12", date(2026, 11, 1)),
        ("0000-01", date(2026, 11, 1)),
        ("x", date(2026, 11, 1)),
    ],
)
def test_the_month_named_or_the_one_of_today(text: str, first: date) -> None:
    assert due_calendar.first_of(text, MONDAY) == first


def test_the_page_shows_the_month_and_leads_to_the_ones_beside(alices: Client, campaign: Campaign) -> None:
    page = alices.get(campaign.get_absolute_url(), {"view": "calendar"}).content.decode()
    empty = alices.get(campaign.get_absolute_url(), {"view": "calendar", "month": "2028-01"}).content.decode()

    assert "November 2026" in page
    assert "view=calendar&amp;month=2026-12" in page
    assert page.count(">Closing</a>") == 2
    assert "Nothing is due in this month." in empty
