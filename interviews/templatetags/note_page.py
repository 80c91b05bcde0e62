"""What pages show of the sheet one writes on in a talk."""

from typing import Any

from django import template

from interviews import posted_sheet
from interviews.models import Interview

register = template.Library()


@register.filter
def fingerprint(text: str) -> str:
    """What stands for ``text`` in a whole form; see ``interviews.posted_sheet``."""
    return posted_sheet.fingerprint(text)


@register.inclusion_tag("interviews/_written_down.html")
def written_down(interview: Interview) -> dict[str, Any]:
    """What was written down in ``interview``, rendered: questions that have an answer, and free notes; one query."""
    return {"interview": interview, "answered": list(interview.picked_questions.exclude(answer=""))}
