"""One line worth remembering about someone: what they told, a day that matters to them, something to send them."""

import re
from dataclasses import dataclass

from contacts.importing.free_dates import read_free_day
from contacts.importing.written_dates import WrittenDay
from contacts.models import DetailKind, OccasionKind

DAY, LINK = "day", "link"
"""What a line can be told to be, besides a ``DetailKind``."""

_KINDS = {
    "family": DetailKind.FAMILY, "job": DetailKind.JOB, "work": DetailKind.JOB, "interest": DetailKind.INTEREST,
    "interests": DetailKind.INTEREST, "likes": DetailKind.INTEREST, "need": DetailKind.NEED, "needs": DetailKind.NEED,
    "wants": DetailKind.NEED, "offer": DetailKind.OFFER, "offers": DetailKind.OFFER, "can offer": DetailKind.OFFER,
    "good to know": DetailKind.OTHER,
}  # fmt: skip
_PREFIX = re.compile(rf"({'|'.join(sorted(_KINDS, key=len, reverse=True))})\s*:\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DAY_WORDS = re.compile(r"(?:birthday|bday|born|anniversary|wedding anniversary|name day)\b", re.IGNORECASE)
_SPEAKING = (
    (re.compile(r"(?:likes|loves|enjoys|plays|collects)\b", re.IGNORECASE), DetailKind.INTEREST),
    (re.compile(r"(?:needs|wants|looks for|is looking for)\b", re.IGNORECASE), DetailKind.NEED),
    (re.compile(r"(?:can|could) (?:offer|help)\b|offers\b", re.IGNORECASE), DetailKind.OFFER),
)
_JOINING = {"is", "on", "in", "the"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something they told; ``kind`` is one of ``DetailKind``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyDay:
    """A day that matters to them; ``kind`` is one of ``OccasionKind``, ``name`` blank where that says it."""

    kind: str
    name: str
    day: WrittenDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Something for them to read."""

    url: str
    title: str


class NoDayError(ValueError):
    """The line was to be a day and says none."""


class NoAddressError(ValueError):
    """The line was to be a link and has no address."""


def read(line: str, *, told: str = "", day_first: bool, until: int) -> Fact | YearlyDay | Reading:
    """What ``line`` says: ``told`` is a ``DetailKind``, ``DAY``, ``LINK``, or blank for what the line itself says.

    "family: two boys", "birthday 12 April 1990", "https://… robots in warehouses"; anything else is good to know.
    ``day_first`` decides "4/12"; a year of two digits is one up to ``until``. Raises ``NoDayError`` or
    ``NoAddressError`` when it is told to be what it is not.
    """
    line = line.strip()
    if told == LINK or (not told and _ADDRESS.search(line)):
        return _link(line)
    if told == DAY:
        return _day(line, day_first=day_first, until=until)
    if not told and _DAY_WORDS.match(line):
        try:
            return _day(line, day_first=day_first, until=until)
        except NoDayError:
            return Fact(kind=DetailKind.OTHER, text=line)
    prefix = _PREFIX.match(line)
    if prefix and line[prefix.end() :] and told in {"", _KINDS[prefix[1].casefold()]}:
        return Fact(kind=_KINDS[prefix[1].casefold()], text=line[prefix.end() :])
    speaks_of = next((kind for pattern, kind in _SPEAKING if pattern.match(line)), DetailKind.OTHER)
    return Fact(kind=told or speaks_of, text=line)


def _link(line: str) -> Reading:
    found = _ADDRESS.search(line)
    if found is None:
        words = line.split()
        if not words or "." not in words[0].strip("."):
            raise NoAddressError(line)
        return Reading(url=f"https://{words[0]}", title=" ".join(words[1:]))
    address = found[0].rstrip(".,;)")
    title = f"{line[: found.start()]} {line[found.start() + len(address) :]}".strip(" \t.,;:()-–—")
    return Reading(url=address if "://" in address else f"https://{address}", title=" ".join(title.split()))


def _day(line: str, *, day_first: bool, until: int) -> YearlyDay:
    """The day at the end of ``line`` and what it is called before that; nothing before it is a birthday."""
    words = line.split()
    for start in range(len(words)):
        day = read_free_day(" ".join(words[start:]), day_first=day_first, until=until)
        if day is not None:
            name = words[:start]
            while name and name[-1].casefold().strip(":,") in {"", *_JOINING}:
                name.pop()
            return _named_day(" ".join(name).rstrip(":,"), day)
    raise NoDayError(line)


def _named_day(what: str, day: WrittenDay) -> YearlyDay:
    bare = what.casefold()
    if bare in {"", "birthday", "bday", "born"}:
        return YearlyDay(kind=OccasionKind.BIRTHDAY, name="", day=day)
    if bare == "anniversary":
        return YearlyDay(kind=OccasionKind.ANNIVERSARY, name="", day=day)
    return YearlyDay(kind=OccasionKind.OTHER, name=what[:1].upper() + what[1:], day=day)
