"""Today: whom to contact now, why, and what to say."""

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from common.htmx import render_page, wants_fragment
from common.requests import AuthedRequest
from contacts.network.giving import LIGHT_TOUCHES
from reminders.forms import LONGEST_REST
from reminders.morning import morning_of
from reminders.wording import snooze_choices


@require_GET
def today(request: AuthedRequest) -> HttpResponse:
    """The morning; ``?all=1`` also shows whoever can wait."""
    return show_today(request, everything=request.GET.get("all") == "1")


def show_today(request: AuthedRequest, *, everything: bool = False, status: int = 200) -> HttpResponse:
    """The page, or for htmx its changing parts: what the agenda's own actions answer with as well."""
    context = {
        "touches": LIGHT_TOUCHES,
        "morning": morning_of(request.user, on=request.on, now=request.now, everything=everything),
        "everything": everything,
        "snooze_choices": snooze_choices(request.on),
        "snooze_dates": (request.on + timedelta(days=1), request.on + LONGEST_REST),
        "is_fragment": wants_fragment(request),
    }
    return render_page(request, "reminders/today.html", context, partial="agenda", status=status)
