"""Things to read, saved for someone (P45)."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import contact_page, sharing
from contacts.forms.remembering import SavedLinkForm
from contacts.models import Contact, Interaction, SavedLink
from contacts.removal import take_away


def _link(request: AuthedRequest, pk: int) -> tuple[SavedLink, Contact]:
    """A link that is for somebody, and whom."""
    links = SavedLink.for_user(request.user).select_related("contact__organization", "contact__owner")
    link = get_object_or_404(links, pk=pk)
    if link.contact is None:
        raise Http404("It is for nobody yet.")
    return link, link.contact


@require_http_methods(["GET", "POST"])
def link_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Correct where it is, what it is called, or why it is for them."""
    link, contact = _link(request, pk)
    form = SavedLinkForm(request.POST or None, user=request.user, instance=link, auto_id=f"link-{pk}_%s")
    if not form.is_valid():
        context = {
            "contact": contact,
            "form": form,
            "what": "link",
            "key": f"link-{pk}",
            "heading": "Saved for them",
            "update_url": reverse("contacts:link_update", args=[pk]),
            "delete_url": reverse("contacts:link_delete", args=[pk]),
        }
        status = 422 if request.method == "POST" else 200
        return render_page(request, "contacts/remembered.html", context, partial="item", status=status)
    form.save()
    return contact_page.after_amending(request, contact, focus=f"link-{pk}")


@require_POST
def link_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Drop it, with a way back."""
    link, contact = _link(request, pk)
    said = f"Removed a link saved for {contact.name}: {link}"
    change = take_away(link, owner=request.user, sentence=said, now=request.now)
    toast(request, "Removed.", undo_url=change.undo_url)
    return contact_page.after_amending(request, contact, focus="remember")


@require_POST
def link_sent(request: AuthedRequest, pk: int) -> HttpResponse:
    """It was sent today: a touch that asked for nothing (P29, P45); a second press changes nothing."""
    link, contact = _link(request, pk)
    interaction = sharing.mark_sent(link, contact, on=request.on)
    if interaction is not None:
        undo = f"{reverse('contacts:link_unsent', args=[pk])}?{urlencode({'log': interaction.pk})}"
        toast(request, f"Logged: you sent it to {contact.first_name} today.", undo_url=undo)
    return contact_page.after_amending(request, contact, focus=f"link-{pk}", also=["next", "timeline"])


@require_POST
def link_unsent(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take that back, with what it logged."""
    link, contact = _link(request, pk)
    asked = request.GET.get("log", "")
    logged = Interaction.for_user(request.user).filter(contact=contact, pk=int(asked)) if asked.isdecimal() else None
    sharing.take_back(link, logged.select_related("contact__owner").first() if logged else None, on=request.on)
    toast(request, "Taken back. It is still saved for them.")
    return contact_page.after_amending(request, contact, focus=f"link-{pk}", also=["next", "timeline"])
