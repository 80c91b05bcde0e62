"""Scheduling a conversation, and moving one."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Contact
from interviews import scheduling
from interviews.forms import MoveForm, ScheduleForm
from interviews.models import Interview
from interviews.views.rows import when
from outreach.models import Target, TargetState
from outreach.moves import PursuitError

MOST_FOUND = 12
TALKING = (TargetState.REPLIED, TargetState.MEETING)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: AuthedRequest) -> HttpResponse:
    """Schedule a conversation with ``?contact=`` or ``?target=``; without either, ask with whom."""
    target, contact = _subject(request)
    if contact is None:
        return _choose(request)
    form = ScheduleForm(request.POST or None, user=request.user, now=request.now, contact=contact)
    if request.method == "POST" and form.is_valid():
        details = {name: form.cleaned_data[name] for name in ("starts_at", "minutes", "medium", "place")}
        try:
            interview = scheduling.schedule(contact=contact, target=target, on=request.on, **details)
        except PursuitError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after_scheduling(request, interview)
    context = {"form": form, "contact": contact, "target": target}
    return render_page(request, "interviews/create.html", context, status=422 if form.errors else 200)


def _after_scheduling(request: AuthedRequest, interview: Interview) -> HttpResponse:
    if interview.is_over(request.now):
        return redirect_to(request, f"{interview.get_absolute_url()}#how-it-went")
    toast(request, f"Scheduled: {interview.contact.name}, {when(interview, user=request.user, on=request.on)}.")
    return redirect_to(request, interview)


def _subject(request: AuthedRequest) -> tuple[Target | None, Contact | None]:
    """Whom it is about, from the address. Raises ``Http404`` for someone unknown."""
    target_id, contact_id = request.GET.get("target", ""), request.GET.get("contact", "")
    if not (target_id or contact_id):
        return None, None
    if not (target_id or contact_id).isdecimal():
        raise Http404
    if target_id:
        targets = Target.for_user(request.user).select_related("contact__organization", "contact__owner", "campaign")
        target = get_object_or_404(targets, pk=int(target_id))
        return target, target.contact
    contacts = Contact.for_user(request.user).select_related("organization", "owner")
    return None, get_object_or_404(contacts, pk=int(contact_id))


def _choose(request: AuthedRequest) -> HttpResponse:
    """Ask with whom: those who answered first, then whoever is looked for."""
    words = request.GET.get("q", "").strip()
    people = Contact.for_user(request.user).active().for_rows()
    talking = Target.for_user(request.user).live().for_rows().filter(state__in=TALKING).order_by("-moved_on", "pk")
    context = {
        "words": words,
        "found": people.matching(words).by_name()[:MOST_FOUND] if words else [],
        "talking": [] if words else talking[:MOST_FOUND],
    }
    return render_page(request, "interviews/choose.html", context, partial="people")


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: AuthedRequest, pk: int) -> HttpResponse:
    """Give a conversation another day and time."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    starts = interview.starts_at.astimezone(request.user.zone)
    form = MoveForm(
        request.POST or None, user=request.user, now=request.now, initial={"day": starts.date(), "time": starts.time()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            scheduling.move(interview, to=form.cleaned_data["starts_at"], now=request.now)
        except scheduling.InterviewError as refusal:
            warn(request, str(refusal))
        else:
            told = when(interview, user=request.user, on=request.on)
            toast(request, f"Moved: {told}.", undo_url=reverse("interviews:reopen", args=[pk]))
        return redirect_to(request, interview)
    context = {"interview": interview, "form": form, "when": when(interview, user=request.user, on=request.on)}
    return render_page(request, "interviews/move.html", context, status=422 if form.errors else 200)
