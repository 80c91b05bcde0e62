"""Gaps in a message, [like this], that only the user can fill (P17); pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_GAP = re.compile(r"\[[^\[\]\n]+\]")
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of text to show; ``mark`` says what stands out in it: "gap", "field", "phrase", or nothing."""

    text: str
    mark: str = ""


def gaps_in(text: str) -> list[str]:
    """Every gap of ``text``, with its brackets, in order; what has no word in it, like "[1]", is the user's own."""
    return [gap for gap in _GAP.findall(text) if _WORD.search(gap)]


def marked(text: str, phrases: Sequence[str] = ()) -> list[Stretch]:
    """``text`` in stretches, its gaps, fields without a value and ``phrases`` (as they stand in it) marked."""
    known = [re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    looked_for = re.compile(
        "|".join(
            (f"(?P<gap>{_GAP.pattern})", r"(?P<field>\{\{[^{}\n]*\}\})", f"(?P<phrase>{'|'.join(known) or '(?!)'})")
        )
    )
    stretches, at = [], 0
    for found in looked_for.finditer(text):
        if found["gap"] and not _WORD.search(found["gap"]):
            continue
        if found.start() > at:
            stretches.append(Stretch(text=text[at : found.start()]))
        stretches.append(Stretch(text=found[0], mark=str(found.lastgroup)))
        at = found.end()
    return [*stretches, Stretch(text=text[at:])] if at < len(text) else stretches
