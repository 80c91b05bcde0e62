from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from interviews.local_time import comes_twice, readings

LISBON = ZoneInfo("Europe/Lisbon")


def test_readings_of_an_ordinary_time_is_one_moment() -> None:
    found = readings(date(2026, 11, 24), time(10), LISBON)

    assert [reading.moment for reading in found] == [datetime(2026, 11, 24, 10, tzinfo=UTC)]


def test_readings_of_an_hour_that_comes_twice_are_both() -> None:
    day, at = date(2026, 10, 25), time(1, 30)

    found = readings(day, at, LISBON)

    assert [reading.moment for reading in found] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ]
    assert [reading.label for reading in found] == ["01:30 (WEST, UTC+1)", "01:30 (WET, UTC+0)"]
    assert comes_twice(day, at, found)


def test_readings_of_an_hour_that_is_skipped_are_before_and_after_the_gap() -> None:
    day, at = date(2026, 3, 29), time(1, 30)

    found = readings(day, at, LISBON)

    assert [reading.label for reading in found] == ["00:30 (WET, UTC+0)", "02:30 (WEST, UTC+1)"]
    assert not comes_twice(day, at, found)


@pytest.mark.parametrize(
    ("zone", "day", "labels"),
    [
        ("Asia/Kathmandu", date(2026, 5, 1), ["01:45 (UTC+5:45)"]),
        ("Australia/Lord_Howe", date(2026, 4, 5), ["01:45 (UTC+11)", "01:45 (UTC+10:30)"]),
        ("America/Sao_Paulo", date(2026, 5, 1), ["01:45 (UTC-3)"]),
    ],
)
def test_readings_name_odd_offsets(zone: str, day: date, labels: list[str]) -> None:
    found = readings(day, time(1, 45), ZoneInfo(zone))

    assert [reading.label for reading in found] == labels
