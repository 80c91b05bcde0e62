"""Organizations by name: typed, found or made."""

from contacts.models import Contact, Organization
from contacts.models.organization import organization_key


def named(contact: Contact, name: str) -> Organization | None:
    """The organization of ``contact``'s owner with this name, whatever its case or legal form; made if there is none.

    A name without anything in it gives ``None``.
    """
    key = organization_key(name)
    if not key:
        return None
    organization: Organization = Organization.unscoped.get_or_create(
        owner_id=contact.owner_id, name_key=key, defaults={"name": name.strip()}
    )[0]
    return organization
