"""All that outreach has with one person, as their page shows it."""

from accounts.models import User
from common.prepared import Prepared
from contacts.models import Contact
from outreach.models import Target

_OF_CONTACT = Prepared(
    lambda contact: (
        Target.unscoped.filter(contact=contact)
        .select_related("campaign__own_policy")
        .prefetch_related("attempts")
        .by_due()
    ),
    "contact",
)


def targets_of(contact: Contact, owner: User) -> list[Target]:
    """The targets that ``contact`` of ``owner`` is, what is due soonest first; two queries, one where there are none."""
    found = _OF_CONTACT.fetch(contact=contact.pk)
    for target in found:
        target.contact = contact
        target.campaign.owner = owner
    return found
