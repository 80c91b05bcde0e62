"""The request as views know it: with the moment and, signed in, the user's own date on it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from accounts.models import User


class MomentRequest(HttpRequest):
    """What ``@login_not_required`` views receive: perhaps nobody, but always a moment."""

    htmx: HtmxDetails
    now: datetime
    """The moment of the request, UTC."""


class AuthedRequest(MomentRequest):
    """What every other view receives."""

    user: "User"
    on: date
    """The user's local date at that moment."""
