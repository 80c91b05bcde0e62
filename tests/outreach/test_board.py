"""What a card says and offers, state by state."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from outreach import board
from outreach.models import Target, TargetState
from tests.conftest import MONDAY
from tests.factories import AttemptFactory, CampaignFactory, TargetFactory

FRIDAY = MONDAY - timedelta(days=3)
THURSDAY = MONDAY + timedelta(days=3)


def card_of(user: User, closed_on: date | None = None, **fields: Any) -> board.Card:
    campaign = CampaignFactory.create(owner=user, closed_on=closed_on)
    target = TargetFactory.create(campaign=campaign, **fields)
    for number in range(1, fields.get("attempts_made", 0) + 1):
        AttemptFactory.create(target=target, number=number, channel="email" if number % 2 else "message")
    return board.card(Target.for_user(user).for_board().get(pk=target.pk), on=MONDAY)


@pytest.mark.parametrize(
    ("fields", "status", "tag", "label", "primary"),
    [
        (
            {"state": "idea", "reason": "", "next_attempt_on": None},
            "One sentence on why makes them ready",
            "",
            "Say why",
            False,
        ),
        ({"state": "ready"}, "Attempt 1 of 5 · e-mail", "today", "Write", True),
        ({"state": "ready", "next_attempt_on": THURSDAY}, "Attempt 1 of 5 · e-mail Thursday", "", "Write", False),
        (
            {"state": "waiting", "attempts_made": 1, "next_attempt_on": FRIDAY},
            "Attempt 2 of 5 · call",
            "since Friday",
            "Call",
            True,
        ),
        (
            {"state": "waiting", "attempts_made": 1, "next_attempt_on": THURSDAY},
            "Attempt 2 of 5 · call Thursday",
            "",
            "Log a reply",
            False,
        ),
        (
            {"state": "waiting", "attempts_made": 5, "next_attempt_on": None, "close_out_on": THURSDAY},
            "All 5 attempts made · time to answer until Thursday",
            "",
            "Log a reply",
            False,
        ),
        (
            {"state": "waiting", "attempts_made": 5, "next_attempt_on": None, "close_out_on": FRIDAY},
            "All 5 attempts made · no answer",
            "since Friday",
            "Close it",
            True,
        ),
        (
            {"state": "waiting", "attempts_made": 6, "attempts_before": 5, "next_attempt_on": THURSDAY},
            "Attempt 2 of 5 · call Thursday",
            "",
            "Log a reply",
            False,
        ),
        ({"state": "replied", "next_attempt_on": None}, "Talking since Friday", "", "Plan a talk", False),
        ({"state": "meeting", "next_attempt_on": None}, "Agreed last Friday", "", "Open", False),
        (
            {"state": "not_now", "next_attempt_on": None, "revisit_on": date(2027, 3, 1)},
            "Come back 1 March 2027",
            "",
            "Open",
            False,
        ),
        (
            {"state": "not_now", "next_attempt_on": None, "revisit_on": MONDAY},
            "Come back today",
            "today",
            "Come back",
            True,
        ),
        ({"state": "declined", "next_attempt_on": None}, "Closed last Friday", "declined", "Open", False),
        ({"state": "no_reply", "next_attempt_on": None}, "Closed last Friday", "no reply", "Open", False),
        (
            {"state": "no_reply", "next_attempt_on": None, "revisit_on": MONDAY},
            "Closed last Friday",
            "today",
            "Come back",
            True,
        ),
    ],
)
def test_a_card_says_where_it_stands_and_offers_one_thing(
    alice: User, fields: dict[str, Any], status: str, tag: str, label: str, primary: bool
) -> None:
    """P22, P23, P24."""
    card = card_of(alice, moved_on=FRIDAY, **{"contact__first_name": "Tobias", **fields})

    assert (card.status, card.tag, card.action.label, card.action.is_primary) == (status, tag, label, primary)


def test_nothing_is_due_in_a_closed_campaign(alice: User) -> None:
    card = card_of(alice, closed_on=FRIDAY, state="waiting", attempts_made=1, next_attempt_on=FRIDAY)

    assert (card.tag, card.is_due, card.is_late, card.action.label) == ("", False, False, "Log a reply")


def test_dots_show_made_attempts_by_the_channel_they_went_out_by(alice: User) -> None:
    """P22: two of five made, the third is next."""
    card = card_of(alice, state="waiting", attempts_made=2)

    assert card.dots == [
        board.Dot(icon="mail", mark="done", says="e-mail, made"),
        board.Dot(icon="message", mark="done", says="message, made"),
        board.Dot(icon="mail", mark="next", says="e-mail, next"),
        board.Dot(icon="phone", mark="ahead", says="call, ahead"),
        board.Dot(icon="mail", mark="ahead", says="e-mail, ahead"),
    ]


def test_dots_start_afresh_with_a_new_round(alice: User) -> None:
    card = card_of(alice, state="waiting", attempts_made=6, attempts_before=5)

    assert [dot.mark for dot in card.dots] == ["done", "next", "ahead", "ahead", "ahead"]


def test_dots_are_for_those_being_pursued(alice: User) -> None:
    assert card_of(alice, state="replied", attempts_made=2).dots == []


def test_columns_hold_every_state_once() -> None:
    states = [state for place in board.PLACES for state in place.states]

    assert sorted(states) == sorted(TargetState)


def test_tally_leaves_out_empty_places_and_adds_up() -> None:
    shares = board.tally(["ready", "waiting", "waiting", "declined", "done"])

    assert [(share.place.key, share.start, share.count) for share in shares] == [
        ("ready", 0, 1),
        ("waiting", 1, 2),
        ("closed", 3, 2),
    ]
    assert board.tally([]) == []
