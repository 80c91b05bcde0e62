"""Proposing three times, and taking the one they chose."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from interviews import proposing, thanks
from interviews.clocks import in_both, zone_called
from interviews.free_times import DAYS_LOOKED_THROUGH, suggestions, talks_between
from interviews.models import Proposal
from interviews.planning_forms import SLOTS, ProposalForm
from interviews.scheduling import InterviewError
from interviews.views.planning import after_scheduling
from interviews.views.subject import subject_of
from outreach.moves import PursuitError

KEPT = ("times", "minutes", "why_long", "medium", "place", "timezone")


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: AuthedRequest) -> HttpResponse:
    """Choose three times for ``?contact=``, ``?target=`` or ``?introduction=``; some that suit stand there already."""
    subject = subject_of(request)
    if subject is None:
        return redirect_to(request, "interviews:create")
    timezone = request.GET.get("timezone") or subject.their_timezone()
    form = ProposalForm(
        request.POST or None,
        user=request.user,
        now=request.now,
        contact=subject.contact,
        initial=_initial(request, timezone),
    )
    if request.method == "POST" and form.is_valid():
        details = {name: form.cleaned_data[name] for name in KEPT}
        proposal = proposing.propose(**subject.parts, now=request.now, **details)
        return redirect_to(request, proposal)
    context = {"form": form, "subject": subject}
    return render_page(request, "interviews/propose.html", context, status=422 if form.errors else 200)


def _initial(request: AuthedRequest, timezone: str) -> dict[str, Any]:
    """Times that suit both clocks, by the user's own."""
    if request.method == "POST":
        return {}
    zone, minutes = request.user.zone, 20
    times = suggestions(
        now=request.now,
        mine=zone,
        theirs=zone_called(timezone),
        country=request.user.country,
        busy=talks_between(request.user, request.now, request.now + timedelta(days=2 * DAYS_LOOKED_THROUGH)),
        minutes=minutes,
    )
    initial: dict[str, Any] = {"timezone": timezone, "minutes": minutes}
    for slot, moment in zip(SLOTS, times, strict=False):
        wall: datetime = moment.astimezone(zone)
        initial |= {f"day{slot}": wall.date(), f"time{slot}": wall.time()}
    return initial


@require_safe
def proposal(request: AuthedRequest, pk: int) -> HttpResponse:
    """What to send, and the times to choose from once they answer."""
    found = _mine(request, pk)
    zone = request.user.zone
    letter = proposing.letter_for(found, zone=zone, on=request.on)
    address = thanks.address_of(found.contact)
    theirs = zone_called(found.timezone)
    context = {
        "proposal": found,
        "letter": letter,
        "address": address,
        "mailto": letter.mailto(address),
        "times": [
            (number, in_both(moment, zone, theirs, on=request.on), moment < request.now)
            for number, moment in enumerate(found.times, start=1)
        ],
    }
    return render_page(request, "interviews/proposal.html", context)


@require_POST
def proposal_accept(request: AuthedRequest, pk: int) -> HttpResponse:
    """They took one of them."""
    found = _mine(request, pk)
    number = request.POST.get("number", "")
    try:
        interview = proposing.accept(found, number=int(number) if number in {"1", "2", "3"} else 0, on=request.on)
    except (InterviewError, PursuitError) as refusal:
        warn(request, str(refusal))
        return redirect_to(request, found)
    return after_scheduling(request, interview)


@require_POST
def proposal_withdraw(request: AuthedRequest, pk: int) -> HttpResponse:
    """Nothing came of it: it is not waited for any more."""
    found = _mine(request, pk)
    found.delete()
    toast(request, f"The times for {found.contact.name} are put away.")
    return redirect_to(request, "interviews:list")


def _mine(request: AuthedRequest, pk: int) -> Proposal:
    rows = Proposal.for_user(request.user).for_rows().select_related("contact__owner", "interview")
    return get_object_or_404(rows, pk=pk)
