"""Names: how a whole one splits, and when two cannot belong to one person."""

import re

from common.folding import fold

_BEFORE = {"dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "herr", "frau", "eng", "ing", "rev"}
_AFTER = {"jr", "sr", "ii", "iii", "iv", "phd", "md", "mba", "msc", "bsc", "esq", "cpa", "pmp", "cfa"}
_PARTICLES = {"van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le",
              "el", "al", "bin", "ibn", "ter", "ten", "zu", "zum", "zur", "af", "av", "san", "st"}  # fmt: skip


def _bare(word: str) -> str:
    return word.strip(".,").casefold()


def split_name(full: str) -> tuple[str, str]:
    """First and last name of a whole one: "Ludwig van Beethoven" → ("Ludwig", "van Beethoven"), "Ibáñez, Marisol" too.

    Nothing is lost: joined again the two hold every word, titles such as "Dr." with the first name and "Jr." with
    the last. One word alone is a first name.
    """
    head, comma, tail = full.partition(",")
    rest = tail.split()
    if comma and head.strip() and rest and not all(_bare(word) in _AFTER for word in re.split(r"[\s,]+", tail.strip())):
        return tail.strip(), head.strip()
    words = full.split()
    start = 0
    while start < len(words) - 1 and _bare(words[start]) in _BEFORE:
        start += 1
    end = len(words)
    while end > start + 1 and _bare(words[end - 1]) in _AFTER:
        end -= 1
    cut = end - 1
    if cut <= start:
        # A single word between titles: a surname after "Dr.", a first name before "Jr.".
        cut = start or start + 1
    while cut - 1 > start and _bare(words[cut - 1]) in _PARTICLES:
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def named(first: str, last: str) -> tuple[str, str]:
    """The same two, the last name standing in for a missing first one: a contact always has a first name."""
    return (first, last) if first else (last, "")


def name_key(first: str, last: str) -> str:
    """What two spellings of one name share."""
    return fold(f"{first} {last}")


def _agree(one: str, other: str) -> bool:
    mine, theirs = [re.findall(r"\w+", fold(text)) for text in (one, other)]
    if not mine or not theirs or set(mine) & set(theirs):
        return True
    short, long = sorted((mine[0], theirs[0]), key=len)
    return len(short) <= 1 and long.startswith(short)


def contradict(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether first names differ outright: such as "Ana Silva" and "Pedro Silva" on one landline, not "A. Silva"."""
    return one != other and not _agree(one[0], other[0]) and name_key(*one) != name_key(*other)


def wholly_contradict(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether first and last names are all there and all differ: colleagues who share the office number."""
    return all((*one, *other)) and contradict(one, other) and not _agree(one[1], other[1])
