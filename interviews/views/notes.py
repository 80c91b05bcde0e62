"""The note page, which saves itself, and what it talks to."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from interviews.forms import NotesForm
from interviews.models import Interview
from interviews.notes import SavedNotes, save_notes


@require_safe
def notes(request: AuthedRequest, pk: int) -> HttpResponse:
    """A quiet page to write on while talking."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    form = NotesForm(user=request.user, initial={"text": interview.notes, "base_version": interview.notes_version})
    return _page(request, interview, form)


@require_POST
def notes_save(request: AuthedRequest, pk: int) -> HttpResponse:
    """Keep the notes: the page's own script gets JSON, a plain form is sent back to the page."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    form = NotesForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, interview, form, status=422)
    sent = form.cleaned_data
    saved = save_notes(
        interview,
        text=sent["text"],
        base_version=sent["base_version"],
        editor=sent["editor"],
        edit=sent["edit"] or 0,
    )
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return _answer(saved, sent["text"])
    toast(request, "Saved. Another device had written here too; both texts are kept." if saved.merged else "Saved.")
    return redirect_to(request, "interviews:notes", pk)


@require_safe
def notes_current(request: AuthedRequest, pk: int) -> JsonResponse:
    """The notes as they are, and a fresh token for a page that stayed open through a new sign-in."""
    interview = get_object_or_404(Interview.for_user(request.user), pk=pk)
    return JsonResponse({"version": interview.notes_version, "text": interview.notes, "token": get_token(request)})


def _answer(saved: SavedNotes, sent: str) -> JsonResponse:
    """``text`` is null when the notes are exactly what was sent."""
    text = None if saved.text == sent else saved.text
    return JsonResponse({"version": saved.version, "text": text, "merged": saved.merged})


def _page(request: AuthedRequest, interview: Interview, form: NotesForm, *, status: int = 200) -> HttpResponse:
    elapsed = int((request.now - interview.starts_at).total_seconds() // 60)
    context = {
        "interview": interview,
        "form": form,
        "elapsed": elapsed if 0 <= elapsed <= 24 * 60 else None,
        "starts_at_ms": int(interview.starts_at.timestamp() * 1000),
        "is_over": interview.is_over(request.now),
    }
    return render_page(request, "interviews/notes.html", context, status=status)
