"""Where it came from."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from common.htmx import render_page
from common.requests import AuthedRequest
from interviews.origins import origins


@require_GET
def origin_list(request: AuthedRequest) -> HttpResponse:
    """Conversations, referrals and offers with the chains that led to them (P53)."""
    found = origins(request.user)
    context = {"origins": found, "led": sum(origin.is_led for origin in found)}
    return render_page(request, "interviews/origins.html", context)
