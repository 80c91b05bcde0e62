"""The library of what conversations taught, and how they go over time."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from common.htmx import render_page
from common.requests import AuthedRequest
from contacts.models import Tag
from interviews import library, side_by_side
from interviews.library_form import LibraryForm
from interviews.trends import trends

PER_PAGE = 20
COLUMNS_PER_PAGE = 12
MOST_TOPICS = 8


@require_GET
def entry_list(request: AuthedRequest) -> HttpResponse:
    """Insights and starred answers across conversations (P40)."""
    questions = side_by_side.asked(request.user)
    form = LibraryForm(request.GET, user=request.user, questions=questions)
    keys = library.find(request.user, **form.narrowed)
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "entries": library.fetch(request.user, list(page)),
        "questions": [each for each in questions if each.people >= side_by_side.SEVERAL][:MOST_TOPICS],
        "tags": side_by_side.tagged(request.user)[:MOST_TOPICS],
    }
    return render_page(request, "interviews/library.html", context)


@require_GET
def question(request: AuthedRequest, pk: int) -> HttpResponse:
    """What different people answered to the same question, side by side (P40)."""
    found = next((each for each in side_by_side.asked(request.user) if pk in each.answers), None)
    if found is None:
        raise Http404("Nobody answered that question.")
    return _side_by_side(request, f"“{found.words}”", side_by_side.answers(request.user, found))


@require_GET
def tag(request: AuthedRequest, pk: int) -> HttpResponse:
    """What different people said under the same tag, side by side (P40)."""
    found = get_object_or_404(Tag.for_user(request.user), pk=pk)
    return _side_by_side(request, found.name, side_by_side.insights(request.user, found))


@require_GET
def trend_list(request: AuthedRequest) -> HttpResponse:
    """Listening, mood, talks a week, and how many led to another name (P36, P37, P41)."""
    return render_page(request, "interviews/trends.html", {"trends": trends(request.user, on=request.on)})


def _side_by_side(request: AuthedRequest, about: str, columns: list[side_by_side.Column]) -> HttpResponse:
    page = Paginator(columns, COLUMNS_PER_PAGE).get_page(request.GET.get("page"))
    return render_page(request, "interviews/side_by_side.html", {"about": about, "page": page, "people": len(columns)})
