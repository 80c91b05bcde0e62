"""Putting a card elsewhere on the board: which move that is, and what it still needs to be told."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from outreach import pursuit, unnoted
from outreach.models import CampaignKind, Channel, Move, MoveKind, Target, TargetState
from outreach.moves import ALLOWED, MoveNotAllowedError, begin

S = TargetState

NEEDS_WORDS = {"ready": "reason", "not_now": "not_now", "meeting": "meeting"}
"""What the page of the target asks for before a card may stand there."""


class NeedsMoreError(ValueError):
    """The move is allowed and wants to be told more: ``asks`` names the form that asks for it."""

    def __init__(self, asks: str) -> None:
        super().__init__(asks)
        self.asks = asks


@transaction.atomic
def put(target: Target, place: str, *, on: date) -> Move | None:
    """Make the move that brings ``target`` into ``place`` (a key of ``board.PLACES``) on ``on``; ``None``: it is there.

    Raises ``NeedsMoreError`` when a reason, a date or an hour is needed, ``MoveNotAllowedError`` when that place does
    not follow from where the target stands, which says what does, and ``KeyError`` for no such place.
    """
    kind = _move_into(target, place, on)
    if kind is None:
        return None
    if (kind == MoveKind.REASON and place == "ready") or kind in (MoveKind.NOT_NOW, MoveKind.MEETING):
        begin(target, kind)
        raise NeedsMoreError(NEEDS_WORDS[place])
    match kind:
        case MoveKind.ATTEMPT:
            step = pursuit.step_of(target)
            channel = step.channel if step is not None else Channel.EMAIL
            return pursuit.log_attempt(
                target, channel=channel, made_on=on, on=on, expected_number=target.attempts_made + 1
            )
        case MoveKind.REPLY if unnoted.word_of(target) is not None:
            return pursuit.note_word(target, on=on)
        case MoveKind.REPLY:
            last = target.attempts.order_by("-number").first()
            channel = Channel(last.channel) if last is not None else Channel.EMAIL
            return pursuit.log_reply(target, answer=pursuit.Answer(heard_on=on, channel=channel), on=on)
        case MoveKind.MEETING_OFF:
            return pursuit.call_off_meeting(target, on=on)
        case MoveKind.REOPENED:
            return pursuit.reopen(target, on=on)
        case MoveKind.NO_REPLY:
            return pursuit.close_no_reply(target, on=on)
        case MoveKind.DONE:
            return pursuit.finish(target, on=on)
        case _:
            begin(target, kind)
            raise MoveNotAllowedError(f"{target.contact.first_name} has a reason already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A place a card may be put into now, and what that says happened."""

    place: str
    label: str


def options(target: Target, on: date) -> list[Option]:
    """Where ``target`` may be put on ``on``, in the order of the board; wants ``for_board``, and asks nothing more."""
    found = []
    tells = target.campaign.kind == CampaignKind.ANNOUNCEMENT
    for place in ("ready", "waiting", "replied", "meeting", "not_now", "closed"):
        if tells and place == "waiting":
            continue
        kind = _move_into(target, place, on)
        if kind is None or target.state not in ALLOWED[kind]:
            continue
        if kind == MoveKind.ATTEMPT and _is_heard(target):
            continue
        label = _label(target, kind)
        if label and not (target.campaign.closed_on is not None and kind in (MoveKind.ATTEMPT, MoveKind.REOPENED)):
            found.append(Option(place=place, label=label))
    return found


def _label(target: Target, kind: MoveKind) -> str:
    """What the move says happened; empty when the policy has no attempt left."""
    if kind == MoveKind.ATTEMPT:
        step = pursuit.step_of(target)
        if target.campaign.kind == CampaignKind.ANNOUNCEMENT:
            return "" if step is None else "I told them today"
        return "" if step is None else f"I reached out today: {step.channel.label}"
    return {
        MoveKind.REASON: "Say why them…",
        MoveKind.REPLY: "That was their reply" if _is_heard(target) else "They replied today",
        MoveKind.MEETING: "They agreed to meet…",
        MoveKind.MEETING_OFF: "The meeting is off",
        MoveKind.NOT_NOW: "Put it off to a date…",
        MoveKind.REOPENED: "Take it up again",
        MoveKind.NO_REPLY: "Close it as “no reply”",
        MoveKind.DONE: "Finish it",
    }[kind]


def _is_heard(target: Target) -> bool:
    """Whether they said something that is not noted yet; wants ``for_board``."""
    return getattr(target, "word", None) is not None


def _move_into(target: Target, place: str, on: date) -> MoveKind | None:
    """The move that leads into ``place``, whether allowed or not; ``None`` when the target is there."""
    state = TargetState(target.state)
    is_through = target.close_out_on is not None and target.close_out_on <= on
    closed = S.DECLINED, S.WRONG_PERSON, S.NO_REPLY, S.DONE
    moves = {
        "idea": MoveKind.REASON,
        "ready": MoveKind.REASON if state == S.IDEA else MoveKind.REOPENED,
        "waiting": MoveKind.ATTEMPT,
        "replied": MoveKind.MEETING_OFF if state == S.MEETING else MoveKind.REPLY,
        "meeting": MoveKind.MEETING,
        "not_now": MoveKind.NOT_NOW,
        "closed": MoveKind.NO_REPLY if is_through else MoveKind.DONE,
    }
    if target.campaign.kind == CampaignKind.ANNOUNCEMENT and state == S.READY:
        # Told is done (P09).
        moves["closed"] = MoveKind.ATTEMPT
    is_there = state in closed if place == "closed" else state == place
    return None if is_there else moves[place]
