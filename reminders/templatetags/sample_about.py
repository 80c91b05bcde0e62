"""What other pages show about the sample."""

from typing import Any

from django import template

from reminders.sample import building

register = template.Library()


@register.inclusion_tag("reminders/_sample_about.html", takes_context=True)
def sample_about(context: dict[str, Any]) -> dict[str, Any]:
    """How many made-up people the user still has and the way to be rid of them; nothing without any. One query."""
    return {"count": building.people_of(context["request"].user).count()}
