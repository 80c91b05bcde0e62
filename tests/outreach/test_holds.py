"""What holds attempts back: the user's holiday, somebody's absence, and so many a day (P25)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from outreach import holds, pursuit
from outreach.agenda import AttemptSource, CloseOutSource, RevisitSource
from outreach.models import Campaign, Pace, Target
from tests.agenda import ahead, due
from tests.conftest import MONDAY, MORNING
from tests.factories import AttemptFactory, CampaignFactory, ContactFactory, TargetFactory

TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 4))
NEXT_MONDAY = MONDAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def _on_monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def campaign(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice)


def target(campaign: Campaign, next_attempt_on: date | None = MONDAY, **fields: object) -> Target:
    return TargetFactory.create(campaign=campaign, next_attempt_on=next_attempt_on, **fields)


def dates(*targets: Target) -> list[date | None]:
    fresh = [Target.unscoped.get(pk=each.pk) for each in targets]
    return [each.next_attempt_on or each.close_out_on for each in fresh]


def test_a_holiday_moves_what_lies_ahead_by_as_many_business_days(alice: User, campaign: Campaign) -> None:
    """Wednesday to Friday are three business days."""
    late, first, after = target(campaign, MONDAY), target(campaign, WEDNESDAY), target(campaign, NEXT_MONDAY)
    closing = target(campaign, None, state="waiting", attempts_made=5, close_out_on=FRIDAY)

    moved = holds.rest(alice, first=WEDNESDAY, last=FRIDAY, on=MONDAY)

    assert moved == 3
    # 1 December is a holiday in Portugal.
    assert dates(late, first, after, closing) == [MONDAY, NEXT_MONDAY, date(2026, 12, 4), date(2026, 12, 3)]


def test_nothing_is_due_on_holiday_and_all_comes_up_the_day_after(alice: User, campaign: Campaign) -> None:
    target(campaign, MONDAY - timedelta(days=3))
    target(campaign, None, state="not_now", revisit_on=TUESDAY)
    holds.rest(alice, first=MONDAY, last=FRIDAY, on=MONDAY)
    sources = (AttemptSource(), CloseOutSource(), RevisitSource())

    away = [item for source in sources for item in due(source, [alice], WEDNESDAY)]
    back = [item for source in sources for item in due(source, [alice], FRIDAY + timedelta(days=1))]
    foreseen = [item.due_on for item in ahead(AttemptSource(), [alice], WEDNESDAY, NEXT_MONDAY)]

    assert (away, len(back), foreseen) == ([], 2, [FRIDAY + timedelta(days=1)])


def test_coming_back_early_gives_the_days_back(alice: User, campaign: Campaign) -> None:
    ahead_of_us = target(campaign, WEDNESDAY)
    holds.rest(alice, first=TUESDAY, last=FRIDAY, on=MONDAY)
    moved = dates(ahead_of_us)

    holds.come_back(alice, on=TUESDAY)
    holds.come_back(alice, on=TUESDAY)

    assert (moved, dates(ahead_of_us)) == ([date(2026, 12, 2)], [WEDNESDAY])
    assert not Pace.of(alice).is_away(WEDNESDAY)


def test_another_holiday_replaces_the_one_that_stood(alice: User, campaign: Campaign) -> None:
    each = target(campaign, WEDNESDAY)
    holds.rest(alice, first=TUESDAY, last=FRIDAY, on=MONDAY)

    holds.rest(alice, first=TUESDAY, last=TUESDAY, on=MONDAY)

    assert dates(each) == [WEDNESDAY + timedelta(days=1)]


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-11-25", "2026-11-24", "The last day is before the first."),
        ("2026-11-16", "2026-11-20", "That holiday is over already."),
        ("2026-11-24", "2027-03-24", "That is more than a quarter."),
    ],
)
def test_a_holiday_that_makes_no_sense_is_refused(
    alices: Client, alice: User, campaign: Campaign, first: str, last: str, why: str
) -> None:
    each = target(campaign, WEDNESDAY)

    response = alices.post("/outreach/pace/rest/", {"first": first, "last": last})

    assert (response.status_code, dates(each)) == (422, [WEDNESDAY])
    assert why in response.content.decode()


def test_a_holiday_is_said_on_today_on_the_board_and_ended_there(
    alices: Client, alice: User, campaign: Campaign
) -> None:
    target(campaign)
    alices.post("/outreach/pace/rest/", {"first": "2026-11-23", "last": "2026-11-27"})

    pages = [alices.get(path).content.decode() for path in ("/", "/outreach/", campaign.get_absolute_url())]
    alices.post("/outreach/pace/back/")

    assert all("Your outreach rests until Friday 27 November." in page for page in pages)
    assert "rests until" not in alices.get("/").content.decode()


def test_past_the_cap_the_rest_waits_for_the_days_to_come_the_longest_due_first(
    alice: User, campaign: Campaign
) -> None:
    """P25."""
    Pace.unscoped.create(owner=alice, attempts_a_day=2)
    AttemptFactory.create(target=target(campaign, None, state="done"), made_on=MONDAY)
    days = [MONDAY - timedelta(days=days) for days in (0, 3, 4, 5)]
    made = {each.pk: each.next_attempt_on for each in (target(campaign, day) for day in days)}

    today = [item.key.partition("-")[0] for item in due(AttemptSource(), [alice], MONDAY)]
    later = [item.due_on for item in ahead(AttemptSource(), [alice], MONDAY, FRIDAY)]

    assert [made[int(key)] for key in today] == [MONDAY - timedelta(days=5)]
    assert later == [TUESDAY, TUESDAY, WEDNESDAY]
    assert holds.held(alice, on=MONDAY) == holds.Held(away_until=None, waiting=3, attempts_a_day=2)


def test_the_cap_is_kept_and_said(alices: Client, alice: User, campaign: Campaign) -> None:
    for _ in range(3):
        target(campaign)

    alices.post("/outreach/pace/", {"attempts_a_day": 2})
    refused = alices.post("/outreach/pace/", {"attempts_a_day": 0})

    assert (Pace.of(alice).attempts_a_day, refused.status_code) == (2, 422)
    for path in ("/", campaign.get_absolute_url()):
        page = alices.get(path).content.decode()
        assert "1 more attempt waits for another day: you reach out to at most 2 a day." in page


def test_out_of_office_waits_for_the_business_day_after_they_are_back_everywhere(
    alices: Client, alice: User, campaign: Campaign
) -> None:
    contact = ContactFactory.create(owner=alice, first_name="Tobias")
    here = target(campaign, contact=contact)
    there = target(CampaignFactory.create(owner=alice), date(2026, 12, 20), contact=contact)

    said = alices.post(f"/outreach/targets/{here.pk}/away/", {"back_on": FRIDAY}, follow=True).content.decode()

    assert dates(here, there) == [NEXT_MONDAY, date(2026, 12, 20)]
    assert "Next: an e-mail on Monday 30 November." in said
    assert "Out of office until Friday" in alices.get(campaign.get_absolute_url()).content.decode()
    here.refresh_from_db()
    pursuit.log_attempt(here, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    assert dates(here) == [NEXT_MONDAY]


@pytest.mark.parametrize("back_on", ["", "2026-11-23", "soon"])
def test_out_of_office_wants_a_day_ahead(alices: Client, campaign: Campaign, back_on: str) -> None:
    each = target(campaign)

    said = alices.post(f"/outreach/targets/{each.pk}/away/", {"back_on": back_on}, follow=True).content.decode()

    assert "Choose the day they are back" in said
    assert dates(each) == [MONDAY]


def test_many_owners_cost_as_many_queries_as_one(alice: User, mallory: User, campaign: Campaign) -> None:
    target(campaign)
    target(CampaignFactory.create(owner=mallory))
    Pace.unscoped.create(owner=mallory)
    counts = []
    for owners in ([alice], [alice, mallory]):
        with CaptureQueriesContext(connection) as captured:
            due(AttemptSource(), owners, MONDAY)
        counts.append(len(captured))

    assert counts == [1, 1]


def test_coming_back_early_leaves_what_was_chosen_since(alice: User, campaign: Campaign) -> None:
    """A date snoozed on holiday, and one that an attempt made on holiday led to, were not moved by it."""
    moved, snoozed, tried = (target(campaign, WEDNESDAY) for _ in range(3))
    holds.rest(alice, first=TUESDAY, last=FRIDAY, on=MONDAY)
    chosen = date(2026, 12, 4)
    AttemptSource().snooze(alice, f"{snoozed.pk}-1", on=TUESDAY, until=chosen)
    tried.refresh_from_db()
    pursuit.log_attempt(tried, channel="email", made_on=TUESDAY, on=TUESDAY, expected_number=1)
    after_the_attempt = dates(tried)

    holds.come_back(alice, on=WEDNESDAY)

    assert dates(moved, snoozed) == [WEDNESDAY + timedelta(days=1), chosen]
    assert dates(tried) == after_the_attempt == [FRIDAY]


def test_a_holiday_that_is_over_leaves_dates_where_they_are(alice: User, campaign: Campaign) -> None:
    each = target(campaign, WEDNESDAY)
    holds.rest(alice, first=TUESDAY, last=FRIDAY, on=MONDAY)
    moved = dates(each)

    holds.come_back(alice, on=NEXT_MONDAY)

    assert dates(each) == moved
    each.refresh_from_db()
    assert each.next_before_rest is None


def test_a_second_holiday_moves_on_from_where_the_first_left_dates(alice: User, campaign: Campaign) -> None:
    each = target(campaign, WEDNESDAY)
    holds.rest(alice, first=TUESDAY, last=FRIDAY, on=MONDAY)
    [after_first] = dates(each)
    holds.rest(alice, first=date(2026, 12, 2), last=date(2026, 12, 4), on=NEXT_MONDAY)

    assert dates(each) == [date(2026, 12, 7)]
    assert after_first == date(2026, 12, 2)
    holds.come_back(alice, on=NEXT_MONDAY)
    assert dates(each) == [after_first]
