"""When somebody last got a word that asked nothing of them (P29)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from common.prepared import Prepared
from contacts.models import Contact, Direction, Interaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Touches:
    """The user's touches to one contact, as far as they asked for something or not."""

    any_on: date | None
    """Local date of the last touch of any kind; ``None`` before the first."""
    asked_nothing_on: date | None
    """Local date of the last one that asked nothing; ``None`` before the first."""


def touches_to(contact: Contact, *, on: date) -> Touches:
    """The user's touches to ``contact`` up to their local date ``on``; one query.

    A touch is what the user did, or both did together: what only came in is none. An attempt of a campaign asks; light
    touches and everything else ask nothing (P29).
    """
    found = _TOUCHES.fetch(contact=contact.pk, on=on)
    any_on, asked_nothing_on = found[0] if found else (None, None)
    return Touches(any_on=any_on, asked_nothing_on=asked_nothing_on)


def _touches(*, contact: int, on: date) -> QuerySet[Interaction, tuple[date, date | None]]:
    mine = Interaction.unscoped.filter(contact=contact, on__lte=on).exclude(direction=Direction.INCOMING)
    grouped = mine.order_by().values("contact")
    return grouped.annotate(any_on=Max("on"), asked_nothing_on=Max("on", filter=Q(attempt__isnull=True))).values_list(
        "any_on", "asked_nothing_on"
    )


_TOUCHES = Prepared(_touches, "contact", days=["on"])
