"""Each time somebody calls a reference: noted, changed, and step by step brought to an end (P51)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from outreach import reference_steps, reference_words, references
from outreach.models import Reference, ReferenceStepKind, ReferenceUse
from outreach.moves import PursuitError
from outreach.reference_forms import OutcomeForm, UseForm, faults
from outreach.views.references import undo_url


@require_http_methods(["GET", "POST"])
def use_create(request: AuthedRequest, pk: int) -> HttpResponse:
    """Somebody will call: from where, about what, when."""
    reference = get_object_or_404(Reference.for_user(request.user).for_rows().select_related("contact__owner"), pk=pk)
    if refused := references.why_no_use(reference):
        warn(request, refused)
        return redirect_to(request, reference)
    form = UseForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            use = references.add_use(reference, **form.told(), on=request.on)
        except PursuitError as refusal:
            warn(request, str(refusal))
            return redirect_to(request, reference)
        toast(request, f"Noted. Prepare {reference.contact.first_name} before {use.place} calls.")
        return redirect_to(request, use)
    return _form(request, form, reference, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def use_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Another day, another name: what is known of a call changes."""
    use = _use(request, pk)
    reference = use.reference
    form = UseForm(request.POST or None, user=request.user, instance=use)
    if form.is_valid():
        references.keep_use(use, **form.told())
        toast(request, "Saved.")
        return redirect_to(request, use)
    return _form(request, form, reference, use=use, status=422 if form.is_bound else 200)


@require_POST
def use_step(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note a step that was made elsewhere, or how it went."""
    use = _use(request, pk)
    form = OutcomeForm(request.POST, user=request.user, on=request.on)
    if not form.is_valid():
        warn(request, faults(form))
        return redirect_to(request, use)
    kind = ReferenceStepKind(form.cleaned_data["kind"])
    try:
        step = reference_steps.record(
            use, kind, done_on=form.cleaned_data["done_on"], on=request.on, outcome=form.cleaned_data["outcome"]
        )
    except PursuitError as refused:
        warn(request, str(refused))
        return redirect_to(request, use)
    toast(request, reference_words.recorded(kind, use.reference, use), undo_url=undo_url(step))
    return redirect_to(request, use)


@require_http_methods(["GET", "POST"])
def use_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Nobody will call, or it was noted by mistake: it goes, what was written stays."""
    use = _use(request, pk)
    if request.method == "POST":
        use.delete()
        toast(request, f"The call from {use.place} is removed.")
        return redirect_to(request, use.reference)
    return render_page(
        request, "outreach/use_delete.html", {"use": use, "reference": use.reference, "contact": use.reference.contact}
    )


def _form(
    request: AuthedRequest, form: UseForm, reference: Reference, *, use: ReferenceUse | None = None, status: int
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "reference": reference, "contact": reference.contact, "use": use}
    if use is None:
        tired = references.would_tire(reference, request.on, on=request.on)
        roster = references.roster(request.user) if tired is not None else []
        context |= {
            "tired": reference_words.would_tire(reference, tired) if tired is not None else "",
            "fresher": references.least_asked(roster, reference),
        }
    return render_page(request, "outreach/use_form.html", context, status=status)


def _use(request: AuthedRequest, pk: int) -> ReferenceUse:
    found = ReferenceUse.for_user(request.user).for_rows().select_related("reference__contact__owner")
    return get_object_or_404(found, pk=pk)
