"""What is worth remembering about someone: what they told, and days that matter to them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import contact_page
from contacts.forms.remembering import DetailForm, OccasionForm, RememberForm
from contacts.models import Contact, Detail, Occasion
from contacts.removal import take_away


@require_POST
def remember(request: AuthedRequest, pk: int) -> HttpResponse:
    """Add what one line says: a detail, a day, or something to send (P45, P50)."""
    contact = get_object_or_404(Contact.for_user(request.user).select_related("organization", "owner"), pk=pk)
    form = RememberForm(request.POST, user=request.user, on=request.on, contact=contact)
    if not form.is_valid():
        return contact_page.show(request, contact, remember_form=form, status=422)
    form.keep()
    return contact_page.after_amending(request, contact, focus="remember")


@require_http_methods(["GET", "POST"])
def detail_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Correct what they told."""
    detail = get_object_or_404(Detail.for_user(request.user).select_related("contact__organization"), pk=pk)
    form = DetailForm(request.POST or None, user=request.user, instance=detail, auto_id=f"detail-{pk}_%s")
    if not form.is_valid():
        context = {
            "contact": detail.contact,
            "form": form,
            "what": "detail",
            "key": f"detail-{pk}",
            "heading": "What you know",
            "update_url": reverse("contacts:detail_update", args=[pk]),
            "delete_url": reverse("contacts:detail_delete", args=[pk]),
        }
        return _form(request, context)
    form.save()
    return contact_page.after_amending(request, detail.contact, focus=f"detail-{pk}")


@require_POST
def detail_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Forget it, with a way back."""
    detail = get_object_or_404(Detail.for_user(request.user).select_related("contact__organization"), pk=pk)
    said = f"Removed what you knew of {detail.contact.name}: {detail.text}"
    change = take_away(detail, owner=request.user, sentence=said, now=request.now)
    toast(request, "Removed.", undo_url=change.undo_url)
    return contact_page.after_amending(request, detail.contact, focus="remember")


@require_http_methods(["GET", "POST"])
def occasion_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Correct a day that matters."""
    occasion = get_object_or_404(Occasion.for_user(request.user).select_related("contact__organization"), pk=pk)
    form = OccasionForm(
        request.POST or None, user=request.user, on=request.on, instance=occasion, auto_id=f"occasion-{pk}_%s"
    )
    if not form.is_valid():
        context = {
            "contact": occasion.contact,
            "form": form,
            "what": "occasion",
            "key": f"occasion-{pk}",
            "heading": "A day that matters",
            "update_url": reverse("contacts:occasion_update", args=[pk]),
            "delete_url": reverse("contacts:occasion_delete", args=[pk]),
        }
        return _form(request, context)
    form.save()
    return contact_page.after_amending(request, occasion.contact, focus=f"occasion-{pk}", also=["next"])


@require_POST
def occasion_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Forget the day, with a way back."""
    occasion = get_object_or_404(Occasion.for_user(request.user).select_related("contact__organization"), pk=pk)
    said = f"Removed a day of {occasion.contact.name}: {occasion}, {occasion.said}"
    change = take_away(occasion, owner=request.user, sentence=said, now=request.now)
    toast(request, "Removed.", undo_url=change.undo_url)
    return contact_page.after_amending(request, occasion.contact, focus="remember", also=["next"])


def _form(request: AuthedRequest, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render_page(request, "contacts/remembered.html", context, partial="item", status=status)
