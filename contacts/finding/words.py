"""What is looked for: the words of a question, folded the way both databases fold what they index."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from contacts.addresses import normalise_profile

MOST_WORDS = 8
"""Further words are left out: each costs a look into the index."""
LONGEST_WORD = 60
SHORT = 2
"""So few letters begin a word of a name or an address, but must be the whole word in a note."""

LETTERS = {
    "ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
    "ħ": "h", "Ħ": "h", "ı": "i", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ς": "σ",
}  # fmt: skip
"""Letters that Unicode does not take apart into a base and a mark, as one writes them without."""

_MARKS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans(LETTERS)
# Letters to Python that SQLite takes for separators: old digits and a sign, each of which would end a word.
_BETWEEN = re.compile(r"(?:[\W_]|[\u19b0-\u19c9\u1cf2\u1cf3])+")
_PHONE = re.compile(r"[+(]?[\d\s()./–-]{4,}\d")
_DATE = re.compile(r"\d{4}[-./]\d{1,2}([-./]\d{1,2})?|\d{1,2}[-./]\d{1,2}([-./]\d{2,4})?|(19|20)\d\d[\s–-]+(19|20)\d\d")
_ADDRESS = re.compile(r"\w+://|[\w-]+\.[\w.-]+/")


@dataclass(frozen=True, slots=True)
class Word:
    """One word looked for."""

    folded: str
    """Letters and digits alone, lower case, without accents."""

    @property
    def is_short(self) -> bool:
        """Whether a note must have it as a whole word."""
        return len(self.folded) <= SHORT


def folded(text: str) -> str:
    """``text`` as the index compares it: "Łódź" → "lodz"; ``common.folding.fold``, and a few letters more."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text)))
    return bare.translate(_LETTERS).lower()


def split(text: str) -> list[str]:
    """The words of ``text``, folded: "Jean-Luc’s 2nd" → ["jean", "luc", "s", "2nd"]."""
    return [word for word in _BETWEEN.split(folded(text)) if word]


def looked_for(question: str) -> list[Word] | None:
    """The words of what someone typed, each once; none for blanks, ``None`` for signs alone, which nothing can match.

    A phone number is one word however it is spaced, without the zeros and signs that stand before it. A profile's
    address is what is kept of one: ``https://www.linkedin.com/in/ana/?x=1`` → linkedin, com, in, ana.
    """
    if number := _phone_number(question.strip()):
        return [Word(number)]
    found: dict[str, None] = {}
    chunks = question.replace("\x00", " ").split()
    for chunk in chunks:
        words = split(normalise_profile(chunk) if _ADDRESS.match(chunk) else chunk)
        found.update(dict.fromkeys(word[:LONGEST_WORD] for word in words))
    if chunks and not found:
        return None
    return [Word(word) for word in list(found)[:MOST_WORDS]]


def fits(words: Iterable[Word], text: str) -> bool:
    """Whether each of ``words`` begins a word of ``text``, for what is not in the index."""
    known = split(text)
    return all(any(each.startswith(word.folded) for each in known) for word in words)


def _phone_number(text: str) -> str:
    if not _PHONE.fullmatch(text) or _DATE.fullmatch(text):
        return ""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    if len(digits) < (5 if text[0] in "+(0" else 7):
        return ""
    return digits.lstrip("0")[:LONGEST_WORD]
