"""Where someone worked before, studied, or belongs to: added, corrected and taken away on their page (P03, P07)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import contact_page
from contacts.forms.affiliation import AffiliationForm
from contacts.models import Affiliation, Contact
from contacts.removal import take_away


@require_http_methods(["GET", "POST"])
def affiliation_create(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note where they were before."""
    contact = get_object_or_404(Contact.for_user(request.user).select_related("organization", "owner"), pk=pk)
    form = AffiliationForm(
        request.POST or None,
        user=request.user,
        on=request.on,
        instance=Affiliation(contact=contact),
        auto_id="affiliation-new_%s",
    )
    if not form.is_valid():
        update_url = reverse("contacts:affiliation_create", args=[pk])
        return _form(request, {"contact": contact, "form": form, "key": "affiliation-new", "update_url": update_url})
    form.keep()
    return contact_page.after_amending(request, contact, focus="affiliation")


@require_http_methods(["GET", "POST"])
def affiliation_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Correct it."""
    affiliation = _affiliation(request, pk)
    form = AffiliationForm(
        request.POST or None, user=request.user, on=request.on, instance=affiliation, auto_id=f"affiliation-{pk}_%s"
    )
    if not form.is_valid():
        context = {
            "contact": affiliation.contact,
            "form": form,
            "key": f"affiliation-{pk}",
            "update_url": reverse("contacts:affiliation_update", args=[pk]),
            "delete_url": reverse("contacts:affiliation_delete", args=[pk]),
        }
        return _form(request, context)
    form.keep()
    return contact_page.after_amending(request, affiliation.contact, focus="affiliation")


@require_POST
def affiliation_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take it away, with a way back."""
    affiliation = _affiliation(request, pk)
    said = f"Removed where {affiliation.contact.name} was: {affiliation}"
    change = take_away(affiliation, owner=request.user, sentence=said, now=request.now)
    toast(request, "Removed.", undo_url=change.undo_url)
    return contact_page.after_amending(request, affiliation.contact, focus="affiliation")


def _affiliation(request: AuthedRequest, pk: int) -> Affiliation:
    rows = Affiliation.for_user(request.user).select_related("organization", "contact__organization", "contact__owner")
    return get_object_or_404(rows, pk=pk)


def _form(request: AuthedRequest, context: dict[str, object]) -> HttpResponse:
    context |= {"what": "affiliation", "heading": "Background"}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "contacts/remembered.html", context, partial="item", status=status)
