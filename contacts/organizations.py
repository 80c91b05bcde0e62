"""Organizations by name: typed, found or made; and deleted."""

from datetime import datetime

from accounts.models import User
from contacts import removal
from contacts.models import Change, Organization
from contacts.models.organization import organization_key


def named(owner: User, name: str) -> Organization | None:
    """``owner``'s organization with this name, whatever its case or legal form; made if there is none.

    A name without anything in it gives ``None``.
    """
    key = organization_key(name)
    if not key:
        return None
    defaults = {"owner": owner, "name": name.strip()}
    return Organization.for_user(owner).get_or_create(name_key=key, defaults=defaults)[0]


def delete(organization: Organization, *, now: datetime) -> Change:
    """Delete an organization at the moment ``now``, so that it can be put back; its people stay."""
    sentence = f"Deleted the organization {organization.name}"
    return removal.take_away(organization, owner=organization.owner, sentence=sentence, now=now)
