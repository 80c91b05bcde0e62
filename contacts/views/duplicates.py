"""Who is perhaps here twice; merged from here, or told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import duplicates, telling_apart
from contacts.duplicates import Candidate
from contacts.models import Contact, Organization
from contacts.organization_duplicates import among_organizations

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as the page shows it, the one that is here longer first."""

    one: Any
    other: Any
    reasons: Sequence[str]


@require_GET
def duplicate_people(request: AuthedRequest) -> HttpResponse:
    """Pairs of people who might be one, the strongest suspicion first."""
    found = duplicates.among_people(request.user)
    duplicates.remember_count(request.user, len(found))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    people = Contact.for_user(request.user).select_related("organization").prefetch_related("points")
    context = {"page": page, "rows": _rows(page, people.with_interaction_count()), "is_people": True}
    return render_page(request, "contacts/duplicates.html", context)


@require_GET
def duplicate_organizations(request: AuthedRequest) -> HttpResponse:
    """Pairs of organizations that might be one."""
    page = Paginator(among_organizations(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    organizations = Organization.for_user(request.user).with_people_count()
    context = {"page": page, "rows": _rows(page, organizations), "is_people": False}
    return render_page(request, "contacts/duplicates.html", context)


@require_POST
def different_people(request: AuthedRequest, pk: int, other: int) -> HttpResponse:
    """Remember that two people are not the same."""
    known = Contact.for_user(request.user).select_related("owner")
    one, another = get_object_or_404(known, pk=pk), get_object_or_404(known, pk=other)
    if pk == other:
        raise Http404("The same record twice.")
    change = telling_apart.people(one, another, now=request.now)
    toast(request, "Rapport will not ask about these two again.", undo_url=change.undo_url if change else "")
    return redirect_to(request, "contacts:duplicates")


@require_POST
def different_organizations(request: AuthedRequest, pk: int, other: int) -> HttpResponse:
    """Remember that two organizations are not the same."""
    known = Organization.for_user(request.user).select_related("owner")
    one, another = get_object_or_404(known, pk=pk), get_object_or_404(known, pk=other)
    if pk == other:
        raise Http404("The same record twice.")
    change = telling_apart.organizations(one, another, now=request.now)
    toast(request, "Rapport will not ask about these two again.", undo_url=change.undo_url if change else "")
    return redirect_to(request, "contacts:organization_duplicates")


def _rows(page: Page[Candidate], known: Any) -> list[PairRow]:
    found = known.in_bulk({key for each in page for key in (each.one, each.other)})
    return [
        PairRow(found[each.one], found[each.other], each.reasons)
        for each in page
        if each.one in found and each.other in found
    ]
