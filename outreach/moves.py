"""Which change of a target may follow which state, how each is written down, and how the last one is taken back."""

from datetime import date
from typing import Any

from django.db import transaction

from contacts import timeline
from contacts.models import Interaction
from outreach import turns
from outreach.models import ANSWERS, Attempt, Move, MoveKind, Target, TargetState

S = TargetState

ALLOWED: dict[MoveKind, frozenset[TargetState]] = {
    MoveKind.REASON: frozenset({S.IDEA}),
    MoveKind.ATTEMPT: frozenset({S.READY, S.WAITING}),
    # People answer late, so a reply may follow any end.
    MoveKind.REPLY: frozenset(
        {S.READY, S.WAITING, S.NOT_NOW, S.DECLINED, S.WRONG_PERSON, S.NO_REPLY, S.DONE},
    ),
    MoveKind.MEETING: frozenset(
        {S.READY, S.WAITING, S.REPLIED, S.NOT_NOW, S.DECLINED, S.WRONG_PERSON, S.NO_REPLY, S.DONE}
    ),
    MoveKind.MEETING_OFF: frozenset({S.MEETING}),
    MoveKind.DECLINED: frozenset({S.READY, S.WAITING, S.REPLIED, S.MEETING, S.NOT_NOW, S.NO_REPLY}),
    MoveKind.NOT_NOW: frozenset({S.READY, S.WAITING, S.REPLIED, S.MEETING, S.NOT_NOW, S.DECLINED, S.NO_REPLY}),
    MoveKind.WRONG_PERSON: frozenset({S.READY, S.WAITING, S.REPLIED, S.MEETING, S.NOT_NOW, S.DECLINED, S.NO_REPLY}),
    MoveKind.NO_REPLY: frozenset({S.WAITING}),
    MoveKind.REOPENED: frozenset({S.REPLIED, S.NOT_NOW, S.DECLINED, S.WRONG_PERSON, S.NO_REPLY, S.DONE}),
    MoveKind.DONE: frozenset({S.READY, S.WAITING, S.REPLIED, S.MEETING, S.NOT_NOW}),
    # Written down by ``outreach.merging`` alone, when two people turn out to be one.
    MoveKind.MERGED: frozenset(),
    # Written down by ``outreach.elsewhere`` alone, when they answer in another campaign.
    MoveKind.ELSEWHERE: frozenset(),
}
"""From which states each move may be made (P08, P22-P24)."""

DATES = ("next_attempt_on", "close_out_on", "revisit_on", "next_before_turn")
"""Each state has its own; what a move does not give is cleared."""

UNDOABLE = frozenset(MoveKind) - {MoveKind.MEETING, MoveKind.MEETING_OFF, MoveKind.MERGED}
"""Meetings are taken back where they are kept, with their interview, and merges with the people merged."""


class PursuitError(ValueError):
    """A move that was refused; the message tells the user why, and nothing was changed."""


class MoveNotAllowedError(PursuitError):
    """This move does not follow from where the target stands; the message says what does."""


class NothingToUndoError(PursuitError):
    """The move is not the last one any more, or is not taken back from here."""


def allowed_from(state: str) -> list[MoveKind]:
    """The moves that may follow ``state``, in their natural order."""
    return [kind for kind in MoveKind if state in ALLOWED[kind]]


def begin(target: Target, kind: MoveKind) -> None:
    """Lock ``target`` for the rest of the transaction, bring it up to date, and check that ``kind`` may follow.

    SQLite has no row locks, but its transactions begin IMMEDIATE (settings) and so come one after another.
    What they say stops the attempts everywhere, so an answer locks all of the person's targets, always in one order.
    Raises ``MoveNotAllowedError``.
    """
    if kind in ANSWERS:
        lock_everywhere(target)
    target.refresh_from_db(from_queryset=Target.unscoped.select_for_update())
    if target.state not in ALLOWED[kind]:
        raise MoveNotAllowedError(_refusal(target, kind))
    if kind in (MoveKind.ATTEMPT, MoveKind.REOPENED):
        _check_reachable(target)


def lock_everywhere(target: Target) -> None:
    """Lock all targets of the same person for the rest of the transaction, and bring ``target`` up to date."""
    list(Target.unscoped.select_for_update().filter(contact=target.contact_id).order_by("pk").values_list("pk"))
    target.refresh_from_db()


