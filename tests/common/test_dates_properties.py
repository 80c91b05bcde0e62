"""The next local moment, over every zone and every clock change from 2025 to 2031 (0 missed, 0 doubled)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.dates import add_months, local_date, moment_on, next_local_moment, resolve_local
from tests.common.clock_changes import FIRST, LAST, zones_by_jumps

ALL_DAYS = frozenset(range(1, 8))
QUARTER = timedelta(minutes=15)
AROUND = timedelta(days=3)

zones = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
moments = st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC))
weekdays = st.sets(st.integers(1, 7), min_size=1)
dates = st.dates(date(2025, 1, 1), date(2031, 12, 31))


def scheduled(start: datetime, end: datetime, *, hour: int, days: frozenset[int], zone: ZoneInfo) -> Iterator[datetime]:
    """What a scheduler would do from ``start`` to ``end`` if it asked for the next moment after each it was given."""
    moment = next_local_moment(after=start, at=time(hour), weekdays=days, zone=zone)
    while moment is not None and moment <= end:
        yield moment
        moment = next_local_moment(after=moment, at=time(hour), weekdays=days, zone=zone)


def shown(start: datetime, end: datetime, zone: ZoneInfo) -> dict[datetime, datetime]:
    """Read the clocks every quarter of an hour: wall time → the first moment at which it was shown."""
    first: dict[datetime, datetime] = {}
    for step in range(int((end - start) / QUARTER) + 1):
        moment = start + QUARTER * step
        first.setdefault(moment.astimezone(zone).replace(tzinfo=None, fold=0), moment)
    return first


def test_every_zone_gets_one_moment_a_date_across_every_clock_change() -> None:
    """A skipped hour moves on by the gap (never out of its date), a doubled one happens once, the first time."""
    groups = zones_by_jumps()
    for jumps, [zone, *_] in groups.items():
        for jump, before, after in jumps:
            wall = shown(jump - AROUND, jump + AROUND, zone)
            expected_dates = {at.date() for at in wall} - {min(wall).date(), max(wall).date()}
            for hour in range(24):
                due = list(scheduled(jump - AROUND, jump + AROUND, hour=hour, days=ALL_DAYS, zone=zone))
                by_date = {local_date(moment, zone): moment for moment in due}

                assert len(by_date) == len(due), (zone, jump, hour)
                assert expected_dates <= set(by_date), (zone, jump, hour)
                for day in expected_dates:
                    planned = datetime.combine(day, time(hour))
                    gap = after - before
                    on_their_clocks = by_date[day].astimezone(zone).replace(tzinfo=None, fold=0)
                    if planned in wall:
                        assert by_date[day] == wall[planned], (zone, planned)
                    elif (planned + gap).date() == day:
                        assert on_their_clocks == planned + gap, (zone, planned)
                    else:
                        assert on_their_clocks == planned - gap, (zone, planned)

    assert {zone.key for same in groups.values() for zone in same} == available_timezones()


def test_the_clock_changes_are_the_ones_we_mean() -> None:
    """The oracle itself: half an hour, two hours, Ramadan, midnight and the last hour of a day are all in it."""
    by_zone = {zone.key: jumps for jumps, same in zones_by_jumps().items() for zone in same}
    gaps = {
        name: {after - before for _, before, after in by_zone[name]}
        for name in ("Australia/Lord_Howe", "Antarctica/Troll", "Africa/Casablanca", "Africa/Cairo", "America/Nuuk")
    }
    hour = timedelta(hours=1)

    assert gaps == {
        "Australia/Lord_Howe": {hour / 2, -hour / 2},
        "Antarctica/Troll": {2 * hour, -2 * hour},
        "Africa/Casablanca": {hour, -hour},
        "Africa/Cairo": {hour, -hour},
        "America/Nuuk": {hour, -hour},
    }


@pytest.mark.parametrize(
    ("zone", "day", "hour", "moment"),
    [
        ("Europe/Lisbon", date(2026, 3, 29), 1, "2026-03-29T01:00+00:00"),  # skipped: 01:00 is shown as 02:00
        ("Europe/Lisbon", date(2026, 10, 25), 1, "2026-10-25T00:00+00:00"),  # doubled: the first
        ("America/New_York", date(2026, 3, 8), 2, "2026-03-08T07:00+00:00"),
        ("America/New_York", date(2026, 11, 1), 1, "2026-11-01T05:00+00:00"),
        ("Africa/Cairo", date(2026, 4, 24), 0, "2026-04-23T22:00+00:00"),  # midnight itself skipped: 01:00
        ("Africa/Cairo", date(2026, 10, 29), 23, "2026-10-29T20:00+00:00"),  # the last hour doubled: the first
        ("Asia/Beirut", date(2026, 3, 29), 0, "2026-03-28T22:00+00:00"),
        ("America/Havana", date(2026, 3, 8), 0, "2026-03-08T05:00+00:00"),
        ("America/Havana", date(2026, 11, 1), 0, "2026-11-01T04:00+00:00"),
        ("America/Asuncion", date(2024, 10, 6), 0, "2024-10-06T04:00+00:00"),  # before it gave up changing clocks
        ("Australia/Lord_Howe", date(2026, 10, 4), 2, "2026-10-03T15:30+00:00"),  # shown as 02:30
        ("Antarctica/Troll", date(2026, 3, 29), 2, "2026-03-29T02:00+00:00"),  # shown as 04:00
        ("America/Nuuk", date(2026, 3, 28), 23, "2026-03-29T00:00+00:00"),  # the day ends at 23:00: shown as 22:00
        ("Pacific/Apia", date(2011, 12, 29), 7, "2011-12-29T17:00+00:00"),
        ("Pacific/Apia", date(2011, 12, 31), 7, "2011-12-30T17:00+00:00"),
    ],
)
def test_moment_on_follows_the_clocks(zone: str, day: date, hour: int, moment: str) -> None:
    result = moment_on(day, time(hour), ZoneInfo(zone))

    assert result == datetime.fromisoformat(moment)


def test_moment_on_knows_that_samoa_had_no_such_day() -> None:
    assert moment_on(date(2011, 12, 30), time(7), ZoneInfo("Pacific/Apia")) is None


def test_next_local_moment_passes_over_a_missing_day() -> None:
    before = datetime(2011, 12, 29, 18, tzinfo=UTC)
    friday = 5

    moment = next_local_moment(after=before, at=time(7), weekdays={friday}, zone=ZoneInfo("Pacific/Apia"))

    assert moment == datetime(2012, 1, 5, 17, tzinfo=UTC)


def test_next_local_moment_without_a_day_is_none() -> None:
    assert next_local_moment(after=FIRST, at=time(7), weekdays=(), zone=ZoneInfo("UTC")) is None


def test_a_day_that_no_week_has_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="no moment within two weeks"):
        next_local_moment(after=FIRST, at=time(7), weekdays={8}, zone=ZoneInfo("UTC"))


@given(after=moments, hour=st.integers(0, 23), days=weekdays, zone=zones)
def test_next_local_moment_is_the_first_allowed_one_strictly_later(
    after: datetime, hour: int, days: set[int], zone: ZoneInfo
) -> None:
    moment = next_local_moment(after=after, at=time(hour), weekdays=days, zone=zone)

    assert moment is not None
    day = local_date(moment, zone)
    passed_over = [local_date(after, zone) + timedelta(days=n) for n in range((day - local_date(after, zone)).days)]
    assert moment > after
    assert moment.tzinfo is UTC
    assert day.isoweekday() in days
    assert moment - after <= timedelta(days=8)
    for skipped in passed_over:
        earlier = moment_on(skipped, time(hour), zone)
        assert skipped.isoweekday() not in days or earlier is None or earlier <= after


@given(start=moments, hour=st.integers(0, 23), days=weekdays, zone=zones)
def test_a_scheduler_keeps_every_allowed_date_once(start: datetime, hour: int, days: set[int], zone: ZoneInfo) -> None:
    end = start + timedelta(days=30)

    kept = [local_date(m, zone) for m in scheduled(start, end, hour=hour, days=frozenset(days), zone=zone)]

    first, last = local_date(start, zone) + timedelta(days=1), local_date(end, zone) - timedelta(days=1)
    wanted = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [day for day in kept if first <= day <= last] == [day for day in wanted if day.isoweekday() in days]
    assert kept == sorted(set(kept))


@given(day=dates, at=st.times(), zone=zones)
def test_resolve_local_shows_what_was_asked_or_moves_by_the_gap(day: date, at: time, zone: ZoneInfo) -> None:
    """RFC 5545, 3.3.5."""
    planned = datetime.combine(day, at)

    on_their_clocks = resolve_local(day, at, zone).astimezone(zone)

    moved = on_their_clocks.replace(tzinfo=None, fold=0) - planned
    earlier = resolve_local(day, at, zone) - timedelta(hours=3)
    offset_before = earlier.astimezone(zone).utcoffset()
    assert on_their_clocks.fold == 0
    assert moved == timedelta() or moved == (on_their_clocks.utcoffset() or timedelta()) - (
        offset_before or timedelta()
    )


@given(anchor=dates, months=st.integers(-240, 240))
def test_add_months_keeps_the_day_or_clamps_to_the_last(anchor: date, months: int) -> None:
    moved = add_months(anchor, months)

    assert (moved.year * 12 + moved.month) - (anchor.year * 12 + anchor.month) == months
    assert moved.day == min(anchor.day, monthrange(moved.year, moved.month)[1])


@given(anchor=dates, months=st.integers(-240, 240))
def test_add_months_and_back_is_home_unless_it_clamped(anchor: date, months: int) -> None:
    moved = add_months(anchor, months)

    home = add_months(moved, -months)

    assert home <= anchor
    assert (home == anchor) == (moved.day == anchor.day)


@given(anchor=dates, months=st.integers(0, 120), more=st.integers(0, 120))
def test_add_months_goes_forward_and_adds_up_from_the_anchor(anchor: date, months: int, more: int) -> None:
    assert add_months(anchor, months) <= add_months(anchor, months + more)
    assert add_months(add_months(anchor, months), more) <= add_months(anchor, months + more)


def test_add_months_keeps_its_anchor_through_february() -> None:
    """31 Jan → 28 Feb → 31 Mar."""
    anchor = date(2026, 1, 31)

    assert [add_months(anchor, n) for n in (0, 1, 2, 3, 25)] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2028, 2, 29),
    ]


@given(now=moments, zone=zones)
def test_local_date_is_within_a_day_of_utc(now: datetime, zone: ZoneInfo) -> None:
    assert abs((local_date(now, zone) - now.date()).days) <= 1
