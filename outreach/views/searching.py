"""A search that pauses and goes on; the settings show how it stands."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from common.htmx import redirect_to
from common.requests import AuthedRequest
from common.toasts import toast, warn
from outreach import searching
from outreach.searching import SearchStateError


@require_POST
def search_pause(request: AuthedRequest) -> HttpResponse:
    """Rest until told otherwise."""
    try:
        searching.pause(request.user, on=request.on)
    except SearchStateError as refusal:
        warn(request, str(refusal))
    else:
        toast(request, "Your search is paused. People, promises and talks go on.")
    return redirect_to(request, "accounts:settings")


@require_POST
def search_again(request: AuthedRequest) -> HttpResponse:
    """Go on searching."""
    try:
        searching.go_on(request.user, on=request.on)
    except SearchStateError as refusal:
        warn(request, str(refusal))
    else:
        toast(request, "Your search goes on. What lay ahead moved by the days you rested.")
    return redirect_to(request, "accounts:settings")
