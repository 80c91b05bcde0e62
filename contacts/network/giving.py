"""A two-way street (P28-P30, P45): what went each way, and what the user could give next."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop
from itertools import chain
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from contacts import timeline
from contacts.models import (
    Contact,
    Detail,
    DetailKind,
    Direction,
    Interaction,
    InteractionKind,
    Match,
    MatchVerdict,
    SavedLink,
)
from contacts.network.affinity import keywords, shared

MOST_MATCHES = 12
LIGHT_TOUCHES = {
    "liked": "Liked what they posted",
    "commented": "Commented on what they posted",
    "shared": "Shared what they posted",
    "congratulated": "Congratulated them",
    "article": "Sent them an article",
}
"""What a light touch can be, and how the timeline says it (P29)."""
GIVES = {"shared": "a share", "article": "an article"}
"""Those that are something given."""
_HELPFUL = (DetailKind.OFFER, DetailKind.JOB)
_INTERESTING = (DetailKind.INTEREST, DetailKind.JOB, DetailKind.NEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How often something went each way with one contact, or with everybody."""

    gave: int
    received: int

    @property
    def owes(self) -> int:
        """How many times more the user got than gave; 0 where it is even or the other way round."""
        return max(0, self.received - self.gave)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Somebody with whom something went to or fro."""

    contact: Contact
    balance: Balance


@dataclass(frozen=True, slots=True, kw_only=True)
class Introducible:
    """An introduction the user could make (P30): what one needs, and what the other has."""

    need: Detail
    offer: Detail
    common: Sequence[str]
    """The words that they share, as stems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sendable:
    """A saved link that somebody would care for (P45)."""

    link: SavedLink
    detail: Detail


Balances = Mapping[int, Balance]
"""By contact id, for everybody with whom something went to or fro."""


class Known(NamedTuple):
    """A detail of somebody active, as it is matched with others."""

    pk: int
    kind: str
    text: str
    contact_id: int
    introduced_by_id: int | None


def balances(user: User, *, on: date) -> Balances:
    """What went each way with whom up to local date ``on``; one query."""
    rows = Interaction.for_user(user).filter(on__lte=on).exchanges_by_contact()
    return {contact_id: Balance(gave=gave, received=received) for contact_id, gave, received in rows}


def overall(with_each: Balances) -> Balance:
    """How many interactions gave something, and how many brought something."""
    gave = sum(each.gave for each in with_each.values())
    return Balance(gave=gave, received=sum(each.received for each in with_each.values()))


def with_contact(contact: Contact, *, on: date) -> Balance:
    """The same with one contact; one query."""
    counts = contact.interactions.filter(on__lte=on).count_exchanges()
    return Balance(gave=counts["gave"], received=counts["received"])


def exchanges(user: User, with_each: Balances) -> list[Exchange]:
    """Everybody active with whom something went to or fro, those owed most first; one query."""
    people = Contact.for_user(user).active().filter(pk__in=list(with_each)).for_rows().by_name()
    found = [Exchange(contact=contact, balance=with_each[contact.pk]) for contact in people]
    return sorted(found, key=lambda each: (-each.balance.owes, -each.balance.received - each.balance.gave))


def touch_lightly(contact: Contact, what: str, *, on: date) -> Interaction:
    """Note a light touch, one of ``LIGHT_TOUCHES``, on the user's today (P29); it asks nothing and moves no cadence."""
    return timeline.log(
        contact=contact,
        kind=InteractionKind.TOUCH,
        direction=Direction.OUTGOING,
        happened_on=on,
        summary=LIGHT_TOUCHES[what],
        gave=GIVES.get(what, ""),
        on=on,
    )


def known(user: User) -> list[Known]:
    """What is known of everybody active and can be matched; one query."""
    kinds = {DetailKind.NEED, *_HELPFUL, *_INTERESTING}
    details = Detail.for_user(user).filter(kind__in=kinds, contact__is_archived=False, contact__do_not_contact=False)
    rows = details.order_by("pk").values_list("pk", "kind", "text", "contact", "contact__introduced_by")
    return [Known(*row) for row in rows]


