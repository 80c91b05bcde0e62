"""What a contact's own page shows, whichever view answers with it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect

from common.htmx import render_page, wants_fragment
from common.requests import AuthedRequest
from contacts import cadence
from contacts.forms.follow_up import FollowUpForm, quick_days
from contacts.forms.interaction import QUICK_LOGS, LogForm
from contacts.models import Contact, ContactPoint, FollowUp, Interaction
from contacts.standing import standing
from contacts.timeline_words import TimelineEntry, exact_day, icon_of, title_of

TIMELINE_PAGE = 20


@dataclass(frozen=True, slots=True)
class Said:
    """How the line in the log box is understood, said back."""

    icon: str
    title: str
    """What it will be: "You met", "Follow-up"."""
    day: str
    rest: str
    asks: bool = False
    """Whether it asks if this is a plan: its day is still to come."""


def show(
    request: AuthedRequest,
    contact: Contact,
    *,
    log_form: LogForm | None = None,
    follow_up_form: FollowUpForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of ``contact``, or for htmx its record alone; the forms given keep what was typed into them."""
    user, on = request.user, request.on
    happened = Interaction.for_user(user).filter(contact=contact).newest_first()
    page = Paginator(happened, TIMELINE_PAGE).get_page(request.GET.get("page"))
    context = {
        "contact": contact,
        "standing": standing(contact, user=user, on=on),
        "is_snoozed": contact.is_active and contact.is_snoozed(on),
        "months": cadence.interval_months(tier=contact.tier, override=contact.cadence_months, user=user),
        "follow_ups": FollowUp.for_user(user).filter(contact=contact).open(),
        "page": page,
        "entries": [TimelineEntry(interaction) for interaction in page],
        "log_form": log_form or LogForm(user=user, on=on, contact=contact),
        "said": said_back(log_form) if log_form else None,
        "follow_up_form": follow_up_form or FollowUpForm(user=user, on=on),
        "quick_logs": QUICK_LOGS,
        "quick_days": quick_days(on),
        "points": contact.points.all(),
        "shared_points": ContactPoint.for_user(user).shared_with(contact),
        "introduced": Contact.for_user(user).filter(introduced_by=contact).by_name(),
    }
    return render_page(request, "contacts/detail.html", context, partial="record", status=status)


def after_change(request: AuthedRequest, contact: Contact) -> HttpResponse:
    """Show what changed: the record anew for htmx, else the page by way of a redirect."""
    return show(request, contact) if wants_fragment(request) else redirect(contact)


def said_back(form: LogForm) -> Said | None:
    """What would become of the line in ``form`` as it stands; ``None`` for an empty one."""
    if form.reading is None or not form.reading.line:
        return None
    day = exact_day(form.reading.day, form.on)
    if form.is_plan or form.asks:
        return Said("bell", "Follow-up", day, form.reading.plan or form.reading.line, asks=not form.is_plan)
    if not form.is_valid():
        return None
    log = form.cleaned_data
    title = title_of(log["kind"], log["direction"])
    return Said(icon_of(log["kind"]), title, exact_day(log["happened_on"], form.on), log["summary"])
