"""Who might be in the list twice, and why one might think so.

People are brought together by what they share: addresses by a query, names by keys of which only those with the same
one are compared. So ten thousand people cost three queries and less than half a second, not fifty million comparisons.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Count
from rapidfuzz.distance import OSA

from accounts.models import User
from common.folding import fold
from contacts.addresses import names_one_person
from contacts.importing.names import contradict, wholly_contradict
from contacts.models import Contact, ContactPoint, DifferentPeople
from contacts.nicknames import is_short_for, whole_names

MOST_IN_GROUP = 8
"""Of more than so many who share something only neighbours are paired: thirty on one number are an office."""
COUNT_KEPT_FOR = 24 * 60 * 60
"""Seconds that a count is remembered."""

_SHARED = {
    "profile": (100, "Same profile: {}"),
    "email": (90, "Same e-mail address: {}"),
    "phone": (80, "Same phone number: {}"),
}
_NAMESAKES_THERE, _NAMESAKES, _NAMESAKES_ELSEWHERE = 75, 60, 45
_ALIKE_THERE, _ALIKE = 55, 35
_COUPLE = 40
_PER_REASON_MORE = 3
_WORD = re.compile(r"\w+")

T = TypeVar("T")
Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two rows that might be one; ``one`` is the lower key."""

    one: int
    other: int
    strength: int
    reasons: tuple[str, ...]
    """Each in words, the strongest first."""


@dataclass(slots=True)
class Suspicions:
    """What speaks for two being one, gathered from all sides."""

    apart: frozenset[Ends]
    """Pairs that the user told apart."""
    found: dict[Ends, dict[str, int]] = field(default_factory=dict)

    def add(self, one: int, other: int, strength: int, reason: str) -> None:
        """Note ``reason`` for a pair, unless it was told apart."""
        ends = (one, other) if one < other else (other, one)
        if one != other and ends not in self.apart:
            self.found.setdefault(ends, {}).setdefault(reason, strength)

    def strongest_first(self) -> list[Candidate]:
        """The pairs, by the strongest reason; more reasons weigh a little more."""
        candidates = []
        for (one, other), reasons in self.found.items():
            said = sorted(reasons, key=lambda reason: -reasons[reason])
            strength = reasons[said[0]] + _PER_REASON_MORE * (len(said) - 1)
            candidates.append(Candidate(one, other, strength, tuple(said)))
        return sorted(candidates, key=lambda each: (-each.strength, each.one, each.other))


@dataclass(frozen=True, slots=True)
class _Someone:
    """A contact as names compare."""

    key: int
    names: tuple[str, str]
    organization: int | None
    words: tuple[str, ...]
    """Of the whole name, folded."""

    @property
    def first(self) -> str:
        return self.words[0]

    @property
    def last(self) -> str:
        return self.words[-1]


def among_people(owner: User) -> list[Candidate]:
    """Pairs of ``owner``'s contacts that might be one person, the strongest suspicion first; four queries."""
    apart = frozenset(DifferentPeople.for_user(owner).values_list("one", "other"))
    everyone = _everyone(owner)
    suspicions = Suspicions(apart)
    _by_address(owner, everyone, suspicions)
    _by_name(everyone.values(), suspicions)
    return suspicions.strongest_first()


def like(contact: Contact) -> list[Candidate]:
    """The suspicions that are about ``contact``."""
    return [each for each in among_people(contact.owner) if contact.pk in (each.one, each.other)]


def count(owner: User) -> int:
    """Look for pairs and remember how many there are."""
    found = len(among_people(owner))
    remember_count(owner, found)
    return found


def remember_count(owner: User, pairs: int) -> None:
    """Keep how many there are, for menus to say without looking again."""
    cache.set(_cache_key(owner), pairs, COUNT_KEPT_FOR)


def known_count(owner: User) -> int | None:
    """How many there were when last looked for; ``None`` when nobody looked lately. Asks no database."""
    known: int | None = cache.get(_cache_key(owner))
    return known


def _cache_key(owner: User) -> str:
    return f"duplicates-{owner.pk}"


def _everyone(owner: User) -> dict[int, _Someone]:
    rows = Contact.for_user(owner).order_by("pk").values_list("pk", "first_name", "last_name", "organization")
    return {
        pk: _Someone(pk, (first, last), organization, tuple(_WORD.findall(_folded(f"{first} {last}"))) or (first,))
        for pk, first, last, organization in rows
    }


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else fold(text)


# --- Addresses --------------------------------------------------------------------------------------------------------


def _by_address(owner: User, everyone: dict[int, _Someone], suspicions: Suspicions) -> None:
    mine = ContactPoint.for_user(owner).order_by()
    twice = mine.values("normalised").annotate(people=Count("contact", distinct=True)).filter(people__gt=1)
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    rows = mine.filter(normalised__in=twice.values("normalised")).order_by("contact", "pk")
    for kind, normalised, key in rows.values_list("kind", "normalised", "contact"):
        holders[kind, normalised].append(key)
    for (kind, normalised), keys in holders.items():
        if names_one_person(kind, normalised):
            strength, reason = _SHARED[kind]
            for one, other in paired(keys):
                weight = _weight(kind, strength, everyone[one].names, everyone[other].names)
                if weight:
                    suspicions.add(one, other, weight, reason.format(normalised))


