"""Which step of an introduction may follow which state, how each is written down, and how the last is taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from contacts import timeline
from contacts.models import Contact, Direction
from outreach.models import (
    AWAITED,
    MOST_NUDGES,
    Channel,
    Introduction,
    IntroductionState,
    IntroductionStep,
    Move,
    StepKind,
)
from outreach.moves import PursuitError

S, K = IntroductionState, StepKind

ALLOWED: Mapping[StepKind, frozenset[IntroductionState]] = {
    K.ASKED: frozenset({S.IDEA}),
    K.NUDGED: frozenset(AWAITED),
    # People answer late, so a yes may follow a no, or silence.
    K.AGREED: frozenset({S.ASKED, S.DECLINED, S.RESTED}),
    K.OPTED_IN: frozenset({S.IDEA, S.ASKED, S.AGREED}),
    # Some are introduced before they asked.
    K.MADE: frozenset({S.IDEA, S.ASKED, S.AGREED, S.DECLINED, S.RESTED}),
    K.THANKED: frozenset({S.MADE, S.MET, S.TOLD}),
    K.MET: frozenset({S.MADE}),
    K.TOLD: frozenset({S.MET}),
    K.DECLINED: frozenset(AWAITED),
    K.RESTED: frozenset({S.IDEA, S.ASKED, S.AGREED, S.MADE, S.MET}),
}
"""From which states each step may be taken (P27, P42)."""

LEADS_TO: Mapping[StepKind, IntroductionState] = {
    K.ASKED: S.ASKED,
    K.AGREED: S.AGREED,
    K.MADE: S.MADE,
    K.MET: S.MET,
    K.TOLD: S.TOLD,
    K.DECLINED: S.DECLINED,
    K.RESTED: S.RESTED,
}
"""Where each leads; the others leave the state as it is."""

_COLUMN = {kind: f"{kind.value}_on" for kind in StepKind} | {K.DECLINED: "closed_on", K.RESTED: "closed_on"}
_TO_THEM = (K.ASKED, K.NUDGED, K.THANKED, K.TOLD)
"""What the user says to the connector."""
_BY_THEM = (K.AGREED, K.DECLINED)
"""What the connector says."""
_SAID = {
    K.ASKED: "Asked for an introduction to {}.",
    K.NUDGED: "Asked again about the introduction to {}.",
    K.THANKED: "Thanked them for the introduction to {}.",
    K.TOLD: "Told them how it went with {}.",
    K.AGREED: "Will introduce me to {}.",
    K.DECLINED: "Would rather not introduce me to {}.",
    K.MADE: "Introduced me to {}.",
}
"""What the timeline says where no words were kept."""


class StepRefusedError(PursuitError):
    """A step that was refused; the message tells the user why and what is possible, and nothing was changed."""


class AlreadyTakenError(StepRefusedError):
    """This very step was taken before, say in another tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was said, on which local date, by which channel; the text may be empty."""

    said_on: date
    channel: str = Channel.EMAIL
    text: str = ""


def allowed_from(introduction: Introduction) -> list[StepKind]:
    """The steps that may follow now, in their natural order."""
    return [kind for kind in StepKind if not refusal(introduction, kind)]


def refusal(introduction: Introduction, kind: StepKind) -> str:
    """Why ``kind`` may not follow from where ``introduction`` stands; empty when it may. Reads nothing anew."""
    if introduction.connector is None:
        return f"{introduction.connector_name} is not among your people any more, so this stays as it is."
    if kind == K.THANKED and introduction.thanked_on is not None:
        return f"You thanked {introduction.connector_first_name} already."
    if kind == K.OPTED_IN and introduction.opted_in_on is not None:
        return f"It stands there already that {introduction.whom_short} said yes."
    if kind == K.NUDGED and introduction.state in AWAITED and introduction.nudge_count >= MOST_NUDGES:
        name = introduction.connector_first_name
        return f"You nudged {name} twice. Let it rest now; if {name} answers after all, note it."
    if introduction.state not in ALLOWED[kind]:
        return _not_from_here(introduction, kind)
    return _unreachable(introduction) if kind in _TO_THEM else ""


def _not_from_here(introduction: Introduction, kind: StepKind) -> str:
    possible = [other.label for other in StepKind if introduction.state in ALLOWED[other]]
    *others, final = possible or ["do nothing more"]
    options = f"{', '.join(others)} or {final}" if others else final
    return (
        f"This introduction stands at “{introduction.get_state_display()}”, so you cannot {kind.label} now. "
        f"From here you can {options}."
    )


def _unreachable(introduction: Introduction) -> str:
    for contact in (introduction.connector, introduction.whom):
        if contact is not None and contact.do_not_contact:
            return f"You marked {contact.first_name} do-not-contact. Change that on their page to go on."
        if contact is not None and contact.is_archived:
            return f"{contact.first_name} is archived. Bring them back on their page to go on."
    return ""


def begin(introduction: Introduction, kind: StepKind, *, expected: int | None = None, text: str = "") -> None:
    """Lock ``introduction`` for the rest of the transaction, bring it up to date, and check that ``kind`` may follow.

    ``expected`` is the number of steps that the page or letter knew of: of two that do the same, or say the same
    ``text``, one is refused.
    Raises ``AlreadyTakenError`` and ``StepRefusedError``.
    """
    introduction.refresh_from_db(from_queryset=Introduction.unscoped.select_for_update())
    if expected is not None and introduction.step_count != expected:
        last = introduction.steps.last()
        if last is not None and (last.kind == kind or (text and was_said(introduction, text))):
            raise AlreadyTakenError(f"That was noted already, on {last.happened_on:%-d %B}. Nothing was doubled.")
        raise StepRefusedError("Something else has happened since. Look at where it stands, and try again.")
    if said := refusal(introduction, kind):
        raise StepRefusedError(said)


@transaction.atomic
def take(
    introduction: Introduction,
    kind: StepKind,
    *,
    on: date,
    happened_on: date | None = None,
    words: Words | None = None,
    note: str = "",
    expected: int | None = None,
    logged_elsewhere: bool = False,
) -> IntroductionStep:
    """Take a step on the user's today ``on``; what was said to or by the connector goes into their timeline.

    ``logged_elsewhere`` says that it is there already, as part of a talk or of a letter on more than this. ``MADE``
    wants ``outreach.introducing.making.make``, which says who it was. Raises ``StepRefusedError``, also for a date
    before the last step's, and ``contacts.timeline.NotYetHappenedError`` for one to come.
    """
    begin(introduction, kind, expected=expected, text=words.text if words is not None else "")
    return write(
        introduction,
        kind,
        on=on,
        happened_on=happened_on,
        words=words,
        note=note,
        logged_elsewhere=logged_elsewhere,
    )


def write(
    introduction: Introduction,
    kind: StepKind,
    *,
    on: date,
    happened_on: date | None = None,
    words: Words | None = None,
    note: str = "",
    logged_elsewhere: bool = False,
    **before: Any,
) -> IntroductionStep:
    """Write a step down that ``begin`` allowed; ``before`` are columns of the step that undoing it needs."""
    day = words.said_on if words is not None else happened_on or on
    last = introduction.steps.exclude(kind=K.OPTED_IN).last()
    if last is not None and day < last.happened_on and kind != K.OPTED_IN:
        raise StepRefusedError(f"The step before was on {last.happened_on:%-d %B}; this one cannot be earlier.")
    if day > on:
        raise timeline.NotYetHappenedError(f"{day} is still to come.")
    step = IntroductionStep(
        introduction=introduction,
        kind=kind,
        happened_on=day,
        note=note,
        interaction=None if logged_elsewhere else _log(introduction, kind, words or Words(said_on=day), on=on),
        state=LEADS_TO.get(kind, IntroductionState(introduction.state)),
        state_before=introduction.state,
        day_before=getattr(introduction, _COLUMN[kind]),
        moved_before=introduction.moved_on,
        **before,
    )
    introduction.state = step.state
    introduction.moved_on = day
    introduction.step_count += 1
    introduction.nudge_count += kind == K.NUDGED
    introduction.snoozed_until = None
    setattr(introduction, _COLUMN[kind], day)
    introduction.save()
    step.save()
    return step


def _log(introduction: Introduction, kind: StepKind, words: Words, *, on: date) -> Any:
    """The interaction with the connector, where something went between the two."""
    connector = introduction.connector
    if connector is None or kind not in (*_TO_THEM, *_BY_THEM, K.MADE) or (kind == K.MADE and introduction.is_inferred):
        return None
    name = introduction.whom.name if introduction.whom else introduction.whom_short
    return timeline.log(
        contact=connector,
        kind=Channel(words.channel).value,
        direction=Direction.OUTGOING if kind in _TO_THEM else Direction.INCOMING,
        happened_on=words.said_on,
        summary=words.text or _SAID[kind].format(name),
        received=f"an introduction to {name}"[:200] if kind == K.MADE else "",
        on=on,
    )


def was_said(introduction: Introduction, text: str) -> bool:
    """Whether ``text`` is on record as what a step said; one query."""
    return introduction.steps.filter(interaction__summary=text).exists()


def last_undoable(introduction: Introduction) -> IntroductionStep | None:
    """The step that ``undo`` would take back now; one query."""
    last = introduction.steps.last()
    return last if last is not None and not is_a_talk(last) else None


def is_a_talk(step: IntroductionStep) -> bool:
    """Whether it came by itself with a talk, which is kept under Interviews."""
    return step.kind == K.MET and step.interaction_id is not None


@transaction.atomic
def undo(step: IntroductionStep, *, on: date) -> Introduction:
    """Take the last step back, with what it wrote elsewhere; returns the introduction as it was before.

    Somebody who became a contact by it stays one, without the connector as who led to them. Raises
    ``StepRefusedError`` when something happened since.
    """
    introduction = Introduction.unscoped.select_for_update().get(pk=step.introduction_id)
    last = introduction.steps.last()
    if last is None or last.pk != step.pk:
        raise StepRefusedError("Something else has happened since, so this stays as it is.")
    if is_a_talk(last):
        raise StepRefusedError("Take the talk back on its own page under Interviews.")
    _step_back(introduction, last)
    interaction = last.interaction
    last.delete()
    if interaction is not None:
        timeline.delete(interaction, on=on)
    return introduction


def _step_back(introduction: Introduction, step: IntroductionStep) -> None:
    if step.kind == K.MADE:
        _unmake(introduction, step)
    introduction.state = step.state_before
    introduction.moved_on = step.moved_before
    introduction.step_count -= 1
    introduction.nudge_count -= step.kind == K.NUDGED
    setattr(introduction, _COLUMN[StepKind(step.kind)], step.day_before)
    introduction.save()


def _unmake(introduction: Introduction, step: IntroductionStep) -> None:
    """Nobody was introduced after all: who led to them, and a target nothing was done with, go back."""
    whom, target = introduction.whom, introduction.target
    if whom is not None and step.led and whom.introduced_by_id == introduction.connector_id:
        Contact.unscoped.filter(pk=whom.pk).update(introduced_by=step.introducer_before)
    if target is not None:
        introduction.target = None
        introduction.save(update_fields=["target"])
        if target.attempts_made == 0 and Move.unscoped.filter(target=target).count() <= 1:
            target.delete()
    if step.named:
        introduction.whom = None
