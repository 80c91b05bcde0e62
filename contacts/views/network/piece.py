"""One person's piece of the map."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from common.htmx import render_page
from common.requests import AuthedRequest
from contacts.models import Contact
from contacts.network.piece import piece_of, with_chain


@require_GET
def piece(request: AuthedRequest, pk: int) -> HttpResponse:
    """Who led to them, whom they led to, and who shares a place with them (P03, P27): a page, or a part of theirs."""
    contact = get_object_or_404(with_chain(Contact.for_user(request.user)), pk=pk)
    contact.owner = request.user
    context = {"contact": contact, "piece": piece_of(contact, on=request.on)}
    return render_page(request, "contacts/network/piece.html", context, partial="piece")
