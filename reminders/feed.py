"""What is ahead, for calendars that follow a secret address (RFC 5545): talks by the hour, due dates as whole days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from accounts.models import User
from common.agenda import AgendaItem, Kind
from interviews.calendar_entry import event_for_me
from interviews.models import Interview
from reminders.agenda import dated
from reminders.cards import soonest
from reminders.models import CalendarFeed

PRODUCT = "-//Rapport//Calendar feed//EN"
READ_AGAIN_AFTER = timedelta(hours=1)
"""What calendars are asked for; Google takes its own time, up to a day."""
AHEAD = timedelta(days=180)
BACK = timedelta(days=90)

SHOWN_OTHERWISE = {Kind.INTERVIEW_TODAY, Kind.DEBRIEF}
"""A talk stands there itself; how it went is asked once it is over."""
_A_DAY = timedelta(days=1)


def feed_at(token: str) -> CalendarFeed | None:
    """The feed whose secret is ``token``, with its owner; ``None`` for a token that is none, or not any more."""
    return CalendarFeed.unscoped.select_related("owner").filter(token=token, owner__is_active=True).first()


def written(feed: CalendarFeed, *, now: datetime) -> bytes:
    """The calendar of ``feed`` as of the moment ``now``; the same bytes all day while nothing changes.

    The number of queries does not depend on how much there is.
    """
    owner = feed.owner
    on = owner.local_date(now)
    made = datetime.combine(on, time(), tzinfo=owner.zone).astimezone(UTC)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", "Rapport")
    calendar.add("x-wr-calname", "Rapport")
    calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    if feed.shows_talks:
        for talk in _talks(owner, now=now):
            calendar.add_component(event_for_me(talk, now=made))
    for event in _due(feed, on=on, now=now):
        event.add("dtstamp", made)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _talks(owner: User, *, now: datetime) -> Iterator[Interview]:
    """Those to come and those that took place lately; what was called off is gone from calendars as well."""
    rows = Interview.for_user(owner).without_texts().select_related("contact").filter(starts_at__gte=now - BACK)
    for talk in rows.order_by("starts_at", "pk"):
        if talk.is_scheduled or talk.is_held:
            talk.contact.owner = owner
            yield talk


def _due(feed: CalendarFeed, *, on: date, now: datetime) -> Iterator[Event]:
    """Due dates from today on; of what is due by now as much as fits into a day, and one line for the rest."""
    owner = feed.owner
    found = [
        item
        for item in dated(owner, on=on, now=now, until=on + AHEAD)
        if item.kind not in SHOWN_OTHERWISE and not feed.is_without(item.kind)
    ]
    due = sorted((item for item in found if item.due_on <= on), key=lambda item: soonest(item, on))
    for item in due[: owner.day_cap]:
        yield _whole_day(
            on, _key(item), item.title, about="\n".join(filter(None, (item.why, item.context))), path=item.url
        )
    if len(due) > owner.day_cap:
        yield _whole_day(
            on,
            f"more-{owner.pk}",
            f"And {len(due) - owner.day_cap} more in Rapport",
            about="The rest of what is due, when you have the time.",
            path=reverse("reminders:today"),
        )
    for item in sorted((item for item in found if item.due_on > on), key=lambda item: (item.due_on, _key(item))):
        # Why it is due is said anew on its day.
        about = item.person.headline if item.person else ""
        yield _whole_day(item.due_on, _key(item), item.title, about=about, path=item.url)


def _key(item: AgendaItem) -> str:
    return f"{item.kind}-{item.key}"


def _whole_day(day: date, key: str, title: str, *, about: str, path: str) -> Event:
    url = settings.SITE_URL + path
    event = Event()
    event.add("uid", f"due-{key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstart", day)
    event.add("dtend", day + _A_DAY)
    event.add("summary", title)
    event.add("description", "\n".join(filter(None, (about, url))))
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
