"""Entering people, and deleting them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from contacts import cadence, changes, organizations, tagging
from contacts.models import Change, ChangeKind, Contact, ContactQuerySet, Tie, Tier


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
def amend(
    contact: Contact,
    *,
    fields: Collection[str],
    organization_name: str | None = None,
    tag_names: Sequence[str] | None = None,
    on: date,
) -> Contact:
    """Save these ``fields`` of ``contact`` and nothing else, as of local date ``on``; ``None`` leaves as it is.

    The cadence follows tier and override.
    """
    columns = {*fields}
    if organization_name is not None:
        contact.organization = organizations.named(contact.owner, organization_name)
        columns.add("organization")
    if columns:
        contact.save(update_fields=[*columns, "search_key"])
    if tag_names is not None:
        tagging.set_tags(contact, tag_names)
    if columns & {"tier", "cadence_months"}:
        cadence.refresh([contact], on=on)
    return contact


@transaction.atomic
def set_tier(contacts: Sequence[Contact], tier: str, *, on: date) -> None:
    """Move contacts of one owner, at least one, to ``tier``; their cadence follows in one go."""
    _rows(contacts).update(tier=tier)
    cadence.refresh(contacts, on=on)


def rate_ties(
    contacts: Sequence[Contact], *, strong: Collection[int], key: bool, on: date, now: datetime
) -> Change | None:
    """Of ``contacts``, of one owner and at least one, those with ids in ``strong`` are strong ties, no others (P06).

    A strong tie left out becomes a weak one. With ``key``, those who became strong are key people from now on. Returns
    what can be taken back; ``None`` where all was like that already.
    """
    became = [contact for contact in contacts if contact.pk in strong and contact.tie != Tie.STRONG]
    ceased = [contact for contact in contacts if contact.pk not in strong and contact.tie == Tie.STRONG]
    with changes.recording(owner=contacts[0].owner, kind=ChangeKind.TIES, now=now) as ledger:
        ledger.watch(Contact, [contact.pk for contact in contacts], fields={"tie", "tier"})
        for changed, tie in ((became, Tie.STRONG), (ceased, Tie.WEAK)):
            if changed:
                _rows(changed).update(tie=tie)
        if key and became:
            set_tier(became, Tier.KEY, on=on)
        ledger.sentence = f"Ties of {len(became) + len(ceased)} people, by who knows your work"
    return ledger.change


@transaction.atomic
def delete(contact: Contact) -> None:
    """Delete someone with everything about them, also what could be taken back."""
    changes.forget(contact)
    contact.delete()


def _rows(contacts: Sequence[Contact]) -> ContactQuerySet:
    """The rows of contacts of one owner; at least one."""
    return Contact.for_user(contacts[0].owner).filter(pk__in=[contact.pk for contact in contacts])
