"""Someone typed in a hurry becomes a contact; someone of that name who is here already is found first."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q
from django.utils.text import Truncator

from accounts.models import User
from contacts import cadence, organizations
from contacts.importing.names import named, split_name
from contacts.models import Contact, Organization, OrganizationAlias, Tie
from contacts.models.contact_query import searchable
from contacts.typed_names import TypedPerson, understood

_LOOKUP_BATCH = 100
_HOW_KNOWN_LENGTH = 300
_LINKING = {"a", "at", "the", "of", "in", "for"}


def known_organizations(user: User) -> frozenset[str]:
    """The keys of ``user``'s organizations and of their other names, which are not taken for people."""
    others = OrganizationAlias.for_user(user).order_by().values_list("name_key", flat=True)
    return frozenset(Organization.for_user(user).order_by().values_list("name_key", flat=True).union(others))


def namesakes(user: User, names: Sequence[str]) -> dict[str, list[Contact]]:
    """``user``'s contacts of exactly these ``names``, accents and case aside, by ``searchable(name)``; newest last."""
    keys = sorted({searchable(name) for name in names})
    found: dict[str, list[Contact]] = defaultdict(list)
    for start in range(0, len(keys), _LOOKUP_BATCH):
        wanted = Q()
        for key in keys[start : start + _LOOKUP_BATCH]:
            wanted |= Q(search_key__startswith=key)
        for contact in Contact.for_user(user).filter(wanted).select_related("organization", "owner").order_by("pk"):
            found[searchable(contact.name)].append(contact)
    return {key: found[key] for key in keys if key in found}


def newcomer(
    user: User,
    typed: TypedPerson,
    *,
    walk: str,
    how_known: str,
    tier: str,
    known: Collection[str],
    on: date,
    place: int | None = None,
    tie: str = Tie.WEAK,
) -> Contact:
    """A contact of what was ``typed``, not saved yet; an organization that is surely one is found or made.

    ``how_known`` stands where the line does not say it (P07); a line too long for it goes to the notes whole.
    """
    said = understood(typed.rest, organizations=known)
    how = said.how_known or how_known
    first_name, last_name = named(*split_name(typed.name))
    contact = Contact(
        owner=user,
        first_name=first_name,
        last_name=last_name,
        title=said.title,
        organization=organizations.named(user, said.organization),
        how_known=shortened(how),
        notes=how if len(how) > _HOW_KNOWN_LENGTH else "",
        walk_of_life=walk,
        tie=tie,
        tier=tier,
        added_on=on,
        spread_permille=place,
        next_touch_on=cadence.next_touch(
            last_interaction_on=None,
            added_on=on,
            months=cadence.interval_months(tier=tier, override=None, user=user),
            spread_permille=place,
        ),
    )
    contact.search_key = contact.search_key_of()
    return contact


def add_to(contact: Contact, rest: str, *, how_known: str) -> None:
    """Let ``contact``, who is here already, learn the ``rest`` of a line; not saved yet.

    It fills blanks and overwrites nothing: what has no place goes to their notes. ``how_known`` stands where it is
    not known otherwise (P07).
    """
    if rest and not _says(contact, rest):
        said = understood(rest, organizations=known_organizations(contact.owner))
        is_free = (
            not (said.title and contact.title)
            and not (said.organization and contact.organization)
            and not (said.how_known and contact.how_known)
        )
        if is_free:
            contact.title = contact.title or said.title
            contact.organization = contact.organization or organizations.named(contact.owner, said.organization)
            contact.how_known = contact.how_known or shortened(said.how_known)
        if not is_free or shortened(said.how_known) != said.how_known:
            contact.notes = "\n".join(part for part in (contact.notes, rest) if part)
    contact.how_known = contact.how_known or how_known


def shortened(how: str) -> str:
    """``how`` the user knows someone, as long as there is room for it."""
    return Truncator(how).chars(_HOW_KNOWN_LENGTH, truncate="…")


def _says(contact: Contact, text: str) -> bool:
    """Whether every word of ``text`` stands on their page already, in whatever place."""
    there = re.findall(r"\w+", searchable(" ".join((contact.headline, contact.how_known, contact.notes))))
    return set(re.findall(r"\w+", searchable(text))) - _LINKING <= set(there)
