"""The list of interviews, and the page of one."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.dates import local_date
from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import PointKind
from interviews import follow_through, scheduling
from interviews.models import Interview, Mood, Proposal
from interviews.planning_forms import DetailsForm
from interviews.views import panel
from interviews.views.rows import Row, moved_to, rows, their_hour, when
from interviews.wording import countdown, next_step

PAST_PER_PAGE = 25
MOST_PROPOSED = 20


@require_safe
def list_(request: AuthedRequest) -> HttpResponse:
    """What is coming up, what waits for a word or for thanks, and what was."""

    def listed(interviews: Iterable[Interview]) -> list[Row]:
        return rows(interviews, user=request.user, now=request.now, on=request.on)

    mine = Interview.for_user(request.user).for_lists()
    scheduled = list(mine.scheduled().order_by("starts_at", "pk"))
    page = Paginator(mine.past(), PAST_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "waiting": listed(each for each in scheduled if each.is_over(request.now)),
        "ahead": listed(each for each in scheduled if not each.is_over(request.now)),
        "owed": listed(mine.owed_thanks()),
        "past": listed(page.object_list),
        "proposed": [
            (proposal, proposal.has_passed(request.now))
            for proposal in Proposal.for_user(request.user).open().for_rows()[:MOST_PROPOSED]
        ],
        "page": page,
    }
    return render_page(request, "interviews/list.html", context)


@require_safe
def detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """One conversation: when and where, preparation, notes, what became of it."""
    found = Interview.for_user(request.user).for_preparing()
    interview = get_object_or_404(found, pk=pk)
    points = list(interview.contact.points.all())
    context = {
        "interview": interview,
        "when": when(interview, user=request.user, on=request.on),
        "countdown": countdown(interview, now=request.now, on=request.on, zone=request.user.zone),
        "is_over": interview.is_over(request.now),
        "has_begun": interview.starts_at <= request.now,
        "step": next_step(interview, request.now),
        "is_today": local_date(interview.starts_at, request.user.zone) == request.on,
        "moods": Mood,
        "follow_through": follow_through.lines_for(interview, on=request.on),
        "insights": interview.insights.select_related("question", "telling").prefetch_related("tags"),
        "points": points,
        "address": next((point.value for point in points if point.kind == PointKind.EMAIL), ""),
        "beside": their_hour(interview, user=request.user),
        "changes": [(change, moved_to(change, interview, user=request.user)) for change in interview.changes.all()],
    }
    if interview.is_scheduled and not interview.is_over(request.now):
        context |= panel.whole(request, interview)
    else:
        context["picked"] = interview.picked_questions.all()
    return render_page(request, "interviews/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: AuthedRequest, pk: int) -> HttpResponse:
    """How long and where."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    form = DetailsForm(request.POST or None, user=request.user, now=request.now, interview=interview)
    if request.method == "POST" and form.is_valid():
        details = {name: form.cleaned_data[name] for name in ("minutes", "why_long", "medium", "place")}
        try:
            scheduling.change_details(interview, **details)
        except scheduling.InterviewError as refusal:
            warn(request, str(refusal))
        else:
            toast(request, "Changed.")
        return redirect_to(request, interview)
    context = {"interview": interview, "form": form}
    return render_page(request, "interviews/update.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Remove it with its notes, after asking; what happened stays in the person's timeline."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    if request.method == "POST":
        interview.delete()
        toast(request, f"The talk with {interview.contact.name} is deleted.")
        return redirect_to(request, reverse("interviews:list"))
    return render_page(request, "interviews/delete.html", {"interview": interview})
