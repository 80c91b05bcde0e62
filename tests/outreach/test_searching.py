"""A search that pauses and goes on, and what rests meanwhile (docs/adr/0027-search-states.md)."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import SearchState, User
from contacts.network.agenda import NetworkReviewSource
from outreach import holds, pursuit, searching
from outreach.agenda import AttemptSource, CloseOutSource, RevisitSource, targets_in_hand
from outreach.holds import Held
from outreach.models import Campaign, Target
from outreach.searching import SearchStateError
from tests.agenda import due
from tests.conftest import MONDAY, MORNING
from tests.factories import CampaignFactory, NetworkRatingFactory, TargetFactory

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


def now(user: User) -> tuple[str, date | None]:
    return User.objects.values_list("search_state", "search_state_since").get(pk=user.pk)


def test_whoever_signs_up_is_searching(alice: User) -> None:
    assert (alice.is_searching, alice.has_landed, now(alice)) == (True, False, ("searching", None))


@pytest.mark.parametrize("state", [SearchState.PAUSED, SearchState.LANDED])
def test_outside_a_search_no_attempt_end_or_revisit_comes_up(
    alice: User, campaign: Campaign, state: SearchState
) -> None:
    target(campaign)
    target(campaign, None, state="waiting", attempts_made=5, close_out_on=MONDAY)
    target(campaign, None, state="not_now", revisit_on=MONDAY)
    sources = (AttemptSource(), CloseOutSource(), RevisitSource())
    before = [len(due(source, [alice], MONDAY)) for source in sources]

    searching.put(alice, state, since=MONDAY)

    assert before == [1, 1, 1]
    assert [len(due(source, [alice], MONDAY)) for source in sources] == [0, 0, 0]


def test_one_owner_at_rest_leaves_the_others_alone(alice: User, mallory: User, campaign: Campaign) -> None:
    target(campaign)
    his = target(CampaignFactory.create(owner=mallory))
    searching.pause(alice, on=MONDAY)

    items = list(AttemptSource().items([alice, mallory], MONDAY, MONDAY))

    assert [item.key for item in items] == [f"{his.pk}-1"]


def test_landed_rests_the_network_review_and_a_pause_does_not(alice: User) -> None:
    NetworkRatingFactory.create(owner=alice, rated_on=date(2026, 6, 1))
    searching.pause(alice, on=MONDAY)
    assert len(due(NetworkReviewSource(), [alice], MONDAY)) == 1

    searching.put(alice, SearchState.LANDED, since=MONDAY)

    assert due(NetworkReviewSource(), [alice], MONDAY) == []


def test_what_is_left_open_keeps_nobody_from_the_cadence_of_who_landed(alice: User, campaign: Campaign) -> None:
    target(campaign)
    assert targets_in_hand([alice.pk]).count() == 1

    searching.put(alice, SearchState.LANDED, since=MONDAY)

    assert targets_in_hand([alice.pk]).count() == 0


def test_a_search_that_goes_on_moves_what_lay_ahead_by_the_days_it_rested(alice: User, campaign: Campaign) -> None:
    """Tuesday to Thursday are three business days; what was late before stays as late."""
    late, ahead = target(campaign, MONDAY), target(campaign, WEDNESDAY)
    closing = target(campaign, None, state="waiting", attempts_made=5, close_out_on=FRIDAY)
    searching.pause(alice, on=TUESDAY)
    searching.pause(alice, on=WEDNESDAY)

    moved = searching.go_on(alice, on=FRIDAY)

    assert moved == 2
    # 1 December is a holiday in Portugal.
    assert dates(late, ahead, closing) == [MONDAY, NEXT_MONDAY, date(2026, 12, 3)]
    assert now(alice) == ("searching", FRIDAY)
    assert searching.go_on(alice, on=FRIDAY) == 0


def test_a_pause_taken_back_the_same_day_changes_no_date(alice: User, campaign: Campaign) -> None:
    mine = target(campaign, WEDNESDAY)
    searching.pause(alice, on=MONDAY)

    assert searching.go_on(alice, on=MONDAY) == 0
    assert dates(mine) == [WEDNESDAY]


def test_a_holiday_within_a_pause_counts_once(alice: User, campaign: Campaign) -> None:
    mine = target(campaign, NEXT_MONDAY)
    searching.pause(alice, on=MONDAY)
    holds.rest(alice, first=MONDAY, last=WEDNESDAY, on=MONDAY)
    by_the_holiday = dates(mine)

    searching.go_on(alice, on=FRIDAY)

    # Three business days, and 1 December is a holiday in Portugal; Thursday is the one more.
    assert by_the_holiday == [date(2026, 12, 4)]
    assert dates(mine) == [date(2026, 12, 7)]


def test_an_attempt_made_during_a_pause_is_put_off_by_the_days_after_it_alone(alice: User, campaign: Campaign) -> None:
    mine = target(campaign, TUESDAY)
    searching.pause(alice, on=MONDAY)
    pursuit.log_attempt(mine, channel="email", made_on=WEDNESDAY, on=WEDNESDAY, expected_number=1)
    following = dates(mine)[0]

    searching.go_on(alice, on=FRIDAY)

    assert following is not None
    moved = dates(mine)[0]
    assert moved is not None
    assert 0 < (moved - following).days <= 5


def test_who_landed_neither_pauses_nor_just_goes_on(alice: User) -> None:
    searching.put(alice, SearchState.LANDED, since=MONDAY)
    with pytest.raises(SearchStateError, match="found work"):
        searching.pause(alice, on=MONDAY)
    with pytest.raises(SearchStateError, match="found work"):
        searching.go_on(alice, on=MONDAY)
    assert now(alice) == ("landed", MONDAY)


def test_what_is_held_says_since_when(alice: User) -> None:
    searching.pause(alice, on=MONDAY)
    assert holds.held(alice, on=FRIDAY) == Held(paused_since=MONDAY)
    searching.put(alice, SearchState.LANDED, since=TUESDAY)
    assert holds.held(alice, on=FRIDAY) == Held(landed_since=TUESDAY)


def test_the_settings_show_and_change_it_in_words(alices: Client, alice: User) -> None:
    assert "You are searching" in alices.get("/settings/").text

    page = alices.post("/outreach/search/pause/", follow=True)

    assert "Your search is paused." in page.text
    assert "Paused since today" in page.text
    assert now(alice) == ("paused", MONDAY)
    assert "Your search is paused since today" in alices.get("/outreach/").text
    assert "Your search is paused since today" in alices.get("/").text

    page = alices.post("/outreach/search/again/", follow=True)

    assert "Your search goes on." in page.text
    assert now(alice) == ("searching", MONDAY)


@pytest.mark.parametrize("verb", ["pause", "again"])
def test_what_does_not_follow_is_refused_with_its_reason(alices: Client, alice: User, verb: str) -> None:
    searching.put(alice, SearchState.LANDED, since=MONDAY)

    page = alices.post(f"/outreach/search/{verb}/", follow=True)

    assert "You have found work" in page.text
    assert now(alice) == ("landed", MONDAY)
    assert alices.get(f"/outreach/search/{verb}/").status_code == 405
