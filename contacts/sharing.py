"""Sending someone what was saved for them (P45), which is a touch that asks for nothing (P29)."""

from datetime import date

from django.db import transaction

from contacts import timeline
from contacts.models import Contact, Direction, Interaction, InteractionKind, SavedLink


@transaction.atomic
def mark_sent(link: SavedLink, contact: Contact, *, on: date) -> Interaction | None:
    """Note that ``link`` was sent to ``contact`` on local date ``on``; ``None`` when it was sent before."""
    changed = SavedLink.for_user(contact.owner).unsent().filter(pk=link.pk).update(sent_on=on)
    if not changed:
        return None
    link.sent_on = on
    summary = f"Sent: {link.title}\n{link.url}" if link.title else f"Sent: {link.url}"
    return timeline.log(
        contact=contact,
        kind=InteractionKind.MESSAGE,
        direction=Direction.OUTGOING,
        happened_on=on,
        summary=summary,
        on=on,
    )


@transaction.atomic
def take_back(link: SavedLink, interaction: Interaction | None, *, on: date) -> None:
    """Undo ``mark_sent``, with the ``interaction`` that it logged if that is still there."""
    link.sent_on = None
    link.save(update_fields=["sent_on"])
    if interaction is not None:
        timeline.delete(interaction, on=on)
