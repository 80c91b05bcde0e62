"""The agenda over all apps: what is due for whom, one card a person, the most pressing first.

``SOURCES`` names every source; nothing else knows the list. Today, the digest and ``manage.py agenda`` all read this.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, QuerySet, Value

from accounts.models import User
from common.agenda import AgendaItem, AgendaSource, Kind, NothingToDoError, PassingSource, Person
from contacts.agenda import FollowUpSource, KeepInTouchSource, in_touch_between, muted
from contacts.models import MutedKind
from contacts.network.agenda import NetworkReviewSource
from contacts.occasions.agenda import OccasionSource
from interviews.agenda import InterviewSources, interviews_ahead
from outreach.agenda import AttemptSource, CloseOutSource, RevisitSource, targets_in_hand
from outreach.introducing.agenda import IntroductionSources
from outreach.news.agenda import NewsOwedSource
from outreach.reference_agenda import ReferenceSource
from outreach.talking import TalkingSource
from reminders.cards import AWAY, Agenda, group_by_person, soonest

INTERVIEWS = InterviewSources()
INTRODUCTIONS = IntroductionSources()
SOURCES: tuple[AgendaSource, ...] = (
    *INTERVIEWS.sources,
    *INTRODUCTIONS.sources,
    OccasionSource(),
    FollowUpSource(),
    AttemptSource(),
    TalkingSource(),
    CloseOutSource(),
    RevisitSource(),
    ReferenceSource(),
    NewsOwedSource(),
    KeepInTouchSource(),
    NetworkReviewSource(),
)
_BY_KIND = {source.kind: source for source in SOURCES}
_PASSING: dict[str, PassingSource] = {Kind.OCCASION: OccasionSource(), Kind.NEWS_OWED: NewsOwedSource()}

FORESEEN = (
    Kind.FOLLOW_UP,
    Kind.OCCASION,
    Kind.ATTEMPT,
    Kind.REVISIT,
    Kind.INTERVIEW_PREPARATION,
    Kind.INTERVIEW_TODAY,
)
"""What has a date worth knowing beforehand; the rest comes when it comes."""


def agendas_for(owners: Sequence[User], *, now: datetime, days_ahead: int = 0) -> dict[int, Agenda]:
    """The agenda of each owner on their own local date at the moment ``now``, by owner id, as ``agendas_on`` says.

    The number of queries depends on how many different dates it is where they live (three at most), never on how many
    owners or items there are.
    """
    by_date: dict[date, list[User]] = defaultdict(list)
    for owner in owners:
        by_date[owner.local_date(now)].append(owner)
    return {
        owner_id: agenda
        for on, group in by_date.items()
        for owner_id, agenda in agendas_on(group, on=on, now=now, days_ahead=days_ahead).items()
    }


def agendas_on(owners: Sequence[User], *, on: date, now: datetime, days_ahead: int = 0) -> dict[int, Agenda]:
    """The agenda of each owner on local date ``on``, as known at the moment ``now``; by owner id.

    With ``days_ahead`` it also says what has a date in so many days after ``on``, for the same number of queries.
    """
    until = {source.kind: on + timedelta(days=days_ahead if source.kind in FORESEEN else 0) for source in SOURCES}
    items = _items(owners, on=on, until=until)
    due: dict[int, list[AgendaItem]] = {owner.pk: [] for owner in owners}
    ahead: dict[int, list[AgendaItem]] = {owner.pk: [] for owner in owners}
    for item in _without_the_quiet(items, owners, now=now):
        (due if item.due_on <= on else ahead)[item.owner_id].append(item)
    agendas = {
        owner.pk: Agenda(
            owner_id=owner.pk,
            on=on,
            cards=group_by_person(due[owner.pk], on=on),
            ahead=tuple(sorted(ahead[owner.pk], key=lambda item: soonest(item, on))),
            cap=owner.day_cap,
        )
        for owner in owners
    }
    return agendas | _after_a_while(agendas, on=on)


def dated(owner: User, *, on: date, now: datetime, until: date) -> Iterable[AgendaItem]:
    """Everything open of one owner with a date by ``until``, in no order; for the same number of queries.

    What is ahead has the day on which it will show as its ``due_on``.
    """
    items = _items([owner], on=on, until={source.kind: until for source in SOURCES})
    return _without_the_quiet(items, [owner], now=now)


def _items(owners: Sequence[User], *, on: date, until: Mapping[Kind, date]) -> list[AgendaItem]:
    items = [*INTERVIEWS.items(owners, on, until), *INTRODUCTIONS.items(owners, on, until)]
    for source in SOURCES[len(INTERVIEWS.sources) + len(INTRODUCTIONS.sources) :]:
        items.extend(source.items(owners, on, until[source.kind]))
    return items


def _after_a_while(agendas: Mapping[int, Agenda], *, on: date) -> dict[int, Agenda]:
    """The agendas of those who come back: much has piled up, and for two weeks they were in touch with nobody.

    What they do today does not count yet: it stays a gentle day. At most one query; none where nothing has piled up.
    """
    piled_up = [owner_id for owner_id, agenda in agendas.items() if agenda.has_piled_up()]
    here = in_touch_between(piled_up, since=on - AWAY, until=on) if piled_up else set()
    return {owner_id: agendas[owner_id].after_a_while() for owner_id in piled_up if owner_id not in here}


def agenda_of(owner: User, *, on: date, now: datetime, days_ahead: int = 0) -> Agenda:
    """The agenda of one owner on local date ``on``, with what has a date in the ``days_ahead`` after it."""
    return agendas_on([owner], on=on, now=now, days_ahead=days_ahead)[owner.pk]


def _without_the_quiet(items: Sequence[AgendaItem], owners: Sequence[User], *, now: datetime) -> Iterable[AgendaItem]:
    """Drop what its owner does not want to hear about its person, and what goes on anyway; one query.

    The cadence rests for live targets and interviews ahead (P46); a talk is not quiet while an interview is ahead.
    Asked here once, so that no source need know it.
    """
    if not items:
        return ()
    ids = [owner.pk for owner in owners]
    meeting = interviews_ahead(ids, now=now)
    quiet = (
        muted(ids)
        .values_list("contact_id", "kind")
        .union(
            _quieting(targets_in_hand(ids), Kind.KEEP_IN_TOUCH),
            _quieting(meeting, Kind.KEEP_IN_TOUCH),
            _quieting(meeting, Kind.TALKING),
        )
    )
    pairs = set(quiet)
    return (item for item in items if not (item.can_mute and item.person and (item.person.id, item.kind) in pairs))


def _quieting(rows: QuerySet[Any], kind: Kind) -> QuerySet[Any, tuple[int, str]]:
    """Contact and ``kind`` for each of ``rows``."""
    return rows.order_by().values_list("contact_id", Value(kind, output_field=CharField()))


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
