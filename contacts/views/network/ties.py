"""How near one's people are, and where the timeline sees it otherwise."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts.models import Contact
from contacts.network import ties

PAGE_SIZE = 25


@require_GET
def network_ties(request: AuthedRequest) -> HttpResponse:
    """The mix, its course over a year, and ties that the timeline speaks against (P12)."""
    touched = ties.days_in_touch(request.user, on=request.on)
    found = ties.suggestions(request.user, touched, on=request.on)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    people = Contact.for_user(request.user).for_rows().in_bulk([each.contact_id for each in page])
    context = {
        "mix": ties.mix(request.user),
        "chart": ties.over_time(touched, on=request.on),
        "page": page,
        "suggestions": [(people[each.contact_id], each) for each in page if each.contact_id in people],
    }
    return render_page(request, "contacts/network/ties.html", context)


@require_POST
def network_ties_answer(request: AuthedRequest) -> HttpResponse:
    """Take the suggestions for the people ticked, or stand by one's own word."""
    asked = set(request.POST.getlist("contact"))
    touched = ties.days_in_touch(request.user, on=request.on)
    found = ties.suggestions(request.user, touched, on=request.on)
    chosen = [each for each in found if str(each.contact_id) in asked]
    if request.POST.get("answer") == "take":
        count = ties.take(request.user, chosen)
        toast(request, f"Noted for {count} {'person' if count == 1 else 'people'}.")
    else:
        count = ties.keep(request.user, chosen, on=request.on)
        toast(request, f"Your word stands for {count} {'person' if count == 1 else 'people'}.")
    return redirect_to(request, "contacts:network_ties")
