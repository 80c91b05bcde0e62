"""What other floors' pages show of interviews."""

from typing import Any

from django import template

from contacts.models import Contact

register = template.Library()


@register.inclusion_tag("interviews/_of_contact.html")
def interviews_of(contact: Contact) -> dict[str, Any]:
    """The conversations with ``contact``, newest first, as list rows; nothing when there are none. One query."""
    return {
        "interviews": contact.interviews.defer("homework", "goals", "questions", "notes").order_by("-starts_at", "-pk")
    }
