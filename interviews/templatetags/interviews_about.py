"""What other floors' pages show of interviews."""

from typing import Any

from django import template
from django.utils.dateformat import format as date_format

from contacts.finding.found import Found, Group
from contacts.models import Contact
from interviews.clocks import beside_it, zone_called
from interviews.models import Interview
from interviews.with_person import interviews_with

register = template.Library()

MOST_FOUND = 3


@register.inclusion_tag("interviews/_of_contact.html")
def interviews_of(contact: Contact) -> dict[str, Any]:
    """The conversations with ``contact``, newest first, as list rows; nothing when there are none. One query."""
    return {"interviews": _interviews(contact)}


@register.inclusion_tag("interviews/_next_of_contact.html", takes_context=True)
def interviews_next_of(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """The conversations with ``contact`` that want something: scheduled, or to be thanked for.

    No query more after ``interviews_of``.
    """
    wanting = [interview for interview in _interviews(contact) if interview.is_scheduled or interview.owes_thanks]
    zone = context["request"].user.zone
    for interview in wanting:
        theirs = zone_called(interview.timezone)
        vars(interview)["beside"] = beside_it(interview.starts_at, zone, theirs, on=context["request"].on)
    return {"interviews": wanting[::-1], "request": context["request"]}


def _interviews(contact: Contact) -> list[Interview]:
    """All of them, newest first; a page asks twice for them, so they stay with the contact it shows."""
    kept: dict[str, list[Interview]] = vars(contact).setdefault("_interviews", {})
    if "all" not in kept:
        kept["all"] = interviews_with(contact)
    return kept["all"]


@register.simple_tag(takes_context=True)
def interviews_found(context: dict[str, Any], words: str) -> Group:
    """The user's interviews with people of that name, the latest first, for the search box; one query."""
    user = context["request"].user
    people = Contact.for_user(user).called(words).values("pk")
    found = Interview.for_user(user).for_lists().filter(contact__in=people).order_by("-starts_at", "-pk")
    lines = [
        Found(
            url=interview.get_absolute_url(),
            title=f"Interview with {interview.contact.name}",
            note=date_format(interview.starts_at.astimezone(user.zone), "j F Y, H:i"),
            icon="message-circle",
            tag="" if interview.is_scheduled else interview.get_state_display(),
        )
        for interview in found[:MOST_FOUND]
    ]
    return Group(key="interviews", title="Interviews", lines=lines)
