"""Kinds of reminders that are muted for someone, and how they come back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import contact_page
from contacts.models import MutedKind


@require_safe
def muted_list(request: AuthedRequest) -> HttpResponse:
    """Everything that is muted, person by person."""
    return render_page(request, "contacts/muted_list.html", {"muted": MutedKind.for_user(request.user).by_person()})


@require_POST
def muted_end(request: AuthedRequest, pk: int) -> HttpResponse:
    """Let these reminders come again; back to the list if it was pressed there."""
    mine = MutedKind.for_user(request.user).select_related("contact__organization", "contact__owner")
    muted = get_object_or_404(mine, pk=pk)
    muted.delete()
    toast(request, f"{muted.contact.name} comes up again: {muted}.")
    if request.POST.get("from") == "list":
        return redirect_to(request, "contacts:muted_list")
    return contact_page.after_change(request, muted.contact)
