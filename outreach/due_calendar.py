"""What is due in a campaign, day by day, as a month shows it."""

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from common.dates import add_months
from outreach.board import Card

YEARS = range(1900, 2200)

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the grid with what is due on it; those of the months beside fill its first and last week."""

    on: date
    is_in_month: bool
    is_today: bool
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month in weeks from Monday, and the first days of the months beside it."""

    first: date
    weeks: Sequence[Sequence[Day]]
    before: date
    after: date

    @property
    def busy(self) -> list[Day]:
        """The days of this month with something due, in their order."""
        return [day for week in self.weeks for day in week if day.is_in_month and day.cards]


def first_of(text: str, on: date) -> date:
    """The first day of the month that ``text`` ("2026-12") names; that of ``on`` where it names none."""
    named = _MONTH.fullmatch(text)
    if named is None or int(named[1]) not in YEARS or not 1 <= int(named[2]) <= 12:
        return on.replace(day=1)
    return date(int(named[1]), int(named[2]), 1)


def month(cards: Iterable[Card], first: date, *, on: date) -> Month:
    """The month from ``first`` with what is due of ``cards``; what is late stands on today, ``on``."""
    due: dict[date, list[Card]] = defaultdict(list)
    for card in cards:
        if card.due_on is not None:
            due[max(card.due_on, on)].append(card)
    weeks = [
        [Day(on=day, is_in_month=day.month == first.month, is_today=day == on, cards=due.get(day, [])) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Month(first=first, weeks=weeks, before=add_months(first, -1), after=add_months(first, 1))
