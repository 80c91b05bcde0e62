"""What they said since the last attempt: it was the answer, or it was none."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.htmx import redirect_to
from common.requests import AuthedRequest
from common.toasts import toast, warn
from outreach import pursuit, unnoted, words
from outreach.models import Target
from outreach.moves import PursuitError


@require_POST
def target_noted(request: AuthedRequest, pk: int) -> HttpResponse:
    """It was the answer: the attempts stop in every campaign; what stands in the timeline stays as it is."""
    target = get_object_or_404(Target.for_user(request.user).for_rows(), pk=pk)
    try:
        move = pursuit.note_word(target, on=request.on)
    except PursuitError as refusal:
        warn(request, str(refusal))
        return redirect_to(request, target)
    said = f"Noted as the answer. The attempts with {target.contact.first_name} stop here."
    toast(
        request,
        " ".join(filter(None, [said, words.stopped_elsewhere(move)])),
        undo_url=reverse("outreach:move_undo", args=[move.pk]),
    )
    return redirect_to(request, target)


@require_POST
def target_no_answer(request: AuthedRequest, pk: int) -> HttpResponse:
    """It was none, say a notice of absence or another matter: the attempts go on as they were dated."""
    target = get_object_or_404(Target.for_user(request.user).for_rows(), pk=pk)
    unnoted.wave(target)
    toast(request, " ".join(filter(None, ["Noted: no answer yet.", words.what_follows(target, request.on)])))
    return redirect_to(request, target)
