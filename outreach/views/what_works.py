"""What works: the user's own attempts, counted and drawn."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from common.htmx import render_page
from common.requests import AuthedRequest
from outreach import effort
from outreach.models import Attempt, Campaign, Target
from outreach.what_works import funnel, habit, shares, timing


@require_GET
def what_works(request: AuthedRequest) -> HttpResponse:
    """Answers, time, funnel and effort over all campaigns; ``?campaign=3`` narrows to one. The same few queries."""
    named = request.GET.get("campaign", "")
    campaign = None
    if named:
        key = int(named) if named.isascii() and named.isdigit() and len(named) < 19 else 0
        campaign = get_object_or_404(Campaign.for_user(request.user), pk=key)
    attempts, targets = Attempt.for_user(request.user), Target.for_user(request.user)
    if campaign is not None:
        attempts, targets = attempts.filter(target__campaign=campaign), targets.filter(campaign=campaign)
    else:
        targets = targets.asking()
    goal = campaign.weekly_goal if campaign is not None else request.user.weekly_goal
    far = funnel.funnel_of(targets)
    return render_page(
        request,
        "outreach/what_works.html",
        {
            "campaign": campaign,
            "campaigns": Campaign.for_user(request.user).by_state(),
            "funnel": far,
            "asked": far.count(funnel.ASKED),
            "answered": far.count(funnel.ANSWERED),
            "splits": shares.splits(attempts),
            "timing": timing.timing(attempts),
            "habit": habit.habit(attempts, goal=goal, on=request.on),
            "research": effort.RESEARCH,
        },
    )
