"""Bringing people in from files: the page where they are chosen."""

from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import tasks
from contacts.forms.importing import ImportFileForm, is_small
from contacts.importing import intake, uploads
from contacts.models import ImportBatch, ImportState

EARLIER = 20


@require_http_methods(["GET", "POST"])
def import_upload(request: AuthedRequest) -> HttpResponse:
    """Choose one file or several; what they are, their content says."""
    is_sent = request.method == "POST"
    form = ImportFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, user=request.user)
    if form.is_valid():
        batches = [_receive(request, file) for file in form.cleaned_data["file"]]
        if len(batches) > 1:
            toast(request, f"{len(batches)} files are here. Look at each before it comes in.")
            return redirect_to(request, "contacts:import_upload")
        [batch] = batches
        if batch.state != ImportState.REFUSED:
            return redirect_to(request, "contacts:import_detail", batch.pk)
        form.add_error("file", batch.problem)
        intake.discard(batch)
    earlier = ImportBatch.for_user(request.user).newest_first()[:EARLIER]
    context = {"form": form, "earlier": earlier}
    return render_page(request, "contacts/import_upload.html", context, status=422 if is_sent else 200)


def _receive(request: AuthedRequest, file: UploadedFile[Any]) -> ImportBatch:
    """Keep a file; a small one is read at once, a large one waits for a worker."""
    chunks = file.chunks(uploads.PART_BYTES)
    batch = intake.receive(chunks, filename=file.name or "", owner=request.user, now=request.now)
    if is_small(file):
        intake.read_batch(batch, now=request.now)
    else:
        transaction.on_commit(partial(tasks.read_import.delay, batch.pk))
    return batch
