"""How strong a tie is, as the timeline shows it (P12). It suggests; the user's own word wins.

Strength by how often: M. Granovetter, "The Strength of Weak Ties", AJS 78 (1973), asked "often, occasionally, rarely".
Here: at least once a week is strong; less, but more than once a year, is weak; once a year or less is none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from common.charts import ColumnChart, columns
from common.dates import add_months
from contacts.models import Contact, Interaction, Tie

YEAR = timedelta(days=365)
SHORTEST = timedelta(weeks=4)
"""Seeing someone twice in the first week is not yet a habit."""
KEPT_FOR_MONTHS = 6
"""So long the user's own word is not questioned again."""
MONTHS_DRAWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A tie that the timeline speaks for, where it is not the one noted."""

    contact: Contact
    tie: Tie
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How many of one's people are how near, by the user's own word; archived and do-not-contact ones left out."""

    strong: int
    weak: int
    none: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.strong + self.weak + self.none

    @property
    def weak_share(self) -> int:
        """Weak ties in percent of the strong and weak, rounded; 0 where there are neither."""
        known = self.strong + self.weak
        return round(100 * self.weak / known) if known else 0


def by_frequency(*, days: int, seen_for: timedelta) -> Tie:
    """The tie of someone one was in touch with on so many ``days`` of the last ``seen_for``, at most a year."""
    weeks = max(seen_for, SHORTEST) / timedelta(weeks=1)
    if days >= weeks:
        return Tie.STRONG
    return Tie.WEAK if days > 1 else Tie.NONE


def mix(user: User) -> Mix:
    """Strong, weak and no ties as the user has noted them; one query."""
    counts = Contact.for_user(user).active().count_by_tie()
    return Mix(strong=counts.get(Tie.STRONG, 0), weak=counts.get(Tie.WEAK, 0), none=counts.get(Tie.NONE, 0))


def suggestions(user: User, *, on: date) -> list[Suggestion]:
    """Ties that the last year up to local date ``on`` speaks against, the busiest first; two queries.

    "None" is suggested only where Rapport has known someone for a year: before, silence is only what nobody wrote down.
    """
    rows = Interaction.for_user(user).days_in_touch(since=on - YEAR, until=on)
    touched = {contact_id: (days, first_on) for contact_id, days, first_on in rows}
    people = Contact.for_user(user).active().open_to_another_tie(add_months(on, -KEPT_FOR_MONTHS))
    found = []
    for contact in people.select_related("organization").by_name():
        days, first_on = touched.get(contact.pk, (0, on))
        suggestion = _suggestion(contact, days=days, seen_for=on - first_on, on=on)
        if suggestion is not None:
            found.append((days, suggestion))
    return [suggestion for _, suggestion in sorted(found, key=lambda pair: -pair[0])]


@transaction.atomic
def take(suggested: Sequence[Suggestion]) -> int:
    """Note the suggested ties as they are; how many that were."""
    for tie in Tie:
        ids = [each.contact.pk for each in suggested if each.tie == tie]
        if ids:
            Contact.for_user(suggested[0].contact.owner).filter(pk__in=ids).update(tie=tie, tie_kept_on=None)
    return len(suggested)


def keep(suggested: Sequence[Suggestion], *, on: date) -> int:
    """The user's own word stands: ask again in half a year at the earliest; how many that were."""
    if suggested:
        ids = [each.contact.pk for each in suggested]
        Contact.for_user(suggested[0].contact.owner).filter(pk__in=ids).update(tie_kept_on=on)
    return len(suggested)


def over_time(user: User, *, on: date, months: int = MONTHS_DRAWN) -> ColumnChart:
    """Strong and weak ties at the end of each of the last ``months`` months, by the timeline; one query."""
    ends = [add_months(on.replace(day=1), 1 - back) - timedelta(days=1) for back in range(months - 1, -1, -1)]
    ends[-1] = on
    days: dict[int, list[date]] = defaultdict(list)
    for contact_id, day in Interaction.for_user(user).distinct_days(since=ends[0] - YEAR, until=on):
        days[contact_id].append(day)
    counted = [_count(days, end) for end in ends]
    return columns(
        title="Ties over time",
        definition="People you were in touch with at least weekly (strong), or more than once (weak), "
        "in the year before the end of each month.",
        labels=[f"{end:%b}" for end in ends],
        series={
            "Strong": [strong for strong, _ in counted],
            "Weak": [weak for _, weak in counted],
        },
    )


def _count(days: Mapping[int, Iterable[date]], end: date) -> tuple[int, int]:
    strong = weak = 0
    for each in days.values():
        counted = [day for day in each if end - YEAR < day <= end]
        if not counted:
            continue
        tie = by_frequency(days=len(counted), seen_for=end - min(counted))
        strong += tie == Tie.STRONG
        weak += tie == Tie.WEAK
    return strong, weak


def _suggestion(contact: Contact, *, days: int, seen_for: timedelta, on: date) -> Suggestion | None:
    tie = by_frequency(days=days, seen_for=seen_for)
    if tie == contact.tie:
        return None
    if tie == Tie.NONE:
        known_since = min(contact.added_on, contact.last_interaction_on or contact.added_on)
        if known_since > on - YEAR:
            return None
        return Suggestion(contact=contact, tie=tie, why=f"In touch {'once' if days else 'not at all'} in a year.")
    often = "at least weekly" if tie == Tie.STRONG else "less than weekly, more than once"
    return Suggestion(contact=contact, tie=tie, why=f"In touch on {days} days in a year: {often}.")
