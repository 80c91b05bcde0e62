"""Who gets attention: archived or not, to be contacted or not, resting for a while."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.dates import add_months
from common.htmx import redirect_to
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import contact_page
from contacts.models import Contact
from contacts.standing import named


@require_POST
def set_archived(request: AuthedRequest, pk: int, *, archived: bool) -> HttpResponse:
    """Take someone out of the list, or bring them back."""
    contact = get_object_or_404(Contact.for_user(request.user), pk=pk)
    contact.is_archived = archived
    contact.save(update_fields=["is_archived"])
    if archived:
        undo = reverse("contacts:unarchive", args=[pk])
        toast(request, f"{contact.name} is archived. No reminders, and nothing is lost.", undo_url=undo)
    else:
        toast(request, f"{contact.name} is back in your list.")
    return redirect_to(request, contact)


@require_POST
def set_do_not_contact(request: AuthedRequest, pk: int, *, do_not_contact: bool) -> HttpResponse:
    """Leave someone in peace, or lift that."""
    contact = get_object_or_404(Contact.for_user(request.user), pk=pk)
    contact.do_not_contact = do_not_contact
    contact.save(update_fields=["do_not_contact"])
    if do_not_contact:
        undo = reverse("contacts:may_contact", args=[pk])
        toast(request, f"Rapport will not suggest {contact.name} any more.", undo_url=undo)
    else:
        toast(request, f"{contact.name} may be contacted again.")
    return redirect_to(request, contact)


@require_POST
def snooze(request: AuthedRequest, pk: int) -> HttpResponse:
    """Let reminders of someone rest for a week or a month."""
    contact = get_object_or_404(Contact.for_user(request.user), pk=pk)
    if request.POST.get("span") not in {"week", "month"}:
        raise Http404("No such span.")
    on = request.on
    contact.snoozed_until = add_months(on, 1) if request.POST["span"] == "month" else on.fromordinal(on.toordinal() + 7)
    contact.save(update_fields=["snoozed_until"])
    undo = reverse("contacts:wake", args=[pk])
    toast(request, f"{contact.first_name} can wait until {named(contact.snoozed_until, on)}.", undo_url=undo)
    return contact_page.after_change(request, contact)


@require_POST
def wake(request: AuthedRequest, pk: int) -> HttpResponse:
    """End the rest that ``snooze`` began."""
    contact = get_object_or_404(Contact.for_user(request.user), pk=pk)
    contact.snoozed_until = None
    contact.save(update_fields=["snoozed_until"])
    return contact_page.after_change(request, contact)
