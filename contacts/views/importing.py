"""Bringing people in from a file: upload, preview, commit, report."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts import duplicates, tasks
from contacts.forms.importing import AcceptForm, ImportFileForm
from contacts.importing import intake, progress, wording
from contacts.models import ImportBatch, ImportRow, ImportState, ImportVerdict

PAGE_SIZE = 50
SMALL_BYTES = 300_000
SMALL_ROWS = 200
"""So little is read, or brought in, at once; more waits for a worker."""
EARLIER = 10


@require_http_methods(["GET", "POST"])
def import_upload(request: AuthedRequest) -> HttpResponse:
    """Choose a file; what it is, its content says."""
    is_sent = request.method == "POST"
    form = ImportFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, user=request.user)
    if form.is_valid():
        file = form.cleaned_data["file"]
        batch = intake.receive(file.chunks(), filename=file.name, owner=request.user, now=request.now)
        if file.size > SMALL_BYTES:
            transaction.on_commit(partial(tasks.read_import.delay, batch.pk))
        elif intake.read_batch(batch, now=request.now) and batch.state == ImportState.REFUSED:
            form.add_error("file", batch.problem)
            intake.discard(batch)
        if form.is_valid():
            return redirect_to(request, "contacts:import_detail", batch.pk)
    earlier = ImportBatch.for_user(request.user).newest_first()[:EARLIER]
    context = {"form": form, "earlier": earlier}
    return render_page(request, "contacts/import_upload.html", context, status=422 if is_sent else 200)


@require_GET
def import_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """The preview before, the bar during, the report after."""
    batch = _batch(request, pk)
    return render_page(request, "contacts/import_detail.html", _context(request, batch))


@require_GET
def import_progress(request: AuthedRequest, pk: int) -> HttpResponse:
    """Only the bar, asked for every second; once there is nothing to wait for, the page itself."""
    batch = _batch(request, pk)
    if not batch.is_busy:
        return redirect_to(request, "contacts:import_detail", pk)
    return render_page(request, "contacts/import_detail.html", _context(request, batch), partial="progress")


@require_POST
def import_commit(request: AuthedRequest, pk: int) -> HttpResponse:
    """Yes to the preview."""
    batch = _batch(request, pk)
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
    batch = _batch(request, pk)
    if intake.discard(batch):
        toast(request, f"“{batch.filename}” is put aside. Nothing was changed.")
    else:
        warn(request, f"“{batch.filename}” was brought in already.")
    return redirect_to(request, "contacts:import_upload")


def _batch(request: AuthedRequest, pk: int) -> ImportBatch:
    return get_object_or_404(ImportBatch.for_user(request.user).select_related("owner"), pk=pk)


def _context(request: AuthedRequest, batch: ImportBatch) -> dict[str, Any]:
    """What the page of a batch shows, whatever state it is in."""
    asked = request.GET.get("show", "")
    show = asked if asked in ImportVerdict.values else ""
    rows = ImportRow.for_user(request.user).filter(batch=batch).for_rows()
    rows = rows.shown(show)
    is_done = batch.state == ImportState.DONE
    return {
        "batch": batch,
        "format_label": intake.format_label(batch),
        "form": AcceptForm(user=request.user),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "filters": wording.filters(batch.report, current=show),
        "sentence": wording.sentence(batch.report, is_done=is_done) if batch.report else "",
        "is_nothing_new": wording.is_nothing_new(batch.report),
        "bring_in": wording.what_comes_in(batch.report),
        "progress": progress.told(batch.pk),
        "is_done": is_done,
        "duplicate_count": duplicates.known_count(request.user) if is_done else None,
        "is_ready": batch.state == ImportState.READY,
        "is_refused": batch.state == ImportState.REFUSED,
        "is_committing": batch.state == ImportState.COMMITTING,
    }
