"""Moving a card on the board, by hand, by keyboard or without script."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.htmx import redirect_to, render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast, warn
from outreach import board, moves, placing, words
from outreach.models import Target
from outreach.moves import PursuitError
from outreach.views.campaigns import board_context

PLACES = {place.key: place.title for place in board.PLACES}


@require_POST
def target_place(request: AuthedRequest, pk: int) -> HttpResponse:
    """Put a card into another column; what that may not follow says why and what may."""
    target = get_object_or_404(Target.for_user(request.user).for_rows().select_related("campaign__owner"), pk=pk)
    place = request.POST.get("place", "")
    if place not in PLACES:
        raise Http404("No such place.")
    try:
        move = placing.put(target, place, on=request.on)
    except placing.NeedsMoreError as more:
        if more.asks == "meeting":
            return redirect_to(request, f"{reverse('interviews:create')}?target={target.pk}")
        return redirect_to(request, f"{target.get_absolute_url()}?do={more.asks}#{more.asks}")
    except PursuitError as refusal:
        warn(request, str(refusal))
    else:
        if move is not None:
            said = f"{target.contact.name}: {PLACES[place].lower()}. {words.what_follows(target, request.on)}"
            undo_url = reverse("outreach:move_undo", args=[move.pk]) if move.kind in moves.UNDOABLE else ""
            toast(request, f"{said} {words.stopped_elsewhere(move)}".strip(), undo_url=undo_url)
    if wants_fragment(request):
        return render_page(request, "outreach/detail.html", board_context(request, target.campaign), partial="board")
    return redirect_to(request, target.campaign)
