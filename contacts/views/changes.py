"""What was done to many rows at once, and taking it back."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts import undoing
from contacts.models import Change

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class _Line:
    """A change as the page lists it."""

    change: Change
    made_on: date
    undone_on: date | None
    """Local dates."""


def _days(request: AuthedRequest, change: Change) -> tuple[date, date | None]:
    local = request.user.local_date
    return local(change.made_at), local(change.undone_at) if change.undone_at else None


@require_GET
def change_list(request: AuthedRequest) -> HttpResponse:
    """The latest changes, each with a way back."""
    page = Paginator(Change.for_user(request.user).newest_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [_Line(change, *_days(request, change)) for change in page]
    return render_page(request, "contacts/change_list.html", {"page": page, "lines": lines})


@require_POST
def change_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take a change back, as far as nothing was edited since, and say what was."""
    change = get_object_or_404(Change.for_user(request.user).select_related("owner"), pk=pk)
    try:
        undone = undoing.undo(change, on=request.on, now=request.now)
    except undoing.CannotUndoError as error:
        warn(request, str(error))
        return redirect_to(request, "contacts:change_list")
    if undone.was_undone_before:
        toast(request, "That was taken back before. Everything stays as it is.")
    elif undone.kept_count:
        warn(request, f"Taken back, but for what was edited since: {undone.kept[0]}{_others(undone.kept_count - 1)}")
        return redirect_to(request, "contacts:change_list")
    else:
        toast(request, "Taken back. All is as it was.")
    return redirect_to(request, _where_from(request))


def _others(count: int) -> str:
    return f" And {count:,} more." if count else ""


def _where_from(request: AuthedRequest) -> str:
    """The page on which *Undo* was pressed, if it is one of ours."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return referer if ours else "contacts:change_list"
