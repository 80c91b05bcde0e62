"""A file's page: the preview with its questions before, the bar during, the report after."""

import json
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from common.htmx import redirect_to, render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts import duplicates, tasks
from contacts.forms.importing import AcceptForm
from contacts.importing import account_page, answering, intake, progress, rejected, row_words, wording
from contacts.importing.records import Unreadable, from_json
from contacts.models import ImportBatch, ImportChoice, ImportRow, ImportRowQuerySet, ImportState, ImportVerdict
from contacts.models.import_row import QUESTIONS

PAGE_SIZE = 50
SMALL_ROWS = 200
"""So few are brought in at once; more wait for a worker."""


@require_GET
def import_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """The preview before, the bar during, the report after."""
    batch = batch_of(request, pk)
    if batch.state == ImportState.COLUMNS:
        return redirect_to(request, "contacts:import_columns", pk)
    return render_page(request, "contacts/import_detail.html", _context(request, batch), partial="preview")


@require_GET
def import_progress(request: AuthedRequest, pk: int) -> HttpResponse:
    """Only the bar, asked for every second; once there is nothing to wait for, the page itself."""
    batch = batch_of(request, pk)
    if not batch.is_busy:
        return redirect_to(request, "contacts:import_detail", pk)
    return render_page(request, "contacts/import_detail.html", _context(request, batch), partial="progress")


@require_POST
def import_answer(request: AuthedRequest, pk: int) -> HttpResponse:
    """What the user says of one row, or of all that the filters of the address show; saved at once."""
    batch = batch_of(request, pk)
    rows = _shown(request, batch)
    if "row" in request.POST:
        key = request.POST["row"]
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            raise Http404("No such row.")
        rows = ImportRow.for_user(request.user).filter(batch=batch, pk=get_object_or_404(rows_of(batch), pk=key).pk)
    if "values" in request.POST:
        is_saved = answering.take_file(batch, rows, takes_file=request.POST["values"] == "file")
    else:
        choice = request.POST.get("choice", "")
        if choice not in ("", *ImportChoice.values):
            raise Http404("No such answer.")
        is_saved = answering.choose(batch, rows, choice)
    if not is_saved:
        warn(request, f"“{batch.filename}” comes in already; nothing was changed.")
        return redirect_to(request, "contacts:import_detail", pk)
    if wants_fragment(request):
        return render_page(request, "contacts/import_detail.html", _context(request, batch), partial="preview")
    query = request.GET.urlencode()
    return redirect_to(request, resolve_url("contacts:import_detail", pk) + (f"?{query}" if query else ""))


@require_POST
def import_commit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Yes to the preview."""
    batch = batch_of(request, pk)
    form = AcceptForm(request.POST, user=request.user)
    if not form.is_valid():
        context = {**_context(request, batch), "form": form}
        return render_page(request, "contacts/import_detail.html", context, status=422)
    if intake.accept(batch, tier=form.cleaned_data["tier"], now=request.now):
        if batch.rows_total > SMALL_ROWS:
            transaction.on_commit(partial(tasks.commit_import.delay, batch.pk))
        else:
            intake.commit_batch(batch, on=request.on, now=request.now)
            transaction.on_commit(partial(tasks.count_duplicates.delay, request.user.pk))
    return redirect_to(request, "contacts:import_detail", pk)


@require_POST
def import_discard(request: AuthedRequest, pk: int) -> HttpResponse:
    """No to the preview: the file is forgotten, nothing was changed."""
    batch = batch_of(request, pk)
    if intake.discard(batch):
        toast(request, f"“{batch.filename}” is put aside. Nothing was changed.")
    else:
        warn(request, f"“{batch.filename}” was brought in already.")
    return redirect_to(request, "contacts:import_upload")


@require_GET
def import_rejected(request: AuthedRequest, pk: int) -> HttpResponse:
    """The rows that could not be read, as a file to mend and bring again."""
    batch = batch_of(request, pk)
    broken = rows_of(batch).to_mend().order_by("position").values_list("line", "stored")
    file = rejected.as_file(_unreadable(line, stored) for line, stored in broken.iterator())
    if file is None:
        raise Http404("Nothing of this file was rejected.")
    name = f"{slugify(batch.filename.rpartition('.')[0]) or 'rows'}-to-mend.{file.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file.content, content_type=file.content_type, headers=headers)


def batch_of(request: AuthedRequest, pk: int) -> ImportBatch:
    """The user's batch with this key, or 404."""
    return get_object_or_404(ImportBatch.for_user(request.user).select_related("owner").defer("made"), pk=pk)


def rows_of(batch: ImportBatch) -> ImportRowQuerySet:
    """All rows of a batch."""
    return ImportRow.for_user(batch.owner).filter(batch=batch)


def _asked(request: AuthedRequest) -> tuple[str, str]:
    """Which rows the address asks for: a filter there is, or none; and words to find in names."""
    show = request.GET.get("show", "")
    return (show if show in {*ImportVerdict.values, *QUESTIONS} else ""), " ".join(request.GET.get("q", "").split())


def _shown(request: AuthedRequest, batch: ImportBatch) -> ImportRowQuerySet:
    show, words = _asked(request)
    return rows_of(batch).shown(show).named(words)


def _unreadable(line: int, stored: str) -> Unreadable:
    record = from_json({"line": line, **json.loads(stored)})
    return record if isinstance(record, Unreadable) else Unreadable(line=line, reason="")


def _context(request: AuthedRequest, batch: ImportBatch) -> dict[str, Any]:
    """What the page of a batch shows, whatever state it is in."""
    show, words = _asked(request)
    state, report = batch.state, batch.report
    is_in = state in {ImportState.DONE, ImportState.UNDONE}
    page = Paginator(_shown(request, batch).for_rows(), PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "batch": batch,
        "format_label": intake.format_label(batch),
        "form": AcceptForm(user=request.user),
        "page": page,
        "lines": row_words.lines_of(list(page), batch),
        "filters": wording.filters(report, current=show),
        "show": show,
        "words": words,
        "sentence": wording.sentence(report, is_done=is_in) if report else "",
        "can_mend": bool(report.get("errors")) and rows_of(batch).to_mend().exists(),
        "came": wording.what_came(report),
        "taken_back": wording.taken_back(
            gone=report.get("taken_back", 0),
            restored=report.get("restored", 0),
            kept=report.get("kept", 0),
            is_done=True,
        ),
        "is_nothing_new": wording.is_nothing_new(report),
        "bring_in": wording.what_comes_in(report),
        "progress": progress.told(batch.pk, state),
        "back": account_page.said(batch, owner=request.user),
        "is_partial": account_page.is_partial(batch),
        "is_done": state == ImportState.DONE,
        "duplicate_count": duplicates.known_count(request.user) if state == ImportState.DONE else None,
        "is_undone": state == ImportState.UNDONE,
        "is_undoing": state == ImportState.UNDOING,
        "is_ready": state == ImportState.READY,
        "is_refused": state == ImportState.REFUSED,
        "is_committing": state == ImportState.COMMITTING,
    }
