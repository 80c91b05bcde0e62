"""One morning of one person: a card for each person it is about, most pressing first, and how many fit into a day."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from common.agenda import AgendaItem, Kind, Person

DAY_CAP = 10
"""How many people a day shows unless its owner says otherwise (P14): quality over quantity; what waits comes back."""
CATCH_UP = 5
"""How many it shows after a while away."""
AWAY = timedelta(days=14)
"""So long without a word to anybody is a while."""

_MINUTES = {
    Kind.FOLLOW_UP: 10,
    Kind.KEEP_IN_TOUCH: 5,
    Kind.OCCASION: 5,
    Kind.ATTEMPT: 10,
    Kind.TALKING: 5,
    Kind.CLOSE_OUT: 2,
    Kind.REVISIT: 5,
    Kind.INTERVIEW_PREPARATION: 20,
    Kind.INTERVIEW_CONFIRMATION: 5,
    Kind.INTERVIEW_TODAY: 30,
    Kind.DEBRIEF: 10,
    Kind.THANK_YOU: 10,
    Kind.NEWS_OWED: 5,
    Kind.NETWORK_REVIEW: 5,
}
_OTHERWISE_MINUTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One person with everything that is due about them, or one thing that is about nobody in particular."""

    items: tuple[AgendaItem, ...]

    @property
    def lead(self) -> AgendaItem:
        """The most pressing reason."""
        return self.items[0]

    @property
    def also(self) -> tuple[AgendaItem, ...]:
        """The other reasons."""
        return self.items[1:]

    @property
    def person(self) -> Person | None:
        """Whom it is about."""
        return self.lead.person

    @property
    def is_keep_in_touch(self) -> bool:
        """Whether nothing but the cadence asks for it."""
        return self.lead.kind == Kind.KEEP_IN_TOUCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is due for one owner on their local date ``on``, most pressing card first."""

    owner_id: int
    on: date
    cards: tuple[Card, ...]
    ahead: tuple[AgendaItem, ...] = ()
    """What has a date after ``on``, as far as was asked, soonest first."""
    cap: int = DAY_CAP
    """How many cards fit into the day."""
    is_catch_up: bool = False
    """Whether it is the first morning after a while away."""

    def after_a_while(self) -> "Agenda":
        """The same, made gentle: a few to start with."""
        return replace(self, cap=min(self.cap, CATCH_UP), is_catch_up=True)

    def without(self, is_left_out: Callable[[Kind], bool]) -> "Agenda":
        """The same without some kinds; whoever has other reasons keeps their card, and its place is found anew."""
        items = [item for card in self.cards for item in card.items if not is_left_out(item.kind)]
        ahead = tuple(item for item in self.ahead if not is_left_out(item.kind))
        return replace(self, cards=group_by_person(items, on=self.on), ahead=ahead)

    def at_most(self, cap: int) -> "Agenda":
        """The same with so many cards in the day; after a while away it stays gentle."""
        return replace(self, cap=min(cap, CATCH_UP) if self.is_catch_up else cap)

    def has_piled_up(self) -> bool:
        """Whether there is more than a few to start with, half of it due since before the while began."""
        old = sum(any(item.days_late(self.on) >= AWAY.days for item in card.items) for card in self.cards)
        return len(self.cards) > CATCH_UP and 2 * old >= len(self.cards)

    @property
    def shown(self) -> tuple[Card, ...]:
        """The cards that fit into a day."""
        return self.cards[: self.cap]

    @property
    def waiting(self) -> int:
        """How many cards can wait: "and 12 more"."""
        return max(0, len(self.cards) - self.cap)

    @property
    def minutes(self) -> int:
        """About how long the cards of a day take: an estimate by kind, to the next five minutes."""
        total = sum(_MINUTES.get(item.kind, _OTHERWISE_MINUTES) for card in self.shown for item in card.items)
        return -(-total // 5) * 5


def group_by_person(items: Iterable[AgendaItem], *, on: date) -> tuple[Card, ...]:
    """One card a person, their reasons and the cards ordered by priority, then by lateness over slack."""
    by_person: dict[object, list[AgendaItem]] = defaultdict(list)
    for item in sorted(items, key=lambda item: pressing(item, on)):
        by_person[item.person.id if item.person else (item.kind, item.key)].append(item)
    return tuple(Card(items=tuple(reasons)) for reasons in by_person.values())


def pressing(item: AgendaItem, on: date) -> tuple[object, ...]:
    """By what a morning is ordered: priority, then lateness over slack, then the hour and the name."""
    lateness = item.days_late(on) / max(1, item.slack_days)
    hour = item.at.timestamp() if item.at else float("inf")
    return item.priority, -lateness, hour, item.due_on, item.person.name if item.person else "", item.kind, item.key


def soonest(item: AgendaItem, on: date) -> tuple[object, ...]:
    """By what the days to come are ordered."""
    return item.due_on, item.at.timestamp() if item.at else 0.0, pressing(item, on)
