"""What an event's page shows, whichever view answers with it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from common.htmx import render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast
from contacts.events import Met, follow_up_days
from contacts.forms.event import LineForm, MeetForm
from contacts.models import Contact, Event, FollowUp, Interaction, Organization
from contacts.standing import named

ORGANIZATIONS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody of an event: met there, or hoped for."""

    contact: Contact
    lines: Sequence[str]
    """What one talked about; usually one line, two where two people turned out to be one."""
    plans: Sequence[tuple[FollowUp, str]]
    """What one will do, or did, for them, each said without the event that the page is about."""
    is_met: bool

    @property
    def line(self) -> str:
        """All of it."""
        return "\n".join(line for line in self.lines if line)


def guests_of(event: Event) -> list[Guest]:
    """Everybody of ``event``, the last one noted first; three queries."""
    lines: dict[int, list[str]] = defaultdict(list)
    last: dict[int, int] = {}
    for interaction in Interaction.for_user(event.owner).filter(event=event).order_by("pk"):
        lines[interaction.contact_id].append(interaction.summary)
        last[interaction.contact_id] = interaction.pk
    follow_ups: dict[int, list[FollowUp]] = defaultdict(list)
    for follow_up in FollowUp.for_user(event.owner).filter(event=event).order_by("due_on", "pk"):
        follow_ups[follow_up.contact_id].append(follow_up)
    people = event.people.select_related("organization").order_by("pk")
    return [
        Guest(
            contact=contact,
            lines=lines.get(contact.pk, ()),
            plans=[(one, _bare(one.what, event, contact)) for one in follow_ups.get(contact.pk, ())],
            is_met=contact.pk in lines,
        )
        for contact in sorted(people, key=lambda one: last.get(one.pk, one.pk), reverse=True)
    ]


def _bare(what: str, event: Event, contact: Contact) -> str:
    return what.removesuffix(f" after {event.name}").removeprefix(f"At {event.name}, ask {contact.first_name}: ")


def show(
    request: AuthedRequest,
    event: Event,
    *,
    form: MeetForm | None = None,
    said: str = "",
    mistaken: Contact | None = None,
    line: tuple[Contact, LineForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of ``event``, or for htmx what changes as someone is noted.

    ``said`` is what just happened; ``mistaken`` was taken for the one typed by their name alone; ``line`` is what could
    not be noted of somebody, and why.
    """
    guests = guests_of(event)
    is_ahead = event.on > request.on
    context: dict[str, Any] = {
        "event": event,
        "form": form or MeetForm(user=request.user, on=request.on),
        "chips": follow_up_days(request.on),
        "met": [guest for guest in guests if guest.is_met],
        "hoped": [guest for guest in guests if not guest.is_met],
        "is_ahead": is_ahead,
        "said": said,
        "mistaken": mistaken,
        "line_of": line[0] if line else None,
        "line_form": line[1] if line else None,
        "is_fragment": wants_fragment(request),
        "listen_for": Organization.for_user(request.user).wanted().with_people_count()[:ORGANIZATIONS_SHOWN]
        if is_ahead
        else [],
    }
    return render_page(request, "contacts/event_detail.html", context, partial="guests", status=status)


def after_change(
    request: AuthedRequest, event: Event, *, said: str, undo_url: str = "", mistaken: Contact | None = None
) -> HttpResponse:
    """Say what changed: beside the fields for htmx, else on the page anew."""
    if not wants_fragment(request):
        toast(request, said, undo_url=undo_url)
        return redirect(event)
    if undo_url:
        toast(request, said, undo_url=undo_url)
        said = ""
    return show(request, event, said=said, mistaken=mistaken)


def what_was_noted(met: Sequence[Met], *, due_on: date | None, is_ahead: bool, on: date) -> str:
    """What became of a note: "Ana Silva is noted. Rapport reminds you tomorrow to write."."""
    names = [one.contact.name for one in met]
    who = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    noted = f"{who} {'is' if len(names) == 1 else 'are'} noted."
    if due_on is not None and not is_ahead:
        noted += f" Rapport reminds you {_when(due_on, on)} to write."
    return noted


def _when(day: date, on: date) -> str:
    return named(day, on) if (day - on).days <= 1 else f"on {named(day, on)}"
