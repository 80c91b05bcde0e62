"""How a search brief reads to somebody who could help, and where it is still too general to help with (P04). Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import SearchBrief

_VAGUE = re.compile(
    r"\b(any ?thing|any (?:job|work|role|position|opportunit(?:y|ies)|opening|industry|help)s?|something(?: new)?"
    r"|whatever|wherever|anywhere|everything|open to (?:all|everything|anything)|new challenges?|opportunities)\b",
    re.IGNORECASE,
)
"""Words behind which nobody sees a name, a place or a question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a sentence; ``is_own`` marks the user's own words."""

    text: str
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The brief as sentences, each of parts, and hints on what would make it easier to help."""

    sentences: Sequence[Sequence[Part]]
    hints: Sequence[str]

    @property
    def text(self) -> str:
        """All of it as plain text."""
        return " ".join("".join(part.text for part in sentence) for sentence in self.sentences)


def read(brief: SearchBrief) -> Reading:
    """How ``brief`` reads: at most four sentences, none for what is blank."""
    return Reading(sentences=[each for each in map(_sentence, _said(brief)) if each], hints=list(_hints(brief)))


def _said(brief: SearchBrief) -> list[list[tuple[str, str]]]:
    """Sentences as pairs of our words and the user's; a pair without the user's words falls away."""
    if brief.roles:
        looked_for = [
            ("I am looking for work as ", _begun_small(brief.roles)),
            (" in ", brief.industries),
            (", in ", brief.places),
        ]
    else:
        looked_for = [("I am looking for work in ", brief.industries or brief.places)]
        if brief.industries:
            looked_for.append((", in ", brief.places))
    return [[("", brief.news)], looked_for, [("What I bring: ", brief.brings)], [("What would help me: ", brief.asks)]]


def _begun_small(words: str) -> str:
    """``words`` as they stand inside a sentence: "Planner" → "planner", "HR lead" as it is."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _sentence(pairs: list[tuple[str, str]]) -> list[Part]:
    parts = []
    for ours, own in pairs:
        words = " ".join(own.split()).rstrip(".!;, ")
        if words:
            parts += [Part(text=ours), Part(text=words, is_own=True)]
    return [*parts, Part(text=".")] if parts else []


def _hints(brief: SearchBrief) -> list[str]:
    said = " ".join((brief.roles, brief.industries, brief.places, brief.brings, brief.asks))
    hints = []
    vague = _VAGUE.search(said)
    if vague:
        hints.append(f"“{vague[0]}” is hard to help with. A name, a place or a question is easy.")
    if said.strip() and not brief.industries:
        hints.append("Name an industry or two or three employers: then people know whom they know there.")
    if brief.asks and not re.search(r"\d|minute|introduc|name|read|advice|look at", brief.asks, re.IGNORECASE):
        hints.append("Say how small the request is: twenty minutes, one name, a look at one page.")
    if brief.brings and len(brief.brings.split()) > 60:
        hints.append("Two or three things are enough; more than that nobody can repeat for you.")
    return hints
