from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from interviews.free_times import Busy, at_night, clash, closed, suggestions, talks_between
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, InterviewFactory

LISBON, TOKYO, NEW_YORK = map(ZoneInfo, ("Europe/Lisbon", "Asia/Tokyo", "America/New_York"))


def suggested(theirs: ZoneInfo | None = None, busy: tuple[Busy, ...] = (), now: datetime = MORNING) -> list[str]:
    found = suggestions(now=now, mine=LISBON, theirs=theirs, country="PT", busy=busy, minutes=20)
    return [f"{moment.astimezone(LISBON):%a %d %b %H:%M}" for moment in found]


def test_suggestions_are_three_business_days_at_different_hours() -> None:
    assert suggested() == ["Wed 25 Nov 10:00", "Thu 26 Nov 15:00", "Fri 27 Nov 11:00"]


def test_suggestions_leave_out_weekends_and_holidays() -> None:
    """1 and 8 December are holidays in Portugal."""
    assert suggested(now=datetime(2026, 11, 26, 8, tzinfo=UTC)) == [
        "Mon 30 Nov 10:00",
        "Wed 02 Dec 15:00",
        "Thu 03 Dec 11:00",
    ]


def test_suggestions_are_in_daylight_for_both() -> None:
    assert suggested(NEW_YORK) == ["Wed 25 Nov 15:00", "Thu 26 Nov 15:00", "Fri 27 Nov 16:00"]
    assert suggested(TOKYO) == ["Wed 25 Nov 09:00", "Thu 26 Nov 09:00", "Fri 27 Nov 09:00"]


def test_suggestions_fall_back_on_the_users_own_day_where_there_is_no_common_one() -> None:
    assert suggested(ZoneInfo("Pacific/Auckland")) == suggested()


def test_suggestions_leave_out_what_is_planned() -> None:
    ten = datetime(2026, 11, 25, 10, tzinfo=UTC)

    assert suggested(busy=(Busy(starts=ten, ends=ten + timedelta(minutes=30), name="Ben"),))[0] == "Wed 25 Nov 15:00"


def test_clash_is_an_overlap_and_not_a_touch() -> None:
    ten = datetime(2026, 11, 25, 10, tzinfo=UTC)
    busy = [Busy(starts=ten, ends=ten + timedelta(minutes=30), name="Ben Ito")]

    assert clash(ten + timedelta(minutes=29), 20, busy) == "You talk with Ben Ito at that time."
    assert clash(ten - timedelta(minutes=20), 20, busy) == clash(ten + timedelta(minutes=30), 20, busy) == ""


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 25, 0, tzinfo=UTC), ""),
        (datetime(2026, 11, 25, 9, 40, tzinfo=UTC), ""),
        (datetime(2026, 11, 25, 9, 50, tzinfo=UTC), "That is 18:50 in Tokyo."),
        (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), "That is 07:59 in Tokyo."),
    ],
)
def test_at_night_by_their_clock(moment: datetime, said: str) -> None:
    assert at_night(moment, 20, TOKYO) == said


def test_at_night_of_nobody_knows_where_is_never() -> None:
    assert at_night(MORNING, 20, None) == ""


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 27), ""),
        (date(2026, 11, 28), "Where you are, offices are closed on Saturday 28 November."),
        (date(2026, 12, 1), "Where you are, offices are closed on Tuesday 1 December."),
    ],
)
def test_closed_days_are_said(day: date, said: str) -> None:
    moment = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)

    assert closed(moment, LISBON, "PT", on=MONDAY) == said


def test_talks_between_are_the_users_own_planned_ones(alice: User, mallory: User) -> None:
    ben = ContactFactory.create(owner=alice, first_name="Ben", last_name="Ito")
    mine = InterviewFactory.create(contact=ben, starts_at=MORNING, minutes=25)
    InterviewFactory.create(contact=ben, starts_at=MORNING, state="cancelled")
    InterviewFactory.create(contact__owner=mallory, starts_at=MORNING)
    InterviewFactory.create(contact=ben, starts_at=MORNING + timedelta(days=3))

    found = talks_between(alice, MORNING + timedelta(minutes=10), MORNING + timedelta(hours=1))

    assert found == [Busy(starts=MORNING, ends=MORNING + timedelta(minutes=25), name="Ben Ito")]
    assert talks_between(alice, MORNING, MORNING, but=mine) == []