def _weight(kind: str, strength: int, one: tuple[str, str], other: tuple[str, str]) -> int:
    """A couple shares a mailbox, a family a telephone, an office both."""
    if kind == "profile" or not contradict(one, other):
        return strength
    return 0 if kind == "phone" or wholly_contradict(one, other) else _COUPLE


def paired(keys: Sequence[T]) -> Iterable[tuple[T, T]]:
    """All pairs of a few; of many only neighbours."""
    return combinations(keys, 2) if len(keys) <= MOST_IN_GROUP else pairwise(keys)


# --- Names ------------------------------------------------------------------------------------------------------------


def _by_name(everyone: Iterable[_Someone], suspicions: Suspicions) -> None:
    namesakes: dict[tuple[str, ...], list[_Someone]] = defaultdict(list)
    blocks: dict[tuple[str, ...], list[_Someone]] = defaultdict(list)
    for someone in everyone:
        namesakes[tuple(sorted(someone.words))].append(someone)
        for block in _blocks(someone):
            blocks[block].append(someone)
    for group in namesakes.values():
        for one, other in _by_place(group):
            _add_namesakes(one, other, suspicions)
    for group in blocks.values():
        for one, other in _by_place(group):
            if set(one.words) != set(other.words) and (reason := _likeness(one, other)):
                _add_alike(one, other, reason, suspicions)


def _blocks(someone: _Someone) -> Iterator[tuple[str, ...]]:
    """The keys under which ``someone`` is compared with others; whoever might be them shares one."""
    if len(someone.words) == 1:
        if someone.organization is not None:
            yield ("alone", someone.first, str(someone.organization))
        return
    first, last = someone.first, someone.last
    if someone.organization is not None:
        yield ("alone", first, str(someone.organization))
    yield ("initial", first[0], last)
    yield ("last", first, last[:2])
    yield ("ending", first, last[-3:])
    for word in someone.words[1:]:
        yield ("part", first, word)
    for whole in whole_names(first) | {first}:
        yield ("short", whole, last)


def _by_place(group: Sequence[_Someone]) -> Iterable[tuple[_Someone, _Someone]]:
    """Pairs in a group; in a large one colleagues are paired with each other, and neighbours."""
    if len(group) <= MOST_IN_GROUP:
        return combinations(group, 2)
    return pairwise(sorted(group, key=lambda someone: (someone.organization or 0, someone.words, someone.key)))


def _add_namesakes(one: _Someone, other: _Someone, suspicions: Suspicions) -> None:
    if one.organization is not None and one.organization == other.organization:
        suspicions.add(one.key, other.key, _NAMESAKES_THERE, "Same name and organization")
    elif None in (one.organization, other.organization):
        is_alone = len(one.words) == 1
        suspicions.add(one.key, other.key, _ALIKE if is_alone else _NAMESAKES, "Same name")
    elif len(one.words) > 1:
        suspicions.add(one.key, other.key, _NAMESAKES_ELSEWHERE, "Same name, at different organizations")


def _add_alike(one: _Someone, other: _Someone, reason: str, suspicions: Suspicions) -> None:
    if one.organization is not None and one.organization == other.organization:
        suspicions.add(one.key, other.key, _ALIKE_THERE, f"{reason}, same organization")
    elif None in (one.organization, other.organization) and 1 not in (len(one.words), len(other.words)):
        suspicions.add(one.key, other.key, _ALIKE, reason)


def _likeness(one: _Someone, other: _Someone) -> str:
    """Why two different names might be one person's; empty when they are not alike."""
    short, long = sorted((one, other), key=lambda someone: len(someone.words))
    if len(short.words) == 1:
        return f"{short.names[0]} might be {long.names[0]} {long.names[1]}" if short.first == long.first else ""
    if set(short.words) < set(long.words) and short.first == long.first:
        return "One name is part of the other"
    if one.last == other.last and one.first != other.first:
        return _first_names_alike(one, other)
    if one.first == other.first and _is_slip(one.last, other.last):
        return "Names a slip of the pen apart"
    return ""


def _first_names_alike(one: _Someone, other: _Someone) -> str:
    short, long = sorted((one, other), key=lambda someone: len(someone.first))
    if len(short.first) == 1:
        return f"{short.names[0]} might be {long.names[0]}" if long.first.startswith(short.first) else ""
    for a, b in ((one, other), (other, one)):
        if is_short_for(a.first, b.first):
            return f"{a.names[0]} is short for {b.names[0]}"
    # Daniel and Daniela, Maria and Marta are two people more often than one badly written.
    is_ending = (
        one.first[:-1] == other.first[:-1] or one.first.startswith(other.first) or other.first.startswith(one.first)
    )
    if len(short.first) >= 6 and not is_ending and OSA.distance(one.first, other.first) == 1:
        return "Names a slip of the pen apart"
    return ""


def _is_slip(one: str, other: str) -> bool:
    """Whether a letter or two make the difference in a last name long enough for that."""
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 5 else 1 if shorter < 9 else 2
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed
