"""One line about what happened, read the way it was meant: "coffee yesterday, talked about X"."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from contacts.day_words import SaidDay, day_at, days_in
from contacts.log_words import ABOUT, BEHIND_A_NOUN, NOT_REACHED, WORDS, Names, Word, mentioned_in
from contacts.models import Direction, InteractionKind

READ_UP_TO = 300
"""Letters looked at for words that say how and when; whoever writes more says that first."""
REMINDER_DAYS = 7
"""A reminder without a day comes after so many."""

_STOP = r"[,;:\n]|[.!?](?=\s|$)|$"
_BREAK = re.compile(rf"\s*(?:{_STOP}|[-–—](?=\s))\s*")
_NEXT_BREAK = re.compile(rf"\s*(?:{_STOP}|\s[-–—]\s)")
_LAST_PART = re.compile(r"(?:[,;]|\s[-–—]|[.!?])\s+(?=[^,;.!?\n]+[.!]?$)")
_REMINDER = re.compile(r"(?:please )?remind me(?: again)?\b[\s,:]*(?:(?:to|that)\b[\s:]*)?", re.IGNORECASE)
_FOLLOW_UP = re.compile(r"(?:to-?do|follow[- ]up)\b[\s,:]*", re.IGNORECASE)
_AIM = re.compile(r"(?:to|that)\b[\s:]*", re.IGNORECASE)
_LOOSE = " \t\n,;:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a line says; what it does not say is blank, and ``day`` then is the user's today."""

    line: str
    kind: str = ""
    """One of ``InteractionKind``."""
    direction: str = ""
    """One of ``Direction``."""
    day: date
    rest: str
    """The line without the words that said only how and when; all of it where that is in doubt."""
    plan: str = ""
    """For what lies ahead: the line without its day, as a follow-up says it."""
    is_reminder: bool = False
    """Whether it asks for a follow-up in so many words."""
    is_to_come: bool = False
    """Whether the day lies ahead, so that nothing can have happened yet."""

    def summary_as(self, kind: str) -> str:
        """What is left to remember when it is logged as ``kind``: words that said another kind stay."""
        return self.rest if not self.kind or self.kind == kind else self.line


def read(line: str, *, on: date, day_first: bool, names: Collection[str] = ()) -> Reading:
    """What ``line`` says happened, seen from local date ``on``.

    ``day_first`` decides what "12/5" is. ``names`` are those of the person it is about ("coffee with Ana").
    """
    line = line.strip()
    return _reminder(line, on=on, day_first=day_first) or _Reader(line, on, day_first, Names(names)).read()


def usual_direction(kind: str) -> str:
    """Who turned to whom where nobody said: one talks with each other, and writes to somebody."""
    writing = {InteractionKind.EMAIL, InteractionKind.MESSAGE, InteractionKind.LETTER}
    return Direction.OUTGOING if kind in writing else Direction.MUTUAL


def _reminder(line: str, *, on: date, day_first: bool) -> Reading | None:
    """A line that asks for a follow-up, in so many words or as "follow up" with a day ahead."""
    asked = _REMINDER.match(line)
    if asked is None and _FOLLOW_UP.match(line) is None:
        return None
    start = asked.end() if asked else 0
    days = days_in(line[:READ_UP_TO], on=on, day_first=day_first, ahead=True)
    said = next((each for each in days if each.day >= on and each.start >= start), None)
    if asked is None and said is None:
        return None
    plan = _without(line, said, start=start)
    if asked and said and said.start == start and (aim := _AIM.match(plan)):
        plan = plan[aim.end() :]
    return Reading(
        line=line,
        day=said.day if said else on + timedelta(days=REMINDER_DAYS),
        rest=line,
        plan=_capital(plan) or "Be in touch",
        is_reminder=True,
    )


class _Head(NamedTuple):
    """Words at the start of a stretch that say how and when, and nothing else."""

    kind: str
    direction: str
    said: SaidDay | None
    says_more: bool
    starts_with_noun: bool
    end: int


