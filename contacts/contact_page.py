"""What a contact's own page shows, whichever view answers with it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect

from common.htmx import render_page, wants_fragment
from common.requests import AuthedRequest
from contacts import cadence
from contacts.forms.follow_up import FollowUpForm, quick_days
from contacts.forms.interaction import QUICK_LOGS, InteractionForm
from contacts.models import Contact, ContactPoint, Direction, FollowUp, Interaction, InteractionKind
from contacts.standing import standing

TIMELINE_PAGE = 20

_ICONS = {
    InteractionKind.EMAIL: "mail",
    InteractionKind.CALL: "phone",
    InteractionKind.MESSAGE: "message-circle",
    InteractionKind.MEETING: "coffee",
    InteractionKind.LETTER: "mailbox",
    InteractionKind.OTHER: "point",
}
_TITLES = {
    (InteractionKind.EMAIL, Direction.OUTGOING): "You e-mailed",
    (InteractionKind.EMAIL, Direction.INCOMING): "They e-mailed",
    (InteractionKind.EMAIL, Direction.MUTUAL): "You e-mailed each other",
    (InteractionKind.CALL, Direction.OUTGOING): "You called",
    (InteractionKind.CALL, Direction.INCOMING): "They called",
    (InteractionKind.CALL, Direction.MUTUAL): "You talked on the phone",
    (InteractionKind.MESSAGE, Direction.OUTGOING): "You sent a message",
    (InteractionKind.MESSAGE, Direction.INCOMING): "They sent a message",
    (InteractionKind.MESSAGE, Direction.MUTUAL): "You exchanged messages",
    (InteractionKind.MEETING, Direction.OUTGOING): "You went to see them",
    (InteractionKind.MEETING, Direction.INCOMING): "They came to see you",
    (InteractionKind.MEETING, Direction.MUTUAL): "You met",
    (InteractionKind.LETTER, Direction.OUTGOING): "You wrote a letter or card",
    (InteractionKind.LETTER, Direction.INCOMING): "They wrote a letter or card",
    (InteractionKind.LETTER, Direction.MUTUAL): "You wrote to each other",
    (InteractionKind.OTHER, Direction.OUTGOING): "You reached out",
    (InteractionKind.OTHER, Direction.INCOMING): "They reached out",
    (InteractionKind.OTHER, Direction.MUTUAL): "You were in touch",
}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One interaction as the timeline says it."""

    interaction: Interaction

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return _ICONS[InteractionKind(self.interaction.kind)]

    @property
    def title(self) -> str:
        """Who did what: "They called"."""
        return _TITLES[InteractionKind(self.interaction.kind), Direction(self.interaction.direction)]


def show(
    request: AuthedRequest,
    contact: Contact,
    *,
    log_form: InteractionForm | None = None,
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
        "log_form": log_form or InteractionForm(user=user, on=on),
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
