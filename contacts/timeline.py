"""What happened between us, written down, corrected and taken back; cadence follows."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from common.prepared import Prepared
from contacts import cadence, removal
from contacts.models import Change, Contact, Interaction
from contacts.timeline_words import title_of


class NotYetHappenedError(ValueError):
    """An interaction dated after the user's today: things that happened cannot lie ahead."""


PAGE = 15
"""How many entries a page of a timeline has."""

_NEWEST = Prepared(
    lambda contact: Interaction.unscoped.filter(contact=contact).with_event_name().newest_first()[: PAGE + 1], "contact"
)


def newest(contact: Contact) -> list[Interaction]:
    """The first page of what happened with ``contact``, and one more where there are older ones; one query."""
    return _NEWEST.fetch(contact=contact.pk)


def older(contact: Contact, *, page: int) -> list[Interaction]:
    """The same of the ``page``-th page, counted from 1."""
    happened = Interaction.unscoped.filter(contact=contact).with_event_name().newest_first()
    return list(happened[(page - 1) * PAGE : page * PAGE + 1])


@transaction.atomic
def log(
    *,
    contact: Contact,
    kind: str,
    direction: str,
    happened_on: date,
    summary: str = "",
    gave: str = "",
    received: str = "",
    on: date,
) -> Interaction:
    """Record an interaction of local date ``happened_on``, ``on`` being the user's today, and refresh the cadence.

    ``gave`` and ``received`` say in a word what went each way, if anything did (P28).

    Raises ``NotYetHappenedError`` when ``happened_on`` lies after ``on``.
    """
    _require_past(happened_on, on)
    interaction = Interaction.unscoped.create(
        contact=contact,
        kind=kind,
        direction=direction,
        on=happened_on,
        summary=summary,
        gave=gave,
        received=received,
    )
    cadence.refresh([contact], on=on)
    return interaction


@transaction.atomic
def correct(
    interaction: Interaction,
    *,
    kind: str,
    direction: str,
    happened_on: date,
    summary: str,
    gave: str = "",
    received: str = "",
    on: date,
) -> None:
    """Change what was recorded and refresh the cadence.

    Raises ``NotYetHappenedError`` when ``happened_on`` lies after ``on``, the user's today.
    """
    _require_past(happened_on, on)
    interaction.kind, interaction.direction = kind, direction
    interaction.on, interaction.summary = happened_on, summary
    interaction.gave, interaction.received = gave, received
    interaction.save(update_fields=["kind", "direction", "on", "summary", "gave", "received"])
    cadence.refresh([interaction.contact], on=on)


@transaction.atomic
def delete(interaction: Interaction, *, on: date) -> None:
    """Take an interaction back; ``on`` is the user's today."""
    contact = interaction.contact
    interaction.delete()
    cadence.refresh([contact], on=on)


@transaction.atomic
def take_away(interaction: Interaction, *, owner: User, now: datetime, on: date) -> Change:
    """As ``delete``, but so that ``owner`` can put it back."""
    contact = interaction.contact
    sentence = f"Removed from the timeline of {contact.name}: {title_of(interaction.kind, interaction.direction)}"
    change = removal.take_away(interaction, owner=owner, sentence=sentence, now=now)
    cadence.refresh([contact], on=on)
    return change


def _require_past(happened_on: date, on: date) -> None:
    if happened_on > on:
        raise NotYetHappenedError(f"{happened_on} is still to come.")