def refusal(target: Target, kind: MoveKind) -> str:
    """Why ``kind`` may not follow from where ``target`` stands; empty when it may. Reads nothing anew."""
    if target.state not in ALLOWED[kind]:
        return _refusal(target, kind)
    try:
        _check_reachable(target)
    except MoveNotAllowedError as refused:
        return str(refused)
    return ""


def _refusal(target: Target, kind: MoveKind) -> str:
    if target.state == S.IDEA:
        return f"Say why {target.contact.first_name} first; everything else follows from that."
    *others, final = [option.label for option in allowed_from(target.state)]
    options = f"{', '.join(others)} or {final}" if others else final
    return (
        f"{target.contact.first_name} stands at “{target.get_state_display()}”, so you cannot {kind.label} now. "
        f"From here you can {options}."
    )


def _check_reachable(target: Target) -> None:
    name = target.contact.first_name
    if target.campaign.closed_on is not None:
        raise MoveNotAllowedError(f"“{target.campaign}” is closed. Reopen the campaign to go on with {name}.")
    if target.contact.do_not_contact:
        raise MoveNotAllowedError(f"You marked {name} do-not-contact. Change that on their page to go on.")
    if target.contact.is_archived:
        raise MoveNotAllowedError(f"{name} is archived. Bring them back on their page to go on.")


def make(
    target: Target,
    kind: MoveKind,
    state: TargetState,
    *,
    on: date,
    moved_on: date | None = None,
    heard: bool = False,
    note: str = "",
    attempt: Attempt | None = None,
    interaction: Interaction | None = None,
    was_there: bool = False,
    echo_of: Move | None = None,
    **changes: Any,
) -> Move:
    """Put ``target``, locked by ``begin``, into ``state`` on the user's today ``on`` and write that down.

    ``moved_on`` is when it happened, if not today. Those of ``DATES`` not given in ``changes`` are cleared.
    """
    move = Move(
        target=target,
        kind=kind,
        state=state,
        moved_on=moved_on or on,
        heard=heard,
        note=note,
        attempt=attempt,
        interaction=interaction,
        was_there=was_there,
        echo_of=echo_of,
        state_before=target.state,
        round_before=target.attempts_before,
        next_attempt_before=target.next_attempt_on,
        close_out_before=target.close_out_on,
        revisit_before=target.revisit_on,
        moved_before=target.moved_on,
    )
    target.state = state
    target.moved_on = on
    for field, value in {**dict.fromkeys(DATES), **changes}.items():
        setattr(target, field, value)
    target.save()
    move.save()
    return move


def last_undoable(target: Target) -> Move | None:
    """The move of ``target`` that ``undo`` would take back now; one query."""
    last = Move.unscoped.filter(target=target).newest_first().first()
    return last if last is not None and last.kind in UNDOABLE else None


@transaction.atomic
def undo(move: Move, *, on: date) -> Target:
    """Take the last move of a target back, with its attempt and interaction; returns the target as it was before.

    What stood in the timeline before the move noted it stays there.

    Raises ``NothingToUndoError`` when something happened since, or for meetings.
    """
    target = Target.unscoped.select_for_update().get(pk=move.target_id)
    last = Move.unscoped.filter(target=target).newest_first().first()
    if last is None or last.pk != move.pk:
        raise NothingToUndoError("Something else has happened since, so this stays as it is.")
    if last.kind == MoveKind.MERGED:
        raise NothingToUndoError("Take the merge back under Recent changes first.")
    if last.kind not in UNDOABLE:
        raise NothingToUndoError("Take the meeting back on its own page under Interviews.")
    # What stopped elsewhere by it goes on, unless something happened there since.
    for echo in Move.unscoped.select_related("target").filter(echo_of=last):
        if not Move.unscoped.filter(target=echo.target, pk__gt=echo.pk).exists():
            _step_back(echo.target, echo)
    attempt = last.attempt
    interaction = attempt.interaction if attempt is not None else last.interaction
    _step_back(target, last)
    if attempt is not None:
        turns.give_back(target, made_on=attempt.made_on)
    if interaction is not None and not last.was_there:
        timeline.delete(interaction, on=on)
    return target


def _step_back(target: Target, move: Move) -> None:
    """Put ``target`` where it was before ``move``, its last, and drop the move with its attempt."""
    target.state = move.state_before
    target.attempts_before = move.round_before
    target.next_attempt_on = move.next_attempt_before
    target.close_out_on = move.close_out_before
    target.revisit_on = move.revisit_before
    target.moved_on = move.moved_before
    attempt = move.attempt
    move.delete()
    if attempt is not None:
        target.attempts_made -= 1
        attempt.delete()
    target.save()
