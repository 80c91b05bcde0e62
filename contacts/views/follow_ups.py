"""What the user said they would do for someone."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import contact_page, recurring
from contacts.forms.follow_up import FollowUpForm, quick_days
from contacts.models import Contact, FollowUp
from contacts.removal import take_away
from contacts.standing import said


@require_POST
def follow_up_create(request: AuthedRequest, pk: int) -> HttpResponse:
    """Plan something for someone, by a date."""
    contact = get_object_or_404(Contact.for_user(request.user), pk=pk)
    form = FollowUpForm(request.POST, user=request.user, on=request.on)
    form.instance.contact = contact
    if not form.is_valid():
        return contact_page.show(request, contact, follow_up_form=form, status=422)
    follow_up = form.save()
    toast(request, f"Planned: Rapport reminds you {said(follow_up.due_on, request.on)}.")
    return contact_page.after_change(request, contact)


@require_http_methods(["GET", "POST"])
def follow_up_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change what, or by when."""
    follow_up = get_object_or_404(FollowUp.for_user(request.user).select_related("contact"), pk=pk)
    form = FollowUpForm(request.POST or None, user=request.user, on=request.on, instance=follow_up)
    if not form.is_valid():
        context = {"form": form, "contact": follow_up.contact, "quick_days": quick_days(request.on)}
        return render_page(request, "contacts/follow_up_form.html", context, status=422 if form.is_bound else 200)
    form.save()
    toast(request, "Saved.")
    return redirect_to(request, follow_up.contact)


@require_POST
def follow_up_done(request: AuthedRequest, pk: int) -> HttpResponse:
    """Mark it done today; a second press changes nothing."""
    follow_up = get_object_or_404(FollowUp.for_user(request.user).select_related("contact"), pk=pk)
    following = recurring.finish(follow_up, on=request.on) if follow_up.done_on is None else None
    again = f". It comes again {said(following.due_on, request.on)}." if following else ""
    toast(request, f"Done: {follow_up.what}{again}", undo_url=reverse("contacts:follow_up_reopen", args=[pk]))
    return contact_page.after_change(request, follow_up.contact)


@require_POST
def follow_up_reopen(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take a *done* back."""
    follow_up = get_object_or_404(FollowUp.for_user(request.user).select_related("contact"), pk=pk)
    recurring.reopen(follow_up)
    return contact_page.after_change(request, follow_up.contact)


@require_http_methods(["GET", "POST"])
def follow_up_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Drop it, with a way back."""
    follow_up = get_object_or_404(FollowUp.for_user(request.user).select_related("contact"), pk=pk)
    if request.method == "POST":
        sentence = f"Removed a follow-up for {follow_up.contact.name}: {follow_up.what}"
        change = take_away(follow_up, owner=request.user, sentence=sentence, now=request.now)
        toast(request, "The follow-up is removed.", undo_url=change.undo_url)
        return redirect_to(request, follow_up.contact)
    return render_page(
        request, "contacts/follow_up_delete.html", {"contact": follow_up.contact, "follow_up": follow_up}
    )
