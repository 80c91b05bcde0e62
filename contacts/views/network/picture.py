"""The map, its facts for the script, and the same as a table."""

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from common.htmx import render_page
from common.requests import AuthedRequest
from contacts.models import Organization
from contacts.network.map import network_map, people_on_map

PAGE_SIZE = 50


@require_GET
def network(request: AuthedRequest) -> HttpResponse:
    """People and organizations, who led to whom, as a picture and as a table (P03, P05)."""
    people = people_on_map(request.user).with_chain_counts().select_related("organization", "introduced_by")
    context = {
        "page": Paginator(people.by_nearness(), PAGE_SIZE).get_page(request.GET.get("page")),
        "targets": Organization.for_user(request.user).filter(interest__gt=0).by_interest(),
    }
    return render_page(request, "contacts/network/map.html", context, partial="table")


@require_GET
def network_map_data(request: AuthedRequest) -> HttpResponse:
    """What the script draws."""
    return JsonResponse(network_map(request.user, on=request.on).as_json())
