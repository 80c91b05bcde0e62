"""The month: own conversations, people's days, and what is due."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from common.htmx import render_page
from common.requests import AuthedRequest
from outreach.due_calendar import first_of
from reminders.month import month_of


@require_safe
def calendar(request: AuthedRequest) -> HttpResponse:
    """The month that ``?month=2026-12`` names, else this one."""
    first = first_of(request.GET.get("month", ""), request.on)
    month = month_of(request.user, first, on=request.on, now=request.now)
    return render_page(request, "reminders/calendar.html", {"month": month})
