"""Who is how close at heart: three columns to sort people into."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from common.htmx import redirect_to, render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast
from contacts.forms.tiers import CapacityForm, TierForm
from contacts.models import Contact, Tier
from contacts.network import tiers


@require_http_methods(["GET", "POST"])
def network_tiers(request: AuthedRequest) -> HttpResponse:
    """The columns, what they ask of a week, and how much that may be (P14, P49)."""
    user = User.objects.get(pk=request.user.pk)
    form = CapacityForm(request.POST or None, instance=user)
    if form.is_valid():
        form.save()
        toast(request, "Saved.")
        return redirect_to(request, "contacts:network_tiers")
    context = {**_board(request), "form": form}
    return render_page(request, "contacts/network/tiers.html", context, status=422 if form.is_bound else 200)


@require_POST
def network_tier_set(request: AuthedRequest, pk: int) -> HttpResponse:
    """Move somebody to another tier."""
    contact = get_object_or_404(Contact.for_user(request.user).select_related("owner"), pk=pk)
    form = TierForm(request.POST)
    if not form.is_valid():
        raise Http404("No such tier.")
    tiers.move(contact, form.cleaned_data["tier"], on=request.on)
    toast(request, f"{contact.name}: {Tier(form.cleaned_data['tier']).label}.")
    if wants_fragment(request):
        context = {**_board(request), "form": CapacityForm(instance=request.user)}
        return render_page(request, "contacts/network/tiers.html", context, partial="board")
    return redirect_to(request, "contacts:network_tiers")


def _board(request: AuthedRequest) -> dict[str, Any]:
    return {"columns": tiers.columns(request.user), "load": tiers.load(request.user), "tiers": Tier}
