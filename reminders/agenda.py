"""The agenda over all apps: what is due for whom, one card a person, the most pressing first.

``SOURCES`` names every source; nothing else knows the list. Today, the digest and ``manage.py agenda`` all read this.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import User
from common.agenda import AgendaItem, AgendaSource, Kind, NothingToDoError, PassingSource, Person
from contacts.agenda import FollowUpSource, KeepInTouchSource, muted_pairs
from contacts.models import MutedKind
from contacts.network.agenda import NetworkReviewSource
from contacts.occasions.agenda import OccasionSource
from interviews.agenda import (
    DebriefSource,
    PreparationSource,
    ThankYouSource,
    TodaySource,
    contacts_with_interview_ahead,
)
from outreach.agenda import AttemptSource, CloseOutSource, RevisitSource, contacts_in_hand

SOURCES: tuple[AgendaSource, ...] = (
    TodaySource(),
    ThankYouSource(),
    DebriefSource(),
    OccasionSource(),
    PreparationSource(),
    FollowUpSource(),
    AttemptSource(),
    CloseOutSource(),
    RevisitSource(),
    KeepInTouchSource(),
    NetworkReviewSource(),
)
_BY_KIND = {source.kind: source for source in SOURCES}
_PASSING: dict[str, PassingSource] = {Kind.OCCASION: OccasionSource()}

FORESEEN = (
    Kind.FOLLOW_UP,
    Kind.OCCASION,
    Kind.ATTEMPT,
    Kind.REVISIT,
    Kind.INTERVIEW_PREPARATION,
    Kind.INTERVIEW_TODAY,
)
"""What has a date worth knowing beforehand; the rest comes when it comes."""

DAY_CAP = 10
"""How many people a day shows (P14): quality over quantity, and what waits comes back tomorrow."""

_MINUTES = {
    Kind.FOLLOW_UP: 10,
    Kind.KEEP_IN_TOUCH: 5,
    Kind.OCCASION: 5,
    Kind.ATTEMPT: 10,
    Kind.CLOSE_OUT: 2,
    Kind.REVISIT: 5,
    Kind.INTERVIEW_PREPARATION: 20,
    Kind.INTERVIEW_TODAY: 30,
    Kind.DEBRIEF: 10,
    Kind.THANK_YOU: 10,
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

    def shown(self, cap: int = DAY_CAP) -> tuple[Card, ...]:
        """The cards that fit into a day."""
        return self.cards[:cap]

    def waiting(self, cap: int = DAY_CAP) -> int:
        """How many cards can wait: "and 12 more"."""
        return max(0, len(self.cards) - cap)

    def minutes(self, cap: int = DAY_CAP) -> int:
        """About how long the cards of a day take: an estimate by kind, to the next five minutes."""
        total = sum(_MINUTES.get(item.kind, _OTHERWISE_MINUTES) for card in self.shown(cap) for item in card.items)
        return -(-total // 5) * 5


def agendas_for(owners: Sequence[User], *, now: datetime) -> dict[int, Agenda]:
    """The agenda of each owner on their own local date at the moment ``now``, by owner id.

    The number of queries depends on how many different dates it is where they live (three at most), never on how many
    owners or items there are.
    """
    by_date: dict[date, list[User]] = defaultdict(list)
    for owner in owners:
        by_date[owner.local_date(now)].append(owner)
    return {
        owner_id: agenda
        for on, group in by_date.items()
        for owner_id, agenda in agendas_on(group, on=on, now=now).items()
    }


def agendas_on(owners: Sequence[User], *, on: date, now: datetime, days_ahead: int = 0) -> dict[int, Agenda]:
    """The agenda of each owner on local date ``on``, as known at the moment ``now``; by owner id.

    With ``days_ahead`` it also says what has a date in so many days after ``on``, for the same number of queries.
    """
    until = on + timedelta(days=days_ahead)
    items = [item for source in SOURCES for item in source.items(owners, on, until if source.kind in FORESEEN else on)]
    due: dict[int, list[AgendaItem]] = {owner.pk: [] for owner in owners}
    ahead: dict[int, list[AgendaItem]] = {owner.pk: [] for owner in owners}
    for item in _without_the_muted(_without_the_busy(items, owners, now=now), owners):
        (due if item.due_on <= on else ahead)[item.owner_id].append(item)
    return {
        owner_id: Agenda(
            owner_id=owner_id,
            on=on,
            cards=group_by_person(mine, on=on),
            ahead=tuple(sorted(ahead[owner_id], key=lambda item: _soonest(item, on))),
        )
        for owner_id, mine in due.items()
    }


def agenda_of(owner: User, *, on: date, now: datetime, days_ahead: int = 0) -> Agenda:
    """The agenda of one owner on local date ``on``, with what has a date in the ``days_ahead`` after it."""
    return agendas_on([owner], on=on, now=now, days_ahead=days_ahead)[owner.pk]


def group_by_person(items: Iterable[AgendaItem], *, on: date) -> tuple[Card, ...]:
    """One card a person, their reasons and the cards ordered by priority, then by lateness over slack."""
    by_person: dict[object, list[AgendaItem]] = defaultdict(list)
    for item in sorted(items, key=lambda item: _pressing(item, on)):
        by_person[item.person.id if item.person else (item.kind, item.key)].append(item)
    return tuple(Card(items=tuple(reasons)) for reasons in by_person.values())


def _pressing(item: AgendaItem, on: date) -> tuple[object, ...]:
    lateness = item.days_late(on) / max(1, item.slack_days)
    hour = item.at.timestamp() if item.at else float("inf")
    return item.priority, -lateness, hour, item.due_on, item.person.name if item.person else "", item.kind, item.key


def _soonest(item: AgendaItem, on: date) -> tuple[object, ...]:
    return item.due_on, item.at.timestamp() if item.at else 0.0, _pressing(item, on)


def _without_the_busy(items: Sequence[AgendaItem], owners: Sequence[User], *, now: datetime) -> list[AgendaItem]:
    """Drop cadence reminders about people with whom something is going on (P46): live targets, interviews ahead."""
    if not any(item.kind == Kind.KEEP_IN_TOUCH for item in items):
        return list(items)
    owner_ids = [owner.pk for owner in owners]
    busy = contacts_in_hand(owner_ids) | contacts_with_interview_ahead(owner_ids, now=now)
    return [
        item for item in items if item.kind != Kind.KEEP_IN_TOUCH or item.person is None or item.person.id not in busy
    ]


def _without_the_muted(items: Sequence[AgendaItem], owners: Sequence[User]) -> list[AgendaItem]:
    """Drop what its owner does not want to hear about its person. Asked here once, so that no source need know it."""
    muted = muted_pairs(owner.pk for owner in owners) if items else set()
    return [item for item in items if not (item.can_mute and item.person and (item.person.id, item.kind) in muted)]


def find(owner: User, kind: str, key: str, *, on: date) -> AgendaItem:
    """One item that is due on local date ``on``. Raises ``NothingToDoError`` when it is not, or not any more."""
    for item in source_of(kind).items([owner], on, on):
        if item.key == key:
            return item
    raise NothingToDoError(f"{kind} {key} is not due.")


def source_of(kind: str) -> AgendaSource:
    """The source of one kind. Raises ``NothingToDoError`` for a kind that no source has."""
    try:
        return _BY_KIND[Kind(kind)]
    except (ValueError, KeyError) as error:
        raise NothingToDoError(f"Nothing is called {kind}.") from error


def complete(owner: User, kind: str, key: str, *, now: datetime, on: date) -> str:
    """Record that an item was done; one sentence saying what was recorded. Raises ``NothingToDoError``."""
    return source_of(kind).complete(owner, key, now=now, on=on)


def snooze(owner: User, kind: str, key: str, *, on: date, until: date) -> str:
    """Hide an item until local date ``until``; one sentence. Raises ``NothingToDoError``."""
    return source_of(kind).snooze(owner, key, on=on, until=until)


def let_pass(owner: User, kind: str, key: str, *, on: date) -> str:
    """Drop an item for this time; one sentence. Raises ``NothingToDoError``, also for kinds that cannot be dropped."""
    return _passing(kind).let_pass(owner, key, on=on)


def take_back(owner: User, kind: str, key: str, *, on: date) -> str:
    """Open again what was dropped, or done; one sentence. Raises ``NothingToDoError``."""
    return _passing(kind).take_back(owner, key, on=on)


def comes_round(kind: str) -> bool:
    """Whether items of this kind can be dropped for this time, and taken back."""
    return kind in _PASSING


def _passing(kind: str) -> PassingSource:
    if kind not in _PASSING:
        raise NothingToDoError(f"{kind} cannot be dropped.")
    return _PASSING[kind]


def mute(owner: User, kind: str, key: str, *, on: date) -> str:
    """No more items of this kind about the item's person; one sentence. Raises ``NothingToDoError``."""
    person = _muting(owner, kind, key, on=on)
    MutedKind.for_user(owner).get_or_create(contact_id=person.id, kind=kind)
    return f"Muted for {person.name}: {Kind(kind).noun}."


def unmute(owner: User, kind: str, key: str, *, on: date) -> str:
    """Take that back; one sentence. Raises ``NothingToDoError`` when the item is not due any more."""
    person = _muting(owner, kind, key, on=on)
    MutedKind.for_user(owner).filter(contact=person.id, kind=kind).delete()
    return f"{person.name} comes up again: {Kind(kind).noun}."


def _muting(owner: User, kind: str, key: str, *, on: date) -> Person:
    item = find(owner, kind, key, on=on)
    if item.person is None or not item.can_mute:
        raise NothingToDoError(f"{kind} cannot be muted.")
    return item.person


def wake(owner: User, kind: str, key: str, *, on: date, rests_until: date, former: date) -> None:
    """Take a snooze until ``rests_until`` back: the item is due again from its ``former`` date.

    Raises ``NothingToDoError`` when it is not open any more.
    """
    source = source_of(kind)
    try:
        source.snooze(owner, key, on=on, until=former)
    except NothingToDoError:
        # Sources that know only what is due find a resting item on the day it would have come back.
        source.snooze(owner, key, on=max(on, rests_until), until=former)
