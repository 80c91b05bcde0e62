"""The request as views know it: signed in, with the moment and the user's own date on it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from accounts.models import User


class AuthedRequest(HttpRequest):
    """What every view but the ``@login_not_required`` ones receives."""

    user: "User"
    htmx: HtmxDetails
    now: datetime
    """The moment of the request, UTC."""
    on: date
    """The user's local date at that moment."""
