"""Taking a whole import back."""

from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts import tasks
from contacts.importing import account_page, intake, undoing, wording
from contacts.models import ImportState
from contacts.views.import_preview import SMALL_ROWS, batch_of, rows_of

NAMED_AT_MOST = 100
"""Rows that stay are named up to here and counted beyond."""


@require_http_methods(["GET", "POST"])
def import_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """Say what goes and what stays, then do it."""
    batch = batch_of(request, pk)
    if request.method == "POST":
        if not intake.recall(batch, now=request.now):
            warn(request, f"“{batch.filename}” is not in any more, or not yet.")
        elif batch.rows_total > SMALL_ROWS:
            transaction.on_commit(partial(tasks.undo_import.delay, batch.pk))
        else:
            intake.undo_batch(batch, on=request.on, now=request.now)
            transaction.on_commit(partial(tasks.count_duplicates.delay, request.user.pk))
            toast(request, f"“{batch.filename}” is taken back.")
        return redirect_to(request, "contacts:import_detail", pk)
    if batch.state != ImportState.DONE:
        return redirect_to(request, "contacts:import_detail", pk)
    if batch.archive:
        context = {"batch": batch, "going_back": account_page.going_back(batch)}
        return render_page(request, "contacts/import_undo.html", context)
    found = undoing.look(batch, on=request.on)
    named = rows_of(batch).filter(pk__in=list(found.kept)[:NAMED_AT_MOST]).for_rows()
    context = {
        "batch": batch,
        "sentence": wording.taken_back(gone=found.people, restored=found.restored, kept=len(found.kept), is_done=False),
        "staying": [(row, found.kept[row.pk]) for row in named],
        "more": len(found.kept) - NAMED_AT_MOST,
    }
    return render_page(request, "contacts/import_undo.html", context)
