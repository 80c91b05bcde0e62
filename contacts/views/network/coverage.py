"""Where the network is thin."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from common.htmx import render_page
from common.requests import AuthedRequest
from contacts.network import coverage


@require_GET
def network_coverage(request: AuthedRequest) -> HttpResponse:
    """Goals against ties as a heat map, and whom to ask for each gap (P11, P12)."""
    matrix = coverage.matrix(request.user, on=request.on)
    context = {"matrix": matrix, "columns": coverage.NEARNESS, "gaps": coverage.gaps(request.user, matrix)}
    return render_page(request, "contacts/network/coverage.html", context)
