"""Confirming a conversation the day before, and its entry for calendars."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from interviews import calendar_entry, confirming, thanks
from interviews.models import Interview
from interviews.scheduling import InterviewError
from interviews.views.rows import when

ICS = "text/calendar; charset=utf-8; method={method}; component=VEVENT"


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: AuthedRequest, pk: int) -> HttpResponse:
    """What to write the day before; a POST records that it stands."""
    interview = _mine(request, pk)
    if request.method == "POST":
        try:
            confirming.confirm(interview)
        except InterviewError as refusal:
            warn(request, str(refusal))
        else:
            undo_url = reverse("interviews:unconfirm", args=[pk])
            toast(request, f"Confirmed: {when(interview, user=request.user, on=request.on)}.", undo_url=undo_url)
        return redirect_to(request, interview)
    if not interview.is_scheduled:
        return redirect_to(request, interview)
    letter = confirming.letter_for(interview, on=request.on)
    address = thanks.address_of(interview.contact)
    context = {
        "interview": interview,
        "when": when(interview, user=request.user, on=request.on),
        "letter": letter,
        "address": address,
        "mailto": letter.mailto(address),
    }
    return render_page(request, "interviews/confirm.html", context)


@require_POST
def unconfirm(request: AuthedRequest, pk: int) -> HttpResponse:
    """It is not confirmed after all."""
    confirming.unconfirm(_mine(request, pk))
    toast(request, "Taken back: it is still to be confirmed.")
    return redirect_to(request, "interviews:confirm", pk)


@require_safe
def my_entry(request: AuthedRequest, pk: int) -> HttpResponse:
    """The conversation as a file for the user's own calendar."""
    interview = _mine(request, pk)
    return _file(interview, calendar_entry.for_me(interview, now=request.now), "talk-with")


@require_safe
def invitation(request: AuthedRequest, pk: int) -> HttpResponse:
    """The conversation as a file to send; it needs an address to invite."""
    interview = _mine(request, pk)
    address = thanks.address_of(interview.contact)
    if not address:
        warn(request, f"An invitation names whom it is for: add {interview.contact.first_name}’s e-mail address first.")
        return redirect_to(request, interview)
    return _file(interview, calendar_entry.to_send(interview, address=address, now=request.now), "invitation-for")


def _file(interview: Interview, entry: calendar_entry.Entry, what: str) -> HttpResponse:
    response = HttpResponse(entry.content, content_type=ICS.format(method=entry.method))
    name = slugify(interview.contact.name) or str(interview.pk)
    response.headers["Content-Disposition"] = f'attachment; filename="{what}-{name}.ics"'
    return response


def _mine(request: AuthedRequest, pk: int) -> Interview:
    return get_object_or_404(Interview.for_user(request.user).for_rows().select_related("contact__owner"), pk=pk)
