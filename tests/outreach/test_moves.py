"""The whole table: every state against every move, made for real and taken back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accounts.models import User
from contacts.models import Interaction
from outreach import moves, pursuit
from outreach.models import Attempt, Move, MoveKind, Target, TargetState
from tests.conftest import MONDAY
from tests.factories import AttemptFactory, CampaignFactory, TargetFactory

S = TargetState
K = MoveKind
FRIDAY = MONDAY - timedelta(days=3)
ANSWER = pursuit.Answer(heard_on=MONDAY, channel="email")

CARRY_OUT: dict[MoveKind, Callable[[Target], object]] = {
    K.REASON: lambda t: pursuit.give_reason(t, reason="Built the Lyon depot", how_known="Met in Lyon", on=MONDAY),
    K.ATTEMPT: lambda t: pursuit.log_attempt(
        t, channel="email", made_on=MONDAY, on=MONDAY, expected_number=t.attempts_made + 1
    ),
    K.REPLY: lambda t: pursuit.log_reply(t, answer=ANSWER, on=MONDAY),
    K.MEETING: lambda t: pursuit.agree_meeting(t, on=MONDAY),
    K.MEETING_OFF: lambda t: pursuit.call_off_meeting(t, on=MONDAY),
    K.DECLINED: lambda t: pursuit.decline(t, answer=ANSWER, on=MONDAY),
    K.NOT_NOW: lambda t: pursuit.not_now(t, revisit_on=date(2027, 3, 1), answer=ANSWER, on=MONDAY),
    K.WRONG_PERSON: lambda t: pursuit.wrong_person(t, answer=ANSWER, on=MONDAY),
    K.NO_REPLY: lambda t: pursuit.close_no_reply(t, on=MONDAY),
    K.REOPENED: lambda t: pursuit.reopen(t, on=MONDAY),
    K.DONE: lambda t: pursuit.finish(t, on=MONDAY),
    K.MERGED: lambda t: moves.begin(t, K.MERGED),
    K.ELSEWHERE: lambda t: moves.begin(t, K.ELSEWHERE),
}
"""One way to make each move."""

EXPECTED: dict[tuple[TargetState, MoveKind], TargetState] = {
    (S.IDEA, K.REASON): S.READY,
    **{(state, K.ATTEMPT): S.WAITING for state in (S.READY, S.WAITING)},
    **{
        (state, K.REPLY): S.REPLIED
        for state in (S.READY, S.WAITING, S.NOT_NOW, S.DECLINED, S.WRONG_PERSON, S.NO_REPLY, S.DONE)
    },
    **{(state, K.MEETING): S.MEETING for state in S if state not in (S.IDEA, S.MEETING)},
    (S.MEETING, K.MEETING_OFF): S.REPLIED,
    **{(state, K.DECLINED): S.DECLINED for state in (S.READY, S.WAITING, S.REPLIED, S.MEETING, S.NOT_NOW, S.NO_REPLY)},
    **{
        (state, K.NOT_NOW): S.NOT_NOW
        for state in (S.READY, S.WAITING, S.REPLIED, S.MEETING, S.NOT_NOW, S.DECLINED, S.NO_REPLY)
    },
    **{
        (state, K.WRONG_PERSON): S.WRONG_PERSON
        for state in (S.READY, S.WAITING, S.REPLIED, S.MEETING, S.NOT_NOW, S.DECLINED, S.NO_REPLY)
    },
    (S.WAITING, K.NO_REPLY): S.NO_REPLY,
    **{
        (state, K.REOPENED): S.READY for state in (S.REPLIED, S.NOT_NOW, S.DECLINED, S.WRONG_PERSON, S.NO_REPLY, S.DONE)
    },
    **{(state, K.DONE): S.DONE for state in (S.READY, S.WAITING, S.REPLIED, S.MEETING, S.NOT_NOW)},
}
"""Where each allowed move leads; every other pair is refused."""


def standing_at(user: User, state: TargetState, kind: MoveKind) -> Target:
    """A target in ``state`` with all that the state needs; for *no reply* the policy is through."""
    made = {S.IDEA: 0, S.READY: 0}.get(state, 5 if kind == K.NO_REPLY else 1)
    target = TargetFactory.create(
        campaign=CampaignFactory.create(owner=user),
        state=state,
        reason="" if state == S.IDEA else "Built the Lyon depot",
        attempts_made=made,
        next_attempt_on=MONDAY if state in (S.READY, S.WAITING) and made < 5 else None,
        close_out_on=MONDAY if state == S.WAITING and made == 5 else None,
        revisit_on=MONDAY if state == S.NOT_NOW else None,
        # Who did not answer was left in peace for half a year.
        moved_on=date(2026, 5, 4),
    )
    for number in range(1, made + 1):
        AttemptFactory.create(target=target, number=number, made_on=FRIDAY)
    return target


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("kind", list(K))
def test_every_state_allows_its_moves_and_refuses_the_others(alice: User, state: TargetState, kind: MoveKind) -> None:
    """P08, P22, P23, P24."""
    target = standing_at(alice, state, kind)
    before = Target.unscoped.values().get(pk=target.pk)

    if (state, kind) in EXPECTED:
        CARRY_OUT[kind](target)

        assert (target.state, target.moved_on) == (EXPECTED[state, kind], MONDAY)
        assert Target.unscoped.get(pk=target.pk).state == EXPECTED[state, kind]
        assert Move.unscoped.filter(target=target, kind=kind, state_before=state).count() == 1
        assert (kind in moves.allowed_from(state)) is True
    elif (state, kind) == (S.MEETING, K.MEETING):
        assert CARRY_OUT[kind](target) is None
        assert Target.unscoped.values().get(pk=target.pk) == before
    else:
        with pytest.raises(moves.MoveNotAllowedError) as refusal:
            CARRY_OUT[kind](target)

        assert target.contact.first_name in str(refusal.value)
        assert Target.unscoped.values().get(pk=target.pk) == before
        assert Move.unscoped.filter(target=target).count() == 0
        assert Interaction.unscoped.filter(contact=target.contact).count() == 0
        assert kind not in moves.allowed_from(state)


@pytest.mark.parametrize(("state", "kind"), [pair for pair in EXPECTED if pair[1] in moves.UNDOABLE])
def test_undo_puts_back_all_that_the_move_changed(alice: User, state: TargetState, kind: MoveKind) -> None:
    target = standing_at(alice, state, kind)
    before = Target.unscoped.values().get(pk=target.pk)
    attempts = Attempt.unscoped.filter(target=target).count()
    CARRY_OUT[kind](target)
    move = Move.unscoped.get(target=target)

    moves.undo(move, on=MONDAY)

    after = Target.unscoped.values().get(pk=target.pk)
    # A reason once written is kept; it costs thought.
    assert {**after, "reason": ""} == {**before, "reason": ""}
    assert Attempt.unscoped.filter(target=target).count() == attempts
    assert Interaction.unscoped.filter(contact=target.contact).count() == 0
    assert Move.unscoped.filter(target=target).count() == 0


def test_undo_refuses_what_is_not_the_last_move(alice: User) -> None:
    target = standing_at(alice, S.READY, K.ATTEMPT)
    first = pursuit.log_attempt(target, channel="email", made_on=FRIDAY, on=MONDAY, expected_number=1)
    pursuit.log_reply(target, answer=ANSWER, on=MONDAY)

    with pytest.raises(moves.NothingToUndoError, match="Something else has happened since"):
        moves.undo(first, on=MONDAY)

    assert Target.unscoped.get(pk=target.pk).state == S.REPLIED
    assert Attempt.unscoped.filter(target=target).count() == 1


def test_undo_leaves_a_meeting_to_its_interview(alice: User) -> None:
    target = standing_at(alice, S.REPLIED, K.MEETING)
    move = pursuit.agree_meeting(target, on=MONDAY)
    assert move is not None

    with pytest.raises(moves.NothingToUndoError, match="Interviews"):
        moves.undo(move, on=MONDAY)

    assert moves.last_undoable(target) is None
    assert Target.unscoped.get(pk=target.pk).state == S.MEETING


def test_undo_manages_when_the_interaction_was_deleted_by_hand(alice: User) -> None:
    target = standing_at(alice, S.READY, K.ATTEMPT)
    move = pursuit.log_attempt(target, channel="email", made_on=MONDAY, on=MONDAY, expected_number=1)
    Interaction.unscoped.get(contact=target.contact).delete()

    moves.undo(Move.unscoped.get(pk=move.pk), on=MONDAY)

    assert Target.unscoped.get(pk=target.pk).state == S.READY
    assert Attempt.unscoped.filter(target=target).count() == 0


def test_a_refusal_says_what_is_possible_instead(alice: User) -> None:
    target = standing_at(alice, S.DECLINED, K.ATTEMPT)

    with pytest.raises(moves.MoveNotAllowedError) as refusal:
        pursuit.log_attempt(target, channel="email", made_on=MONDAY, on=MONDAY, expected_number=2)

    name = target.contact.first_name
    assert str(refusal.value) == (
        f"{name} stands at “declined”, so you cannot log an attempt now. From here you can log a reply, agree to meet, "
        "put it off to a date, note that someone else is better or take it up again."
    )
