"""New people, week by week."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from common.htmx import render_page
from common.requests import AuthedRequest
from contacts.network.growth import growth


@require_GET
def network_growth(request: AuthedRequest) -> HttpResponse:
    """How many new people came in, and how (P47)."""
    return render_page(request, "contacts/network/growth.html", {"growth": growth(request.user, on=request.on)})
