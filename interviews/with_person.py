"""All conversations with one person, as their page shows them."""

from common.prepared import Prepared
from contacts.models import Contact
from interviews.models import Interview

_OF_CONTACT = Prepared(
    lambda contact: Interview.unscoped.filter(contact=contact).without_texts().order_by("-starts_at", "-pk"), "contact"
)


def interviews_with(contact: Contact) -> list[Interview]:
    """The interviews with ``contact``, newest first, without their long texts; one query."""
    found = _OF_CONTACT.fetch(contact=contact.pk)
    for interview in found:
        interview.contact = contact
    return found
