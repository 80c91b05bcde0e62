"""Who helped on the way to a job, and by what, read from what is on record (P43, P48)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Max, Q, QuerySet

from accounts.models import User
from contacts.models import Contact, Interaction, InteractionKind, Posting, Tie
from outreach import words
from outreach.models import Introduction, Landing, Reference

Rows = TypeVar("Rows", bound=QuerySet[Any])
Found = dict[int, list[tuple[int, str]]]
"""What each person did, by contact: how much it weighs, and in words."""
MOST_NAMED = 2
MOST_WHYS = 4
LONGEST_GIFT = 80

_SPOKE, _LED_THERE, _INTRODUCED, _TOLD, _GAVE, _TALKED = 60, 50, 40, 30, 20, 10
"""How much each kind of help weighs: whoever stands up for somebody comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody to thank."""

    contact: Contact
    whys: tuple[str, ...]
    """What they did, the weightiest first: "Introduced you to Ana and Wei"."""


def helpers_of(
    user: User,
    *,
    landing: Landing | None,
    on: date,
    place: int | None = None,
    only: Contact | None = None,
    lasting: bool = False,
) -> list[Helper]:
    """Everyone who helped in the search that ended in ``landing``, as on local date ``on``; whoever did most first.

    ``place`` is the key of the organization where the work is: who led there weighs more. ``lasting`` words stay true.
    Seven queries; with ``only`` about one person. People who are archived or not to be contacted are left out.
    """
    since = search_began(user, landing)
    found: Found = defaultdict(list)
    for contact_id, weight, why in (
        *_references(_of(Reference.for_user(user), "contact", only)),
        *_postings(_of(Posting.for_user(user), "led_by", only), since, place),
        *_introductions(user, only, since, place),
        *exchanges(_of(Interaction.for_user(user), "contact", only), since, on, lasting=lasting),
    ):
        found[contact_id].append((weight, why))
    return helpers(user, found)


def helpers(user: User, found: Mapping[int, Sequence[tuple[int, str]]]) -> list[Helper]:
    """The people whom ``found`` is about, whoever did most first; those not to be contacted left out; one query."""
    people = Contact.for_user(user).active().filter(pk__in=found).select_related("organization").with_photo()
    those = [
        Helper(contact=contact, whys=tuple(why for _, why in sorted(found[contact.pk], key=_weightiest)[:MOST_WHYS]))
        for contact in people
    ]

    def most(helper: Helper) -> tuple[int, str, int]:
        return -sum(weight for weight, _ in found[helper.contact.pk]), helper.contact.name.lower(), helper.contact.pk

    return sorted(those, key=most)


def _weightiest(said: tuple[int, str]) -> int:
    return -said[0]


def search_began(user: User, landing: Landing | None = None) -> date:
    """Since when help counts: since the landing before this one ended, if there was one; one query."""
    before = Landing.for_user(user).filter(ended_on__isnull=False)
    if landing is not None:
        before = before.filter(pk__lt=landing.pk)
    return before.aggregate(last=Max("ended_on"))["last"] or date.min


def _of(rows: Rows, person: str, only: Contact | None) -> Rows:
    """Those of ``rows`` in whose column ``person`` stands somebody, or ``only`` them."""
    return rows.filter(**({f"{person}__isnull": False} if only is None else {person: only.pk}))


def _references(mine: QuerySet[Reference]) -> Iterator[tuple[int, int, str]]:
    spoke = mine.filter(affirmed_on__isnull=False).annotate(calls=Count("uses"))
    for contact_id, calls in spoke.order_by().values_list("contact", "calls"):
        times = {0: "", 1: ", and did once"}.get(calls, f", and did {words.number(calls)} times")
        yield contact_id, _SPOKE, f"Was ready to speak for you{times}"


def _postings(mine: QuerySet[Posting], since: date, place: int | None) -> Iterator[tuple[int, int, str]]:
    told = mine.filter(added_on__gte=since).order_by("-added_on", "-pk")
    by_person: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for contact_id, organization_id, name in told.values_list("led_by", "organization", "organization__name"):
        by_person[contact_id].append((organization_id, name))
    for contact_id, places in by_person.items():
        names = list(dict.fromkeys(name for _, name in places))
        led_there = any(organization_id == place for organization_id, _ in places)
        yield contact_id, _LED_THERE if led_there else _TOLD, f"Told you of work at {_some(names, 'place', 'places')}"


def _introductions(user: User, only: Contact | None, since: date, place: int | None) -> Iterator[tuple[int, int, str]]:
    """Who led the user to whom: as people carry it, and by introductions that were made; two queries."""
    led = _of(Contact.for_user(user), "introduced_by", only).filter(added_on__gte=since)
    carried = led.order_by("-added_on", "-pk").values_list(
        "introduced_by", "pk", "organization", "first_name", "last_name"
    )
    made = _of(Introduction.for_user(user), "connector", only).filter(made_on__gte=since, whom__isnull=False)
    said = made.order_by("-made_on", "-pk").values_list(
        "connector", "whom", "whom__organization", "whom__first_name", "whom__last_name"
    )
    by_person: dict[int, dict[int | None, tuple[int | None, str]]] = defaultdict(dict)
    for connector, whom, organization_id, first, last in (*carried, *said):
        if connector is not None:
            by_person[connector].setdefault(whom, (organization_id, f"{first} {last}".strip()))
    for connector, people in by_person.items():
        led_there = place is not None and any(organization_id == place for organization_id, _ in people.values())
        names = [name for _, name in people.values()]
        yield connector, _LED_THERE if led_there else _INTRODUCED, f"Led you to {_some(names, 'other', 'others')}"


def exchanges(
    mine: QuerySet[Interaction], since: date, on: date, *, lasting: bool = False, everyone: bool = False
) -> Iterator[tuple[int, int, str]]:
    """What they gave, and that they took time to talk, by contact; one query.

    Friends who were only met as ever are not listed for it, but with ``everyone``. ``lasting`` says days so that the
    words stay true tomorrow.
    """
    happened = mine.exclude(kind=InteractionKind.TOUCH).filter(on__range=(since, on))
    asked = Q(contact__targets__isnull=False) | ~Q(contact__tie=Tie.STRONG)
    talked = Q(kind=InteractionKind.MEETING) & (Q() if everyone else asked)
    # That they led to somebody is said by the introduction itself.
    gave = ~Q(received="") & Q(introduction_step=None)
    helped = happened.filter(gave | talked).distinct().order_by("-on", "-pk")
    talks: dict[int, list[date]] = defaultdict(list)
    gifts: dict[int, list[str]] = defaultdict(list)
    for contact_id, _, kind, day, received in helped.values_list("contact", "pk", "kind", "on", "received"):
        if received.strip():
            gifts[contact_id].append(received.strip())
        if kind == InteractionKind.MEETING:
            talks[contact_id].append(day)
    for contact_id, given in gifts.items():
        said = given[0] if len(given[0]) <= LONGEST_GIFT else f"{given[0][: LONGEST_GIFT - 1].rstrip()}…"
        more = f", and {words.number(len(given) - 1)} more" if len(given) > 1 else ""
        yield contact_id, _GAVE, f"Gave you {said[0].lower() + said[1:] if _is_plain(said) else said}{more}"
    for contact_id, days in talks.items():
        when = f"on {days[0]:%-d %B %Y}" if lasting else words.weekday_ago(days[0], on)
        if len(days) == 1:
            yield contact_id, _TALKED, f"Talked with you {when}"
        else:
            yield contact_id, _TALKED + len(days), f"Talked with you {words.number(len(days))} times, {when} the last"


def _is_plain(said: str) -> bool:
    """Whether it begins like a sentence, so that its first letter can be small: "The article", not "IBM"."""
    first = said.split(maxsplit=1)[0]
    return first.lower() in {"a", "an", "the", "two", "three", "some", "his", "her", "their", "advice", "names"}


def _some(names: list[str], one: str, many: str) -> str:
    """Names as one says them, past ``MOST_NAMED`` counted: "Ana Silva, Wei Chen and two others"."""
    named, more = names[:MOST_NAMED], len(names) - MOST_NAMED
    if more > 0:
        return f"{', '.join(named)} and {words.number(more)} {one if more == 1 else many}"
    return " and ".join(named)
