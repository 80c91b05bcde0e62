"""Give and receive."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.htmx import redirect_to, render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import timeline
from contacts.models import Contact, Detail, Interaction, InteractionKind
from contacts.network import giving
from contacts.touching import remember, touching


@require_GET
def network_giving(request: AuthedRequest) -> HttpResponse:
    """What went each way, with whom, and what the user could give next (P28, P30, P45)."""
    balances, known = giving.balances(request.user, on=request.on), giving.known(request.user)
    context = {
        **touching(request),
        "overall": giving.overall(balances),
        "exchanges": giving.exchanges(request.user, balances),
        "introducible": giving.introducible(request.user, known),
        "sendable": giving.sendable(request.user, known),
    }
    return render_page(request, "contacts/network/giving.html", context)


@require_http_methods(["GET", "POST"])
def touch(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note a light touch in one press; GET offers which (P29). ``next`` leads back to the list it came from."""
    contact = get_object_or_404(Contact.for_user(request.user).select_related("owner"), pk=pk)
    if request.method == "GET":
        context = {"contact": contact, "touches": giving.LIGHT_TOUCHES, "next": request.GET.get("next", "")}
        return render_page(request, "contacts/network/touch.html", context, partial="touches")
    what = request.POST.get("what", "")
    if what not in giving.LIGHT_TOUCHES:
        raise Http404("No such touch.")
    interaction = giving.touch_lightly(contact, what, on=request.on)
    remember(request, what)
    onward = _onward(request, request.POST.get("next", ""), contact)
    undo = f"{reverse('contacts:touch_undo', args=[interaction.pk])}?{urlencode({'next': onward})}"
    toast(request, f"{contact.name}: {giving.LIGHT_TOUCHES[what].lower()}.", undo_url=undo)
    if wants_fragment(request):
        return render_page(request, "contacts/network/touch.html", partial="noted")
    return redirect_to(request, onward)


@require_POST
def touch_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take a light touch back, and stay on the list where it was noted: ``?next``."""
    touches = Interaction.for_user(request.user).filter(kind=InteractionKind.TOUCH)
    interaction = get_object_or_404(touches.select_related("contact__owner"), pk=pk)
    timeline.take_away(interaction, owner=request.user, now=request.now, on=request.on)
    toast(request, "Taken back.")
    return redirect_to(request, _onward(request, request.GET.get("next", ""), interaction.contact))


def _onward(request: AuthedRequest, asked: str, contact: Contact) -> str:
    """The page asked for if it is one of ours, else the person's."""
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if asked and is_ours else contact.get_absolute_url()


@require_POST
def match_answer(request: AuthedRequest, need: int, offer: int) -> HttpResponse:
    """The user introduced two people, or does not think they match."""
    details = Detail.for_user(request.user).select_related("contact__owner")
    one, other = get_object_or_404(details, pk=need), get_object_or_404(details, pk=offer)
    if request.POST.get("answer") == "introduced":
        giving.introduced(one, other, on=request.on)
        toast(request, f"Noted with both: you introduced {one.contact.first_name} and {other.contact.first_name}.")
    else:
        giving.dismiss(one, other, on=request.on)
        toast(request, "It will not be proposed again.")
    return redirect_to(request, "contacts:network_giving")
