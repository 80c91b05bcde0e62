"""What becomes of a day that matters, this time round: greeted, let pass, or open again after all."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts import contact_page
from contacts.models import Occasion
from contacts.occasions import rounds
from contacts.occasions.rounds import Round


@require_POST
def occasion_greeted(request: AuthedRequest, pk: int) -> HttpResponse:
    """Log the wishes; a second press changes nothing."""
    occasion, kept = _occasion(request, pk)
    if not kept.is_open(request.on):
        return _settled(request, occasion)
    rounds.greet(occasion, kept, on=request.on)
    toast(request, f"Logged: you wished {occasion.contact.name} well.", undo_url=_undo(pk))
    return _back(request, occasion)


@require_POST
def occasion_pass(request: AuthedRequest, pk: int) -> HttpResponse:
    """Not this year."""
    occasion, kept = _occasion(request, pk)
    if not kept.is_open(request.on):
        return _settled(request, occasion)
    rounds.let_pass(occasion, kept)
    toast(request, "Not this year. Next year it comes up again.", undo_url=_undo(pk))
    return _back(request, occasion)


@require_POST
def occasion_take_back(request: AuthedRequest, pk: int) -> HttpResponse:
    """Open this year's again, with what was logged taken back."""
    occasion, kept = _occasion(request, pk)
    if kept.is_settled:
        rounds.take_back(occasion, on=request.on)
        toast(request, "Taken back.")
    return _back(request, occasion)


def _occasion(request: AuthedRequest, pk: int) -> tuple[Occasion, Round]:
    mine = Occasion.for_user(request.user).select_related("contact__organization", "contact__owner", "greeting")
    occasion = get_object_or_404(mine, pk=pk)
    return occasion, rounds.round_of(occasion, request.on, notice_days=request.user.occasion_notice_days)


def _undo(pk: int) -> str:
    return reverse("contacts:occasion_take_back", args=[pk])


def _settled(request: AuthedRequest, occasion: Occasion) -> HttpResponse:
    warn(request, "That was already taken care of. Nothing was changed.")
    return _back(request, occasion)


def _back(request: AuthedRequest, occasion: Occasion) -> HttpResponse:
    also = ["next", "timeline"]
    return contact_page.after_amending(request, occasion.contact, focus=f"occasion-{occasion.pk}", also=also)
