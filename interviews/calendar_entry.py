"""An interview as calendars read it (RFC 5545, RFC 5546): one entry for the user, one to send; pure.

Moments are given in UTC, without a VTIMEZONE: a conversation is one moment, does not recur, and each calendar shows it
by its own clock. Both clocks stand in the description for people.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from interviews.clocks import in_both, zone_called
from interviews.models import Interview, InterviewState

PRODUCT = "-//Rapport//Interviews//EN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A calendar file, and what it asks a calendar to do."""

    content: bytes
    method: str


def event_for_me(interview: Interview, *, now: datetime) -> Event:
    """What ``for_me`` holds, for a calendar of several."""
    contact = interview.contact
    return _event(interview, f"Talk with {contact.name}", first=contact.owner.zone, now=now)


def for_me(interview: Interview, *, now: datetime) -> Entry:
    """The entry for the user's own calendar, made at the moment ``now``: PUBLISH, or CANCEL once it is cancelled.

    Wants ``contact`` and its ``owner`` at hand. No attendee: reading it in invites nobody.
    """
    return _entry(interview, event_for_me(interview, now=now), "PUBLISH")


def to_send(interview: Interview, *, address: str, now: datetime) -> Entry:
    """The invitation to the other person at ``address``, made at the moment ``now``: REQUEST, or CANCEL."""
    contact = interview.contact
    owner = contact.owner
    theirs = zone_called(interview.timezone) or owner.zone
    event = _event(interview, f"Talk with {owner.name or owner.email}", first=theirs, now=now)
    attendee = _somebody(address, contact.name)
    attendee.params.update(CUTYPE=vText("INDIVIDUAL"), ROLE=vText("REQ-PARTICIPANT"))
    attendee.params.update(PARTSTAT=vText("NEEDS-ACTION"), RSVP=vText("TRUE"))
    event.add("attendee", attendee, encode=False)
    return _entry(interview, event, "REQUEST")


def _event(interview: Interview, summary: str, *, first: ZoneInfo, now: datetime) -> Event:
    owner = interview.contact.owner
    theirs = zone_called(interview.timezone)
    second = owner.zone if first != owner.zone else theirs
    on = interview.starts_at.astimezone(first).date()
    said = in_both(interview.starts_at, first, second, on=on)
    event = Event()
    event.add("uid", interview.uid)
    event.add("sequence", interview.sequence)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", interview.starts_at.astimezone(UTC))
    event.add("dtend", interview.ends_at.astimezone(UTC))
    event.add("summary", summary)
    event.add("description", f"{said}. {interview.minutes} minutes {interview.by_medium}.")
    if interview.place:
        event.add("location", interview.place)
    if interview.place_link:
        event.add("url", interview.place_link)
    event.add("organizer", _somebody(owner.email, owner.name), encode=False)
    event.add("status", "CANCELLED" if interview.state == InterviewState.CANCELLED else "CONFIRMED")
    return event


def _somebody(address: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{address}")
    if name:
        found.params["CN"] = vText(name)
    return found


def _entry(interview: Interview, event: Event, method: str) -> Entry:
    method = "CANCEL" if interview.state == InterviewState.CANCELLED else method
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return Entry(content=calendar.to_ical(), method=method)
