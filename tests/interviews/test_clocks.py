from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from interviews.clocks import beside_it, in_both, place_of, said_in, zone_called

BERLIN, LISBON, NEW_YORK, NUUK, TOKYO, LONDON = map(
    ZoneInfo,
    ("Europe/Berlin", "Europe/Lisbon", "America/New_York", "America/Nuuk", "Asia/Tokyo", "Europe/London"),
)
ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("moment", "first", "second", "said"),
    [
        (
            datetime(2026, 12, 1, 10, tzinfo=UTC),
            LISBON,
            BERLIN,
            "Tuesday 1 December, 10:00 in Lisbon (11:00 in Berlin)",
        ),
        (datetime(2026, 12, 1, 10, tzinfo=UTC), LISBON, None, "Tuesday 1 December, 10:00 in Lisbon"),
        (datetime(2026, 12, 1, 10, tzinfo=UTC), LISBON, LISBON, "Tuesday 1 December, 10:00 in Lisbon"),
        (
            datetime(2026, 12, 1, 10, tzinfo=UTC),
            LISBON,
            LONDON,
            "Tuesday 1 December, 10:00 in Lisbon (the same in London)",
        ),
        (
            datetime(2026, 12, 1, 16, tzinfo=UTC),
            LISBON,
            TOKYO,
            "Tuesday 1 December, 16:00 in Lisbon (Wednesday 2 December, 01:00 in Tokyo)",
        ),
        (
            datetime(2027, 1, 4, 15, tzinfo=UTC),
            NEW_YORK,
            BERLIN,
            "Monday 4 January 2027, 10:00 in New York (16:00 in Berlin)",
        ),
    ],
)
def test_in_both_says_each_clock(moment: datetime, first: ZoneInfo, second: ZoneInfo | None, said: str) -> None:
    assert in_both(moment, first, second, on=ON) == said


@pytest.mark.parametrize(
    ("moment", "beside"),
    [
        # Nuuk put its clocks forward on 25 March 2023 at 22:00 and kept them there; Berlin followed a few hours later.
        (datetime(2026, 3, 28, 12, tzinfo=UTC), "13:00 in Berlin"),
        (datetime(2026, 3, 29, 12, tzinfo=UTC), "14:00 in Berlin"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30 in Berlin"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30 in Berlin"),
    ],
)
def test_beside_it_follows_the_clocks_as_they_change(moment: datetime, beside: str) -> None:
    assert beside_it(moment, ZoneInfo("UTC"), BERLIN, on=ON) == beside


def test_beside_it_between_the_two_changes_of_march_and_november() -> None:
    """New York changes two weeks before Berlin in spring, one week after it in autumn."""
    moments = {day: datetime(2026, *day, 14, tzinfo=UTC) for day in ((3, 7), (3, 9), (3, 30), (10, 26), (11, 2))}

    said = {day: beside_it(moment, BERLIN, NEW_YORK, on=ON) for day, moment in moments.items()}

    assert said == {
        (3, 7): "09:00 in New York",
        (3, 9): "10:00 in New York",
        (3, 30): "10:00 in New York",
        (10, 26): "10:00 in New York",
        (11, 2): "09:00 in New York",
    }


@pytest.mark.parametrize(
    ("key", "place", "said"),
    [
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "in Buenos Aires"),
        ("America/Nuuk", "Nuuk", "in Nuuk"),
        ("Portugal", "Portugal", "in Portugal"),
        ("UTC", "UTC", "UTC"),
        ("Etc/GMT+5", "GMT+5", "GMT+5"),
    ],
)
def test_a_zone_is_said_by_its_place(key: str, place: str, said: str) -> None:
    assert (place_of(ZoneInfo(key)), said_in(ZoneInfo(key))) == (place, said)


@pytest.mark.parametrize(
    ("name", "found"), [("Europe/Berlin", BERLIN), ("", None), ("Europe/Nowhere", None), ("../x", None)]
)
def test_a_zone_is_called_by_its_iana_name_alone(name: str, found: ZoneInfo | None) -> None:
    assert zone_called(name) == found
