"""The introductions that one person makes, or came by, as their page shows them."""

from common.prepared import Prepared
from contacts.models import Contact
from outreach.models import Introduction

MOST = 6
_OF_CONTACT = Prepared(
    lambda contact: Introduction.unscoped.about(contact).newest_first()[:MOST],
    "contact",
)


def introductions_of(contact: Contact) -> list[Introduction]:
    """The introductions with ``contact`` in them, what moved last first; one query."""
    return _OF_CONTACT.fetch(contact=contact.pk)
