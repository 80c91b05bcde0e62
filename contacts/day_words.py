"""Days as people say them in passing: "yesterday", "last Monday", "two weeks ago", "12 May", "12/5"."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from common.dates import add_months

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2, "a few": 3,
}  # fmt: skip
_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_COUNT = rf"(?P<count>[0-9]{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|fortnight|month|year)s?"
_FULL_WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_WEEKDAY = rf"(?P<weekday>{_FULL_WEEKDAY}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
# "Sat", "sun" and "wed" are words of their own; alone they are no days.
_LONE_WEEKDAY = rf"(?P<weekday>{_FULL_WEEKDAY}|mon|tues?|thu(?:rs?)?|fri)"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?P<year>(?:19|20)[0-9][0-9])"
_ONE_OR_TWO = "[0-9][0-9]?"
_ANY_YEAR = r"(?P<year>(?:19|20)[0-9][0-9]|[0-9][0-9])"
# "On the 3rd floor" is no day.
_NOT_OF_A_THING = r"(?=\s*(?:$|[,;:.!?)])|\s+(?:about|with|at|and|over|to|in|for|i|we|she|he|they)\b)"
_PART_OF_DAY = r"(?:morning|noon|lunchtime|afternoon|evening|night)"

_SOON_DAYS, _LONG_AGO_DAYS = 60, 300
"""A day without a year is the last such one, unless the next is within two months and the last was ages ago."""


class SaidDay(NamedTuple):
    """A day, and which part of the text said so."""

    day: date
    start: int
    end: int


class _Asked(NamedTuple):
    """What a reading depends on besides the words."""

    on: date
    day_first: bool
    ahead: bool


_Meaning = Callable[[re.Match[str], _Asked], date | None]


def day_at(text: str, position: int, *, on: date, day_first: bool, ahead: bool = False) -> SaidDay | None:
    """The day that ``text`` says from ``position`` on, the longest way of reading it, seen from local date ``on``.

    ``day_first`` decides "12/5". Days without a direction ("Monday", "12 May") lie behind, with ``ahead`` before one.
    ``None`` where the text says something else there, or a day that the calendar does not have.
    """
    asked = _Asked(on=on, day_first=day_first, ahead=ahead)
    best: SaidDay | None = None
    for pattern, meaning in _PHRASES:
        found = pattern.match(text, position)
        if found and (best is None or found.end() > best.end) and (day := _checked(meaning, found, asked)):
            best = SaidDay(day, found.start(), found.end())
    return best


def days_in(text: str, *, on: date, day_first: bool, ahead: bool = False) -> Iterator[SaidDay]:
    """Every day that ``text`` says, from left to right, as ``day_at`` reads it."""
    position = 0
    while position < len(text):
        starts_word = position == 0 or not text[position - 1].isalnum()
        said = day_at(text, position, on=on, day_first=day_first, ahead=ahead) if starts_word else None
        if said is not None:
            yield said
        position = said.end if said is not None else position + 1


def _checked(meaning: _Meaning, found: re.Match[str], asked: _Asked) -> date | None:
    try:
        return meaning(found, asked)
    except (ValueError, OverflowError):
        return None


def _fixed(days: int) -> _Meaning:
    return lambda _, asked: asked.on + timedelta(days=days)


def _ago(found: re.Match[str], asked: _Asked) -> date:
    return _moved(asked.on, found["unit"], -_count(found["count"]))


def _hence(found: re.Match[str], asked: _Asked) -> date:
    return _moved(asked.on, found["unit"], _count(found["count"]))


def _last_or_next(found: re.Match[str], asked: _Asked) -> date:
    return _moved(asked.on, found["unit"], 1 if found["which"].casefold() == "next" else -1)


def _count(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[" ".join(said.casefold().split())]


def _moved(on: date, unit: str, count: int) -> date:
    unit = unit.casefold()
    if unit in {"month", "year"}:
        return add_months(on, count * (12 if unit == "year" else 1))
    return on + timedelta(days=count * _DAYS_OF[unit])


def _weekday(found: re.Match[str], asked: _Asked) -> date:
    """The last such day before today or the next one after it; "this Monday" is that of this week."""
    which = (found.groupdict().get("which") or "").casefold()
    wanted = _WEEKDAYS.index(found["weekday"].casefold()[:3])
    if which == "this":
        return asked.on + timedelta(days=wanted - asked.on.weekday())
    if which in {"next", "coming"} or (asked.ahead and not which):
        return asked.on + timedelta(days=(wanted - asked.on.weekday() - 1) % 7 + 1)
    return asked.on - timedelta(days=(asked.on.weekday() - wanted - 1) % 7 + 1)


def _of_a_week(found: re.Match[str], asked: _Asked) -> date:
    """A day of the week before this one, or of the one after it."""
    monday = asked.on - timedelta(days=asked.on.weekday())
    away = 7 if found["which"].casefold() == "next" else -7
    return monday + timedelta(days=away + _WEEKDAYS.index(found["weekday"].casefold()[:3]))


def _weekend(found: re.Match[str], asked: _Asked) -> date:
    """Its Saturday: the last one before today, or the next."""
    is_ahead = found["which"].casefold() == "next"
    since = (asked.on.weekday() - 6) % 7 + 1
    return asked.on + timedelta(days=7 - since if is_ahead and since < 7 else 7 if is_ahead else -since)


def _of_a_month(found: re.Match[str], asked: _Asked) -> date | None:
    """That day of this month or the last one that has it, before today or today; with ``ahead`` the next one."""
    day, first = int(found["day"]), asked.on.replace(day=1)
    months = (add_months(first, away if asked.ahead else -away) for away in range(3))
    days = (_on_calendar(month.year, month.month, day) for month in months)
    return next((each for each in days if each and (each >= asked.on if asked.ahead else each <= asked.on)), None)


def _worded(found: re.Match[str], asked: _Asked) -> date | None:
    month = _MONTHS.index(found["month"].casefold()[:3]) + 1
    return _calendar_day(found.groupdict().get("year"), month, int(found["day"]), asked)


def _dotted(found: re.Match[str], asked: _Asked) -> date | None:
    return _calendar_day(found["year"], int(found["month"]), int(found["day"]), asked)


def _slashed(found: re.Match[str], asked: _Asked) -> date | None:
    day, month = int(found["one"]), int(found["other"])
    if month > 12 or (not asked.day_first and day <= 12):
        day, month = month, day
    return _calendar_day(found["year"], month, day, asked)


def _calendar_day(year: str | None, month: int, day: int, asked: _Asked) -> date | None:
    """That day; without a year the nearest one in the direction asked for. Raises ``ValueError``."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    on = asked.on
    near = [found for year in range(on.year - 8, on.year + 9) if (found := _on_calendar(year, month, day))]
    next_one = min((found for found in near if found >= on), default=None)
    last_one = max((found for found in near if found <= on), default=None)
    if asked.ahead or last_one is None:
        return next_one
    is_soon = next_one is not None and (next_one - on).days <= _SOON_DAYS
    return next_one if is_soon and (on - last_one).days >= _LONG_AGO_DAYS else last_one


