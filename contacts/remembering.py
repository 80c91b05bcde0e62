"""One line worth remembering about someone: what they told, a day that matters to them, something to send them."""

import re
from dataclasses import dataclass

from contacts.importing.free_dates import read_free_day
from contacts.importing.written_dates import WrittenDay
from contacts.models import AffiliationKind, DetailKind, OccasionKind

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
_BEFORE = (
    (re.compile(r"(?:used to work|worked) (?:at|for) ", re.IGNORECASE), AffiliationKind.WORK),
    (re.compile(r"(?:studied at|graduated from) ", re.IGNORECASE), AffiliationKind.SCHOOL),
    (re.compile(r"(?:is a |a )?member of ", re.IGNORECASE), AffiliationKind.MEMBER),
)
_YEAR = r"((?:19|20)\d\d)"
_YEARS = re.compile(
    rf",? \(?(?:(?:from |in )?{_YEAR}(?: ?[-–—] ?| to | until | till ){_YEAR}|(?:until|till) {_YEAR}"
    rf"|(?:since|from) {_YEAR}|in {_YEAR})\)?$",
    re.IGNORECASE,
)
_A_NAME = re.compile(r"[A-Z0-9À-ÖØ-Þ][^,.;:!?]{0,79}")
"""What an organization's name looks like: "worked at night" names none."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where they were: ``kind`` is one of ``AffiliationKind``; years are ``None`` where the line says none."""

    kind: str
    name: str
    from_year: int | None
    until_year: int | None


class NoDayError(ValueError):
    """The line was to be a day and says none."""


class NoAddressError(ValueError):
    """The line was to be a link and has no address."""


def read(line: str, *, told: str = "", day_first: bool, until: int) -> Fact | YearlyDay | Reading | Place:
    """What ``line`` says: ``told`` is a ``DetailKind``, ``DAY``, ``LINK``, or blank for what the line itself says.

    "family: two boys", "birthday 12 April 1990", "https://… robots in warehouses", "worked at Siemens until 2019";
    anything else is good to know.
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
    place = None if told else _place(line)
    if place is not None:
        return place
    prefix = _PREFIX.match(line)
    if prefix and line[prefix.end() :] and told in {"", _KINDS[prefix[1].casefold()]}:
        return Fact(kind=_KINDS[prefix[1].casefold()], text=line[prefix.end() :])
    speaks_of = next((kind for pattern, kind in _SPEAKING if pattern.match(line)), DetailKind.OTHER)
    return Fact(kind=told or speaks_of, text=line)


def _place(line: str) -> Place | None:
    """Where they were before, if ``line`` says that and nothing else."""
    for pattern, kind in _BEFORE:
        begun = pattern.match(line)
        if begun is None:
            continue
        rest = line[begun.end() :].removesuffix(".")
        years = _YEARS.search(rest)
        name = (rest[: years.start()] if years else rest).strip()
        if not _A_NAME.fullmatch(name):
            return None
        said = years.groups() if years else (None,) * 5
        first, last, until, since, one = (int(year) if year else None for year in said)
        return Place(kind=kind, name=name, from_year=first or since or one, until_year=last or until or one)
    return None


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