class _Reader:
    """Reads one line about something that happened, or will."""

    def __init__(self, line: str, on: date, day_first: bool, names: Names) -> None:
        self.line, self.on, self.day_first, self.names = line, on, day_first, names
        self.text = line[:READ_UP_TO]

    def read(self) -> Reading:
        """The line's reading."""
        head = self._head(0)
        stretch = self.text[: self._break_behind(head.end)]
        kind = head.kind or mentioned_in(stretch)
        said, rest = head.said, self._rest(head)
        if said is None and (tail := self._tail(kind)):
            kind, said = kind or tail.kind, tail.said
            rest = rest[: max(0, len(rest) - (len(self.line) - tail.end))].rstrip()
        if said is None:
            said = self._closing(stretch, may_lie_ahead=head.starts_with_noun)
        day = said.day if said else self.on
        return Reading(
            line=self.line,
            kind=kind,
            direction=self._direction(kind, head.direction),
            day=day,
            rest=rest,
            plan=_capital(_without(self.line, said)) or self.line if day > self.on else "",
            is_to_come=day > self.on,
        )

    def _direction(self, kind: str, said: str) -> str:
        if kind == InteractionKind.CALL and said in {"", Direction.MUTUAL} and NOT_REACHED.search(self.text):
            return Direction.OUTGOING
        return said if said or not kind else usual_direction(kind)

    def _head(self, start: int) -> _Head:
        """Read on from ``start`` for as long as the words say nothing but how and when."""
        words: list[tuple[Word, str]] = []
        said: SaidDay | None = None
        turned = who = ""
        position = start
        while (position := self._past_spaces(position)) < len(self.text):
            if said is None and (day := day_at(self.text, position, on=self.on, day_first=self.day_first)):
                said, position = day, day.end
            elif found := self._word_at(position, is_first=not words):
                words.append((found[0], who))
                position, who = found[1], ""
            elif not words and (subject := self._subject_at(position)):
                who, position = subject["who"].casefold(), subject.end()
            elif (origin := self.names.from_them.match(self.text, position)) or (
                origin := self.names.from_me.match(self.text, position)
            ):
                turned = Direction.OUTGOING if origin[0].casefold().endswith("me") else Direction.INCOMING
                position = origin.end()
            elif filler := self.names.filler.match(self.text, position):
                position = filler.end()
            else:
                break
        return _Head(
            kind=next((word.kind for word, _ in words if word.kind), ""),
            direction=turned or next((word.turned(by) for word, by in words), ""),
            said=said,
            says_more=any(word.says_more for word, _ in words),
            starts_with_noun=bool(words) and words[0][0].is_noun,
            end=position,
        )

    def _word_at(self, position: int, *, is_first: bool) -> tuple[Word, int] | None:
        for word in WORDS:
            found = word.pattern.match(self.text, position)
            if found and not (word.is_noun and is_first and not self._fits(found.end())):
                return word, found.end()
        return None

    def _subject_at(self, position: int) -> re.Match[str] | None:
        """Who did it, if what they did is a word known here."""
        found = self.names.subject.match(self.text, position)
        return found if found and self._word_at(found.end(), is_first=True) else None

    def _fits(self, end: int) -> bool:
        """Whether what stands behind a noun lets it be what happened, not the subject of another sentence."""
        if _BREAK.match(self.text, end) or BEHIND_A_NOUN.match(self.text, end):
            return True
        position = self._past_spaces(end)
        if day_at(self.text, position, on=self.on, day_first=self.day_first):
            return True
        filler = self.names.filler.match(self.text, position)
        return filler is not None and _BREAK.match(self.text, filler.end()) is not None

    def _rest(self, head: _Head) -> str:
        """The line without its head, if that says only how and when; else all of it."""
        if not head.kind and (head.direction or head.said is None):
            return self.line
        end = _BREAK.match(self.text, head.end)
        if end is None:
            return self.line[head.end :] if not head.says_more and ABOUT.match(self.text, head.end) else self.line
        return _without(self.line, head.said) if head.says_more else self.line[end.end() :].strip()

    def _tail(self, kind: str) -> _Head | None:
        """A last part that says only how and when ("…, yesterday"), with its ``end`` where it begins."""
        found = _LAST_PART.search(self.text) if len(self.line) <= READ_UP_TO else None
        if found is None:
            return None
        tail = self._head(found.end())
        is_whole = not self.text[tail.end :].strip(" .!")
        if tail.said is None or not is_whole or tail.says_more or (kind and tail.kind not in {"", kind}):
            return None
        return tail._replace(end=found.start())

    def _closing(self, stretch: str, *, may_lie_ahead: bool) -> SaidDay | None:
        """A day that the first stretch ends in: "talked over lunch yesterday"."""
        for said in days_in(stretch, on=self.on, day_first=self.day_first):
            if said.end == len(stretch) and (said.day <= self.on or may_lie_ahead):
                return said
        return None

    def _break_behind(self, position: int) -> int:
        found = _NEXT_BREAK.search(self.text, position)
        return found.start() if found else len(self.text)

    def _past_spaces(self, position: int) -> int:
        while position < len(self.text) and self.text[position] in " \t":
            position += 1
        return position


def _without(line: str, said: SaidDay | None, *, start: int = 0) -> str:
    """``line`` from ``start`` without the day it says; where it is used, the day stands beside it."""
    if said is None:
        return line[start:].strip(_LOOSE)
    before, after = line[start : said.start].rstrip(" \t"), line[said.end :].lstrip(" \t")
    gap = " " if before and after and after[0] not in ",;:.!?\n" else ""
    return f"{before}{gap}{after}".strip(_LOOSE)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
