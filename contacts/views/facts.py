"""Changing one thing about a person where it stands; without scripts the same address is a small page."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from common.htmx import render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import contact_page, organizations
from contacts.forms.facts import FACTS, FactForm
from contacts.forms.picking import PICKED, offer
from contacts.forms.points import ContactPointFormSet
from contacts.models import Contact, Tag

ALSO = {"work": ("work",), "touch": ("next",)}
"""What else of the page says the same as a fact."""


@require_http_methods(["GET", "POST"])
def contact_fact(request: AuthedRequest, pk: int, name: str) -> HttpResponse:
    """One of ``FACTS`` of someone: what they do, how they are known, the tie and so on."""
    if name not in FACTS:
        raise Http404("There is no such thing to change.")
    people = Contact.for_user(request.user).select_related("organization", "owner")
    contact = get_object_or_404(people, pk=pk)
    form = FactForm(request.POST or None, user=request.user, instance=contact, fact=FACTS[name], auto_id=f"{name}_%s")
    if request.method != "POST" or not form.is_valid():
        unchanged = people.get(pk=pk)
        context = {
            "contact": unchanged,
            "name": name,
            "fact": FACTS[name],
            "form": form,
            "tags": Tag.for_user(request.user).values_list("name", flat=True) if name == "tags" else (),
        }
        status = 422 if request.method == "POST" else 200
        return render_page(request, "contacts/fact.html", context, partial="fact", status=status)
    form.keep(on=request.on)
    if not request.htmx:
        toast(request, "Saved.")
    return contact_page.after_amending(request, contact, focus=name, also=ALSO.get(name, ()))


@require_http_methods(["GET", "POST"])
def contact_addresses(request: AuthedRequest, pk: int) -> HttpResponse:
    """The ways to reach someone, all lines at once."""
    contact = get_object_or_404(Contact.for_user(request.user).select_related("organization", "owner"), pk=pk)
    points = ContactPointFormSet(request.POST or None, instance=contact)
    if request.method != "POST" or not points.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"contact": contact, "points": points}
        return render_page(request, "contacts/addresses.html", context, partial="addresses", status=status)
    points.save()
    contact_page.mention_shared_points(request, contact)
    if not request.htmx:
        toast(request, "Saved.")
    return contact_page.after_amending(request, contact, focus="reach", also=["reach"])


@require_GET
def person_pick(request: AuthedRequest) -> HttpResponse:
    """The people whom the words typed into a picker fit, as radio buttons for ``?field=``, one of ``PICKED``."""
    name = request.GET.get("field", "")
    if name not in PICKED:
        raise Http404("Nobody is picked there.")
    words = request.GET.get(f"{name}_name", "")
    found = offer(Contact.for_user(request.user), words)
    context = {
        "name": name,
        "people": found,
        "typed": words,
        "picked": found[0].pk if len(found) == 1 else None,
    }
    return render_page(request, "contacts/_picked.html", context)


@require_GET
def organization_suggest(request: AuthedRequest) -> HttpResponse:
    """Names of organizations that begin like what was typed, for a field's list."""
    words = request.GET.get("organization_name", "").replace("\x00", "")
    names = organizations.suggested(request.user, words)
    return render_page(request, "contacts/_suggestions.html", {"names": names})
