"""The questions of one talk: pick, write, put in order, leave to be looked up, take off the list."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.htmx import redirect_to, render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast, warn
from interviews import bank, picking
from interviews.bank import Offered
from interviews.homework import homework_for
from interviews.models import Interview, InterviewQuestion, Question
from interviews.preparation_forms import WrittenQuestionForm
from interviews.questions import BY_KEY
from interviews.views import panel, typed


@require_POST
def pick(request: AuthedRequest, pk: int) -> HttpResponse:
    """Put one of the bank on the list: ``question`` or ``shipped``, in the body or, to undo, in the address."""
    interview = _interview(request, pk)
    picking.pick(interview, _offered(request))
    return _answer(request, interview)


@require_POST
def write(request: AuthedRequest, pk: int) -> HttpResponse:
    """Put one's own on the list; it joins the bank."""
    interview = _interview(request, pk)
    form = WrittenQuestionForm(request.POST, user=request.user)
    if form.is_valid():
        picking.write(interview, **form.cleaned_data)
        return _answer(request, interview, writing=WrittenQuestionForm(user=request.user))
    if not wants_fragment(request):
        if typed.came_along(request.POST):
            typed.keep(request, interview)
        # The panel is a part of a long page: what was typed goes back into it.
        context = {**panel.questions(request, interview, writing=form), "interview": interview}
        return render_page(request, "interviews/write_question.html", context, status=422)
    return _answer(request, interview, writing=form, status=422)


@require_POST
def place(request: AuthedRequest, pk: int) -> HttpResponse:
    """Move it up or down: ``by`` -1 or 1; or, dragged, ``to`` a place counted from 0."""
    picked = _picked(request, pk)
    if (to := request.POST.get("to", "")).isdecimal():
        picking.place(picked, to=int(to))
    else:
        picking.shift(picked, by=-1 if request.POST.get("by") == "-1" else 1)
    return _answer(request, picked.interview)


@require_POST
def look_up(request: AuthedRequest, pk: int) -> HttpResponse:
    """The web answers it (P32)."""
    picked = _picked(request, pk)
    picking.look_up(picked)
    toast(request, "Off the list: look it up first.", undo_url=reverse("interviews:question_ask", args=[pk]))
    return _answer(request, picked.interview)


@require_POST
def ask_after_all(request: AuthedRequest, pk: int) -> HttpResponse:
    """Back on the list."""
    picked = _picked(request, pk)
    picking.ask_after_all(picked)
    return _answer(request, picked.interview)


@require_POST
def remove(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take it off the list; it stays in the bank."""
    picked = _picked(request, pk)
    interview = picked.interview
    try:
        offered = picking.remove(picked)
    except picking.NotedUnderError as refusal:
        warn(request, str(refusal))
    else:
        which = {"question": offered.question.pk} if offered.question else {"shipped": offered.shipped}
        again = f"{reverse('interviews:question_pick', args=[interview.pk])}?{urlencode(which)}"
        toast(request, "Off the list. It is still in your bank.", undo_url=again)
    return _answer(request, interview)


def _interview(request: AuthedRequest, pk: int) -> Interview:
    return get_object_or_404(Interview.for_user(request.user).for_preparing(), pk=pk)


def _picked(request: AuthedRequest, pk: int) -> InterviewQuestion:
    picked = get_object_or_404(InterviewQuestion.for_user(request.user), pk=pk)
    picked.interview = _interview(request, picked.interview_id)
    return picked


def _offered(request: AuthedRequest) -> Offered:
    """Which question is meant. Raises ``Http404`` for one that is not there."""
    said = request.POST if {"question", "shipped"} & request.POST.keys() else request.GET
    if (key := said.get("shipped", "")) in BY_KEY:
        version = bank.version_of(request.user, BY_KEY[key])
        return bank.as_own(version) if version.pk else bank.as_shipped(BY_KEY[key])
    if (number := said.get("question", "")).isdecimal():
        return bank.as_own(get_object_or_404(Question.for_user(request.user), pk=int(number)))
    raise Http404


def _answer(
    request: AuthedRequest, interview: Interview, *, writing: WrittenQuestionForm | None = None, status: int = 200
) -> HttpResponse:
    """The list as it is now, with the checklist and what else was typed; without htmx the whole page."""
    came_along = typed.came_along(request.POST)
    merged = typed.keep(request, interview) if came_along else False
    if not wants_fragment(request):
        if came_along and writing is None:
            typed.keep_question(request, interview)
        return redirect_to(request, f"{interview.get_absolute_url()}#questions")
    context = panel.after_a_question(request, interview, writing=writing or typed.unfinished(request))
    if came_along:
        context |= {**panel.written(request, interview), "saved_at": request.now, "merged": merged}
        context["homework"] = homework_for(interview) if merged else None
    return render_page(request, "interviews/_questions.html", context, partial="answer", status=status)
