"""Who could lead me there: to an organization, a role or a person (P03, P05; the groundwork of P27).

First degree are people who are there, or were, or who told of a posting there. Second degree are people with a known
link to one of them: somebody led one to the other, they worked at the same place, went to the same school, belong to
the same association, or were met at the same event. Strong ties come first, then whom one spoke to last.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from contacts.models import (
    Affiliation,
    AffiliationKind,
    Contact,
    ContactQuerySet,
    Event,
    Organization,
    Posting,
    Tie,
)

MOST_THERE = 60
"""People at a goal whose links are followed; the nearest first."""
MOST_PATHS = 40
CROWDED = 30
"""A place or event that joins more people than this says little about any two of them."""

_NEARNESS = {Tie.STRONG: 0, Tie.WEAK: 1, Tie.NONE: 2}
_SHARED = {
    AffiliationKind.WORK: "worked at {} as {} did",
    AffiliationKind.SCHOOL: "studied at {} as {} did",
    AffiliationKind.MEMBER: "belongs to {} as {} does",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Somebody who could lead on; ``leads_to`` is nobody where they are first degree themselves."""

    through: Contact
    leads_to: Contact | None
    reason: str
    """Why them: "Ana led you to Ben", "works there"."""

    @property
    def is_first_degree(self) -> bool:
        """Whether they are, were or know of something at the goal themselves."""
        return self.leads_to is None


def to_organization(user: User, organization: Organization) -> list[Path]:
    """Ways to ``organization``, the best first; nine queries."""
    there = list(_people(user).filter(organization=organization).by_nearness()[:MOST_THERE])
    found = [Path(through=contact, leads_to=None, reason="works there") for contact in there]
    former = Affiliation.for_user(user).filter(organization=organization, contact__in=_people(user)).for_pages()
    was_there = {row.contact_id: row for row in former if row.contact_id not in {contact.pk for contact in there}}
    found += [
        Path(through=contact, leads_to=None, reason=str(was_there[contact.pk]))
        for contact in _people(user).filter(pk__in=was_there)
    ]
    found += _second_degree(user, there, besides=organization)
    return _ranked([*found, *_tellers(user, organization, besides={path.through.pk for path in found})])


def to_role(user: User, words: str) -> list[Path]:
    """Ways to people whose title holds every one of ``words``; nobody without a word in it. Eight queries."""
    if not words.strip():
        return []
    there = list(_people(user).titled(words).by_nearness()[:MOST_THERE])
    found = [Path(through=contact, leads_to=None, reason=f"is {contact.title}") for contact in there]
    return _ranked([*found, *_second_degree(user, there)])


def to_person(user: User, contact: Contact) -> list[Path]:
    """Who could introduce the user to ``contact``; seven queries."""
    return _ranked(_second_degree(user, [contact]))


def _tellers(user: User, organization: Organization, *, besides: set[int]) -> list[Path]:
    """Whoever told of a posting there (P53); those in ``besides`` have a better reason. One query."""
    told = Posting.for_user(user).filter(organization=organization).exclude(led_by=None).order_by()
    people = _people(user).filter(pk__in=told.values("led_by")).exclude(pk__in=besides)
    return [Path(through=contact, leads_to=None, reason="told you of a posting there") for contact in people]


def _people(user: User) -> ContactQuerySet:
    return Contact.for_user(user).active().select_related("organization")


def _ranked(paths: Iterable[Path]) -> list[Path]:
    """One path a person, their best; strong ties first, then whom one spoke to last."""

    def order(path: Path) -> tuple[int, bool, int, str]:
        last = path.through.last_interaction_on or date.min
        return _NEARNESS[Tie(path.through.tie)], not path.is_first_degree, -last.toordinal(), path.through.search_key

    best: dict[int, Path] = {}
    for path in sorted(paths, key=order):
        kept = best.setdefault(path.through.pk, path)
        if kept is not path and path.is_first_degree and not kept.is_first_degree:
            best[path.through.pk] = path
    return sorted(best.values(), key=order)[:MOST_PATHS]


def _second_degree(user: User, there: Sequence[Contact], *, besides: Organization | None = None) -> list[Path]:
    """People with a link to one of ``there``, who are not among them; ``besides`` is no link in itself."""
    if not there:
        return []
    by_id = {contact.pk: contact for contact in there}
    links = [
        *_by_introduction(user, by_id),
        *_by_affiliation(user, by_id, besides=besides),
        *_by_event(user, by_id),
    ]
    others = _people(user).in_bulk({through for through, _, _ in links} - by_id.keys())
    return [
        Path(through=others[through], leads_to=by_id[to], reason=reason)
        for through, to, reason in links
        if through in others
    ]


Link = tuple[int, int, str]


def _by_introduction(user: User, there: dict[int, Contact]) -> list[Link]:
    links = [
        (contact.introduced_by_id, pk, f"led you to {contact.first_name}")
        for pk, contact in there.items()
        if contact.introduced_by_id is not None
    ]
    for pk, by in Contact.for_user(user).filter(introduced_by__in=there).order_by().values_list("pk", "introduced_by"):
        if by is not None:
            links.append((pk, by, f"{there[by].first_name} led you to them"))
    return links


def _by_affiliation(user: User, there: dict[int, Contact], *, besides: Organization | None) -> list[Link]:
    """Shared employers, now or before, schools and associations."""
    own: dict[tuple[int, str], list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    for row in Affiliation.for_user(user).filter(contact__in=there).select_related("organization"):
        own[row.organization_id, row.kind].append(row.contact_id)
        names[row.organization_id] = row.organization.name
    for pk, contact in there.items():
        if contact.organization is not None:
            own[contact.organization.pk, AffiliationKind.WORK].append(pk)
            names[contact.organization.pk] = contact.organization.name
    if besides is not None:
        own.pop((besides.pk, AffiliationKind.WORK), None)
    organizations = {organization_id for organization_id, _ in own}
    members: dict[tuple[int, str], set[int]] = defaultdict(set)
    affiliated = Affiliation.for_user(user).filter(organization__in=organizations).order_by()
    for contact_id, organization_id, kind in affiliated.values_list("contact", "organization", "kind"):
        members[organization_id, kind].add(contact_id)
    employed = Contact.for_user(user).filter(organization__in=organizations).order_by()
    for contact_id, organization_id in employed.values_list("pk", "organization"):
        members[organization_id, AffiliationKind.WORK].add(contact_id)
    return [
        (through, to, _SHARED[AffiliationKind(kind)].format(names[organization_id], there[to].first_name))
        for (organization_id, kind), mine in own.items()
        if len(members[organization_id, kind]) <= CROWDED
        for to in mine
        for through in members[organization_id, kind]
        if through not in there
    ]


def _by_event(user: User, there: dict[int, Contact]) -> list[Link]:
    shared = Event.for_user(user).filter(people__in=there).distinct().prefetch_related("people")
    links = []
    for event in shared:
        present = [person.pk for person in event.people.all()]
        if len(present) > CROWDED:
            continue
        for to in present:
            if to in there:
                reason = f"was at {event.name} with {there[to].first_name}"
                links += [(through, to, reason) for through in present if through not in there]
    return links
