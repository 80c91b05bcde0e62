"""How a target moves from an idea to a conversation, or to a kind end: the only way its state changes."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from common.dates import add_months
from contacts import timeline
from contacts.models import Contact, Direction, Interaction
from outreach import elsewhere, holds, policy, turns, unnoted
from outreach.models import Attempt, Channel, Move, MoveKind, Target, TargetState
from outreach.moves import MoveNotAllowedError, PursuitError, begin, lock_everywhere, make
from outreach.naming import Named, bring_in
from outreach.sent_as import PLAIN, SentAs, as_it_was

FAR_REVISIT_MONTHS = 6
"""Someone who did not answer is left in peace at least this long, and is come back to once (P23)."""


class ReasonMissingError(PursuitError):
    """A target cannot become ready without saying why this person (P08)."""


class HowKnownMissingError(PursuitError):
    """A target cannot become ready while nobody knows how the user knows them (P07)."""


class AlreadyLoggedError(PursuitError):
    """This very attempt was logged before, say in another tab."""


class NothingUnnotedError(PursuitError):
    """They said nothing since the last attempt, or it is noted already."""


class OutOfOrderError(PursuitError):
    """An attempt dated before the one it follows."""


class RevisitDateError(PursuitError):
    """A date to come back on that is not far enough ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What they said: on which local date, by which channel, in which words (may be empty)."""

    heard_on: date
    channel: str
    text: str = ""


def step_of(target: Target) -> policy.Step | None:
    """The policy's step that ``target`` has before it; ``None`` when all are made."""
    return policy.next_step(policy.of_campaign(target.campaign), target.attempts_this_round)


@transaction.atomic
def give_reason(target: Target, *, reason: str, how_known: str = "", ask_kind: str | None = None, on: date) -> Move:
    """Say why this person (P08), which makes an idea ready with its first attempt due on the next business day.

    ``how_known`` goes to the contact when theirs is blank (P07). Raises ``ReasonMissingError``,
    ``HowKnownMissingError`` and ``MoveNotAllowedError``.
    """
    begin(target, MoveKind.REASON)
    contact = target.contact
    if not reason.strip():
        raise ReasonMissingError(f"Say in a sentence why {contact.first_name}.")
    if not contact.how_known.strip():
        if not how_known.strip():
            raise HowKnownMissingError(f"Say in a few words how you know {contact.first_name}.")
        contact.how_known = how_known.strip()
        contact.save(update_fields=["how_known"])
    target.reason = reason.strip()
    target.ask_kind = ask_kind or target.ask_kind
    return make(target, MoveKind.REASON, TargetState.READY, on=on, **turns.first_dates(target, on))


@transaction.atomic
def rewrite(target: Target, *, reason: str, ask_kind: str) -> None:
    """Say it better: another reason or ask, without a move. Raises ``ReasonMissingError`` for a blank reason."""
    target.refresh_from_db(from_queryset=Target.unscoped.select_for_update())
    if not reason.strip():
        raise ReasonMissingError(f"Say in a sentence why {target.contact.first_name}.")
    target.reason, target.ask_kind = reason.strip(), ask_kind
    target.save(update_fields=["reason", "ask_kind"])


@transaction.atomic
def log_attempt(
    target: Target,
    *,
    channel: str,
    made_on: date,
    text: str = "",
    on: date,
    expected_number: int,
    sent: SentAs = PLAIN,
) -> Move:
    """Record attempt ``expected_number`` (over all rounds), made on local date ``made_on``, ``on`` being today.

    Writes the attempt and the outgoing interaction, and dates what comes next by the policy (P22, 3B7);
    who is only told something is done with it (P09). What its words began with is ``sent``. Raises
    ``AlreadyLoggedError`` when that number exists, ``OutOfOrderError``, ``contacts.timeline.NotYetHappenedError`` for
    a date to come, and ``MoveNotAllowedError``.
    """
    target.refresh_from_db(from_queryset=Target.unscoped.select_for_update())
    if target.attempts_made >= expected_number:
        raise AlreadyLoggedError(f"Attempt {expected_number - target.attempts_before} was already logged.")
    begin(target, MoveKind.ATTEMPT)
    plan = policy.of_campaign(target.campaign)
    if step_of(target) is None or expected_number != target.attempts_made + 1:
        raise MoveNotAllowedError(
            f"All {plan.attempts} attempts are made. Leave {target.contact.first_name} time to answer; "
            "silence is not a no."
        )
    if refused := unnoted.refusal(target, made_on=made_on):
        raise MoveNotAllowedError(refused)
    last = Attempt.unscoped.filter(target=target).order_by("-number").first()
    if last is not None and made_on < last.made_on:
        raise OutOfOrderError(f"The attempt before was on {last.made_on:%-d %B}; this one cannot be earlier.")
    interaction = timeline.log(
        contact=target.contact, kind=channel, direction=Direction.OUTGOING, happened_on=made_on, summary=text, on=on
    )
    attempt = Attempt.unscoped.create(
        target=target,
        number=expected_number,
        channel=channel,
        made_on=made_on,
        text=text,
        interaction=interaction,
        **as_it_was(target, sent),
    )
    target.attempts_made = expected_number
    made = target.attempts_this_round
    country = target.campaign.owner.country
    turns.hold_others(target, made_on=made_on)
    if not plan.chases:
        return make(target, MoveKind.ATTEMPT, TargetState.DONE, on=on, moved_on=made_on, attempt=attempt)
    return make(
        target,
        MoveKind.ATTEMPT,
        TargetState.WAITING,
        on=on,
        moved_on=made_on,
        attempt=attempt,
        next_attempt_on=holds.not_while_away(target, policy.next_attempt_on(plan, made, made_on, country)),
        close_out_on=holds.not_while_away(target, policy.close_out_on(plan, made, made_on, country)),
    )


@transaction.atomic
def log_reply(target: Target, *, answer: Answer, on: date) -> Move:
    """They answered: the attempts stop in every campaign. Also long after an end (P23).

    Raises ``MoveNotAllowedError`` and ``contacts.timeline.NotYetHappenedError``.
    """
    begin(target, MoveKind.REPLY)
    return _heard(target, MoveKind.REPLY, TargetState.REPLIED, answer=answer, on=on)


@transaction.atomic
def note_word(target: Target, *, on: date) -> Move:
    """Note as the answer what they said since the last attempt, as the timeline holds it (``outreach.unnoted``).

    Raises ``NothingUnnotedError`` when they said nothing that is not noted, say after another tab noted it.
    """
    begin(target, MoveKind.REPLY)
    word = unnoted.word_of(target)
    if word is None:
        raise NothingUnnotedError(f"Nothing that {target.contact.first_name} said waits to be noted here.")
    answer = Answer(heard_on=word.on, channel=Channel.EMAIL)
    return _heard(target, MoveKind.REPLY, TargetState.REPLIED, answer=answer, on=on)


@transaction.atomic
def agree_meeting(target: Target, *, on: date) -> Move | None:
    """They agreed to meet; ``None`` when that already stood. Raises ``MoveNotAllowedError``."""
    lock_everywhere(target)
    if target.state == TargetState.MEETING:
        return None
    begin(target, MoveKind.MEETING)
    move = make(target, MoveKind.MEETING, TargetState.MEETING, on=on, heard=True)
    elsewhere.stop_attempts(move, on=on)
    return move


@transaction.atomic
def call_off_meeting(target: Target, *, on: date) -> Move:
    """The agreed meeting will not take place, and you are talking again. Raises ``MoveNotAllowedError``."""
    begin(target, MoveKind.MEETING_OFF)
    return make(target, MoveKind.MEETING_OFF, TargetState.REPLIED, on=on)


@transaction.atomic
def decline(target: Target, *, answer: Answer, on: date) -> Move:
    """They said no (P24). Raises ``MoveNotAllowedError`` and ``contacts.timeline.NotYetHappenedError``."""
    begin(target, MoveKind.DECLINED)
    return _heard(target, MoveKind.DECLINED, TargetState.DECLINED, answer=answer, on=on)


@transaction.atomic
def not_now(target: Target, *, revisit_on: date, answer: Answer | None = None, on: date) -> Move:
    """Put off until local date ``revisit_on`` (P24); without an ``answer`` it was the user's own choice.

    Raises ``RevisitDateError`` unless the date lies ahead of ``on``, ``MoveNotAllowedError`` and
    ``contacts.timeline.NotYetHappenedError``.
    """
    begin(target, MoveKind.NOT_NOW)
    if revisit_on <= on:
        raise RevisitDateError("Choose a date ahead, to come back on.")
    if answer is None:
        return make(target, MoveKind.NOT_NOW, TargetState.NOT_NOW, on=on, revisit_on=revisit_on)
    return _heard(target, MoveKind.NOT_NOW, TargetState.NOT_NOW, answer=answer, on=on, revisit_on=revisit_on)


@transaction.atomic
def wrong_person(
    target: Target,
    *,
    answer: Answer,
    named: Named | None = None,
    on: date,
) -> Contact | None:
    """They are not the one to ask; whom they named becomes a contact with them as the introducer (P24).

    ``None`` comes back when nobody was named. Raises ``MoveNotAllowedError`` and
    ``contacts.timeline.NotYetHappenedError``.
    """
    begin(target, MoveKind.WRONG_PERSON)
    note = "" if named is None else f"They named {named.first_name} {named.last_name}".strip()
    _heard(target, MoveKind.WRONG_PERSON, TargetState.WRONG_PERSON, answer=answer, on=on, note=note)
    return None if named is None else bring_in(named, by=target.contact, on=on)


@transaction.atomic
def close_no_reply(target: Target, *, revisit_on: date | None = None, on: date) -> Move:
    """Call it a day after the last attempt's gap (P22), perhaps with a far date to come back on.

    Raises ``MoveNotAllowedError`` while the policy is not through, ``RevisitDateError`` for a date under six months.
    """
    begin(target, MoveKind.NO_REPLY)
    if target.close_out_on is None or target.close_out_on > on:
        raise MoveNotAllowedError(
            f"{target.contact.first_name} still has time to answer. “No reply” is for after the last attempt; "
            "to stop now, finish it."
        )
    if heard := unnoted.refusal(target, made_on=on):
        raise MoveNotAllowedError(heard)
    if revisit_on is not None and came_back_before(target):
        raise RevisitDateError(f"You came back to {target.contact.first_name} once already. Let it rest now.")
    if revisit_on is not None and revisit_on < add_months(on, FAR_REVISIT_MONTHS):
        raise RevisitDateError(f"Leave at least {FAR_REVISIT_MONTHS} months before you come back.")
    return make(target, MoveKind.NO_REPLY, TargetState.NO_REPLY, on=on, revisit_on=revisit_on)


def came_back_before(target: Target) -> bool:
    """Whether the user came back to them after a *no reply* before; one query."""
    return Move.unscoped.filter(target=target, kind=MoveKind.REOPENED, state_before=TargetState.NO_REPLY).exists()


def why_in_peace(target: Target, *, on: date) -> str:
    """Why someone closed as *no reply* may not be written to again on ``on``; empty when they may (P23)."""
    if target.state != TargetState.NO_REPLY:
        return ""
    name = target.contact.first_name
    if came_back_before(target):
        return f"You came back to {name} once, and that is enough. If {name} writes after all, log the reply."
    earliest = add_months(target.moved_on, FAR_REVISIT_MONTHS)
    if on < earliest:
        return (
            f"{name} did not answer, so leave them in peace until {earliest:%-d %B %Y}. "
            f"If {name} writes before then, log the reply."
        )
    return ""


@transaction.atomic
def reopen(target: Target, *, on: date) -> Move:
    """Take it up again, with an attempt due on today's or the next business day.

    Attempts that were stopped without an answer go on where they were; after an answer, or after the whole policy,
    a new round begins. Raises ``MoveNotAllowedError``, also while someone who did not answer is left in peace.
    """
    begin(target, MoveKind.REOPENED)
    if peace := why_in_peace(target, on=on):
        raise MoveNotAllowedError(peace)
    last = Move.unscoped.filter(target=target).newest_first().first()
    stopped_halfway = (
        last is not None and not last.heard and last.state_before == TargetState.WAITING and step_of(target) is not None
    )
    if stopped_halfway:
        state, attempts_before = TargetState.WAITING, target.attempts_before
    else:
        state, attempts_before = TargetState.READY, target.attempts_made
    return make(
        target,
        MoveKind.REOPENED,
        state,
        on=on,
        attempts_before=attempts_before,
        **turns.first_dates(target, on),
    )


@transaction.atomic
def finish(target: Target, *, on: date) -> Move:
    """Nothing more to do here: the user has what they came for, or lets it rest. Raises ``MoveNotAllowedError``."""
    begin(target, MoveKind.DONE)
    return make(target, MoveKind.DONE, TargetState.DONE, on=on)


def _heard(
    target: Target,
    kind: MoveKind,
    state: TargetState,
    *,
    answer: Answer,
    on: date,
    note: str = "",
    revisit_on: date | None = None,
) -> Move:
    """Make a move by which the person said something; the interaction is left out when it was logged before."""
    interaction = None
    word = unnoted.word_of(target) if not answer.text else None
    if word is not None and word.on == answer.heard_on:
        interaction = word
    # From "talking" or "meeting agreed" the words were logged as the reply, unless there are new ones.
    elif answer.text or target.state not in (TargetState.REPLIED, TargetState.MEETING):
        interaction = _log_answer(target, kind, answer, on=on)
    move = make(
        target,
        kind,
        state,
        on=on,
        moved_on=answer.heard_on,
        heard=True,
        note=note,
        interaction=interaction,
        was_there=interaction is not None and interaction == word,
        revisit_on=revisit_on,
    )
    elsewhere.stop_attempts(move, on=on)
    return move


def _log_answer(target: Target, kind: MoveKind, answer: Answer, *, on: date) -> Interaction:
    said = {
        MoveKind.REPLY: "Replied.",
        MoveKind.DECLINED: "Said no.",
        MoveKind.NOT_NOW: "Not now.",
        MoveKind.WRONG_PERSON: "Not the right person to ask.",
    }
    return timeline.log(
        contact=target.contact,
        kind=Channel(answer.channel).value,
        direction=Direction.INCOMING,
        happened_on=answer.heard_on,
        summary=answer.text or said[kind],
        on=on,
    )
