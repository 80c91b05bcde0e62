from datetime import date

import pytest

from contacts.importing.written_dates import WrittenDay, read_date, read_day, said


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19900412", WrittenDay(4, 12, 1990)),
        ("1990-04-12", WrittenDay(4, 12, 1990)),
        ("--0412", WrittenDay(4, 12, None)),
        ("--04-12", WrittenDay(4, 12, None)),
        ("1990-04-12T00:00:00Z", WrittenDay(4, 12, 1990)),
        ("1604-04-12", WrittenDay(4, 12, None)),
        ("1990-01-01;", WrittenDay(1, 1, 1990)),
        ("--02-29", WrittenDay(2, 29, None)),
        ("1990-02-30", None),
        ("0000-01-01", None),
        ("circa 1800", None),
        ("", None),
    ],
)
def test_read_day_knows_how_birthdays_are_written(text: str, day: WrittenDay | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("08 Feb 2026", date(2026, 2, 8)),
        ("8 February 2026", date(2026, 2, 8)),
        ("08-Feb-2026", date(2026, 2, 8)),
        ("12/22/16, 9:55 AM", date(2016, 12, 22)),
        ("1/8/18, 6:14 PM", date(2018, 1, 8)),
        ("1/8/2018", date(2018, 1, 8)),
        ("2026-02-08", date(2026, 2, 8)),
        ("31 Feb 2026", None),
        ("08 Fév 2026", None),
        ("08 Xyz 2026", None),
        ("yesterday", None),
    ],
)
def test_read_date_knows_every_generation_of_linkedin(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_days_are_said_and_stored() -> None:
    with_year, without = WrittenDay(4, 12, 1990), WrittenDay(4, 12, None)

    assert [str(with_year), str(without)] == ["12 April 1990", "12 April"]
    assert [read_day(with_year.as_text), read_day(without.as_text)] == [with_year, without]
    assert said(date(2026, 2, 8)) == "8 Feb 2026"
