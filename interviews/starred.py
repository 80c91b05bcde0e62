"""What the user starred in their notes of a conversation: answers, and single lines (P39 cites them)."""

import re
from collections.abc import Iterable, Iterator

from interviews.models import Interview

_MARKS = re.compile(r"^\s*(?:[-+*>#]+|\d+[.)])\s+|[*`~]+")

STAR = "★"
"""In a line of notes or of an answer: this helped. In the text itself, so that it merges and travels as words do."""


def starred(interview: Interview) -> list[str]:
    """What was starred, in the order of the sheet, as plain words to cite: answers, and single lines; one query."""
    found: list[str] = []
    for question in interview.picked_questions.all():
        lines = question.answer.split("\n")
        if question.is_starred:
            found.append("\n".join(filter(None, map(_plain, lines))))
        else:
            found += _starred(lines)
    return [text for text in (*found, *_starred(interview.notes.split("\n"))) if text]


def _starred(lines: Iterable[str]) -> Iterator[str]:
    return (_plain(line) for line in lines if STAR in line)


def _plain(line: str) -> str:
    """``line`` without its star, and without what Markdown makes of it."""
    return " ".join(_MARKS.sub("", line.replace(STAR, " ")).split())
