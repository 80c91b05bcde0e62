"""Organizations by name: typed, found or made; and deleted."""

from django.db import transaction

from accounts.models import User
from contacts import changes
from contacts.models import Organization
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


@transaction.atomic
def delete(organization: Organization) -> None:
    """Delete an organization, also what could be taken back of it; its people stay."""
    changes.forget(organization)
    organization.delete()
