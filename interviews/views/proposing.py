"""Proposing three times, and taking the one they chose."""

from datetime import timedelta
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
from interviews.when_forms import THEIRS
from outreach.moves import PursuitError

SAID = ("clock", "timezone", "minutes", "why_long", "medium", "place")
KEPT = ("times", "minutes", "why_long", "medium", "place", "timezone")


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: AuthedRequest) -> HttpResponse:
    """Choose three times for ``?contact=``, ``?target=`` or ``?introduction=``; some that suit stand there already.

    A POST with ``suggest`` asks for times anew, for the clocks chosen in the form.
    """
    subject = subject_of(request)
    if subject is None:
        return redirect_to(request, "interviews:create")
    if request.method == "POST" and "suggest" not in request.POST:
        form = ProposalForm(request.POST, user=request.user, now=request.now, contact=subject.contact)
        if form.is_valid():
            details = {name: form.cleaned_data[name] for name in KEPT}
            return redirect_to(request, proposing.propose(**subject.parts, now=request.now, **details))
    else:
        said = {name: request.POST[name] for name in SAID if name in request.POST}
        form = ProposalForm(
            user=request.user,
            now=request.now,
            contact=subject.contact,
            initial=_suggested(request, {"timezone": subject.their_timezone(), "minutes": "20", **said}),
        )
    context = {"form": form, "subject": subject}
    return render_page(request, "interviews/propose.html", context, status=422 if form.errors else 200)


def _suggested(request: AuthedRequest, said: dict[str, str]) -> dict[str, Any]:
    """What was ``said`` in the form, and times that suit both clocks, by the clock chosen there."""
    theirs = zone_called(said["timezone"])
    times = suggestions(
        now=request.now,
        mine=request.user.zone,
        theirs=theirs,
        country=request.user.country,
        busy=talks_between(request.user, request.now, request.now + timedelta(days=2 * DAYS_LOOKED_THROUGH)),
        minutes=int(said["minutes"]) if said["minutes"] in map(str, range(5, 241)) else 20,
    )
    initial: dict[str, Any] = dict(said)
    for slot, moment in zip(SLOTS, times, strict=False):
        wall = moment.astimezone(theirs if theirs and said.get("clock") == THEIRS else request.user.zone)
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
