"""Which policy a campaign follows: 3B7's turns, one announcement, steps of the user's own."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from common.agenda import NothingToDoError
from contacts.models import Contact, Organization
from outreach import campaigns, moves, policy, pursuit, targeting, turns
from outreach.agenda import AttemptSource, CloseOutSource
from outreach.models import Attempt, Campaign, Channel, Move, OwnPolicy, Target
from tests.agenda import due
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    InteractionFactory,
    OrganizationFactory,
    OwnPolicyFactory,
    TargetFactory,
)

REACHED_OUT = date(2026, 1, 5)
ANOTHER, BACK = date(2026, 1, 8), date(2026, 1, 14)
STEPS = {"name": "Call and card", "channel_1": "call", "channel_2": "letter", "gap_2": 4, "close_out_gap": 6}


@pytest.fixture(autouse=True)
def _on_monday_morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def northwind(alice: User) -> Organization:
    return OrganizationFactory.create(owner=alice, name="Northwind")


@pytest.fixture
def turn_by_turn(alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice, follows="3b7")


def there(campaign: Campaign, organization: Organization | None, on: date = REACHED_OUT) -> Target:
    contact = ContactFactory.create(owner=campaign.owner, organization=organization, how_known="Met")
    target = TargetFactory.create(campaign=campaign, contact=contact, state="idea", reason="", next_attempt_on=None)
    pursuit.give_reason(target, reason="Knows", on=on)
    return target


def reach_out(target: Target, on: date) -> Move:
    target.refresh_from_db()
    return pursuit.log_attempt(target, channel="email", made_on=on, on=on, expected_number=target.attempts_made + 1)


def test_3b7_turns_to_another_after_three_business_days_and_back_after_seven(
    turn_by_turn: Campaign, northwind: Organization
) -> None:
    """3B7, the vector: reached out on Monday 2026-01-05."""
    first, second, elsewhere = there(turn_by_turn, northwind), there(turn_by_turn, northwind), there(turn_by_turn, None)

    reach_out(first, REACHED_OUT)
    late = there(turn_by_turn, northwind)

    dates = [Target.unscoped.get(pk=each.pk).next_attempt_on for each in (first, second, elsewhere, late)]
    assert dates == [BACK, ANOTHER, REACHED_OUT, ANOTHER]


def test_3b7_proposes_somebody_else_there_once_three_business_days_are_silent(
    alices: Client, turn_by_turn: Campaign, northwind: Organization
) -> None:
    first = there(turn_by_turn, northwind)
    reach_out(first, REACHED_OUT)
    ben = ContactFactory.create(owner=turn_by_turn.owner, organization=northwind, first_name="Ben", last_name="Ito")
    shown = Target.for_user(turn_by_turn.owner).for_board().get()

    page = alices.get(first.get_absolute_url()).content.decode()

    assert [turns.another_due(shown, day) for day in (date(2026, 1, 7), ANOTHER)] == [False, True]
    assert f"/outreach/add/?campaign={turn_by_turn.pk}&amp;contact={ben.pk}" in page
    assert "somebody else at Northwind" in alices.get(turn_by_turn.get_absolute_url()).content.decode()


def test_3b7_waits_with_the_second_while_the_first_is_talking(
    alices: Client, alice: User, turn_by_turn: Campaign, northwind: Organization
) -> None:
    first, second = there(turn_by_turn, northwind), there(turn_by_turn, northwind)
    reach_out(first, REACHED_OUT)
    before = len(due(AttemptSource(), [alice], ANOTHER))
    pursuit.log_reply(first, answer=pursuit.Answer(heard_on=REACHED_OUT, channel="email"), on=REACHED_OUT)

    talking = due(AttemptSource(), [alice], ANOTHER)
    pages = [alices.get(each).content.decode() for each in (turn_by_turn.get_absolute_url(), second.get_absolute_url())]
    pursuit.finish(first, on=ANOTHER)

    assert (before, talking, len(due(AttemptSource(), [alice], ANOTHER))) == (1, [], 1)
    assert f"Waits while you are talking to {first.contact.first_name} there" in pages[0]
    assert f"{first.contact.name}, also at Northwind, is at “talking”." in pages[1]


def test_other_policies_take_no_turns(alice: User, northwind: Organization) -> None:
    campaign = CampaignFactory.create(owner=alice)
    first, second = there(campaign, northwind), there(campaign, northwind)

    reach_out(first, REACHED_OUT)

    assert Target.unscoped.get(pk=second.pk).next_attempt_on == REACHED_OUT
    assert not turns.another_due(Target.for_user(alice).for_board().get(pk=first.pk), BACK)


def test_an_announcement_is_said_once_and_nobody_is_chased(alice: User, alices: Client) -> None:
    """P09."""
    campaign = CampaignFactory.create(owner=alice, kind="announcement", follows="once")
    target = there(campaign, None, on=MONDAY)

    reach_out(target, MONDAY)

    assert Target.unscoped.get(pk=target.pk).state == "done"
    assert [*due(AttemptSource(), [alice], date(2027, 6, 1)), *due(CloseOutSource(), [alice], date(2027, 6, 1))] == []
    assert campaigns.told(alice) == campaigns.Told(told=1, known=1)
    page = " ".join(alices.get(campaign.get_absolute_url()).content.decode().split())
    assert "Each person is told once, and nobody is chased." in page
    assert "<b>1</b> of the 1 people you know are told that you are looking." in page
    pursuit.log_reply(target, answer=pursuit.Answer(heard_on=MONDAY, channel="email"), on=MONDAY)
    assert Target.unscoped.get(pk=target.pk).state == "replied"


def test_a_new_campaign_takes_its_kind_ask_goal_and_policy(alices: Client, alice: User) -> None:
    """P20, P52: the ask is what its people are asked unless something else is said."""
    own = OwnPolicyFactory.create(owner=alice)
    fields = {"name": "R", "goal": "G", "started_on": MONDAY, "kind": "references", "ask_kind": "reference"}

    alices.post("/outreach/new/", {**fields, "weekly_goal": 3, "follow": f"own-{own.pk}"})

    campaign = Campaign.for_user(alice).get()
    assert (campaign.kind, campaign.ask_kind, campaign.weekly_goal) == ("references", "reference", 3)
    assert (campaign.follows, campaign.own_policy) == ("own", own)
    contact = ContactFactory.create(owner=alice)
    targeting.add_targets(campaign=campaign, picks=[targeting.Pick(contact=contact)], on=MONDAY)
    assert Target.for_user(alice).get().ask_kind == "reference"
    assert "<b>0 of 3</b> reached this week" in alices.get(campaign.get_absolute_url()).content.decode()


def test_an_announcement_follows_no_sequence_whatever_was_chosen(alices: Client, alice: User, mallory: User) -> None:
    fields = {"name": "All", "goal": "Tell them", "started_on": MONDAY, "kind": "announcement"}
    strange = OwnPolicyFactory.create(owner=mallory)

    refused = alices.post("/outreach/new/", {**fields, "follow": f"own-{strange.pk}"})
    alices.post("/outreach/new/", {**fields, "follow": "five"})

    assert refused.status_code == 422
    assert Campaign.for_user(alice).get().follows == "once"


def test_another_policy_dates_what_lies_ahead_and_leaves_what_was_done(alices: Client, alice: User) -> None:
    campaign = CampaignFactory.create(owner=alice)
    target = there(campaign, None, on=MONDAY)
    reach_out(target, MONDAY)
    own = OwnPolicyFactory.create(owner=alice)
    fields = {"name": "R", "goal": "G", "started_on": MONDAY}

    alices.post(f"/outreach/{campaign.pk}/edit/", {**fields, "follow": f"own-{own.pk}"})
    changed = Target.unscoped.get().next_attempt_on
    alices.post(f"/outreach/policies/{own.pk}/", {"name": "Short", "channel_1": "call", "close_out_gap": 2})

    target.refresh_from_db()
    assert changed == date(2026, 11, 27)
    assert (target.next_attempt_on, target.close_out_on) == (None, date(2026, 11, 25))
    assert Attempt.unscoped.get().channel == "email"


def test_saving_a_campaign_as_it_was_leaves_dates_that_were_put_off(alices: Client, alice: User) -> None:
    campaign = CampaignFactory.create(owner=alice)
    target = TargetFactory.create(campaign=campaign, state="waiting", attempts_made=1, next_attempt_on=BACK)

    alices.post(f"/outreach/{campaign.pk}/edit/", {"name": "R", "goal": "G", "started_on": MONDAY, "follow": "five"})

    target.refresh_from_db()
    assert target.next_attempt_on == BACK


def test_steps_of_ones_own_are_kept(alices: Client, alice: User) -> None:
    """P22."""
    alices.post("/outreach/policies/new/", STEPS)

    own = OwnPolicy.for_user(alice).get()
    assert policy.of_own(own) == policy.AttemptPolicy(
        steps=(policy.Step(Channel.CALL, 0), policy.Step(Channel.LETTER, 4)), close_out_gap=6
    )
    page = alices.get("/outreach/policies/").content.decode()
    assert "Call and card" in page
    assert "Fri 27 Nov" in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"channel_1": ""}, "This field is required."),
        ({"gap_2": ""}, "How many business days after the attempt before?"),
        ({"gap_2": 0}, "greater than or equal to 1"),
        ({"channel_3": "email", "gap_3": 2}, "at least as long as the one before"),
        ({"channel_4": "email", "gap_4": 9}, "Say how, or leave attempt 4 out too."),
        ({"close_out_gap": 0}, "outreach_policy_close_out|at least|violated"),
        ({"name": "Taken"}, "You have a policy of that name already."),
    ],
)
def test_steps_that_make_no_sense_are_refused_with_the_reason(
    alices: Client, alice: User, wrong: dict[str, object], says: str
) -> None:
    OwnPolicyFactory.create(owner=alice, name="Taken")

    response = alices.post("/outreach/policies/new/", {**STEPS, **wrong})

    page = response.content.decode()
    assert response.status_code == 422
    assert any(each in page for each in says.split("|"))
    assert OwnPolicy.for_user(alice).count() == 1


def test_a_policy_in_use_is_not_deleted_and_says_who_follows_it(alices: Client, alice: User) -> None:
    own = OwnPolicyFactory.create(owner=alice)
    campaign = CampaignFactory.create(owner=alice, name="Rail", follows="own", own_policy=own)

    refused = alices.post(f"/outreach/policies/{own.pk}/delete/", follow=True).content.decode()
    kept = OwnPolicy.for_user(alice).count()
    Campaign.unscoped.filter(pk=campaign.pk).update(follows="five", own_policy=None)
    alices.post(f"/outreach/policies/{own.pk}/delete/")

    assert "“Rail” still follows it. Choose another there first." in refused
    assert (kept, OwnPolicy.for_user(alice).count()) == (1, 0)


@pytest.mark.parametrize("follows", ["own", "3b7"])
def test_a_board_costs_the_same_queries_for_one_and_three_whatever_the_policy(
    alices: Client, alice: User, northwind: Organization, follows: str
) -> None:
    own = OwnPolicyFactory.create(owner=alice) if follows == "own" else None
    campaign = CampaignFactory.create(owner=alice, follows=follows, own_policy=own)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alices.get(campaign.get_absolute_url())
        return len(captured)

    reach_out(there(campaign, northwind), REACHED_OUT)
    queries()
    one = queries()
    for _ in range(2):
        reach_out(there(campaign, northwind), REACHED_OUT)

    assert queries() == one


def test_deleting_the_account_takes_policies_and_campaigns_along(alice: User) -> None:
    own = OwnPolicyFactory.create(owner=alice)
    CampaignFactory.create(owner=alice, follows="own", own_policy=own)

    alice.delete()

    assert (Campaign.unscoped.count(), OwnPolicy.unscoped.count(), Contact.unscoped.count()) == (0, 0, 0)


def test_3b7_proposes_somebody_else_there_on_today_too(
    alice: User, turn_by_turn: Campaign, northwind: Organization
) -> None:
    """From the third silent business day until the first one is due again; with whom the user knows there."""
    first = there(turn_by_turn, northwind)
    reach_out(first, REACHED_OUT)
    days = [REACHED_OUT + timedelta(days=offset) for offset in range(10)]

    unknown = {day: [item.title for item in due(AttemptSource(), [alice], day)] for day in days}
    ContactFactory.create(owner=alice, organization=northwind, first_name="Ben", last_name="Ito")
    [item] = due(AttemptSource(), [alice], ANOTHER)

    expected = ["Ask someone else at Northwind"]
    assert [day for day, titles in unknown.items() if titles == expected] == [
        day for day in days if ANOTHER <= day < BACK
    ]
    assert unknown[BACK] == [f"Write to {first.contact.first_name}: attempt 2 of 2"]
    assert (item.why, item.context, item.due_on) == (
        f"Nothing from {first.contact.first_name} since Monday",
        "You also know Ben Ito there.",
        ANOTHER,
    )
    assert not item.can_complete
    with pytest.raises(NothingToDoError):
        AttemptSource().complete(alice, item.key, now=MORNING, on=ANOTHER)


def test_3b7_proposes_nobody_else_where_somebody_is_to_be_asked_or_talking(
    alice: User, turn_by_turn: Campaign, northwind: Organization
) -> None:
    first = there(turn_by_turn, northwind)
    reach_out(first, REACHED_OUT)
    second = there(turn_by_turn, northwind)

    ready = [item.title for item in due(AttemptSource(), [alice], ANOTHER)]
    reach_out(second, ANOTHER)
    both_silent = [item.why for item in due(AttemptSource(), [alice], date(2026, 1, 13))]
    InteractionFactory.create(contact=second.contact, on=date(2026, 1, 13), direction="incoming")
    heard = due(AttemptSource(), [alice], date(2026, 1, 13))

    assert ready == [f"Write to {second.contact.first_name}: attempt 1 of 2"]
    assert both_silent == [f"Nothing from {second.contact.first_name} since Thursday"]
    assert heard == []


def test_the_proposal_can_rest(alice: User, turn_by_turn: Campaign, northwind: Organization) -> None:
    first = there(turn_by_turn, northwind)
    reach_out(first, REACHED_OUT)
    [item] = due(AttemptSource(), [alice], ANOTHER)

    said = AttemptSource().snooze(alice, item.key, on=ANOTHER, until=ANOTHER + timedelta(days=1))

    assert said == "Northwind comes back on Friday 9 January."
    assert due(AttemptSource(), [alice], ANOTHER) == []
    assert len(due(AttemptSource(), [alice], ANOTHER + timedelta(days=1))) == 1
    assert Target.unscoped.get(pk=first.pk).next_attempt_on == BACK


def test_other_policies_propose_nobody_else_on_today(alice: User, northwind: Organization) -> None:
    reach_out(there(CampaignFactory.create(owner=alice), northwind), REACHED_OUT)

    assert due(AttemptSource(), [alice], ANOTHER - timedelta(days=1)) == []


def test_taking_an_attempt_back_gives_the_others_their_day_again(
    turn_by_turn: Campaign, northwind: Organization
) -> None:
    first, second, chosen = (there(turn_by_turn, northwind) for _ in range(3))
    move = reach_out(first, REACHED_OUT)
    late = there(turn_by_turn, northwind)
    AttemptSource().snooze(turn_by_turn.owner, f"{chosen.pk}-1", on=REACHED_OUT, until=date(2026, 1, 9))

    moves.undo(move, on=REACHED_OUT)

    dates = [Target.unscoped.get(pk=each.pk).next_attempt_on for each in (first, second, late, chosen)]
    assert dates == [REACHED_OUT, REACHED_OUT, REACHED_OUT, date(2026, 1, 9)]


def test_a_turn_that_still_stands_keeps_the_others_waiting(turn_by_turn: Campaign, northwind: Organization) -> None:
    first, second, third = (there(turn_by_turn, northwind) for _ in range(3))
    reach_out(first, REACHED_OUT)
    move = reach_out(second, ANOTHER)
    held = Target.unscoped.get(pk=third.pk).next_attempt_on

    moves.undo(move, on=ANOTHER)
    standing = Target.unscoped.get(pk=third.pk).next_attempt_on
    moves.undo(Move.unscoped.filter(target=first).newest_first()[0], on=ANOTHER)

    assert (held, standing) == (date(2026, 1, 13), ANOTHER)
    assert Target.unscoped.get(pk=third.pk).next_attempt_on == REACHED_OUT
