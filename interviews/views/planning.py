"""Scheduling a conversation, and moving one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Contact
from interviews import scheduling
from interviews.models import Interview
from interviews.planning_forms import MoveForm, ScheduleForm
from interviews.views.rows import when
from interviews.views.subject import subject_of
from outreach.models import Target, TargetState
from outreach.moves import PursuitError

MOST_FOUND = 12
TALKING = (TargetState.REPLIED, TargetState.MEETING)
PLANNED = ("starts_at", "minutes", "why_long", "medium", "place", "timezone")


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: AuthedRequest) -> HttpResponse:
    """Schedule with ``?contact=``, ``?target=`` or ``?introduction=``; without any of them, ask with whom."""
    subject = subject_of(request)
    if subject is None:
        return _choose(request)
    form = ScheduleForm(
        request.POST or None,
        user=request.user,
        now=request.now,
        contact=subject.contact,
        initial={"timezone": subject.their_timezone()},
    )
    if request.method == "POST" and form.is_valid():
        details = {name: form.cleaned_data[name] for name in PLANNED}
        try:
            interview = scheduling.schedule(**subject.parts, on=request.on, **details)
        except PursuitError as refusal:
            form.add_error(None, str(refusal))
        else:
            return after_scheduling(request, interview)
    context = {"form": form, "subject": subject}
    return render_page(request, "interviews/create.html", context, status=422 if form.errors else 200)


def after_scheduling(request: AuthedRequest, interview: Interview) -> HttpResponse:
    """Go on to the page of ``interview``, which was just scheduled; if it is over, to how it went."""
    if interview.is_over(request.now):
        return redirect_to(request, f"{interview.get_absolute_url()}#how-it-went")
    toast(request, f"Scheduled: {interview.contact.name}, {when(interview, user=request.user, on=request.on)}.")
    return redirect_to(request, interview)


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
        request.POST or None,
        user=request.user,
        now=request.now,
        interview=interview,
        initial={"day": starts.date(), "time": starts.time(), "timezone": interview.timezone},
    )
    if request.method == "POST" and form.is_valid():
        to, timezone = form.cleaned_data["starts_at"], form.cleaned_data["timezone"]
        try:
            scheduling.move(interview, to=to, timezone=timezone, now=request.now)
        except scheduling.InterviewError as refusal:
            warn(request, str(refusal))
        else:
            told = when(interview, user=request.user, on=request.on)
            toast(request, f"Moved: {told}.", undo_url=reverse("interviews:reopen", args=[pk]))
        return redirect_to(request, interview)
    context = {"interview": interview, "form": form, "when": when(interview, user=request.user, on=request.on)}
    return render_page(request, "interviews/move.html", context, status=422 if form.errors else 200)
