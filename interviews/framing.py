"""How to begin the talk (P34): who I am, who led me to you, why you; filled from what is known until it is changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import SearchBrief
from interviews.models import Interview
from outreach.models import Introduction, IntroductionState, Target

FIELDS = ("who_i_am", "who_referred_me", "why_you")
_LED = (IntroductionState.AGREED, IntroductionState.MADE, IntroductionState.MET, IntroductionState.TOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the user's own notes have to say to it."""

    who_i_am: str = ""
    who_referred_me: str = ""
    why_you: str = ""
    asks: str = ""
    """What the user asks people for, in general: the search brief's word while this talk has no goals."""


def shown(interview: Interview, known: Known) -> dict[str, str]:
    """The card by field: what the user wrote, or ``known`` as long as they changed nothing."""
    source: Any = interview if interview.is_framed else known
    return {field: getattr(source, field) for field in FIELDS}


def known_of(interviews: Iterable[Interview]) -> Mapping[int, Known]:
    """By key of interview what is known; three queries, for any number of interviews of any owners.

    Wants ``introduction``, and ``contact`` with its owner and ``introduced_by``, selected.
    """
    rows = list(interviews)
    contacts = {row.contact_id for row in rows}
    briefs = {
        brief.owner_id: brief for brief in SearchBrief.unscoped.filter(owner__in={row.contact.owner_id for row in rows})
    }
    led = {
        each.whom_id: each
        for each in Introduction.unscoped.filter(whom__in=contacts, state__in=_LED).order_by("moved_on", "pk")
    }
    reasons: dict[int, str] = {}
    targets: dict[int, str] = {}
    rows_of = Target.unscoped.filter(contact__in=contacts).exclude(reason="").order_by("moved_on", "pk")
    for pk, contact_id, reason in rows_of.values_list("pk", "contact", "reason"):
        targets[pk] = reasons[contact_id] = reason
    led_here = {row.pk: row.introduction or led.get(row.contact_id) for row in rows}
    return {
        row.pk: Known(
            who_i_am=_myself(briefs.get(row.contact.owner_id)),
            who_referred_me=_led_by(row, led_here[row.pk]),
            why_you=_why(row, led_here[row.pk], targets, reasons),
            asks=briefs[row.contact.owner_id].asks if row.contact.owner_id in briefs else "",
        )
        for row in rows
    }


def _myself(brief: SearchBrief | None) -> str:
    if brief is None:
        return ""
    looking = f"I am looking at: {brief.roles}" if brief.roles else ""
    return "\n".join(part for part in (brief.brings or brief.news, looking) if part)


def _led_by(interview: Interview, introduction: Introduction | None) -> str:
    if introduction is not None:
        return f"{introduction.connector_name} introduced us."
    introducer = interview.contact.introduced_by
    return f"{introducer.name} led me to you." if introducer else ""


def _why(
    interview: Interview,
    introduction: Introduction | None,
    targets: Mapping[int, str],
    reasons: Mapping[int, str],
) -> str:
    reason = targets.get(interview.target_id or 0) or reasons.get(interview.contact_id, "")
    return reason or (introduction.why if introduction else "")