def _on_calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_SOURCES: tuple[tuple[str, _Meaning], ...] = (
    (rf"today(?: {_PART_OF_DAY})?|just now|earlier today|tonight|this {_PART_OF_DAY}", _fixed(0)),
    (rf"yesterday(?: {_PART_OF_DAY})?|last night", _fixed(-1)),
    (r"(?:the )?day before yesterday", _fixed(-2)),
    (rf"tomorrow(?: {_PART_OF_DAY})?", _fixed(1)),
    (r"(?:the )?day after tomorrow", _fixed(2)),
    (rf"{_COUNT} {_UNIT} ago", _ago),
    (rf"in {_COUNT} {_UNIT}(?:'?s'? time)?", _hence),
    (r"(?P<which>last|next) (?P<unit>week|month|year)", _last_or_next),
    (rf"(?:on )?{_WEEKDAY} (?P<which>last|next) week", _of_a_week),
    (r"(?:at |on |over )?(?:the )?(?P<which>last|next) weekend", _weekend),
    (rf"on the (?P<day>{_ONE_OR_TWO})(?:st|nd|rd|th){_NOT_OF_A_THING}", _of_a_month),
    (rf"(?:on )?(?P<which>last|next|this|coming) {_WEEKDAY}(?: {_PART_OF_DAY})?", _weekday),
    (rf"on {_WEEKDAY}(?: {_PART_OF_DAY})?", _weekday),
    (rf"{_LONE_WEEKDAY}(?: {_PART_OF_DAY})?", _weekday),
    (rf"(?:on )?(?:the )?(?P<day>{_ONE_OR_TWO})(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}\.?(?:,? {_YEAR})?", _worded),
    (rf"(?:on )?{_MONTH}\.? (?P<day>{_ONE_OR_TWO})(?:st|nd|rd|th)?(?:,? {_YEAR})?", _worded),
    (rf"(?:on )?{_YEAR}-(?P<month>{_ONE_OR_TWO})-(?P<day>{_ONE_OR_TWO})", _dotted),
    (rf"(?:on )?(?P<day>{_ONE_OR_TWO})\.\s?(?P<month>{_ONE_OR_TWO})\.(?:\s?{_ANY_YEAR})?", _dotted),
    (rf"(?:on )?(?P<one>{_ONE_OR_TWO})/(?P<other>{_ONE_OR_TWO})(?:/{_ANY_YEAR})?", _slashed),
)
# A phrase ends where a word does, and no number goes on behind it.
_PHRASES = tuple(
    (re.compile(rf"(?:{source.replace(' ', r'[ ]+')})(?![\w/]|[.,][0-9]|['’][a-z])", re.IGNORECASE), meaning)
    for source, meaning in _SOURCES
)
