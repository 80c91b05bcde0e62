"""One person's piece of the map: who led to them, whom they led to, and with whom they share a place (P03, P27)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from contacts.models import Affiliation, AffiliationKind, Contact, ContactQuerySet
from contacts.network import drawing
from contacts.network.map import aliveness, people_on_map

MOST = 8
"""So many people beside the chain: the strongest ties first, then whom one spoke to last."""
_LINKS = 4
"""So many people back the chain goes, as on a person's page."""
_LETTERS = 20
"""So many fit under a dot."""
_NOW = "now"
_WORDS = {
    _NOW: ("works at", "works"),
    AffiliationKind.WORK: ("worked at", "worked"),
    AffiliationKind.SCHOOL: ("studied at", "studied"),
    AffiliationKind.MEMBER: ("is a member of", "is a member"),
}


@dataclass(slots=True)
class Near:
    """Somebody in the piece."""

    contact: Contact
    facts: list[str] = field(default_factory=list)
    """What holds them together, each to follow the name: "led you to Ben", "works at Acme too"."""
    under: str = ""
    """The same in a word or two: the place, or who it went through."""
    is_led: bool = False
    """Whether the user was led to them by the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A dot of the picture with its words, in the drawing's units."""

    name: str
    under: str
    url: str
    tie: str
    alive: int
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the page draws; ``way`` is the chain below the user, the person last."""

    way: Sequence[Node]
    around: Sequence[tuple[Node, bool]]
    """Each with whether the person led to them."""
    turn: int
    """Where the lines to those around begin."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The facts and their picture."""

    chain: Sequence[Near]
    """Who led to the person, the first the user knew first."""
    around: Sequence[Near]
    has_more: bool
    picture: Picture


def with_chain(people: ContactQuerySet) -> ContactQuerySet:
    """``people`` as ``piece_of`` wants them: with their organization and who led to them."""
    return people.select_related("organization", "__".join(["introduced_by"] * _LINKS))


def piece_of(contact: Contact, *, on: date) -> Piece:
    """The piece around ``contact``, who came ``with_chain``, on local date ``on``; four queries."""
    chain = [Near(each) for each in _led_by(contact)][::-1]
    places = _places(contact)
    found = list(_around(contact, list(places), [near.contact.pk for near in chain])[: MOST + 1])
    around = [Near(each) for each in found[:MOST]]
    led_to = [*(near.contact for near in chain[1:]), contact]
    for near, to in zip(chain, led_to, strict=False):
        near.facts.append(f"led you to {to.first_name}")
    for near in around:
        if near.contact.introduced_by_id == contact.pk:
            near.is_led, near.under = True, f"through {contact.first_name}"
            near.facts.append(f"came through {contact.first_name}")
    _add_shared([*chain, *around], contact, places, on)
    return Piece(
        chain=chain, around=around, has_more=len(found) > MOST, picture=_picture(contact, chain, around, on=on)
    )


def _led_by(contact: Contact) -> Iterator[Contact]:
    seen, by = {contact.pk}, contact.introduced_by
    while by is not None and by.pk not in seen and len(seen) <= _LINKS:
        seen.add(by.pk)
        yield by
        by = by.introduced_by if len(seen) <= _LINKS else None


def _places(contact: Contact) -> dict[int, tuple[str, str]]:
    """Where ``contact`` works, worked, studied or belongs: name and what they do there, by organization."""
    before = Affiliation.for_user(contact.owner).filter(contact=contact).for_pages()
    places = {each.organization_id: (each.organization.name, each.kind) for each in before}
    if contact.organization is not None:
        places[contact.organization.pk] = contact.organization.name, _NOW
    return places


def _around(contact: Contact, places: Sequence[int], chain: Sequence[int]) -> ContactQuerySet:
    people = people_on_map(contact.owner)
    once = Affiliation.for_user(contact.owner).filter(organization__in=places)
    met = people.filter(events__people=contact)
    together = Q(introduced_by=contact) | Q(organization__in=places)
    together |= Q(pk__in=once.values("contact")) | Q(pk__in=met.values("pk"))
    return people.filter(together).exclude(pk__in=[contact.pk, *chain]).by_nearness()


def _add_shared(people: Sequence[Near], contact: Contact, places: Mapping[int, tuple[str, str]], on: date) -> None:
    """Say of each of ``people`` which places and events they share with ``contact``."""
    ids = [near.contact.pk for near in people]
    once = Affiliation.for_user(contact.owner).filter(contact__in=ids, organization__in=places)
    theirs: dict[int, dict[int, str]] = defaultdict(dict)
    for pk, place, kind in once.order_by("pk").values_list("contact", "organization", "kind"):
        theirs[pk][place] = kind
    events: dict[int, list[tuple[str, date]]] = defaultdict(list)
    shared = Contact.for_user(contact.owner).filter(pk__in=ids, events__people=contact).order_by("-events__on")
    for pk, name, day in shared.values_list("pk", "events__name", "events__on"):
        events[pk].append((name, day))
    for near in people:
        at = theirs[near.contact.pk]
        if (employer := near.contact.organization_id) is not None and employer in places:
            at[employer] = _NOW
        for place, what in at.items():
            name, hers = places[place]
            too = "too" if what == hers else f"where {contact.first_name} {_WORDS[hers][1]}"
            near.facts.append(f"{_WORDS[what][0]} {name}{' ' if what == hers else ', '}{too}")
            near.under = near.under or name
        for name, day in events[near.contact.pk]:
            near.facts.append(f"{'was' if day <= on else 'is expected'} at {name} too")
            near.under = near.under or name


def _picture(contact: Contact, chain: Sequence[Near], around: Sequence[Near], *, on: date) -> Picture:
    dots = [
        drawing.Dot(id=near.contact.pk, tie=near.contact.tie, group=near.under, name=near.contact.name.casefold())
        for near in around
    ]
    way, places, height = drawing.branch(len(chain) + 1, dots)

    def node(near: Near, place: drawing.Place, under: str) -> Node:
        who = near.contact
        return Node(
            name=_fitting(who.name),
            under=_fitting(under),
            url=who.get_absolute_url(),
            tie=who.tie,
            alive=aliveness(who.last_interaction_on, on),
            x=round(place.x),
            y=round(place.y),
        )

    return Picture(
        way=[node(near, place, "") for near, place in zip([*chain, Near(contact)], way, strict=True)],
        around=[(node(near, places[near.contact.pk], near.under), near.is_led) for near in around],
        turn=round(way[-1].y) + drawing.LABEL,
        height=round(height),
    )


def _fitting(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1].rstrip(' ,')}…"
