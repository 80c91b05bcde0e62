"""What may happen with a reference, step by step: the only way their dates change (P51).

Affirm first, then the goals, then news each month while the user is searching; before each use the caller, and after it
thanks and the outcome.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from common.business_days import add_business_days
from contacts import timeline
from contacts.models import Contact, Direction, Interaction
from contacts.timeline import NotYetHappenedError
from outreach import moves
from outreach.models import Move, Reference, ReferenceStep, ReferenceStepKind, ReferenceUse, Standing, UseOutcome
from outreach.moves import NothingToUndoError, PursuitError

K = ReferenceStepKind
S = Standing

ANSWER_BUSINESS_DAYS = 5
"""So long an answer is waited for before it is asked after."""
INFORM_DAYS = 30
"""While searching they hear how it goes this often."""
BRIEF_DAYS = 7
"""A call is prepared this many days before, or at once when it is nearer: earlier, and it is forgotten again."""
OUTCOME_DAYS = 7
UNDATED_DAYS = 14
"""So long after the call, or without a day after the briefing, it is asked how it went."""

OF_REFERENCE: Mapping[K, frozenset[S]] = {
    K.ASKED: frozenset({S.NEW, S.ASKED}),
    K.AGREED: frozenset({S.NEW, S.ASKED, S.DECLINED}),
    K.DECLINED: frozenset({S.ASKED, S.AGREED}),
    K.GOALS: frozenset({S.AGREED}),
    K.INFORMED: frozenset({S.AGREED}),
    K.RETIRED: frozenset({S.NEW, S.ASKED, S.AGREED}),
    K.BACK: frozenset({S.RETIRED}),
}
"""From which standing each step of the reference as such may be made."""
OF_USE = (K.BRIEFED, K.OUTCOME, K.TOLD, K.THANKED)
WRITTEN = (K.ASKED, K.GOALS, K.INFORMED, K.BRIEFED, K.TOLD, K.THANKED)
"""Steps that are a message to them."""

_COLUMN = {
    K.ASKED: "asked_on",
    K.AGREED: "affirmed_on",
    K.DECLINED: "declined_on",
    K.GOALS: "goals_on",
    K.INFORMED: "informed_on",
    K.RETIRED: "retired_on",
    K.BACK: "retired_on",
    K.BRIEFED: "briefed_on",
    K.OUTCOME: "outcome_on",
    K.TOLD: "told_on",
    K.THANKED: "thanked_on",
}
_NOTED = {
    K.ASKED: "Asked to be a reference.",
    K.AGREED: "Said yes to being a reference.",
    K.DECLINED: "Would rather not be a reference.",
    K.GOALS: "Told what I am aiming for.",
    K.INFORMED: "Told how the search goes.",
    K.BRIEFED: "Prepared for the call from {place}.",
    K.TOLD: "Told how it went with {place}.",
    K.THANKED: "Thanked for speaking with {place}.",
}
"""What the timeline says where no message was written here."""


class StepNotAllowedError(PursuitError):
    """This step does not follow from how they stand; the message says what does."""


class AlreadyDoneError(PursuitError):
    """This very step was recorded before, say in another tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What comes next with a reference or a use, and the local date from which it is due."""

    kind: K
    due_on: date
    """For an answer or an outcome that is waited for: when to ask after it."""


def next_of(reference: Reference, *, country: str, is_searching: bool) -> Next | None:
    """What comes next with the reference as such; ``None`` when nothing does, and while the user does not search."""
    if not is_searching:
        return None
    if reference.standing == S.NEW:
        step = Next(kind=K.ASKED, due_on=reference.added_on)
    elif reference.standing == S.ASKED and reference.asked_on is not None:
        step = Next(kind=K.AGREED, due_on=add_business_days(reference.asked_on, ANSWER_BUSINESS_DAYS, country))
    elif reference.standing == S.AGREED and reference.affirmed_on is not None:
        if reference.goals_on is None:
            step = Next(kind=K.GOALS, due_on=reference.affirmed_on)
        else:
            heard_on = reference.heard_on or reference.goals_on
            step = Next(kind=K.INFORMED, due_on=heard_on + timedelta(days=INFORM_DAYS))
    else:
        return None
    return _after(step, reference.snoozed_until)


def next_of_use(use: ReferenceUse, on: date) -> Next | None:
    """What comes next with one use, as known on local date ``on``; ``None`` when all is done."""
    step = None
    if use.outcome_on is not None and use.told_on is None:
        step = Next(kind=K.TOLD, due_on=use.outcome_on)
    elif not use.has_happened(on) and use.briefed_on is None:
        day = use.noted_on if use.expected_on is None else use.expected_on - timedelta(days=BRIEF_DAYS)
        step = Next(kind=K.BRIEFED, due_on=max(day, use.noted_on))
    elif use.expected_on is None and not use.outcome and use.briefed_on is not None:
        step = Next(kind=K.OUTCOME, due_on=use.briefed_on + timedelta(days=UNDATED_DAYS))
    elif use.thanked_on is None and use.outcome != UseOutcome.NOT_CALLED:
        step = Next(kind=K.THANKED, due_on=(use.expected_on or use.outcome_on or on) + timedelta(days=1))
    elif use.expected_on is not None and not use.outcome:
        step = Next(kind=K.OUTCOME, due_on=use.expected_on + timedelta(days=OUTCOME_DAYS))
    return _after(step, use.snoozed_until) if step is not None else None


def _after(step: Next, rests_until: date | None) -> Next:
    return step if rests_until is None else Next(kind=step.kind, due_on=max(step.due_on, rests_until))


def refusal(subject: Reference | ReferenceUse, kind: K, *, on: date) -> str:
    """Why ``kind`` may not follow from where ``subject`` stands on ``on``; empty when it may. Reads nothing anew."""
    if isinstance(subject, ReferenceUse):
        return _refusal_of_use(subject, kind, on)
    if kind not in OF_REFERENCE:
        return "That belongs to one call: open the use of this reference that it is about."
    name, standing = subject.contact.first_name, subject.standing
    if standing not in OF_REFERENCE[kind]:
        can = _listed([option for option, stands in OF_REFERENCE.items() if standing in stands])
        return f"{name} {_stands(standing)}, so you cannot {kind.label} now. From here you can {can}."
    if kind == K.INFORMED and subject.goals_on is None:
        return f"Tell {name} your goals first; news means little without them."
    return ""


def _refusal_of_use(use: ReferenceUse, kind: K, on: date) -> str:
    name = use.reference.contact.first_name
    done_on: date | None = getattr(use, _COLUMN[kind]) if kind in OF_USE else None
    if kind not in OF_USE:
        return f"That belongs to {name} as a reference, not to this call."
    if kind != K.OUTCOME and done_on is not None:
        return f"That is done: you noted it for {done_on:%-d %B %Y}. You can take it back below."
    if kind == K.OUTCOME and use.told_on is not None:
        return f"{name} was told how it went on {use.told_on:%-d %B %Y}. Take that back first to change it."
    if kind == K.TOLD and not use.outcome:
        return f"Note how it went first; then {name} can be told."
    if kind == K.BRIEFED and use.outcome:
        return "It is over: there is nothing left to prepare. You can thank them, and tell them how it went."
    if kind == K.THANKED and use.expected_on is not None and use.expected_on > on and not use.outcome:
        return f"The call is still ahead, on {use.expected_on:%-d %B}. Until then you can prepare {name}."
    return ""


def _stands(standing: S) -> str:
    return {S.NEW: "has not been asked yet", S.ASKED: "has been asked"}.get(standing, standing.label)


def _listed(kinds: list[K]) -> str:
    *others, last = [kind.label for kind in kinds]
    return f"{', '.join(others)} or {last}" if others else last


@transaction.atomic
def record(
    subject: Reference | ReferenceUse,
    kind: K,
    *,
    done_on: date,
    on: date,
    outcome: str = "",
    interaction: Interaction | None = None,
    move: Move | None = None,
) -> ReferenceStep:
    """Write down that ``kind`` happened on local date ``done_on``, ``on`` being the user's today.

    Without the ``interaction`` of a message written here the timeline gets a line of its own. ``outcome`` goes with
    its kind. Raises ``StepNotAllowedError``, ``AlreadyDoneError`` and ``contacts.timeline.NotYetHappenedError``.
    """
    use = subject if isinstance(subject, ReferenceUse) else None
    reference = use.reference if use is not None else subject
    if not isinstance(reference, Reference):
        raise TypeError("references alone")
    lock(reference)
    if use is not None:
        use.refresh_from_db(fields=[*_USE_COLUMNS])
    if done_on > on:
        raise NotYetHappenedError(f"{done_on} is still to come.")
    if why_not := refusal(subject, kind, on=on):
        is_done = use is not None and kind != K.OUTCOME and getattr(use, _COLUMN.get(kind, ""), None) is not None
        raise (AlreadyDoneError if is_done else StepNotAllowedError)(why_not)
    if kind in (K.AGREED, K.DECLINED) and reference.asked_on is not None and done_on < reference.asked_on:
        raise StepNotAllowedError(f"You asked on {reference.asked_on:%-d %B %Y}; the answer cannot be earlier.")
    changes = _changes(kind, done_on, outcome)
    before = {name: _plain(getattr(subject, name)) for name in changes}
    for name, value in changes.items():
        setattr(subject, name, value)
    subject.save(update_fields=[*changes])
    if interaction is None and kind in _NOTED:
        interaction = _log(reference.contact, kind, use, done_on=done_on, on=on)
    return ReferenceStep.unscoped.create(
        reference=reference, use=use, kind=kind, done_on=done_on, before=before, interaction=interaction, move=move
    )


_USE_COLUMNS = ("briefed_on", "outcome", "outcome_on", "told_on", "thanked_on", "expected_on", "snoozed_until")


def lock(reference: Reference) -> None:
    """Bring ``reference`` up to date and let other pages wait until this transaction is over."""
    contact = reference.contact
    reference.refresh_from_db(from_queryset=Reference.unscoped.select_for_update())
    reference.contact = contact


def _changes(kind: K, done_on: date, outcome: str) -> dict[str, Any]:
    changes: dict[str, Any] = {_COLUMN[kind]: done_on, "snoozed_until": None}
    if kind == K.BACK:
        changes["retired_on"] = None
    elif kind == K.AGREED:
        changes["declined_on"] = None
    elif kind == K.DECLINED:
        changes |= {"affirmed_on": None, "goals_on": None, "informed_on": None}
    elif kind == K.OUTCOME:
        changes["outcome"] = UseOutcome(outcome).value
    return changes


def _plain(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _log(contact: Contact, kind: K, use: ReferenceUse | None, *, done_on: date, on: date) -> Interaction:
    return timeline.log(
        contact=contact,
        kind="message",
        direction=Direction.INCOMING if kind in (K.AGREED, K.DECLINED) else Direction.OUTGOING,
        happened_on=done_on,
        summary=_NOTED[kind].format(place=use.place if use is not None else ""),
        on=on,
    )


def last_of(reference: Reference, use: ReferenceUse | None = None) -> ReferenceStep | None:
    """The last step of the reference as such, or of one use: the one that may be taken back; one query."""
    return ReferenceStep.unscoped.filter(reference=reference, use=use).order_by("-pk").first()


@transaction.atomic
def undo(step: ReferenceStep, *, on: date) -> Reference | ReferenceUse:
    """Take the last step of a reference or a use back, with its line in the timeline; returns what it was a step of.

    Raises ``NothingToUndoError`` when something happened since.
    """
    reference = step.reference
    lock(reference)
    last = last_of(reference, step.use)
    if last is None or last.pk != step.pk:
        raise NothingToUndoError("Something else has happened since, so this stays as it is.")
    if not last.can_undo:
        raise NothingToUndoError("Two entries became one since. Take the merge back under Recent changes first.")
    subject: Reference | ReferenceUse = reference
    if step.use is not None:
        subject = step.use
        subject.reference = reference
    for name, value in step.before.items():
        setattr(subject, name, date.fromisoformat(value) if value and name != "outcome" else value)
    subject.save(update_fields=[*step.before])
    interaction, move = step.interaction, step.move
    step.delete()
    if interaction is not None:
        timeline.delete(interaction, on=on)
    if move is not None:
        moves.undo(move, on=on)
    return subject
