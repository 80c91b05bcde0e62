"""What happened between us, written down and taken back; cadence follows."""

from datetime import date

from django.db import transaction

from contacts import cadence
from contacts.models import Contact, Interaction


class NotYetHappenedError(ValueError):
    """An interaction dated after the user's today: things that happened cannot lie ahead."""


@transaction.atomic
def log(*, contact: Contact, kind: str, direction: str, happened_on: date, summary: str = "", on: date) -> Interaction:
    """Record an interaction of local date ``happened_on``, ``on`` being the user's today, and refresh the cadence.

    Raises ``NotYetHappenedError`` when ``happened_on`` lies after ``on``.
    """
    if happened_on > on:
        raise NotYetHappenedError(f"{happened_on} is still to come.")
    interaction = Interaction.unscoped.create(
        contact=contact, kind=kind, direction=direction, on=happened_on, summary=summary
    )
    cadence.refresh([contact], on=on)
    return interaction


@transaction.atomic
def delete(interaction: Interaction, *, on: date) -> None:
    """Take an interaction back; ``on`` is the user's today."""
    contact = interaction.contact
    interaction.delete()
    cadence.refresh([contact], on=on)
