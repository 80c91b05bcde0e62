"""How strong a tie is, as the timeline shows it (P12). It suggests; the user's own word wins.

Strength by how often: M. Granovetter, "The Strength of Weak Ties", AJS 78 (1973), asked "often, occasionally, rarely".
Here: at least once a week is strong; less, but more than once a year, is weak; once a year or less is none.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from common.charts import ColumnChart, columns
from common.dates import add_months
from contacts.models import Contact, Interaction, Tie

YEAR = 365
SHORTEST = 28
"""Days: seeing someone twice in the first week is not yet a habit."""
KEPT_FOR_MONTHS = 6
"""So long the user's own word is not questioned again."""
MONTHS_DRAWN = 12


Days = Mapping[int, Sequence[int]]
"""By contact id, the days on which one was in touch, in their order, as ordinals of the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A tie that the timeline speaks for, where it is not the one noted."""

    contact_id: int
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


def by_frequency(*, days: int, seen_for: int) -> Tie:
    """The tie of someone one was in touch with on so many ``days`` of the last ``seen_for`` days, at most a year."""
    if days * 7 >= max(seen_for, SHORTEST):
        return Tie.STRONG
    return Tie.WEAK if days > 1 else Tie.NONE


def days_in_touch(user: User, *, on: date, months: int = MONTHS_DRAWN) -> Days:
    """When ``user`` was in touch with whom, as far back from local date ``on`` as ``over_time`` looks; one query."""
    return Interaction.for_user(user).days_by_contact(since=_ends(on, months)[0] - timedelta(days=YEAR), until=on)


def mix(user: User) -> Mix:
    """Strong, weak and no ties as the user has noted them; one query."""
    counts = Contact.for_user(user).active().count_by_tie()
    return Mix(strong=counts.get(Tie.STRONG, 0), weak=counts.get(Tie.WEAK, 0), none=counts.get(Tie.NONE, 0))


def suggestions(user: User, touched: Days, *, on: date) -> list[Suggestion]:
    """Ties that the last year up to local date ``on`` speaks against, the busiest first; one query.

    "None" is suggested only where Rapport has known someone for a year: before, silence is only what nobody wrote down.
    """
    people = Contact.for_user(user).active().open_to_another_tie(add_months(on, -KEPT_FOR_MONTHS)).by_name()
    today = on.toordinal()
    found = []
    for pk, tie, added_on, last_on in people.values_list("pk", "tie", "added_on", "last_interaction_on"):
        days, first = _within_a_year(touched.get(pk, ()), today)
        known_for = today - min(added_on, last_on or added_on).toordinal()
        suggestion = _suggestion(pk, Tie(tie), days=days, seen_for=today - first, known_for=known_for)
        if suggestion is not None:
            found.append((days, suggestion))
    return [suggestion for _, suggestion in sorted(found, key=lambda pair: -pair[0])]


@transaction.atomic
def take(user: User, suggested: Collection[Suggestion]) -> int:
    """Note the suggested ties of ``user``'s people as they are; how many that were."""
    for tie in Tie:
        ids = [each.contact_id for each in suggested if each.tie == tie]
        if ids:
            Contact.for_user(user).filter(pk__in=ids).update(tie=tie, tie_kept_on=None)
    return len(suggested)


def keep(user: User, suggested: Collection[Suggestion], *, on: date) -> int:
    """The user's own word stands: ask again in half a year at the earliest; how many that were."""
    ids = [each.contact_id for each in suggested]
    Contact.for_user(user).filter(pk__in=ids).update(tie_kept_on=on)
    return len(suggested)


def over_time(touched: Days, *, on: date, months: int = MONTHS_DRAWN) -> ColumnChart:
    """Strong and weak ties at the end of each of the last ``months`` months, by the timeline."""
    ends = _ends(on, months)
    counted = [_count(touched, end.toordinal()) for end in ends]
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


def _ends(on: date, months: int) -> list[date]:
    """The last days of ``months`` months, the last of them ``on`` itself."""
    return [add_months(on.replace(day=1), 1 - back) - timedelta(days=1) for back in range(months - 1, 0, -1)] + [on]


def _count(touched: Days, end: int) -> tuple[int, int]:
    strong = weak = 0
    for each in touched.values():
        days, first = _within_a_year(each, end)
        if days > 1:
            tie = by_frequency(days=days, seen_for=end - first)
            strong += tie == Tie.STRONG
            weak += tie == Tie.WEAK
    return strong, weak


def _within_a_year(days: Sequence[int], end: int) -> tuple[int, int]:
    """How many of ``days`` lie in the year up to ``end``, and the first of them, else ``end``."""
    after = bisect_right(days, end - YEAR)
    count = bisect_right(days, end) - after
    return count, days[after] if count else end


def _suggestion(contact_id: int, noted: Tie, *, days: int, seen_for: int, known_for: int) -> Suggestion | None:
    tie = by_frequency(days=days, seen_for=seen_for)
    if tie == noted or (tie == Tie.NONE and known_for < YEAR):
        return None
    if tie == Tie.NONE:
        return Suggestion(contact_id=contact_id, tie=tie, why=f"In touch {'once' if days else 'not at all'} in a year.")
    often = "at least weekly" if tie == Tie.STRONG else "less than weekly, more than once"
    return Suggestion(contact_id=contact_id, tie=tie, why=f"In touch on {days} days in a year: {often}.")
