"""Telling what the columns of a table are."""

from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import warn
from contacts import tasks
from contacts.forms.importing import SMALL_BYTES, ColumnsForm
from contacts.importing import intake, telling_columns, uploads
from contacts.importing.additions import brings
from contacts.importing.comparing import days_of
from contacts.importing.records import OrganizationRecord, PersonRecord
from contacts.models import ImportBatch


@require_http_methods(["GET", "POST"])
def import_columns(request: AuthedRequest, pk: int) -> HttpResponse:
    """A choice for each column, and the first people as they would look; a POST with ``look`` only shows those."""
    batch = get_object_or_404(ImportBatch.for_user(request.user).select_related("owner"), pk=pk)
    if not batch.has_columns:
        return redirect_to(request, "contacts:import_detail", pk)
    columns = telling_columns.columns(batch)
    is_sent = request.method == "POST" and "look" not in request.POST
    form = ColumnsForm(request.POST or None, user=request.user, columns=columns, told=telling_columns.fields_of(batch))
    if is_sent and form.is_valid():
        if telling_columns.tell(batch, form.told, now=request.now):
            _read(request, batch)
        else:
            warn(request, f"“{batch.filename}” comes in already.")
        return redirect_to(request, "contacts:import_detail", pk)
    people = telling_columns.first_people(batch, form.told, on=request.on)
    context = {"batch": batch, "form": form, "people": [(person, _brings(person)) for person in people]}
    status = 422 if is_sent else 200
    return render_page(request, "contacts/import_columns.html", context, partial="people", status=status)


def _read(request: AuthedRequest, batch: ImportBatch) -> None:
    """Read a small file at once, and have a worker read a large one."""
    if uploads.size(batch) <= SMALL_BYTES:
        intake.read_batch(batch, now=request.now)
    else:
        transaction.on_commit(partial(tasks.read_import.delay, batch.pk))


def _brings(record: PersonRecord | OrganizationRecord) -> list[str]:
    """What comes along with somebody, beside who they are."""
    if isinstance(record, OrganizationRecord):
        return []
    points = [point.value for point in record.points]
    return points + brings(
        days=days_of(record), facts=record.facts, happenings=record.happenings, promises=record.promises
    )
