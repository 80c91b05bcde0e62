"""Logging what happened, and correcting it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import contact_page, timeline
from contacts.forms.interaction import InteractionForm, LogForm
from contacts.models import Contact, Interaction
from contacts.standing import named, said
from contacts.timeline_words import TimelineEntry


@require_POST
def log_interaction(request: AuthedRequest, pk: int) -> HttpResponse:
    """Write down what happened with someone, said in one line, or in one press of a button."""
    contact = get_object_or_404(Contact.for_user(request.user), pk=pk)
    form = LogForm(request.POST, user=request.user, on=request.on, contact=contact)
    if not form.is_valid():
        return contact_page.show(request, contact, log_form=form, status=422)
    if form.is_plan:
        follow_up = form.plan()
        undo, words = "contacts:follow_up_delete", f"Planned: Rapport reminds you {said(follow_up.due_on, request.on)}."
        toast(request, words, undo_url=reverse(undo, args=[follow_up.pk]))
    else:
        interaction = form.log()
        undo = reverse("contacts:interaction_delete", args=[interaction.pk])
        words = f"Logged: {interaction.get_kind_display()}, {named(interaction.on, request.on)}."
        toast(request, words, undo_url=undo)
    return contact_page.after_change(request, contact)


@require_POST
def log_reading(request: AuthedRequest, pk: int) -> HttpResponse:
    """How the line typed so far is understood; saves nothing, and keeps the words out of addresses and their logs."""
    contact = get_object_or_404(Contact.for_user(request.user), pk=pk)
    form = LogForm(request.POST, user=request.user, on=request.on, contact=contact)
    form.is_valid()
    return render_page(request, "contacts/_reading.html", {"said": contact_page.said_back(form)})


@require_http_methods(["GET", "POST"])
def interaction_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Correct an entry of the timeline."""
    interaction = get_object_or_404(Interaction.for_user(request.user).select_related("contact__owner"), pk=pk)
    auto_id = f"entry-{pk}_%s"
    form = InteractionForm(
        request.POST or None, user=request.user, on=request.on, interaction=interaction, auto_id=auto_id
    )
    if not form.is_valid():
        context = {"form": form, "interaction": interaction, "contact": interaction.contact}
        status = 422 if form.is_bound else 200
        return render_page(request, "contacts/interaction_form.html", context, partial="entry", status=status)
    form.correct(interaction)
    if not request.htmx:
        toast(request, "Saved.")
    return contact_page.after_correcting(request, interaction.contact)


@require_http_methods(["GET", "POST"])
def interaction_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take an entry of the timeline back, with a way to have it again."""
    interaction = get_object_or_404(Interaction.for_user(request.user).select_related("contact__owner"), pk=pk)
    contact = interaction.contact
    if request.method == "POST":
        change = timeline.take_away(interaction, owner=request.user, now=request.now, on=request.on)
        toast(request, "Taken out of the timeline.", undo_url=change.undo_url)
        return contact_page.after_correcting(request, contact)
    context = {"contact": contact, "entry": TimelineEntry.of(interaction, request.on)}
    return render_page(request, "contacts/interaction_delete.html", context)
