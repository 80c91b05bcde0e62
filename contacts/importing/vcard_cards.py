"""From properties to cards, and the text of a card that has to be mended."""

from collections.abc import Iterable, Iterator

from contacts.importing.encoding import mended
from contacts.importing.plain_text import one_line
from contacts.importing.records import RAW_CHARACTERS, Unreadable
from contacts.importing.vcard_lines import BrokenLine, ContentLine

PROPERTIES = 2_000
"""A card with more is not a person's."""
PICTURES = 3
"""So many of them are looked at; the first usable one is taken."""
CARD_CHARACTERS = 1_000_000
"""Pictures aside."""
NAME_LENGTH = 120
KEPT_CHARACTERS = 4 * RAW_CHARACTERS
_PACKED = ("PHOTO", "LOGO", "SOUND", "KEY")


class RecentLines:
    """Hands lines on and remembers those of the card at hand, to give its text back if it cannot be read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._kept: list[str] = []
        self._first = 1
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self._size += len(line)
            if self._size > KEPT_CHARACTERS:
                self._first += len(self._kept)
                self._kept, self._size = [], len(line)
            self._kept.append(line)
            yield line

    @property
    def last(self) -> int:
        """The number of the last line so far."""
        return self._first + len(self._kept) - 1

    def forget_before(self, number: int) -> None:
        """Let go of the lines before that one."""
        if number > self._first:
            del self._kept[: number - self._first]
            self._first = number
            self._size = sum(map(len, self._kept))

    def text(self, first: int, last: int) -> str:
        """The lines from one number to another, without pictures if it is long; blank where it is beyond measure."""
        if first < self._first:
            return ""
        lines = self._kept[first - self._first : last - self._first + 1]
        if sum(map(len, lines)) > RAW_CHARACTERS:
            lines = list(_without_pictures(lines))
        text = mended("".join(lines)).rstrip("\r\n")
        return text if len(text) <= RAW_CHARACTERS else ""


def _without_pictures(lines: list[str]) -> Iterator[str]:
    is_inside = False
    for line in lines:
        name = line.partition(":")[0].partition(";")[0].rpartition(".")[2].upper()
        is_inside = name in _PACKED if ":" in line else is_inside
        if not is_inside:
            yield line


class _CardStack:
    """Gathers properties into cards."""

    def __init__(self, recent: RecentLines) -> None:
        self.recent = recent
        self.card: list[ContentLine] = []
        self.trouble = ""
        self.agents = 0
        self.pictures = 0
        self.size = 0

    def begin(self, line: ContentLine) -> Unreadable | None:
        """A card begins: the first, one inside another (2.1's AGENT), or one after a card that was cut off."""
        if self.card and (self.agents or self.card[-1].name == "AGENT"):
            self.agents += 1
            return None
        unfinished = self.unfinished(line.line - 1)
        self.recent.forget_before(line.line)
        self.card, self.trouble, self.agents, self.pictures, self.size = [line], "", 0, 0, 0
        return unfinished

    def end(self, line: ContentLine) -> list[ContentLine] | Unreadable | None:
        """A card ends: its properties, or what was wrong in it."""
        if self.agents:
            self.agents -= 1
            return None
        card, self.card = self.card, []
        return self._unreadable(card, self.trouble, line.line) if card and self.trouble else card or None

    def add(self, line: ContentLine | BrokenLine) -> Unreadable | None:
        """One line between the frames, or outside any."""
        if not self.card:
            return Unreadable(line=line.line, reason="This line stands outside any card.")
        if isinstance(line, BrokenLine):
            self.trouble = self.trouble or f"Line {line.line} {line.reason}."
        elif not self.agents:
            self._keep(line)
        return None

    def _keep(self, line: ContentLine) -> None:
        if line.name == "PHOTO":
            self.pictures += 1
            if self.pictures > PICTURES:
                return
        else:
            self.size += len(line.value)
        if len(self.card) >= PROPERTIES:
            self.trouble = self.trouble or f"This card has more than {PROPERTIES:,} properties."
        elif self.size > CARD_CHARACTERS:
            self.trouble = self.trouble or f"This card is longer than {CARD_CHARACTERS:,} characters."
        else:
            self.card.append(line)

    def unfinished(self, last: int) -> Unreadable | None:
        """What to say of a card that never ended, if one is open; it goes to line ``last``."""
        if not self.card:
            return None
        return self._unreadable(self.card, "This card has no END:VCARD; it may be cut off.", last)

    def _unreadable(self, card: list[ContentLine], reason: str, last: int) -> Unreadable:
        first = card[0].line
        return Unreadable(line=first, reason=reason, name=_full_name(card), raw=self.recent.text(first, last))


def cards(lines: Iterable[ContentLine | BrokenLine], recent: RecentLines) -> Iterator[list[ContentLine] | Unreadable]:
    """The cards' properties from BEGIN to END, or why a card cannot be read."""
    stack = _CardStack(recent)
    for line in lines:
        frame = line.name if isinstance(line, ContentLine) and line.value.strip().upper() == "VCARD" else ""
        if frame == "BEGIN" and isinstance(line, ContentLine):
            done: list[ContentLine] | Unreadable | None = stack.begin(line)
        elif frame == "END" and isinstance(line, ContentLine):
            done = stack.end(line)
        else:
            done = stack.add(line)
        if done is not None:
            yield done
    if (unfinished := stack.unfinished(recent.last)) is not None:
        yield unfinished


def _full_name(card: list[ContentLine]) -> str:
    return next((one_line(line.text) for line in card if line.name == "FN"), "")[:NAME_LENGTH]
