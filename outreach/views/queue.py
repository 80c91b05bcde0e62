"""Whom to ask next in a campaign: add them, or pass them over for now (P06)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Contact
from outreach import campaigns, queue, targeting, words
from outreach.models import Campaign, Skip

SHOWN = 6


@require_GET
def campaign_next(request: AuthedRequest, pk: int) -> HttpResponse:
    """The next few, best first, each with why."""
    campaign = get_object_or_404(Campaign.for_user(request.user), pk=pk)
    found = queue.candidates(campaign, request.user, on=request.on, limit=SHOWN) if campaign.closed_on is None else []
    return render_page(
        request,
        "outreach/next.html",
        {"campaign": campaign, "found": found, "is_brief_empty": campaigns.is_brief_empty(request.user)},
    )


@require_POST
def campaign_next_add(request: AuthedRequest, pk: int) -> HttpResponse:
    """Bring one in, with the reason that was proposed."""
    campaign = get_object_or_404(Campaign.for_user(request.user).open(), pk=pk)
    contact = _contact(request)
    proposed = queue.candidate(campaign, request.user, contact, on=request.on)
    with targeting.recording(request.user, [contact.pk], now=request.now) as ledger:
        pick = targeting.Pick(contact=contact, reason=proposed.reason)
        added = targeting.add_targets(campaign=campaign, picks=[pick], on=request.on)
        ledger.sentence = words.joined(len(added.targets), campaign)
    said = words.added(added, campaign)
    if added.targets:
        toast(request, said, undo_url=ledger.change.undo_url if ledger.change else "")
    else:
        warn(request, said)
    return redirect_to(request, "outreach:next", pk=pk)


@require_POST
def campaign_next_skip(request: AuthedRequest, pk: int) -> HttpResponse:
    """Pass one over for a month."""
    campaign = get_object_or_404(Campaign.for_user(request.user), pk=pk)
    skipped = queue.skip(campaign, _contact(request), on=request.on)
    toast(
        request,
        f"{skipped.contact.name} is not proposed here before {words.full_day(skipped.until, request.on)}.",
        undo_url=reverse("outreach:skip_undo", args=[skipped.pk]),
    )
    return redirect_to(request, "outreach:next", pk=pk)


@require_POST
def skip_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """Propose them again."""
    skipped = get_object_or_404(Skip.for_user(request.user).select_related("contact"), pk=pk)
    skipped.delete()
    toast(request, f"{skipped.contact.name} is proposed again.")
    return redirect_to(request, "outreach:next", pk=skipped.campaign_id)


def _contact(request: AuthedRequest) -> Contact:
    text = request.POST.get("contact", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404("Nobody is named.")
    return get_object_or_404(Contact.for_user(request.user).select_related("organization"), pk=int(text))
