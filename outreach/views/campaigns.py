"""Campaigns, and the board of each."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from outreach import board, campaigns, crowding, due_calendar, effort, holds
from outreach.forms import CampaignForm
from outreach.models import LIVE, Campaign, CampaignKind, Reference, Target


@require_GET
def campaign_list(request: AuthedRequest) -> HttpResponse:
    """All campaigns, open ones first, each with how its people stand."""
    found = Campaign.for_user(request.user).for_cards().by_state()
    cards = [(campaign, board.tally(target.state for target in campaign.targets.all())) for campaign in found]
    return render_page(
        request,
        "outreach/list.html",
        {
            "held": holds.held(request.user, on=request.on),
            "open_cards": [card for card in cards if card[0].closed_on is None],
            "closed_cards": [card for card in cards if card[0].closed_on is not None],
        },
    )


@require_http_methods(["GET", "POST"])
def create(request: AuthedRequest) -> HttpResponse:
    """A new campaign, with its goal (P04)."""
    form = CampaignForm(request.POST or None, user=request.user, initial={"started_on": request.on})
    if form.is_valid():
        campaign = form.keep(on=request.on)
        toast(request, f"“{campaign}” is started. Now choose whom to reach.")
        return redirect_to(request, campaign)
    return render_page(
        request,
        "outreach/form.html",
        {"form": form, "is_brief_empty": campaigns.is_brief_empty(request.user)},
        status=422 if form.is_bound else 200,
    )


@require_GET
def detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """The board; ``?view=list`` shows a plain list, soonest due first, ``?view=calendar`` a month of what is due."""
    campaign = get_object_or_404(Campaign.for_user(request.user).select_related("own_policy"), pk=pk)
    view = request.GET.get("view", "")
    shown = board_context(request, campaign, is_list=view in ("list", "calendar"))
    first = due_calendar.first_of(request.GET.get("month", ""), request.on)
    return render_page(
        request,
        "outreach/detail.html",
        {
            **shown,
            "month": due_calendar.month(shown["cards"], first, on=request.on) if view == "calendar" else None,
            "held": holds.held(request.user, on=request.on) if campaign.closed_on is None else None,
            "week": effort.campaign_week(campaign, request.on) if campaign.weekly_goal else None,
            "speaking": Reference.for_user(request.user).speaking().count()
            if campaign.kind == CampaignKind.REFERENCES
            else None,
            "told": campaigns.told(request.user) if campaign.kind == CampaignKind.ANNOUNCEMENT else None,
        },
    )


def board_context(request: AuthedRequest, campaign: Campaign, *, is_list: bool = False) -> dict[str, Any]:
    """What the board or the list shows of ``campaign``, in a constant number of queries."""
    targets = list(Target.for_user(request.user).filter(campaign=campaign).for_board())
    live = [target.contact for target in targets if target.state in LIVE]
    crowds = crowding.crowds(live, user=request.user, campaign=campaign) if campaign.closed_on is None else {}
    cards = [
        board.card(target, on=request.on, crowds=crowds.get(target.contact_id, ()) if target.state in LIVE else ())
        for target in targets
    ]
    return {
        "campaign": campaign,
        "is_list": is_list,
        "cards": cards,
        "due_count": sum(card.is_due for card in cards),
        "columns": [] if is_list else board.columns(cards, campaign.kind),
    }


@require_http_methods(["GET", "POST"])
def update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Another name, goal or start."""
    campaign = get_object_or_404(Campaign.for_user(request.user), pk=pk)
    form = CampaignForm(request.POST or None, user=request.user, instance=campaign)
    if form.is_valid():
        form.keep(on=request.on)
        toast(request, "Saved.")
        return redirect_to(request, campaign)
    return render_page(
        request,
        "outreach/form.html",
        {"form": form, "campaign": Campaign.for_user(request.user).get(pk=pk)},
        status=422 if form.is_bound else 200,
    )


@require_POST
def close(request: AuthedRequest, pk: int) -> HttpResponse:
    """End it: reminders stop, everything stays."""
    campaign = get_object_or_404(Campaign.for_user(request.user), pk=pk)
    campaigns.close(campaign, on=request.on)
    toast(request, f"“{campaign}” is closed. Its reminders stop; everything in it stays.")
    return redirect_to(request, campaign)


@require_POST
def reopen(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    campaign = get_object_or_404(Campaign.for_user(request.user), pk=pk)
    campaigns.reopen(campaign)
    toast(request, f"“{campaign}” is open again.")
    return redirect_to(request, campaign)


@require_http_methods(["GET", "POST"])
def delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Say what would go, then let it go."""
    campaign = get_object_or_404(Campaign.for_user(request.user), pk=pk)
    if request.method == "POST":
        campaign.delete()
        toast(request, f"“{campaign}” is deleted.")
        return redirect_to(request, "outreach:list")
    return render_page(
        request, "outreach/delete.html", {"campaign": campaign, "contents": campaigns.contents_of(campaign)}
    )
