"""Which attempt an answer belongs to, and how far a target came."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from outreach import moves, pursuit
from outreach.models import Attempt, Move, Target
from outreach.models.answers import with_answers, with_outcomes
from tests.conftest import MONDAY
from tests.factories import AttemptFactory, CampaignFactory, InteractionFactory, TargetFactory


def day(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def said(on: date) -> pursuit.Answer:
    return pursuit.Answer(heard_on=on, channel="email")


@pytest.fixture
def target(alice: User) -> Target:
    return TargetFactory.create(campaign=CampaignFactory.create(owner=alice))


def attempt(target: Target, on: date) -> Move:
    return pursuit.log_attempt(
        target, channel="email", made_on=on, on=day(60), expected_number=target.attempts_made + 1
    )


def answered(user: User) -> list[tuple[int, date | None]]:
    rows = with_answers(Attempt.for_user(user)).order_by("target", "number")
    return list(rows.values_list("in_round", "answered_on"))


def test_an_answer_belongs_to_the_last_attempt_before_it(alice: User, target: Target) -> None:
    for offset in (0, 3, 8):
        attempt(target, day(offset))
    pursuit.log_reply(target, answer=said(day(9)), on=day(60))

    assert answered(alice) == [(1, None), (2, None), (3, day(9))]


def test_an_answer_that_crossed_the_next_attempt_belongs_to_the_earlier_one(alice: User, target: Target) -> None:
    attempt(target, day(0))
    attempt(target, day(4))
    pursuit.log_reply(target, answer=said(day(2)), on=day(60))

    assert answered(alice) == [(1, day(2)), (2, None)]


def test_of_one_day_what_was_written_down_first_came_first(alice: User, target: Target) -> None:
    attempt(target, day(0))
    pursuit.log_reply(target, answer=said(day(3)), on=day(3))
    pursuit.reopen(target, on=day(3))
    attempt(target, day(3))

    assert answered(alice) == [(1, day(3)), (1, None)]


@pytest.mark.parametrize(
    "move",
    [
        lambda target: pursuit.log_reply(target, answer=said(day(1)), on=day(1)),
        lambda target: pursuit.agree_meeting(target, on=day(1)),
        lambda target: pursuit.decline(target, answer=said(day(1)), on=day(1)),
        lambda target: pursuit.not_now(target, revisit_on=day(90), answer=said(day(1)), on=day(1)),
        lambda target: pursuit.wrong_person(target, answer=said(day(1)), on=day(1)),
    ],
    ids=["reply", "meeting", "no", "not now", "wrong person"],
)
def test_whatever_they_say_is_an_answer(alice: User, target: Target, move: object) -> None:
    """P23."""
    attempt(target, day(0))
    move(target)  # type: ignore[operator]

    assert answered(alice) == [(1, day(1))]


def test_what_the_user_decides_and_what_was_said_elsewhere_is_none(alice: User, target: Target) -> None:
    attempt(target, day(0))
    pursuit.not_now(target, revisit_on=day(90), on=day(1))
    other = TargetFactory.create(campaign=CampaignFactory.create(owner=alice))
    attempt(other, day(0))
    elsewhere = TargetFactory.create(campaign=CampaignFactory.create(owner=alice), contact=other.contact)
    pursuit.log_reply(elsewhere, answer=said(day(2)), on=day(2))

    other.refresh_from_db()
    assert other.state == "replied"
    assert answered(alice) == [(1, None), (1, None)]


def test_the_first_answer_counts_and_an_undone_one_does_not(alice: User, target: Target) -> None:
    attempt(target, day(0))
    reply = pursuit.log_reply(target, answer=said(day(1)), on=day(1))
    declined = pursuit.decline(target, answer=said(day(5)), on=day(5))
    first = answered(alice)
    moves.undo(declined, on=day(5))
    moves.undo(reply, on=day(5))

    assert first == [(1, day(1))]
    assert answered(alice) == [(1, None)]


def test_a_late_answer_belongs_to_the_last_attempt_of_all(alice: User, target: Target) -> None:
    """P23: silence is not refusal, also after *no reply*."""
    for offset in (0, 3, 8, 15, 25):
        attempt(target, day(offset))
    pursuit.close_no_reply(target, on=day(60))
    pursuit.log_reply(target, answer=said(day(59)), on=day(60))

    assert answered(alice)[-1] == (5, day(59))


def test_a_new_round_begins_at_one(alice: User, target: Target) -> None:
    attempt(target, day(0))
    pursuit.decline(target, answer=said(day(1)), on=day(1))
    pursuit.reopen(target, on=day(30))
    attempt(target, day(30))

    assert answered(alice) == [(1, day(1)), (1, None)]


def test_an_attempt_without_its_move_can_be_answered(alice: User, target: Target) -> None:
    AttemptFactory.create(target=target, made_on=day(0))
    Target.unscoped.filter(pk=target.pk).update(state="waiting", attempts_made=1, next_attempt_on=day(3))
    pursuit.log_reply(target, answer=said(day(1)), on=day(1))

    assert answered(alice) == [(1, day(1))]


def test_how_far_a_target_came(alice: User) -> None:
    campaign = CampaignFactory.create(owner=alice)
    idea, asked, heard, met, held, over, first = (TargetFactory.create(campaign=campaign) for _ in range(7))
    for target in (asked, heard, met, held, over):
        attempt(target, day(0))
    pursuit.log_reply(heard, answer=said(day(1)), on=day(1))
    for target in (met, held, over):
        pursuit.agree_meeting(target, on=day(1))
    InteractionFactory.create(contact=held.contact, kind="meeting", direction="mutual", on=day(4))
    InteractionFactory.create(contact=over.contact, kind="meeting", direction="mutual", on=day(0))
    for target in (held, over):  # a talk before they agreed to one is not the one
        pursuit.finish(target, on=day(5))
    pursuit.log_reply(first, answer=said(day(1)), on=day(1))  # they wrote by themselves: nobody asked

    rows = with_outcomes(Target.for_user(alice)).order_by("pk")
    outcomes = dict(
        zip(
            (idea, asked, heard, met, held, over, first),
            rows.values_list("was_asked", "was_answered", "was_met", "was_held"),
            strict=True,
        )
    )

    assert outcomes == {
        idea: (False, False, False, False),
        asked: (True, False, False, False),
        heard: (True, True, False, False),
        met: (True, True, True, False),
        held: (True, True, True, True),
        over: (True, True, True, False),
        first: (False, False, False, False),
    }
