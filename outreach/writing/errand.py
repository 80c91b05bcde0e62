"""What a message to a reference is for: their next step, or that of one use of them (P51)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from common.templatetags.look import day as said_day
from contacts.models import Interaction
from outreach import reference_steps, targeting
from outreach.models import (
    AskKind,
    Channel,
    Purpose,
    Reference,
    ReferenceStep,
    ReferenceStepKind,
    ReferenceUse,
    Standing,
    UseOutcome,
)
from outreach.reference_steps import AlreadyDoneError
from outreach.reference_words import title
from outreach.writing.beginnings import Need

K = ReferenceStepKind

_PURPOSE = {
    K.GOALS: Purpose.REF_GOALS,
    K.INFORMED: Purpose.REF_UPDATE,
    K.BRIEFED: Purpose.REF_BRIEF,
    K.TOLD: Purpose.REF_OUTCOME,
    K.THANKED: Purpose.REF_THANKS,
}
_SAID = {
    UseOutcome.OFFER: "they made me an offer",
    UseOutcome.NEXT_ROUND: "I am a round further",
    UseOutcome.NO: "they chose somebody else",
    UseOutcome.WITHDRAWN: "I stepped back",
    UseOutcome.NOT_CALLED: "nobody called after all",
}
"""An outcome as the user says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """The step that a message to a reference is; ``kind`` is ``None`` where there is nothing to write, and why."""

    subject: Reference | ReferenceUse
    kind: ReferenceStepKind | None
    refusal: str
    on: date

    @property
    def reference(self) -> Reference:
        """Who speaks for the user."""
        return self.subject.reference if isinstance(self.subject, ReferenceUse) else self.subject

    @property
    def use(self) -> ReferenceUse | None:
        """The use that it is about; ``None`` for the reference as such."""
        return self.subject if isinstance(self.subject, ReferenceUse) else None

    @property
    def title(self) -> str:
        """What it is, as a page says it: "Prepare Wei for the call from Globex"."""
        if self.kind is None:
            return f"{self.reference.contact.first_name} as a reference"
        return title(self.kind, self.reference, self.use)

    @property
    def need(self) -> Need:
        """What the message is for."""
        if self.kind in (None, K.ASKED):
            return Need(channel=Channel.EMAIL, ask_kind=AskKind.REFERENCE, step=1)
        return Need(channel=Channel.EMAIL, purpose=_PURPOSE[self.kind])

    @property
    def number(self) -> int:
        """Which step it is, by which an open page of an earlier one is told."""
        return list(K).index(self.kind) + 1 if self.kind is not None else 0

    @property
    def edit_url(self) -> str:
        """Where what its fields say is filled in."""
        if self.use is not None:
            return reverse("outreach:use_update", args=[self.use.pk])
        return reverse("outreach:reference_update", args=[self.reference.pk])

    @property
    def values(self) -> Mapping[str, str]:
        """What the merge fields of a reference say."""
        use = self.use
        return {
            "speaks_to": self.reference.knows,
            "call_place": use.organization.name if use is not None and use.organization is not None else "",
            "call_role": use.role if use is not None else "",
            "call_caller": use.caller if use is not None else "",
            "call_day": _on_day(use.expected_on, self.on) if use is not None else "",
            "call_outcome": _SAID[UseOutcome(use.outcome)] if use is not None and use.outcome else "",
        }

    @property
    def to_name(self) -> Mapping[str, str]:
        """What a briefing should name, as far as it is known, by what it is."""
        if self.kind != K.BRIEFED:
            return {}
        said = self.values
        named = {"who will call": said["call_caller"], "where from": said["call_place"], "the role": said["call_role"]}
        return {what: value for what, value in named.items() if value}

    def check(self, number: int | None) -> None:
        """Refuse a page that was opened for another step, ``number``. Raises ``AlreadyDoneError``."""
        if number is not None and number != self.number:
            raise AlreadyDoneError("That step is on record already, perhaps from another tab.")

    def record(self, interaction: Interaction, *, made_on: date) -> ReferenceStep:
        """Write down that it was sent. Raises what ``reference_steps.record`` does."""
        if self.kind is None:
            raise reference_steps.StepNotAllowedError(self.refusal)
        return reference_steps.record(self.subject, self.kind, done_on=made_on, on=self.on, interaction=interaction)


def errand(subject: Reference | ReferenceUse, *, on: date) -> Errand:
    """What a message to them now is for; no query after the contact is there."""
    use = subject if isinstance(subject, ReferenceUse) else None
    reference = use.reference if use is not None else subject
    if not isinstance(reference, Reference):
        raise TypeError("references alone")
    kind, refused = _of_use(use, on) if use is not None else _of_reference(reference)
    refused = targeting.refusal(reference.contact) or refused
    return Errand(subject=subject, kind=kind, refusal=refused, on=on)


def _of_reference(reference: Reference) -> tuple[ReferenceStepKind | None, str]:
    if reference.standing in (Standing.NEW, Standing.ASKED):
        return K.ASKED, ""
    if reference.standing == Standing.AGREED:
        return (K.GOALS if reference.goals_on is None else K.INFORMED), ""
    return None, f"{reference.contact.first_name} {reference.standing.label} as a reference."


def _of_use(use: ReferenceUse, on: date) -> tuple[ReferenceStepKind | None, str]:
    follows = reference_steps.next_of_use(use, on)
    if follows is not None and follows.kind in _PURPOSE:
        return follows.kind, reference_steps.refusal(use, follows.kind, on=on)
    if follows is None:
        return None, "All is done here: prepared, thanked and told."
    if use.expected_on is not None and use.expected_on >= on:
        return None, f"{use.reference.contact.first_name} is prepared; the call is {said_day(use.expected_on, on)}."
    return None, "Note how it went first; then there is something to tell."


def _on_day(day: date | None, on: date) -> str:
    if day is None:
        return ""
    return f"on {day:%A} {day.day} {day:%B}" + ("" if day.year == on.year else f" {day.year}")
