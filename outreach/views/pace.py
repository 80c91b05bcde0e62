"""The user's pace: so many attempts a day, and a holiday from all of them; and somebody who is out of office."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from outreach import holds, words
from outreach.models import Pace
from outreach.pace_forms import AwayForm, HolidayForm, PaceForm
from outreach.views.targets import target_of


@require_http_methods(["GET", "POST"])
def pace(request: AuthedRequest) -> HttpResponse:
    """Both on one page; a POST keeps the cap."""
    form = PaceForm(request.POST or None, user=request.user, instance=Pace.of(request.user))
    if form.is_valid():
        form.save()
        toast(request, f"At most {form.instance.attempts_a_day} a day from now on.")
        return redirect_to(request, "outreach:pace")
    return _show(request, form, HolidayForm(user=request.user), status=422 if form.is_bound else 200)


@require_POST
def rest(request: AuthedRequest) -> HttpResponse:
    """Go on holiday: nothing is due, and what lies ahead moves by as many business days."""
    form = HolidayForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            holds.rest(request.user, on=request.on, **form.cleaned_data)
        except holds.HoldError as refusal:
            form.add_error(None, str(refusal))
        else:
            until = words.full_day(form.cleaned_data["last"], request.on)
            toast(request, f"Your outreach rests until {until}. What lies ahead moved by as many business days.")
            return redirect_to(request, "outreach:pace")
    return _show(request, PaceForm(user=request.user, instance=Pace.of(request.user)), form, status=422)


@require_POST
def come_back(request: AuthedRequest) -> HttpResponse:
    """End the holiday."""
    holds.come_back(request.user, on=request.on)
    toast(request, "Welcome back. The days you did not take are given back.")
    return redirect_to(request, "outreach:pace")


@require_POST
def target_away(request: AuthedRequest, pk: int) -> HttpResponse:
    """They are out of office: nothing goes to them before the business day after they are back."""
    target = target_of(request, pk)
    form = AwayForm(request.POST, user=request.user)
    if not form.is_valid():
        warn(request, "Choose the day they are back.")
        return redirect_to(request, target)
    try:
        holds.out_of_office(target, on=request.on, **form.cleaned_data)
    except holds.HoldError as refusal:
        warn(request, str(refusal))
    else:
        target.refresh_from_db()
        toast(request, f"Noted. {words.what_follows(target, request.on)}".strip())
    return redirect_to(request, target)


def _show(request: AuthedRequest, form: PaceForm, holiday: HolidayForm, *, status: int) -> HttpResponse:
    return render_page(
        request,
        "outreach/pace.html",
        {
            "form": form,
            "holiday": holiday,
            "pace": Pace.of(request.user),
            "held": holds.held(request.user, on=request.on),
        },
        status=status,
    )
