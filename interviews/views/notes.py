"""The note page, which saves itself, and what it talks to."""

from dataclasses import asdict

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from interviews import note_sheet, posted_sheet
from interviews.models import Interview


@require_safe
def notes(request: AuthedRequest, pk: int) -> HttpResponse:
    """A quiet page to write on while talking (P35, P36)."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    elapsed = int((request.now - interview.starts_at).total_seconds() // 60)
    context = {
        "interview": interview,
        "questions": note_sheet.questions_on(interview),
        "elapsed": elapsed if 0 <= elapsed <= 24 * 60 else None,
        "starts_at_ms": int(interview.starts_at.timestamp() * 1000),
    }
    return render_page(request, "interviews/notes.html", context)


@require_POST
def notes_save(request: AuthedRequest, pk: int) -> HttpResponse:
    """Keep what was written: the page's own script gets JSON, a plain form is sent back to the page."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    kept = note_sheet.save(interview, posted_sheet.read(request.POST), now=request.now)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"fields": {name: asdict(field) for name, field in kept.items()}})
    if words := request.POST.get("new_question", "").strip():
        note_sheet.add(interview, words)
    merged = any(field.merged for field in kept.values())
    toast(request, "Saved. Another device had written here too; both texts are kept." if merged else "Saved.")
    return redirect_to(request, "interviews:notes", pk)


@require_safe
def notes_current(request: AuthedRequest, pk: int) -> JsonResponse:
    """The sheet as it is, and a fresh token for a page that stayed open through a new sign-in."""
    interview = get_object_or_404(Interview.for_user(request.user), pk=pk)
    questions = note_sheet.questions_on(interview)
    fields = note_sheet.fields_of(interview, questions)
    return JsonResponse(
        {
            "fields": {name: asdict(field) for name, field in fields.items()},
            "questions": [{"ref": question.ref, "words": question.text} for question in questions],
            "token": get_token(request),
        }
    )
