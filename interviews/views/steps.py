"""The verbs: it took place, it was cancelled, they did not come, taken back."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.htmx import redirect_to
from common.requests import AuthedRequest
from common.toasts import toast, warn
from interviews import scheduling
from interviews.models import Interview
from outreach.moves import PursuitError


@require_POST
def hold(request: AuthedRequest, pk: int) -> HttpResponse:
    """It took place; what came of it is next, then the thanks (P37, P39)."""
    return _step(request, pk, scheduling.hold, "Logged your talk with {name}.", then="interviews:wrap_up")


@require_POST
def cancel(request: AuthedRequest, pk: int) -> HttpResponse:
    """It will not take place."""
    return _step(request, pk, scheduling.cancel, "Cancelled. It does not count as a conversation.")


@require_POST
def no_show(request: AuthedRequest, pk: int) -> HttpResponse:
    """They did not come."""
    return _step(
        request, pk, scheduling.no_show, "Noted that {name} did not come. It happens; a kind word often helps."
    )


@require_POST
def reopen(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take the last step back."""
    return _step(request, pk, scheduling.reopen, "Taken back.", undo=False)


def _step(
    request: AuthedRequest, pk: int, step: Callable[..., None], said: str, *, then: str = "", undo: bool = True
) -> HttpResponse:
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    try:
        step(interview, now=request.now, on=request.on)
    except (scheduling.InterviewError, PursuitError) as refusal:
        warn(request, str(refusal))
        return redirect_to(request, interview)
    undo_url = reverse("interviews:reopen", args=[pk]) if undo else ""
    toast(request, said.format(name=interview.contact.name), undo_url=undo_url)
    return redirect_to(request, reverse(then, args=[pk]) if then else interview)
