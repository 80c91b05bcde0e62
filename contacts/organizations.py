"""Organizations by name: typed, found or made."""

from accounts.models import User
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
