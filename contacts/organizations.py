"""Organizations by name: typed, found or made; and deleted."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from accounts.models import User
from contacts import removal
from contacts.models import Change, Organization, OrganizationAlias
from contacts.models.organization import organization_key

SUGGESTED = 12
"""Names offered at once; others are found by typing more."""


def named(owner: User, name: str) -> Organization | None:
    """``owner``'s organization with this name, whatever its case or legal form; made if there is none.

    Another name of it will do. A name without anything in it gives ``None``.
    """
    key = organization_key(name)
    if not key:
        return None
    if (known := known_as(owner, key)) is not None:
        return known
    defaults = {"owner": owner, "name": name.strip()}
    return Organization.for_user(owner).get_or_create(name_key=key, defaults=defaults)[0]


def known_as(owner: AbstractBaseUser, key: str) -> Organization | None:
    """``owner``'s organization whose name, else one of whose other names, compares by ``key``; at most two queries."""
    mine = Organization.for_user(owner)
    return mine.filter(name_key=key).first() or mine.filter(aliases__name_key=key).first()


def ids_by_key(owner: User, keys: Collection[str]) -> dict[str, int]:
    """The organizations of ``owner`` that have these ``keys``, as their name or else as another name; two queries."""
    others = OrganizationAlias.for_user(owner).filter(name_key__in=keys).order_by()
    names = Organization.for_user(owner).filter(name_key__in=keys).order_by()
    return {**dict(others.values_list("name_key", "organization")), **dict(names.values_list("name_key", "pk"))}


def delete(organization: Organization, *, now: datetime) -> Change:
    """Delete an organization at the moment ``now``, so that it can be put back; its people stay."""
    sentence = f"Deleted the organization {organization.name}"
    return removal.take_away(organization, owner=organization.owner, sentence=sentence, now=now)


def suggested(user: User, words: str) -> list[str]:
    """Names of ``user``'s organizations that ``words`` begin, the most wanted first, then by their other names."""
    if not words.strip():
        return []
    mine = Organization.for_user(user)
    by_other = mine.filter(aliases__name_key__startswith=organization_key(words)).distinct().by_interest()
    found = [*mine.matching(words).by_interest()[:SUGGESTED], *by_other[:SUGGESTED]]
    return list(dict.fromkeys(each.name for each in found))[:SUGGESTED]


def drop_alias(alias: OrganizationAlias, *, now: datetime) -> Change:
    """Let another name be one no longer, at the moment ``now``; it can be put back."""
    sentence = f"Took “{alias.name}” off the names of {alias.organization.name}"
    return removal.take_away(alias, owner=alias.owner, sentence=sentence, now=now)
