"""The calendar feed: what calendars read at the secret address, how often, and how it is changed and ended."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
import vobject
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event

from accounts.models import User
from interviews.models import InterviewState
from reminders.models import CalendarFeed
from reminders.views.feed import READS_AN_HOUR
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, FollowUpFactory, InterviewFactory

PAGE = "/calendar/feed/"


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def feed(alice: User) -> CalendarFeed:
    return CalendarFeed.unscoped.create(owner=alice, made_at=MORNING)


def address(feed: CalendarFeed) -> str:
    return f"/feed/{feed.token}.ics"


def events(client: Client, feed: CalendarFeed) -> dict[str, Event]:
    answer = client.get(address(feed))
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.content)
    return {str(event["summary"]): event for event in calendar.events}


def test_talks_have_their_times_and_due_dates_are_whole_days(client: Client, alice: User, feed: CalendarFeed) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")
    talk = InterviewFactory.create(contact=ana, starts_at=datetime(2026, 11, 30, 14, 30, tzinfo=UTC), minutes=20)
    FollowUpFactory.create(contact=ana, what="Send Ana the paper", due_on=MONDAY + timedelta(days=9))

    answer = client.get(address(feed))
    found = events(client, feed)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    spoken = found["Talk with Ana Reis"]
    assert (spoken.start, spoken.end) == (talk.starts_at, talk.ends_at)
    assert str(spoken["uid"]) == talk.uid
    due = found["Send Ana the paper"]
    assert (due.start, due.end) == (date(2026, 12, 2), date(2026, 12, 3))
    assert str(due["transp"]) == "TRANSPARENT"
    assert str(due["url"]).startswith(settings.SITE_URL)


def test_another_reader_of_calendars_takes_it_too(client: Client, alice: User, feed: CalendarFeed) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Ångström; née “Reis”, Lisboa")
    InterviewFactory.create(contact=ana, starts_at=MORNING + timedelta(days=2))
    FollowUpFactory.create(contact=ana, what="Über 75 octets, " * 8, due_on=MONDAY)

    text = client.get(address(feed)).content.decode()
    read = vobject.readOne(text)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert read.version.value == "2.0"
    said = {event.summary.value for event in read.vevent_list}
    assert "Talk with Ana Ångström; née “Reis”, Lisboa" in said
    assert ("Über 75 octets, " * 8).strip() in {each.strip() for each in said}


def test_what_was_called_off_is_gone_and_what_took_place_stays(client: Client, alice: User, feed: CalendarFeed) -> None:
    for name, state, days in (("Ana", "cancelled", 1), ("Ben", "no_show", -1), ("Cleo", "held", -2)):
        InterviewFactory.create(
            contact=ContactFactory.create(owner=alice, first_name=name, last_name="Reis"),
            starts_at=MORNING + timedelta(days=days),
            state=InterviewState(state),
            held_on=MONDAY - timedelta(days=2) if state == "held" else None,
        )

    talks = [said for said in events(client, feed) if said.startswith("Talk with")]

    assert talks == ["Talk with Cleo Reis"]


def test_what_has_piled_up_fits_into_a_day(client: Client, alice: User, feed: CalendarFeed) -> None:
    User.objects.filter(pk=alice.pk).update(day_cap=5)
    for number in range(9):
        FollowUpFactory.create(
            contact=ContactFactory.create(owner=alice), what=f"Late {number}", due_on=MONDAY - timedelta(days=number)
        )

    found = events(client, feed)

    assert len(found) == 6
    assert {event.start for event in found.values()} == {MONDAY}
    assert "And 4 more in Rapport" in found


def test_what_is_not_wanted_stays_out(client: Client, alices: Client, alice: User, feed: CalendarFeed) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")
    InterviewFactory.create(contact=ana, starts_at=MORNING + timedelta(days=5))
    FollowUpFactory.create(contact=ana, what="Send the paper", due_on=MONDAY)

    assert alices.post(PAGE, {"kinds": ["occasion"]}).status_code == 302
    assert events(client, feed) == {}
    assert alices.post(PAGE, {"shows_talks": "on", "kinds": ["follow_up"]}).status_code == 302
    assert set(events(client, feed)) == {"Talk with Ana Reis", "Send the paper"}
    assert alices.post(PAGE, {"kinds": ["nonsense"]}).status_code == 422


def test_nothing_new_is_not_sent_again(client: Client, alice: User, feed: CalendarFeed) -> None:
    ana = ContactFactory.create(owner=alice)
    first = client.get(address(feed))

    with time_machine.travel(MORNING + timedelta(hours=3), tick=False):
        again = client.get(address(feed), headers={"If-None-Match": first["ETag"]})
        FollowUpFactory.create(contact=ana, what="Send the paper", due_on=MONDAY)
        changed = client.get(address(feed), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_too_many_reads_are_put_off(client: Client, feed: CalendarFeed) -> None:
    answers = [client.get(address(feed)).status_code for _ in range(READS_AN_HOUR + 1)]

    assert set(answers[:-1]) == {200}
    late = client.get(address(feed))
    assert (answers[-1], late.status_code, late["Retry-After"]) == (429, 429, "3600")


def test_the_address_is_made_changed_and_ended(alices: Client, client: Client, alice: User) -> None:
    assert "Make the address" in alices.get(PAGE).content.decode()
    for _ in range(2):
        assert alices.post("/calendar/feed/start/").status_code == 302
    feed = CalendarFeed.for_user(alice).get()
    assert settings.SITE_URL + address(feed) in alices.get(PAGE).content.decode()
    assert client.get(address(feed)).status_code == 200

    alices.post("/calendar/feed/renew/")
    renewed = CalendarFeed.for_user(alice).get()
    assert renewed.token != feed.token
    assert [client.get(address(each)).status_code for each in (feed, renewed)] == [404, 200]

    alices.post("/calendar/feed/stop/")
    assert client.get(address(renewed)).status_code == 404


def test_who_is_locked_out_feeds_no_calendar(client: Client, alice: User, feed: CalendarFeed) -> None:
    alice.is_active = False
    alice.save(update_fields=["is_active"])

    assert client.get(address(feed)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_as_many_queries_however_much_there_is(
    client: Client, alice: User, feed: CalendarFeed, rows: int
) -> None:
    for number in range(rows):
        contact = ContactFactory.create(owner=alice)
        InterviewFactory.create(contact=contact, starts_at=MORNING + timedelta(days=9 + number))
        FollowUpFactory.create(contact=contact, due_on=MONDAY + timedelta(days=number))

    with CaptureQueriesContext(connection) as queries:
        client.get(address(feed))

    assert len(queries) <= 20
