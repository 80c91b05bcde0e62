"""What the top floor knows of an organization."""

from typing import Any

from django import template

from contacts.models import Organization
from reminders.next_there import Step, next_there

register = template.Library()


@register.simple_tag(takes_context=True)
def next_step_at(context: dict[str, Any], organization: Organization) -> Step | None:
    """What comes next with the people at ``organization``; four queries at most."""
    request = context["request"]
    return next_there(organization, user=request.user, on=request.on, now=request.now)
