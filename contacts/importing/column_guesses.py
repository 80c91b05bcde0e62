"""What a column of somebody's own table is about: by its name in five languages, else by what stands in it."""

import re
from collections.abc import Sequence

from common.folding import fold
from contacts.importing.column_words import (
    BY_WORD,
    DATES,
    FULL_ALONE,
    GIVEN_BESIDE_LAST,
    KEEP,
    LEAVE_OUT,
    SURNAMES_BESIDE_FIRST,
)
from contacts.importing.free_dates import read_free_day
from contacts.importing.plain_text import is_email

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_URL = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)*linkedin\.com/\S+", re.IGNORECASE)
_PHONE = re.compile(
    r"(?=(?:\D*\d){7})(?!\d{4}-\d\d-\d\d)[+(]?[\d\s()./+-]{7,25}(?:\s*(?:x|ext\.?)\s*\d+)?", re.IGNORECASE
)
_SALUTATIONS = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "m", "mme", "mlle", "sr", "sra", "srta"}


def bare_name(column: str) -> str:
    """A column's name as it is looked up: "E-mail_2" and "E-Mail 1" are both "e mail"."""
    return " ".join(_NOT_LETTERS.sub(" ", fold(_CAMEL.sub(" ", column))).split())


def is_known(column: str) -> bool:
    """Whether the name alone says what a column is about."""
    name = bare_name(column)
    return name in BY_WORD or name in FULL_ALONE


def guesses(names: Sequence[str], samples: Sequence[Sequence[str]]) -> list[str]:
    """A field for each column, by its name, its neighbours and a few of its values."""
    bare = [bare_name(name) for name in names]
    found = [_by_samples(name, BY_WORD.get(name, ""), values) for name, values in zip(bare, samples, strict=True)]
    for place, name in enumerate(bare):
        others = {*found[:place], *found[place + 1 :]}
        if name in GIVEN_BESIDE_LAST and "last_name" in others and "first_name" not in others:
            found[place] = "first_name"
        elif name in SURNAMES_BESIDE_FIRST and "first_name" in others and "last_name" not in others:
            found[place] = "last_name"
        elif name in FULL_ALONE:
            found[place] = "name"
    return found


_IF_NOT = {"next_step": "notes", "last_contact": "notes"}


def _contradicts(field: str, values: Sequence[str]) -> bool:
    """Whether none of the values can be what the column's name promises."""
    if field == "email":
        return not any(is_email(part) for value in values for part in re.split(r"[\s,;<>|]+", value))
    if field == "title":
        return all(value.casefold().rstrip(".") in _SALUTATIONS for value in values)
    if field in DATES:
        return not any(read_free_day(value, day_first=first) for value in values for first in (True, False))
    return False


def _by_samples(name: str, by_name: str, values: Sequence[str]) -> str:
    """What the name says, unless the values speak against it; what the values say where the name is unknown."""
    if not values:
        return by_name or LEAVE_OUT
    if by_name:
        return _IF_NOT.get(by_name, KEEP) if _contradicts(by_name, values) else by_name
    if all(is_email(value) for value in values):
        return "email"
    if all(_URL.fullmatch(value) for value in values):
        return "profile"
    if all(_PHONE.fullmatch(value) for value in values):
        return "phone"
    for word, field in (("mail", "email"), ("phone", "phone"), ("telefon", "phone"), ("linkedin", "profile")):
        if word in name:
            return field
    return KEEP
