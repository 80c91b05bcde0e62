"""Who speaks for the user: the roster, one reference, and their steps (P51)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Contact
from outreach import reference_cards, reference_steps, reference_words, references, targeting
from outreach.models import Reference, ReferenceStep, ReferenceStepKind, Standing, Target, UseOutcome
from outreach.moves import PursuitError
from outreach.reference_forms import ReferenceForm, StepForm, faults

SUGGESTED = 5
SHOWN = 30
"""So many are found at once; others by typing more."""


@require_GET
def reference_list(request: AuthedRequest) -> HttpResponse:
    """Who speaks for the user, what is next with each, and whom else to ask."""
    cards = [_card(request, each) for each in references.roster(request.user)]
    standings = [card.reference.standing for card in cards]
    speaking = standings.count(Standing.AGREED)
    listed = speaking + standings.count(Standing.ASKED) + standings.count(Standing.NEW)
    due = [card.reference.pk for card in cards if card.first is not None and card.first.is_due]
    wants_more = listed < references.MOST
    return render_page(
        request,
        "outreach/reference_list.html",
        {
            "cards": cards,
            "first_due": due[0] if due else None,
            "how_many": reference_words.how_many(speaking, listed) if cards else "",
            "suggested": references.suggested(request.user, on=request.on, limit=SUGGESTED) if wants_more else [],
        },
    )


@require_http_methods(["GET", "POST"])
def reference_add(request: AuthedRequest) -> HttpResponse:
    """Choose somebody, say what they could speak to, and put them on the list."""
    given = request.POST if request.method == "POST" else request.GET
    asked_for = given.get("contact", "")
    if not (asked_for.isascii() and asked_for.isdigit() and len(asked_for) < 19):
        return _choose(request)
    people = Contact.for_user(request.user).select_related("organization")
    contact = get_object_or_404(people, pk=int(asked_for))
    known = Reference.for_user(request.user).filter(contact=contact).first()
    if known is not None:
        return redirect_to(request, known)
    form = ReferenceForm(request.POST or None, user=request.user, initial={"knows": contact.how_known})
    refused = targeting.refusal(contact)
    if form.is_valid() and not refused:
        reference, _ = references.add(contact, knows=form.cleaned_data["knows"], on=request.on)
        toast(request, f"{contact.name} is on your list of references. Now ask them.")
        return redirect_to(request, reference)
    return render_page(
        request,
        "outreach/reference_form.html",
        {"form": form, "contact": contact, "refused": refused},
        status=422 if form.is_bound else 200,
    )


def _choose(request: AuthedRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    found = list(targeting.candidates(request.user, words=search).filter(reference=None)[: SHOWN + 1])
    return render_page(
        request,
        "outreach/reference_choose.html",
        {"search": search, "found": found[:SHOWN], "has_more": len(found) > SHOWN},
        partial="found",
    )


@require_GET
def reference_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """One reference: what is next, each call, and what was done."""
    reference = _reference(request, pk)
    steps = ReferenceStep.for_user(request.user).filter(reference=reference).select_related("interaction", "use")
    history = list(steps.select_related("use__organization").order_by("-pk"))
    last_of = {step.use_id: step.pk for step in reversed(history)}
    speaking = [each for each in references.roster(request.user) if each.standing == Standing.AGREED]
    card = _card(request, reference)
    return render_page(
        request,
        "outreach/reference_detail.html",
        {
            "card": card,
            "reference": reference,
            "contact": reference.contact,
            "refused": targeting.refusal(reference.contact),
            "why_no_use": references.why_no_use(reference),
            "fresher": references.least_asked(speaking, reference) if card.tired else None,
            "outcomes": UseOutcome.choices,
            "history": [(step, last_of[step.use_id] == step.pk and step.can_undo) for step in history],
            "may": [kind for kind in ReferenceStepKind if not reference_steps.refusal(reference, kind, on=request.on)],
        },
    )


@require_http_methods(["GET", "POST"])
def reference_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Say better what they could speak to."""
    reference = _reference(request, pk)
    form = ReferenceForm(request.POST or None, user=request.user, instance=reference)
    if form.is_valid():
        form.save()
        toast(request, "Saved.")
        return redirect_to(request, reference)
    context = {"form": form, "contact": reference.contact, "reference": reference}
    return render_page(request, "outreach/reference_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def reference_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take somebody off the list, after saying what goes."""
    reference = _reference(request, pk)
    if request.method == "POST":
        reference.delete()
        toast(request, f"{reference.contact.name} is off your list of references.")
        return redirect_to(request, "outreach:reference_list")
    context = {"reference": reference, "contact": reference.contact, "uses": len(reference.uses.all())}
    return render_page(request, "outreach/reference_delete.html", context)


@require_POST
def reference_step(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note a step that was made elsewhere, or what they answered."""
    reference = _reference(request, pk)
    form = StepForm(request.POST, user=request.user, on=request.on)
    if not form.is_valid():
        warn(request, faults(form))
        return redirect_to(request, reference)
    kind = ReferenceStepKind(form.cleaned_data["kind"])
    try:
        step = reference_steps.record(reference, kind, done_on=form.cleaned_data["done_on"], on=request.on)
    except PursuitError as refused:
        warn(request, str(refused))
        return redirect_to(request, reference)
    toast(request, reference_words.recorded(kind, reference, None), undo_url=undo_url(step))
    return redirect_to(request, reference)


@require_POST
def reference_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take the last step back."""
    steps = ReferenceStep.for_user(request.user).select_related("reference__contact", "use", "move", "interaction")
    step = get_object_or_404(steps, pk=pk)
    try:
        subject = reference_steps.undo(step, on=request.on)
    except PursuitError as refused:
        warn(request, str(refused))
        return redirect_to(request, step.reference)
    toast(request, "Taken back.")
    return redirect_to(request, subject)


@require_POST
def target_agreed(request: AuthedRequest, pk: int) -> HttpResponse:
    """They said yes in a campaign: they become a reference."""
    target = get_object_or_404(Target.for_user(request.user).for_rows().select_related("campaign__owner"), pk=pk)
    try:
        reference, step = references.agreed(target, on=request.on)
    except PursuitError as refused:
        warn(request, str(refused))
        return redirect_to(request, target)
    toast(request, reference_words.recorded(ReferenceStepKind.AGREED, reference, None), undo_url=undo_url(step))
    return redirect_to(request, reference)


def undo_url(step: ReferenceStep) -> str:
    """Where ``step`` is taken back."""
    return reverse("outreach:reference_undo", args=[step.pk])


def _reference(request: AuthedRequest, pk: int) -> Reference:
    found = Reference.for_user(request.user).for_rows().prefetch_related("uses__organization")
    return get_object_or_404(found, pk=pk)


def _card(request: AuthedRequest, reference: Reference) -> reference_cards.Card:
    user = request.user
    return reference_cards.card(reference, on=request.on, country=user.country, is_searching=user.is_searching)
