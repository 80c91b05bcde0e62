"""The bank of questions: look through it, add, reword, retire."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from interviews import bank
from interviews.models import Purpose, Question
from interviews.preparation_forms import QuestionForm
from interviews.questions import BY_KEY


@require_safe
def question_list(request: AuthedRequest) -> HttpResponse:
    """All there is to ask, by purpose."""
    offered = bank.offered(request.user)
    context = {
        "groups": [
            (purpose, found) for purpose in Purpose if (found := [each for each in offered if each.purpose == purpose])
        ],
        "retired": bank.retired(request.user),
    }
    return render_page(request, "interviews/question_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question_create(request: AuthedRequest) -> HttpResponse:
    """A question of one's own; ``?from=<key>`` begins with a shipped one, and stands in its place."""
    key = request.GET.get("from", "")
    if not key:
        return _edit(request, Question(owner=request.user, purpose=Purpose.OTHER))
    if key not in BY_KEY:
        raise Http404
    return _edit(request, bank.version_of(request.user, BY_KEY[key]))


@require_http_methods(["GET", "HEAD", "POST"])
def question_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Other words; what was asked stays as it was."""
    return _edit(request, _question(request, pk))


@require_POST
def question_retire(request: AuthedRequest, pk: int) -> HttpResponse:
    """Offer it no more."""
    return _retire(request, _question(request, pk))


@require_POST
def question_retire_shipped(request: AuthedRequest, key: str) -> HttpResponse:
    """Offer a shipped one no more."""
    if key not in BY_KEY:
        raise Http404
    return _retire(request, bank.version_of(request.user, BY_KEY[key]))


@require_POST
def question_revive(request: AuthedRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    bank.revive(_question(request, pk))
    toast(request, "It is offered again.")
    return redirect_to(request, "interviews:question_list")


@require_http_methods(["GET", "HEAD", "POST"])
def question_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Let it go, after asking; a version of a shipped one gives way to that."""
    question = _question(request, pk)
    shipped = BY_KEY.get(question.shipped)
    if request.method == "POST":
        question.delete()
        toast(request, "It is as Rapport has it again." if shipped else "The question is deleted.")
        return redirect_to(request, "interviews:question_list")
    context = {"question": question, "shipped": shipped, "times": question.picked.count()}
    return render_page(request, "interviews/question_delete.html", context)


def _question(request: AuthedRequest, pk: int) -> Question:
    return get_object_or_404(Question.for_user(request.user), pk=pk)


def _retire(request: AuthedRequest, question: Question) -> HttpResponse:
    row = bank.retire(question)
    toast(
        request,
        "It is not offered any more. Where you asked it, it stays.",
        undo_url=reverse("interviews:question_revive", args=[row.pk]),
    )
    return redirect_to(request, "interviews:question_list")


def _edit(request: AuthedRequest, question: Question) -> HttpResponse:
    former = question.text
    form = QuestionForm(request.POST or None, user=request.user, instance=question)
    if form.is_valid():
        form.save()
        toast(request, "Saved. Where you asked it already, the words stay as they were." if former else "Added.")
        return redirect_to(request, "interviews:question_list")
    context = {"form": form, "question": question, "former": former, "shipped": BY_KEY.get(question.shipped)}
    return render_page(request, "interviews/question_form.html", context, status=422 if form.errors else 200)
