"""How references and their uses stand, worked out so that the pages need not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common.templatetags.look import day
from outreach import reference_agenda, reference_steps, reference_words, references
from outreach.board import Dot
from outreach.models import Reference, ReferenceStepKind, ReferenceUse, Standing, UseOutcome
from outreach.reference_steps import WRITTEN, Next

K = ReferenceStepKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """The step that comes next: what to do, why, and from when."""

    kind: str
    title: str
    why: str
    label: str
    url: str
    due_on: date
    is_due: bool
    is_written: bool
    says_when: str
    """For what is not due yet: "From 3 December"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCard:
    """One use: how far it is, and what comes next."""

    use: ReferenceUse
    status: str
    dots: Sequence[Dot]
    coming: Coming | None
    may_note_outcome: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A reference with all their uses, newest first, on a date."""

    reference: Reference
    standing: str
    dots: Sequence[Dot]
    coming: Coming | None
    """What comes next with them as such."""
    uses: Sequence[UseCard]
    tired: str
    """That they are asked for too often; blank when they are not."""

    @property
    def first(self) -> Coming | None:
        """The one thing to do: what is due longest, a call before everything else; else what comes soonest."""
        of_uses = [card.coming for card in self.uses if card.coming is not None]
        coming = [*of_uses, *([self.coming] if self.coming is not None else [])]
        due = [each for each in coming if each.is_due]
        return next(iter(due), None) or min(coming, key=lambda each: each.due_on, default=None)

    @property
    def calls_ahead(self) -> Sequence[UseCard]:
        """Uses whose call is still to come."""
        return [card for card in self.uses if not card.use.outcome and card.coming and card.coming.kind == K.BRIEFED]


def card(reference: Reference, *, on: date, country: str, is_searching: bool) -> Card:
    """``reference`` as it stands on local date ``on``; wants ``for_rows`` and its uses with their organizations."""
    uses = sorted(reference.uses.all(), key=lambda use: (use.day, use.pk), reverse=True)
    for use in uses:
        use.reference = reference
    follows = reference_steps.next_of(reference, country=country, is_searching=is_searching)
    tired = references.tired(uses, on=on)
    return Card(
        reference=reference,
        standing=reference_words.standing(reference, on),
        dots=_dots_of(reference, follows, on),
        coming=_coming(follows, reference, None, on),
        uses=[use_card(use, on=on) for use in uses],
        tired=reference_words.is_tired(reference, tired, on) if tired is not None else "",
    )


def use_card(use: ReferenceUse, *, on: date) -> UseCard:
    """One use on local date ``on``."""
    follows = reference_steps.next_of_use(use, on)
    return UseCard(
        use=use,
        status=_status(use, on),
        dots=_dots_of_use(use, follows, on),
        coming=_coming(follows, use.reference, use, on),
        may_note_outcome=not reference_steps.refusal(use, K.OUTCOME, on=on),
    )


def _coming(follows: Next | None, reference: Reference, use: ReferenceUse | None, on: date) -> Coming | None:
    if follows is None:
        return None
    is_due = follows.due_on <= on
    return Coming(
        kind=follows.kind,
        title=reference_words.title(follows.kind, reference, use),
        why=reference_words.why(follows, reference, use, on),
        label=reference_words.action(follows.kind),
        url=reference_agenda.url_of(follows, use if use is not None else reference),
        due_on=follows.due_on,
        is_due=is_due,
        is_written=follows.kind in WRITTEN,
        says_when="" if is_due else f"From {day(follows.due_on, on)}",
    )


def _status(use: ReferenceUse, on: date) -> str:
    if use.outcome:
        return UseOutcome(use.outcome).label.capitalize()
    if use.expected_on is None:
        return "The day is not known"
    return f"Called {day(use.expected_on, on)}" if use.has_happened(on) else f"Call {day(use.expected_on, on)}"


def _dots_of(reference: Reference, follows: Next | None, on: date) -> list[Dot]:
    if reference.standing in (Standing.DECLINED, Standing.RETIRED):
        return []
    is_stale = follows is not None and follows.kind == K.INFORMED and follows.due_on <= on
    said_yes_unasked = reference.affirmed_on is not None
    told = (
        (K.ASKED, "send", "Asked", reference.asked_on is not None or said_yes_unasked),
        (K.AGREED, "check", "Said yes", reference.affirmed_on is not None),
        (K.GOALS, "target", "Knows your goals", reference.goals_on is not None),
        (K.INFORMED, "refresh", "Up to date", reference.goals_on is not None and not is_stale),
    )
    return [
        _dot(icon, says, is_done, follows is not None and follows.kind == kind) for kind, icon, says, is_done in told
    ]


def _dots_of_use(use: ReferenceUse, follows: Next | None, on: date) -> list[Dot]:
    told = (
        (K.BRIEFED, "pencil", "Prepared", use.briefed_on is not None),
        (None, "phone", "Called", use.has_happened(on) and use.outcome != UseOutcome.NOT_CALLED),
        (K.THANKED, "heart", "Thanked", use.thanked_on is not None),
        (K.TOLD, "flag", "Told how it went", use.told_on is not None),
    )
    return [
        _dot(icon, says, is_done, follows is not None and follows.kind == kind) for kind, icon, says, is_done in told
    ]


def _dot(icon: str, says: str, is_done: bool, is_next: bool) -> Dot:
    mark = "done" if is_done else "next" if is_next else "ahead"
    return Dot(icon=icon, mark=mark, says=says if is_done else f"{says}: {'next' if is_next else 'not yet'}")
