"""Dates as people type them into a table: which of day and month comes first, and month names of five languages."""

import re
from collections.abc import Iterable

from common.folding import fold
from contacts.importing.written_dates import WrittenDay, read_day

_MONTH_WORDS = {
    1: "january|januar|janner|janvier|enero|janeiro|gennaio|jan|janv|ene|gen",
    2: "february|februar|feber|fevrier|febrero|fevereiro|febbraio|feb|fevr|fev",
    3: "march|marz|mars|marzo|marco|mar|mrz",
    4: "april|avril|abril|aprile|apr|avr|abr",
    5: "may|mai|mayo|maio|maggio|mag",
    6: "june|juni|juin|junio|junho|giugno|jun|giu",
    7: "july|juli|juillet|julio|julho|luglio|jul|juil|lug",
    8: "august|aout|agosto|aug|ago",
    9: "september|septembre|septiembre|setembro|settembre|sep|sept|set",
    10: "october|oktober|octobre|octubre|outubro|ottobre|oct|okt|out|ott",
    11: "november|novembre|noviembre|novembro|nov",
    12: "december|dezember|decembre|diciembre|dezembro|dicembre|dec|dez|dic",
}
_MONTHS = {word: number for number, words in _MONTH_WORDS.items() for word in words.split("|")}

# A time of day may follow; it is of no interest.
_TIME = r"(?:[T,\s]+\d{1,2}[:.h]\d\d.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII)
_NUMBERS = re.compile(rf"(\d{{1,2}})\s?[-/.]\s?(\d{{1,2}})\s?(?:[-/.]\s?(\d{{4}}|\d{{2}})?)?{_TIME}", re.ASCII)
_DAY_WORD = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s-]*(?:de\s+)?([a-z]+)\.?"
    rf"(?:[\s,-]*(?:de\s+|del\s+)?(\d{{4}}|\d{{2}}))?{_TIME}"
)
_WORD_DAY = re.compile(rf"([a-z]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?{_TIME}")
_LENGTH = 100
_ANY_YEAR = 2099
MONTH_FIRST = frozenset({"US", "PH", "BZ", "FM", "MH", "PW", "GU", "PR"})
"""Countries that write the month first."""


def read_free_day(text: str, *, day_first: bool, until: int = _ANY_YEAR) -> WrittenDay | None:
    """A day, its year known or not: ISO, ``12.04.1990``, ``4/12/90``, ``12 avril 1990``, ``April 12``; else ``None``.

    ``day_first`` decides what numbers alone leave open; a year of two digits is the last such one up to ``until``.
    """
    bare = text.strip().rstrip(";.").strip()
    if len(bare) > _LENGTH:
        return None
    if found := _YEAR_FIRST.fullmatch(bare):
        return WrittenDay.checked(int(found[1]), int(found[2]), int(found[3]))
    if (day := read_day(bare)) is not None:
        return day
    if found := _NUMBERS.fullmatch(bare):
        first, second = int(found[1]), int(found[2])
        if first > 12 or (day_first and second <= 12):
            first, second = second, first
        return WrittenDay.checked(_year(found[3], until), first, second)
    folded = fold(bare)
    if (found := _DAY_WORD.fullmatch(folded)) and found[2] in _MONTHS:
        return WrittenDay.checked(_year(found[3], until), _MONTHS[found[2]], int(found[1]))
    if (found := _WORD_DAY.fullmatch(folded)) and found[1] in _MONTHS:
        return WrittenDay.checked(_year(found[3], until), _MONTHS[found[1]], int(found[2]))
    return None


def _year(digits: str | None, until: int) -> int | None:
    if not digits:
        return None
    year = int(digits)
    if len(digits) > 2:
        return year
    year += until - until % 100
    return year if year <= until else year - 100


def day_comes_first(values: Iterable[str], *, country: str) -> bool:
    """Which order the dates of one column are in: as one of them shows, else as ``country`` writes them."""
    for value in values:
        found = _NUMBERS.fullmatch(value.strip().rstrip(";.").strip()[:_LENGTH])
        if found and int(found[1]) > 12 >= int(found[2]):
            return True
        if found and int(found[2]) > 12 >= int(found[1]):
            return False
        if found and "." in value.strip()[:3]:
            return True
    return country not in MONTH_FIRST
