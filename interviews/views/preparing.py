"""Getting ready: what is written keeps itself, and the user says when it is enough."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.htmx import redirect_to, render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast
from interviews import brief as sheets
from interviews import preparation
from interviews.homework import homework_for
from interviews.models import Interview
from interviews.views import panel, typed
from interviews.views.rows import when


@require_POST
def prepare(request: AuthedRequest, pk: int) -> HttpResponse:
    """Keep what was written before the talk; the button "I am prepared" comes along with it."""
    interview = get_object_or_404(Interview.for_user(request.user).for_preparing(), pk=pk)
    merged = typed.keep(request, interview)
    if not wants_fragment(request):
        typed.keep_question(request, interview)
    if "prepared" in request.POST:
        preparation.mark_prepared(interview, now=request.now)
        toast(request, "You are prepared.", undo_url=reverse("interviews:unprepare", args=[pk]))
        return redirect_to(request, interview)
    if not wants_fragment(request):
        toast(request, "Saved. Another device had written here too; both texts are kept." if merged else "Saved.")
        return redirect_to(request, f"{interview.get_absolute_url()}#prepare")
    context = {**panel.written(request, interview), "saved_at": request.now, "merged": merged}
    if merged:
        context["homework"] = homework_for(interview)
    response = render_page(request, "interviews/_written.html", context, partial="merged" if merged else "saved")
    if merged:
        response.headers["HX-Retarget"] = "#written"
        response.headers["HX-Reswap"] = "outerHTML"
    return response


@require_POST
def unprepare(request: AuthedRequest, pk: int) -> HttpResponse:
    """There is more to prepare after all."""
    interview = get_object_or_404(Interview.for_user(request.user), pk=pk)
    preparation.unmark_prepared(interview)
    return redirect_to(request, f"{interview.get_absolute_url()}#prepare")


@require_safe
def brief(request: AuthedRequest, pk: int) -> HttpResponse:
    """One sheet to take along, on the phone or on paper."""
    interview = get_object_or_404(Interview.for_user(request.user), pk=pk)
    [sheet] = sheets.gather([interview], on=request.on)
    context = {
        "brief": sheet,
        "interview": sheet.interview,
        "when": when(sheet.interview, user=request.user, on=request.on),
        "has_begun": sheet.interview.starts_at <= request.now,
    }
    return render_page(request, "interviews/brief.html", context)
