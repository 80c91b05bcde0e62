"""Making one of two: choosing the other, comparing side by side, and doing it."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts import duplicates, merging, side_by_side
from contacts.forms.merging import MergeForm
from contacts.forms.selection import selected
from contacts.models import Contact, Organization
from contacts.removal import what_goes_with
from contacts.side_by_side import Difference

SHOWN = 20
"""How many a search for the other one shows."""
_BACK = {"duplicates": "contacts:duplicates", "organization_duplicates": "contacts:organization_duplicates"}


@require_GET
def merge_ticked(request: AuthedRequest) -> HttpResponse:
    """Two people ticked in a list, on to comparing them; the one of whom more is known stays unless said otherwise."""
    people = selected(request.user, request.GET.getlist("contact"))
    if len(people) != 2:
        warn(request, "Tick the two that are one person; then they can be merged.")
        return redirect_to(request, "contacts:list")
    stays, goes = merging.fuller_first(*people)
    return redirect_to(request, _with_back(request, reverse("contacts:merge", args=[stays.pk, goes.pk])))


@require_GET
def merge_choose(request: AuthedRequest, pk: int) -> HttpResponse:
    """Find the other record of someone: those who look alike first, then whomever ``?q=`` finds."""
    contact = get_object_or_404(Contact.for_user(request.user).select_related("organization", "owner"), pk=pk)
    words = request.GET.get("q", "").replace("\x00", "").strip()
    known = Contact.for_user(request.user).exclude(pk=pk).select_related("organization").prefetch_related("points")
    alike: list[tuple[Contact, str]] = []
    if not words:
        reasons = {each.one + each.other - pk: each.reasons[0] for each in duplicates.like(contact)[:SHOWN]}
        found = known.in_bulk(reasons)
        alike = [(found[key], reason) for key, reason in reasons.items() if key in found]
    context = {
        "contact": contact,
        "q": words,
        "alike": alike,
        "found": list(known.matching(words).by_name()[:SHOWN]) if words else [],
    }
    return render_page(request, "contacts/merge_choose.html", context, partial="found")


@require_http_methods(["GET", "POST"])
def merge(request: AuthedRequest, pk: int, other: int) -> HttpResponse:
    """Two people side by side; ``pk`` stays, ``other`` becomes part of it."""
    known = Contact.for_user(request.user).select_related("organization", "introduced_by", "owner", "photo")
    known = known.prefetch_related("occasions", "points")
    stays, goes = get_object_or_404(known, pk=pk), get_object_or_404(known, pk=_another(other, pk))
    form = _form(request, side_by_side.between_people(stays, goes))
    if not form.is_valid():
        return _compare(request, form, stays, goes, "contacts:merge", "contacts:different_people")
    try:
        change = merging.merge_people(stays, goes, choices=form.choices(), on=request.on, now=request.now)
    except merging.CannotMergeError as error:
        warn(request, str(error))
        return redirect_to(request, "contacts:list")
    toast(request, "They are one now.", undo_url=change.undo_url)
    return redirect_to(request, _back(request) or stays)


@require_GET
def organization_merge_ticked(request: AuthedRequest) -> HttpResponse:
    """``?organization=1&organization=2``, on to comparing them."""
    keys = {key for key in request.GET.getlist("organization") if key.isascii() and key.isdigit() and len(key) < 19}
    found = list(Organization.for_user(request.user).filter(pk__in=keys))
    if len(found) != 2:
        raise Http404("No such two organizations.")
    stays, goes = merging.fuller_first(*found)
    return redirect_to(request, _with_back(request, reverse("contacts:organization_merge", args=[stays.pk, goes.pk])))


@require_GET
def organization_merge_choose(request: AuthedRequest, pk: int) -> HttpResponse:
    """Find the other record of an organization."""
    organization = get_object_or_404(Organization.for_user(request.user), pk=pk)
    words = request.GET.get("q", "").replace("\x00", "").strip()
    others = Organization.for_user(request.user).exclude(pk=pk).with_people_count()
    context = {
        "organization": organization,
        "q": words,
        "found": list(others.matching(words).by_interest()[:SHOWN]) if words else [],
    }
    return render_page(request, "contacts/organization_merge_choose.html", context, partial="found")


@require_http_methods(["GET", "POST"])
def organization_merge(request: AuthedRequest, pk: int, other: int) -> HttpResponse:
    """Two organizations side by side; ``pk`` stays, ``other`` becomes part of it."""
    known = Organization.for_user(request.user).select_related("owner").with_people_count()
    stays, goes = get_object_or_404(known, pk=pk), get_object_or_404(known, pk=_another(other, pk))
    form = _form(request, side_by_side.between_organizations(stays, goes))
    if not form.is_valid():
        return _compare(request, form, stays, goes, "contacts:organization_merge", "contacts:different_organizations")
    try:
        change = merging.merge_organizations(stays, goes, choices=form.choices(), on=request.on, now=request.now)
    except merging.CannotMergeError as error:
        warn(request, str(error))
        return redirect_to(request, "contacts:organization_list")
    toast(request, "They are one now.", undo_url=change.undo_url)
    return redirect_to(request, _back(request) or stays)


def _form(request: AuthedRequest, differences: Sequence[Difference]) -> MergeForm:
    # Where they differ in nothing there is nothing to send either.
    data = request.POST if request.method == "POST" else None
    return MergeForm(data, user=request.user, differences=differences)


def _compare(
    request: AuthedRequest,
    form: MergeForm,
    stays: Contact | Organization,
    goes: Contact | Organization,
    route: str,
    apart: str,
) -> HttpResponse:
    context = {
        "form": form,
        "stays": stays,
        "goes": goes,
        "is_person": isinstance(stays, Contact),
        "moves": what_goes_with(goes),
        "address": reverse(route, args=[stays.pk, goes.pk]),
        "swapped": _with_back(request, reverse(route, args=[goes.pk, stays.pk])),
        "apart_url": reverse(apart, args=[stays.pk, goes.pk]),
        "back": _asked_back(request),
        "cancel": reverse(_back(request)) if _back(request) else stays.get_absolute_url(),
    }
    return render_page(request, "contacts/merge.html", context, status=422 if form.is_bound else 200)


def _another(other: int, pk: int) -> int:
    if other == pk:
        raise Http404("The same record twice.")
    return other


def _asked_back(request: AuthedRequest) -> str:
    asked = (request.POST if request.method == "POST" else request.GET).get("back", "")
    return asked if asked in _BACK else ""


def _back(request: AuthedRequest) -> str:
    """The page to return to, by its route; empty for the one that stays."""
    return _BACK.get(_asked_back(request), "")


def _with_back(request: AuthedRequest, address: str) -> str:
    back = _asked_back(request)
    return f"{address}?back={back}" if back else address
