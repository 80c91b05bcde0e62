"""All that outreach has with one person, as their page shows it."""

from accounts.models import User
from common.prepared import Prepared, hold
from contacts.models import Contact
from outreach.models import Attempt, Target

_TARGETS = Prepared(
    lambda contact: Target.unscoped.filter(contact=contact).select_related("campaign__own_policy").by_due(), "contact"
)
_ATTEMPTS = Prepared(lambda contact: Attempt.unscoped.filter(target__contact=contact), "contact")


def targets_of(contact: Contact, owner: User) -> list[Target]:
    """The targets that ``contact`` of ``owner`` is, what is due soonest first, with all that a card of one shows.

    Two queries, one where nobody was written to.
    """
    targets = _TARGETS.fetch(contact=contact.pk)
    attempts = _ATTEMPTS.fetch(contact=contact.pk) if any(target.attempts_made for target in targets) else []
    for target in targets:
        target.contact = contact
        target.campaign.owner = owner
        hold(target, "attempts", [attempt for attempt in attempts if attempt.target_id == target.pk])
    return targets
