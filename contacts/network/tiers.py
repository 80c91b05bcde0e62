"""Three columns of how often, and what they ask of a week (P14, P49)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from contacts import cadence, people
from contacts.models import Contact, Tier

SHOWN = 40
"""So many people a column shows; the list of people has them all."""
KEPT = (Tier.KEY, Tier.REGULAR, Tier.LIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A tier with its first people, how many there are, and how often that is."""

    tier: Tier
    months: int
    people: Sequence[Contact]
    total: int

    @property
    def touches(self) -> float:
        """What they ask of a week, if all follow the tier."""
        return cadence.touches_a_week({self.months: self.total})


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Touches that cadences ask of a week, against what the user says they can do."""

    touches: float
    capacity: int

    @property
    def is_too_much(self) -> bool:
        """Whether a week does not hold it (P14)."""
        return self.touches > self.capacity


def columns(user: User) -> list[Column]:
    """The three tiers with reminders, those spoken to last at the top; six queries."""
    return [_column(user, tier) for tier in KEPT]


def load(user: User) -> Load:
    """What a week holds; one query."""
    return Load(touches=cadence.touches_a_week(cadence.people_by_interval(user)), capacity=user.weekly_touches)


def move(contact: Contact, tier: str, *, on: date) -> None:
    """Put ``contact`` into ``tier``; its own number of months gives way, and the cadence follows."""
    contact.cadence_months = None
    contact.save(update_fields=["cadence_months"])
    people.set_tier([contact], tier, on=on)


def _column(user: User, tier: Tier) -> Column:
    members = Contact.for_user(user).active().filter(tier=tier)
    months = cadence.interval_months(tier=tier, override=None, user=user) or 1
    shown = members.select_related("organization").by_nearness()[:SHOWN]
    return Column(tier=tier, months=months, people=list(shown), total=members.count())
