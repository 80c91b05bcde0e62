"""Short notes at the foot of the page, with a way back where there is one."""

from django.contrib import messages
from django.http import HttpRequest


def toast(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Tell the user what just happened; ``undo_url`` adds an *Undo* button that POSTs there."""
    messages.add_message(request, messages.SUCCESS, text, extra_tags=undo_url)


def warn(request: HttpRequest, text: str) -> None:
    """Tell the user what could not be done and what was kept."""
    messages.add_message(request, messages.WARNING, text)
