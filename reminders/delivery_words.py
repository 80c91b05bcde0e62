"""What the ledger of digests says of one, in plain words. Pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from reminders.models import DeliveryState, DigestDelivery, DigestKind

_NOTHING = {
    DigestKind.DAILY: "Nothing was due, so none came.",
    DigestKind.WEEKLY: "Nothing had happened and nothing was owed, so none came.",
    DigestKind.BRIEF: "The talk was moved or called off in time, so none came.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One line of the history."""

    pk: int
    title: str
    """The subject, or which letter it was to be."""
    kind: str
    at: datetime
    """When it was begun."""
    words: str
    """What became of it."""
    is_trouble: bool
    can_be_read: bool


def logged(row: DigestDelivery, *, zone: ZoneInfo, now: datetime) -> Logged:
    """``row`` in words, by the clocks of ``zone``, at the moment ``now``."""
    kind = str(DigestKind(row.kind).label)
    return Logged(
        pk=row.pk,
        title=row.subject or kind[:1].upper() + kind[1:],
        kind=f"test of the {kind}" if row.is_test else kind,
        at=row.created_at,
        words=_words(row, zone=zone, now=now),
        is_trouble=row.state == DeliveryState.FAILED or (row.state == DeliveryState.WAITING and bool(row.problem)),
        can_be_read=row.is_kept,
    )


def _words(row: DigestDelivery, *, zone: ZoneInfo, now: datetime) -> str:
    if row.state == DeliveryState.SENT and row.sent_at is not None:
        tries = f", at try {row.attempts}" if row.attempts > 1 else ""
        return f"Sent at {row.sent_at.astimezone(zone):%H:%M}{tries}."
    if row.state == DeliveryState.EMPTY:
        return _NOTHING[DigestKind(row.kind)]
    if row.state == DeliveryState.QUIET:
        return "You were on holiday, so it kept quiet."
    if row.state == DeliveryState.FAILED:
        return f"It did not arrive: {_said(row.problem)} Nothing is lost: what was due is on Today."
    if row.state == DeliveryState.CALLED_OFF:
        return "Not sent: a newer one took its place, or you wanted none any more."
    if row.state == DeliveryState.WAITING and row.problem and row.take_up_at is not None:
        when = f" at {row.take_up_at.astimezone(zone):%H:%M}" if row.take_up_at > now else " now"
        return f"Not delivered yet: {_said(row.problem)} It is tried again{when}."
    return "On its way."


def _said(problem: str) -> str:
    """A problem as the ledger keeps it: what the server answered, a sentence of ours, or why it was out of reach."""
    if problem[:1].isdigit():
        return f"the mail server said “{problem}”."
    if problem.endswith("."):
        return f"{problem[:1].lower()}{problem[1:]}"
    return f"the mail server could not be reached ({problem})."