def introducible(user: User, details: Sequence[Known]) -> list[Introducible]:
    """Needs and offers of two people that are about the same thing, the most alike first (P30); two queries.

    Both must be active and know each other through nobody: whoever introduced one to the user is left out.
    """
    needs = [each for each in details if each.kind == DetailKind.NEED]
    offers = [each for each in details if each.kind in _HELPFUL]
    settled = set(Match.for_user(user).values_list("need", "offer"))
    offered = [keywords(offer.text) for offer in offers]
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(offered):
        for word in words:
            by_word[word].append(place)
    wanted = [keywords(need.text) for need in needs]
    # Pairs by the hundred thousand where many use the same words: only the best of them are looked at.
    pairs: list[tuple[int, int, int]] = []
    for number, words in enumerate(wanted):
        alike = Counter(chain.from_iterable(by_word.get(word, ()) for word in words))
        pairs.extend((-count, number, place) for place, count in alike.items())
    heapify(pairs)
    found: list[tuple[int, int, list[str]]] = []
    while pairs and len(found) < MOST_MATCHES:
        _, number, place = heappop(pairs)
        need, offer = needs[number], offers[place]
        if (need.pk, offer.pk) not in settled and _strangers(need, offer):
            found.append((need.pk, offer.pk, sorted(shared(wanted[number], offered[place]))))
    shown = _shown(user, (pk for need_pk, offer_pk, _ in found for pk in (need_pk, offer_pk)))
    return [
        Introducible(need=shown[need_pk], offer=shown[offer_pk], common=common)
        for need_pk, offer_pk, common in found
        if need_pk in shown and offer_pk in shown
    ]


def sendable(user: User, details: Sequence[Known]) -> list[Sendable]:
    """Saved links not sent yet, with those whose interests they touch (P45); two queries, one without links."""
    links = list(SavedLink.for_user(user).unsent().filter(contact=None))
    if not links:
        return []
    by_word: dict[str, list[Known]] = defaultdict(list)
    for detail in details:
        if detail.kind in _INTERESTING:
            for word in keywords(detail.text):
                by_word[word].append(detail)
    found: dict[tuple[int, int], tuple[SavedLink, int]] = {}
    for link in links:
        for word in keywords(f"{link.title} {link.note}"):
            for detail in by_word[word]:
                found.setdefault((link.pk, detail.contact_id), (link, detail.pk))
    chosen = list(found.values())[:MOST_MATCHES]
    shown = _shown(user, (pk for _, pk in chosen))
    return [Sendable(link=link, detail=shown[pk]) for link, pk in chosen if pk in shown]


@transaction.atomic
def introduced(need: Detail, offer: Detail, *, on: date) -> None:
    """The user introduced the two: something given to each (P28), noted in both timelines."""
    for contact, other in ((need.contact, offer.contact), (offer.contact, need.contact)):
        timeline.log(
            contact=contact,
            kind=InteractionKind.EMAIL,
            direction=Direction.OUTGOING,
            happened_on=on,
            summary=f"Introduced them to {other.name}.",
            gave=f"an introduction to {other.name}"[:200],
            on=on,
        )
    _settle(need, offer, MatchVerdict.INTRODUCED, on=on)


def dismiss(need: Detail, offer: Detail, *, on: date) -> None:
    """Not a match: never proposed again."""
    _settle(need, offer, MatchVerdict.DISMISSED, on=on)


def _settle(need: Detail, offer: Detail, verdict: MatchVerdict, *, on: date) -> None:
    Match.for_user(need.contact.owner).update_or_create(
        need=need, offer=offer, defaults={"verdict": verdict, "made_on": on}
    )


def _shown(user: User, pks: Iterable[int]) -> dict[int, Detail]:
    return Detail.for_user(user).select_related("contact__organization").in_bulk(list(pks))


def _strangers(one: Known, other: Known) -> bool:
    same = one.contact_id == other.contact_id
    return not same and one.introduced_by_id != other.contact_id and other.introduced_by_id != one.contact_id
