"""Through a large JSON file piece by piece: what is wanted is unpacked, the rest is passed over."""

import json
import re
from collections.abc import Iterator
from typing import Any

VALUE_BYTES = 8 * 1024 * 1024
MARKS = 250_000
"""A value that is larger, or has more texts and brackets, is passed over rather than unpacked."""
DEPTH = 200_000
"""So deep nothing is nested that anyone wrote; what comes after is not read."""

_SPACE = re.compile(rb"[ \t\r\n]*")
# Possessive, as a long text would otherwise be remembered escape by escape.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_MARK = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\]]', re.DOTALL)
_SCALAR = re.compile(rb"[^,\[\]{}\s\"]+")


class CutOffError(ValueError):
    """The text ends, or stops being JSON, at ``at`` bytes from its beginning."""

    def __init__(self, at: int) -> None:
        super().__init__(f"no JSON at byte {at}")
        self.at = at


class BrokenValueError(ValueError):
    """A value that has an end, and is no JSON or too large inside."""


class Walk:
    """Stands at a place in ``data``, which is UTF-8; every method leaves it behind what it read."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at
        self._marks = 0

    def each_key(self) -> Iterator[str]:
        """The keys of the object that begins here, each while standing at its value; one not read is passed over."""
        self._expect(b"{")
        while not self._closes(b"}"):
            found = _STRING.match(self.data, self.at)
            if found is None:
                raise CutOffError(self.at)
            self.at = found.end()
            self._space()
            self._expect(b":")
            self._space()
            at = self.at
            yield _loaded(found[0]) if len(found[0]) < 1_000 else ""
            if self.at == at:
                self.skip()

    def each_item(self) -> Iterator[None]:
        """Once for each element of the array that begins here, while standing at it; one not read is passed over."""
        self._expect(b"[")
        while not self._closes(b"]"):
            at = self.at
            yield
            if self.at == at:
                self.skip()

    def skip(self) -> None:
        """Pass over the value that begins here. Raises ``CutOffError`` where it has no end."""
        self._marks = 0
        opening = self.data[self.at : self.at + 1]
        if opening not in (b"{", b"["):
            found = (_STRING if opening == b'"' else _SCALAR).match(self.data, self.at)
            if found is None:
                raise CutOffError(self.at)
            self.at = found.end()
            return
        depth = 0
        for number, found in enumerate(_MARK.finditer(self.data, self.at)):
            mark = found[0]
            if mark in (b"{", b"["):
                depth += 1
                if depth > DEPTH:
                    raise CutOffError(found.start())
            elif mark in (b"}", b"]"):
                depth -= 1
                if not depth:
                    self.at, self._marks = found.end(), number
                    return
            elif mark == b'"':
                raise CutOffError(found.start())
        raise CutOffError(len(self.data))

    def value(self) -> Any:
        """The value that begins here. Raises ``BrokenValueError`` behind one that is no JSON, or is too large."""
        start = self.at
        self.skip()
        if self.at - start > VALUE_BYTES or self._marks > MARKS:
            raise BrokenValueError("is too large")
        try:
            return json.loads(self.data[start : self.at].decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise BrokenValueError("is not well-formed") from error

    def stands_at(self, opening: bytes) -> bool:
        """Whether the value here begins so: ``{`` or ``[``."""
        return self.data[self.at : self.at + 1] == opening

    def _closes(self, closing: bytes) -> bool:
        """Whether the container ends here; a comma before its next element is passed over."""
        self._space()
        if self.data[self.at : self.at + 1] == b",":
            self.at += 1
            self._space()
        if self.data[self.at : self.at + 1] == closing:
            self.at += 1
            return True
        if self.at >= len(self.data):
            raise CutOffError(self.at)
        return False

    def _expect(self, mark: bytes) -> None:
        self._space()
        if self.data[self.at : self.at + 1] != mark:
            raise CutOffError(self.at)
        self.at += 1
        self._space()

    def _space(self) -> None:
        found = _SPACE.match(self.data, self.at)
        self.at = found.end() if found else self.at


def _loaded(text: bytes) -> str:
    try:
        return str(json.loads(text.decode("utf-8", "replace")))
    except ValueError:
        return ""
