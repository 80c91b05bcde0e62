"""Everything the Today page says about one morning, gathered for one user."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, Subquery

from accounts.models import User
from common.agenda import AgendaItem, Person
from contacts.models import Contact
from contacts.network.growth import is_dry
from outreach import landing
from outreach.effort import Record, WeekEffort, record_of, week_effort
from outreach.holds import Held, held
from reminders import health
from reminders.agenda import agenda_of
from reminders.cards import Card
from reminders.models import DeliveryState, DigestDelivery
from reminders.wording import (
    Told,
    encouragement,
    found_work,
    greeting,
    long_date,
    still_waiting,
    tell,
    welcome_back,
    workload,
)

DAYS_AHEAD = 7
MOST_AHEAD = 6
RESTLESS = timedelta(hours=1)
"""A digest that waits longer than this is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCard:
    """One card in words: the reason that comes first, and the others."""

    person: Person | None
    photo: str
    """The address of their picture; blank for initials."""
    lead: Told
    also: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cards under one heading."""

    title: str
    cards: tuple[ToldCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What the page shows."""

    hello: str
    lede: str
    welcome_back: str
    groups: tuple[Group, ...]
    still_waiting: str
    coming_up: Sequence[AgendaItem]
    effort: WeekEffort
    record: Record
    encouragement: str
    landed: str
    """What to say to who found work, beside the link to whom they can thank (P48); blank while searching."""
    not_running: health.Finding | None
    """Set when no reminder would come: background work stands still."""
    undelivered: DigestDelivery | None
    """The newest digest, if it did not arrive."""
    has_people: bool
    no_name_since: date | None
    """The day of the newest name where three weeks went by without another (P47)."""
    held: Held
    """What outreach holds back today: by a holiday, or by so many attempts a day."""


def morning_of(user: User, *, on: date, now: datetime, everything: bool = False) -> Morning:
    """The morning of ``user`` on local date ``on``; ``everything`` also shows whoever can wait."""
    agenda = agenda_of(user, on=on, now=now, days_ahead=DAYS_AHEAD)
    cards = agenda.cards if everything else agenda.shown
    beat = health.last_beat(now)
    record = record_of(user)
    faces, newest_on = _shown(user, cards)
    has_people = bool(cards) or newest_on is not None
    return Morning(
        hello=greeting(now.astimezone(user.zone).hour, user.first_name),
        lede=f"{long_date(on)} · {workload(agenda, everything=everything)}" if has_people else long_date(on),
        welcome_back="" if everything else welcome_back(agenda),
        groups=_grouped(cards, faces=faces, on=on),
        still_waiting="" if everything else still_waiting(agenda),
        coming_up=agenda.ahead[:MOST_AHEAD],
        effort=week_effort(user, on),
        record=record,
        encouragement=encouragement(record, has_landed=user.has_landed),
        landed=_landed(user),
        not_running=None if beat.ok else beat,
        undelivered=_undelivered(user, now=now),
        has_people=has_people,
        no_name_since=newest_on if is_dry(newest_on, on=on) and not user.has_landed else None,
        held=held(user, on=on),
    )


def _landed(user: User) -> str:
    """At most two queries; none for who is searching."""
    standing = landing.current(user)
    if standing is None:
        return found_work("", 0) if user.has_landed else ""
    return found_work(standing.place, landing.thanked_so_far(standing))


def _shown(user: User, cards: Sequence[Card]) -> tuple[dict[int, str], date | None]:
    """The addresses of the pictures of those whom ``cards`` are about, by contact, and the newest name's day.

    The day is ``None`` where there is nobody; one query for both.
    """
    mine = Contact.for_user(user)
    newest = Subquery(mine.order_by("-added_on").values("pk")[:1])
    asked = Q(pk__in=[card.person.id for card in cards if card.person]) | Q(pk=newest)
    found = list(mine.filter(asked).order_by().with_photo().only("owner", "added_on"))
    faces = {contact.pk: contact.photo_url for contact in found if contact.photo_digest}
    return faces, max((contact.added_on for contact in found), default=None)


def _grouped(cards: Sequence[Card], *, faces: Mapping[int, str], on: date) -> tuple[Group, ...]:
    def told(card: Card) -> ToldCard:
        lead, *also = (tell(item, on=on) for item in card.items)
        photo = faces.get(card.person.id, "") if card.person else ""
        return ToldCard(person=card.person, photo=photo, lead=lead, also=tuple(also))

    groups = (
        Group(title="Now", cards=tuple(told(card) for card in cards if not card.is_keep_in_touch)),
        Group(title="Keep in touch", cards=tuple(told(card) for card in cards if card.is_keep_in_touch)),
    )
    return tuple(group for group in groups if group.cards)


def _undelivered(user: User, *, now: datetime) -> DigestDelivery | None:
    newest = DigestDelivery.for_user(user).told().newest_first().first()
    if newest is None or newest.state == DeliveryState.SENT:
        return None
    waits_a_while = newest.state == DeliveryState.WAITING and now - newest.created_at >= RESTLESS
    return newest if newest.state == DeliveryState.FAILED or waits_a_while else None
