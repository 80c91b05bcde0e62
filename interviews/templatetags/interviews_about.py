"""What other floors' pages show of interviews."""

from typing import Any

from django import template
from django.db.models import Q

from contacts.models import Contact
from interviews.models import InterviewState

register = template.Library()


@register.inclusion_tag("interviews/_of_contact.html")
def interviews_of(contact: Contact) -> dict[str, Any]:
    """The conversations with ``contact``, newest first, as list rows; nothing when there are none. One query."""
    return {
        "interviews": contact.interviews.defer("homework", "goals", "questions", "notes").order_by("-starts_at", "-pk")
    }


@register.inclusion_tag("interviews/_next_of_contact.html", takes_context=True)
def interviews_next_of(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """The conversations with ``contact`` that want something: scheduled, or to be thanked for. One query."""
    open_ones = contact.interviews.filter(
        Q(state=InterviewState.SCHEDULED) | Q(state=InterviewState.HELD, thanked_at=None)
    )
    return {
        "interviews": open_ones.defer("homework", "goals", "questions", "notes").order_by("starts_at"),
        "request": context["request"],
    }
