"""Entering people and setting them aside."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from contacts import cadence, organizations, tagging
from contacts.models import Contact, ContactQuerySet


@transaction.atomic
def keep(
    contact: Contact,
    *,
    organization_name: str,
    tag_names: Sequence[str],
    points: Mapping[str, str] | None = None,
    on: date,
) -> Contact:
    """Save a new or changed contact with all that belongs to them, as of local date ``on``.

    ``points`` are addresses to add by ``PointKind``; empty ones are left out. The cadence follows tier and override.
    """
    if contact.pk is None:
        contact.added_on = on
    contact.organization = organizations.named(contact.owner, organization_name)
    contact.save()
    tagging.set_tags(contact, tag_names)
    for kind, value in (points or {}).items():
        if value:
            contact.points.create(kind=kind, value=value)
    cadence.refresh([contact], on=on)
    return contact


@transaction.atomic
def set_tier(contacts: Sequence[Contact], tier: str, *, on: date) -> None:
    """Move contacts of one owner, at least one, to ``tier``; their cadence follows in one go."""
    _rows(contacts).update(tier=tier)
    cadence.refresh(contacts, on=on)


def archive(contacts: Sequence[Contact]) -> None:
    """Take contacts of one owner, at least one, out of the list and every reminder; nothing about them is lost."""
    _rows(contacts).update(is_archived=True)


def _rows(contacts: Sequence[Contact]) -> ContactQuerySet:
    """The rows of contacts of one owner; at least one."""
    return Contact.for_user(contacts[0].owner).filter(pk__in=[contact.pk for contact in contacts])
