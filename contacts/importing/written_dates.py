"""Dates the ways export files write them."""

import re
from datetime import date
from typing import NamedTuple, Self

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
_MONTH_NUMBERS = {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)}

# Apple writes this year where it means "year unknown".
APPLE_NO_YEAR = 1604
LEAP_YEAR = 2000

_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?", re.ASCII)
_YEARLESS = re.compile(r"--(\d{2})-?(\d{2})(?:[T ].*)?", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4})", re.ASCII)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:,? .*)?", re.ASCII)


class WrittenDay(NamedTuple):
    """A day of the year, its year known or not."""

    month: int
    day: int
    year: int | None

    def __str__(self) -> str:
        said = f"{self.day} {MONTHS[self.month - 1]}"
        return said if self.year is None else f"{said} {self.year}"

    @property
    def as_text(self) -> str:
        """``1990-04-12`` or ``--04-12``, as vCards write it."""
        year = "-" if self.year is None else f"{self.year:04}"
        return f"{year}-{self.month:02}-{self.day:02}"

    @classmethod
    def checked(cls, year: int | None, month: int, day: int) -> Self | None:
        """A day that the calendar has, else ``None``."""
        if year == APPLE_NO_YEAR:
            year = None
        try:
            date(LEAP_YEAR if year is None else year, month, day)
        except ValueError:
            return None
        return cls(month=month, day=day, year=year)


def read_day(text: str) -> WrittenDay | None:
    """A birthday as vCard and Google write it: ``19900412``, ``1990-04-12T00:00:00Z``, ``--04-12``, ``1990-01-01;``."""
    bare = text.strip().rstrip(";").strip()
    if found := _YEARLESS.fullmatch(bare):
        return WrittenDay.checked(None, int(found[1]), int(found[2]))
    if found := _ISO.fullmatch(bare):
        return WrittenDay.checked(int(found[1]), int(found[2]), int(found[3]))
    return None


def read_date(text: str) -> date | None:
    """A date as LinkedIn writes it: ``08 Feb 2026``, ``12/22/16, 9:55 AM`` (month first), or ISO; else ``None``."""
    bare = text.strip()
    if found := _WORDED.fullmatch(bare):
        year, month, day = int(found[3]), _MONTH_NUMBERS.get(found[2].casefold(), 0), int(found[1])
    elif found := _AMERICAN.fullmatch(bare):
        year, month, day = int(found[3]), int(found[1]), int(found[2])
        year += 2000 if year < 100 else 0
    elif found := _ISO.fullmatch(bare):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def said(day: date) -> str:
    """A date in few letters, whatever the locale: ``8 Feb 2026``."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
