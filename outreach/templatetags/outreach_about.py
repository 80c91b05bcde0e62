"""What other pages show about outreach."""

from datetime import date
from typing import Any

from django import template

from contacts.models import Contact
from outreach import board

register = template.Library()


@register.inclusion_tag("outreach/_targets_of.html", takes_context=True)
def targets_of(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """The campaigns ``contact`` is part of and how they stand there, for the person's page; two queries."""
    on: date = context["request"].on
    targets = contact.targets.for_board()
    return {"contact": contact, "cards": [board.card(target, on=on) for target in targets]}


@register.inclusion_tag("outreach/_next_of.html", takes_context=True)
def outreach_next_of(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """What outreach is waiting for from the user with ``contact``, as rows of a list; two queries."""
    on: date = context["request"].on
    return {"cards": [board.card(target, on=on) for target in contact.targets.live().for_board()]}
