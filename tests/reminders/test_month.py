from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact
from reminders.month import Day, month_of
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    CampaignFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    OccasionFactory,
    OrganizationFactory,
    TargetFactory,
)

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def hana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato", tier="none")


def shown(user: User, first: date, *, on: date = MONDAY, now: datetime = MORNING) -> dict[date, list[tuple[str, str]]]:
    month = month_of(user, first, on=on, now=now)
    return {day.on: [(line.at, line.title) for line in day.lines] for day in month.busy}


def test_a_month_is_weeks_from_monday_with_today_marked(alice: User) -> None:
    month = month_of(alice, NOVEMBER, on=MONDAY, now=MORNING)

    assert [week[0].on for week in month.weeks] == [date(2026, 10, 26) + timedelta(days=7 * n) for n in range(6)]
    assert [day.on for week in month.weeks for day in week if day.is_today] == [MONDAY]
    assert (month.before, month.after, month.is_current, month.busy) == (date(2026, 10, 1), DECEMBER, True, [])


def test_talks_stand_on_their_local_day_whatever_became_of_them(alice: User, hana: Contact) -> None:
    alice.timezone = "Asia/Tokyo"
    InterviewFactory.create(contact=hana, starts_at=datetime(2026, 12, 1, 16, tzinfo=UTC), prepared_at=MORNING)
    InterviewFactory.create(contact=hana, starts_at=datetime(2026, 12, 3, 1, tzinfo=UTC), state="cancelled")
    InterviewFactory.create(contact=hana, starts_at=datetime(2026, 11, 3, 1, tzinfo=UTC), state="held", held_on=MONDAY)

    assert [shown(alice, DECEMBER)[day] for day in (date(2026, 12, 2), date(2026, 12, 3))] == [
        [("01:00", "Talk with Hana Sato")],
        [("10:00", "Talk with Hana Sato")],
    ]
    assert shown(alice, NOVEMBER)[date(2026, 11, 3)] == [("10:00", "Talk with Hana Sato")]


def test_a_talk_says_their_clock_and_its_state(alice: User, hana: Contact) -> None:
    InterviewFactory.create(contact=hana, starts_at=datetime(2026, 12, 1, 10, tzinfo=UTC), timezone="Europe/Berlin")
    InterviewFactory.create(contact=hana, starts_at=datetime(2026, 12, 2, 10, tzinfo=UTC), state="cancelled")

    days = {day.on.day: day.lines for day in month_of(alice, DECEMBER, on=MONDAY, now=MORNING).busy}

    assert (days[1][0].note, days[1][0].is_off) == ("20 minutes by video, 11:00 in Berlin", False)
    assert (days[2][0].note, days[2][0].is_off) == ("20 minutes by video, cancelled", True)


def test_what_is_due_stands_on_its_day_and_what_is_late_on_today(alice: User, hana: Contact) -> None:
    FollowUpFactory.create(contact=hana, what="Send the article", due_on=date(2026, 11, 2))
    FollowUpFactory.create(contact=hana, what="Ask about Lyon", due_on=date(2026, 12, 9))
    OccasionFactory.create(contact=hana, kind="birthday", name="", month=12, day=24, year=None)

    assert shown(alice, NOVEMBER) == {MONDAY: [("", "Send the article")]}
    assert shown(alice, DECEMBER) == {
        date(2026, 12, 9): [("", "Ask about Lyon")],
        date(2026, 12, 24): [("", "Hana Sato: Birthday")],
    }
    assert shown(alice, date(2026, 10, 1)) == {}


def test_attempts_and_keeping_in_touch_have_their_days(alice: User) -> None:
    ben = ContactFactory.create(owner=alice, first_name="Ben", next_touch_on=date(2026, 12, 10), tier="key")
    TargetFactory.create(
        campaign=CampaignFactory.create(owner=alice),
        contact=ContactFactory.create(owner=alice, first_name="Ana", tier="none"),
        state="waiting",
        attempts_made=1,
        next_attempt_on=date(2026, 12, 2),
    )

    days = shown(alice, DECEMBER)

    assert days[date(2026, 12, 10)] == [("", f"Check in with {ben.first_name}")]
    assert len(days[date(2026, 12, 2)]) == 1


def test_a_heap_is_counted_not_listed(alice: User, hana: Contact) -> None:
    FollowUpFactory.create_batch(15, contact=hana, due_on=MONDAY)

    (day,) = month_of(alice, NOVEMBER, on=MONDAY, now=MORNING).busy

    assert isinstance(day, Day)
    assert (len(day.lines), day.total, day.beyond, len(day.in_cell), day.beyond_cell) == (12, 15, 3, 3, 12)


def test_nothing_of_somebody_else_is_shown(mallory: User, hana: Contact) -> None:
    InterviewFactory.create(contact=hana)
    FollowUpFactory.create(contact=hana, due_on=MONDAY)

    assert shown(mallory, NOVEMBER) == {}


@pytest.fixture
def _monday_morning() -> object:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.mark.usefixtures("_monday_morning")
@pytest.mark.parametrize("month", ["", "2026-12", "2030-01", "nonsense"])
def test_page_asks_the_same_number_of_queries_for_one_and_three(alices: Client, alice: User, month: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert alices.get("/calendar/", {"month": month}).status_code == HTTPStatus.OK
        return len(captured)

    def add() -> None:
        contact = ContactFactory.create(owner=alice, organization=OrganizationFactory.create(owner=alice))
        for days in (-3, 0, 3, 12):
            InterviewFactory.create(contact=contact, starts_at=MORNING + timedelta(days=days))
            FollowUpFactory.create(contact=contact, due_on=MONDAY + timedelta(days=days))
        OccasionFactory.create(contact=contact, month=12, day=24)

    add()
    one = queries()
    add()
    add()

    assert queries() == one
    assert one < 30


@pytest.mark.usefixtures("_monday_morning")
def test_page_teaches_when_a_month_is_empty_and_leads_on(alices: Client) -> None:
    page = alices.get("/calendar/", {"month": "2027-02"}).content.decode()

    assert "Nothing in February yet" in page
    assert 'href="?month=2027-01"' in page
    assert 'href="?month=2027-03"' in page
    assert 'href="/calendar/">This month' in page
