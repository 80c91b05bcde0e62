"""Ties gone quiet, a few at a time."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from common.dates import add_months
from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts.models import Contact
from contacts.network import reconnect
from contacts.touching import touching

REST_MONTHS = 6


@require_GET
def network_reconnect(request: AuthedRequest) -> HttpResponse:
    """The most promising few of those not spoken to for three years (P49); ``?more`` shows as many again."""
    found = reconnect.dormant(request.user, on=request.on)
    asked = request.GET.get("more", "")
    more = min(int(asked), 100) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    shown = found[: reconnect.A_WEEK * (1 + more)]
    context = {
        **touching(request),
        "people": shown,
        "total": len(found),
        "left": len(found) - len(shown),
        "more": more + 1,
    }
    return render_page(request, "contacts/network/reconnect.html", context)


@require_POST
def network_rest(request: AuthedRequest, pk: int) -> HttpResponse:
    """Not them, not now: they come back in half a year."""
    contact = get_object_or_404(Contact.for_user(request.user), pk=pk)
    contact.snoozed_until = add_months(request.on, REST_MONTHS)
    contact.save(update_fields=["snoozed_until"])
    undo = reverse("contacts:wake", args=[pk])
    toast(request, f"{contact.first_name} comes up again in half a year.", undo_url=undo)
    return redirect_to(request, "contacts:network_reconnect")
