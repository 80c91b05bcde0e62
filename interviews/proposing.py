"""Three times to choose from: what to write, and what comes of the answer."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from contacts.models import Contact
from interviews import scheduling
from interviews.clocks import in_both, zone_called
from interviews.models import Interview, Medium, Proposal
from interviews.thanks import Letter
from outreach.models import Introduction, Target


class NoSuchTimeError(scheduling.InterviewError):
    """That time was not proposed."""


def propose(
    *,
    contact: Contact,
    times: Sequence[datetime],
    minutes: int = 20,
    why_long: str = "",
    medium: str = Medium.VIDEO,
    place: str = "",
    timezone: str = "",
    target: Target | None = None,
    introduction: Introduction | None = None,
    now: datetime,
) -> Proposal:
    """Keep one to three ``times`` as proposed to ``contact`` at the moment ``now``; nothing is agreed on yet.

    Raises ``ValueError`` for no time, or more than three.
    """
    first, second, third = [*times, None, None, None][:3]
    if first is None or len(times) > 3:
        raise ValueError("one to three times")
    return Proposal.unscoped.create(
        contact=contact,
        target=target,
        introduction=introduction,
        first_at=first,
        second_at=second,
        third_at=third,
        timezone=timezone,
        minutes=minutes,
        why_long=why_long,
        medium=medium,
        place=place,
        made_at=now,
    )


@transaction.atomic
def accept(proposal: Proposal, *, number: int, on: date) -> Interview:
    """They took the time with that ``number``, from 1: schedules it, on the user's today ``on``. Twice gives the first.

    Raises ``NoSuchTimeError``, and what ``scheduling.schedule`` raises; then nothing is changed.
    """
    proposal.refresh_from_db(from_queryset=Proposal.unscoped.select_for_update())
    if proposal.interview is not None:
        return proposal.interview
    if not 1 <= number <= len(proposal.times):
        raise NoSuchTimeError("That time was not among those you proposed.")
    proposal.interview = scheduling.schedule(
        contact=proposal.contact,
        target=proposal.target,
        introduction=proposal.introduction,
        starts_at=proposal.times[number - 1],
        minutes=proposal.minutes,
        why_long=proposal.why_long,
        medium=proposal.medium,
        place=proposal.place,
        timezone=proposal.timezone,
        on=on,
    )
    proposal.save(update_fields=["interview"])
    return proposal.interview


def said_times(proposal: Proposal, *, zone: ZoneInfo, on: date) -> list[str]:
    """Its times in words, by their clock first where that is known, else by the user's ``zone``."""
    theirs = zone_called(proposal.timezone)
    first, second = (theirs, zone) if theirs else (zone, None)
    return [in_both(moment, first, second, on=on) for moment in proposal.times]


def letter_for(proposal: Proposal, *, zone: ZoneInfo, on: date) -> Letter:
    """What to write on local date ``on``: the times by both clocks, how long and how, and a way out."""
    times = said_times(proposal, zone=zone, on=on)
    contact = proposal.contact
    several = len(times) > 1
    lines = (
        f"Dear {contact.first_name},",
        "Thank you for making time. " + ("Would one of these suit you?" if several else "Would this suit you?"),
        "\n".join(f"- {said}" for said in times),
        f"{proposal.minutes} minutes {proposal.by_medium} are enough."
        + (f" {proposal.place}" if proposal.place else ""),
        ("If none of them does" if several else "If it does not") + ", tell me what would, and I will make it fit.",
        f"Kind regards\n{contact.owner.name or '[your name]'}",
    )
    return Letter(
        subject=f"Our talk: {len(times)} times to choose from" if several else "Our talk", body="\n\n".join(lines)
    )
