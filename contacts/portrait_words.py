"""What is known of a person, in the words of their page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.text import capfirst

from accounts.models import User
from contacts import cadence
from contacts.models import Contact, Detail, DetailKind, Occasion, OccasionKind
from contacts.occasions.rounds import round_of

_COUNTED_DAYS, _NEAR_DAYS = 60, 14
"""So many days before an occasion it is said in how many, and that it is near."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """One thing about a person that can be changed where it stands; ``key`` is one of ``FACTS``."""

    key: str
    label: str
    said: str
    prompt: str = ""
    """What to say where nobody said anything yet."""


@dataclass(frozen=True, slots=True)
class DetailGroup:
    """Details of one kind."""

    label: str
    details: Sequence[Detail]


@dataclass(frozen=True, slots=True)
class OccasionLine:
    """A day that matters, with how far away it is."""

    occasion: Occasion
    next_on: date
    title: str
    day: str
    soon: str
    """"in 12 days, turns 40"; blank when it is far away."""
    is_near: bool
    """Whether it is worth a thought already."""
    is_open: bool
    """Whether the agenda asks for it, unless it rests."""
    is_settled: bool
    """Whether this round was greeted or let pass, and is not over yet."""


def facts_of(contact: Contact, *, user: User) -> tuple[FactLine, ...]:
    """Who ``contact`` is to ``user`` (P07, P12, P49)."""
    tie = capfirst(contact.get_tie_display())
    walk = contact.get_walk_of_life_display()
    months = cadence.interval_months(tier=contact.tier, override=contact.cadence_months, user=user)
    tier = capfirst(contact.get_tier_display())
    often = "" if not months else ", every month" if months == 1 else f", every {months} months"
    return (
        FactLine("how", "How I know them", contact.how_known, "Not said yet. It is what you open with."),
        FactLine("tie", "Tie", f"{tie} · {walk}" if walk else tie),
        FactLine("touch", "Keep in touch", f"{tier}{often}"),
    )


def groups_of(details: Sequence[Detail]) -> Iterator[DetailGroup]:
    """``details``, which come by kind, under a heading for each (P50)."""
    for kind, found in groupby(details, key=lambda detail: detail.kind):
        yield DetailGroup(capfirst(DetailKind(kind).label), list(found))


def occasions_of(occasions: Sequence[Occasion], *, on: date, notice_days: int) -> list[OccasionLine]:
    """``occasions`` as seen from local date ``on``, the next one first; open from ``notice_days`` before."""
    lines = (_occasion_line(occasion, on, notice_days) for occasion in occasions)
    return sorted(lines, key=lambda line: (line.next_on, line.title))


def age_on(occasion: Occasion, day: date) -> str:
    """What ``day`` makes of it where the year is known: "turns 40", "40 years"."""
    count = occasion.turns(day)
    if count is None:
        return ""
    if occasion.kind == OccasionKind.BIRTHDAY:
        return f"turns {count}"
    return "one year" if count == 1 else f"{count} years"


def _occasion_line(occasion: Occasion, on: date, notice_days: int) -> OccasionLine:
    next_on = occasion.next_on(on)
    away = (next_on - on).days
    when = {0: "today", 1: "tomorrow"}.get(away, f"in {away} days")
    soon = ", ".join(part for part in (when, age_on(occasion, next_on)) if part) if away <= _COUNTED_DAYS else ""
    kept = round_of(occasion, on, notice_days=notice_days)
    return OccasionLine(
        occasion, next_on, capfirst(str(occasion)), occasion.said, soon, away <= _NEAR_DAYS, kept.is_open(on),
        kept.is_settled and kept.shows_from <= on,
    )  # fmt: skip
