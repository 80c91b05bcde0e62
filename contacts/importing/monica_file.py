"""Where what is in Monica's JSON: one walk through the file notes places, a second one unpacks person by person."""

import codecs
import io
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from contacts.importing.encoding import Source, detect_encoding, opened
from contacts.importing.formats import UnusableFileError
from contacts.importing.json_walk import BrokenValueError, CutOffError, Walk
from contacts.importing.plain_text import many_lines, one_line

PEOPLE = 60_000
THINGS = 200_000
"""So many relationships, activities and pictures are noted."""
BYTES = 50 * 1024 * 1024
"""So long it may be in UTF-8, which Monica itself writes."""
_PIECE = 1 << 16


def text(value: object) -> str:
    """A value as one line; blank for what is no text."""
    return one_line(value) if isinstance(value, str) else str(value) if _is_number(value) else ""


def lines(value: object) -> str:
    """A value as text of several lines; blank for what is no text."""
    return many_lines(value) if isinstance(value, str) else text(value)


def properties(value: object) -> dict[str, Any]:
    """The properties of an element, or the element itself where it has them directly."""
    if not isinstance(value, dict):
        return {}
    inner = value.get("properties")
    return {**value, **inner} if isinstance(inner, dict) else value


def collected(value: object, name: str) -> list[Any]:
    """What an element holds of one type, its ``name`` in the singular."""
    data = value.get("data") if isinstance(value, dict) else None
    if not isinstance(data, list):
        return []
    found: list[Any] = []
    for collection in data:
        if isinstance(collection, dict) and singular(text(collection.get("type"))) == name:
            values = collection.get("values")
            found.extend(values if isinstance(values, list) else [])
    return found


def singular(name: str) -> str:
    """The one name of a type: ``contacts`` is ``contact``, ``activities`` ``activity``, ``contact-fields`` too."""
    name = name.casefold().replace("-", "_").replace(" ", "_")
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    if name.endswith("sses"):
        return name[:-2]
    return name.removesuffix("s") if not name.endswith("ss") else name


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(slots=True)
class MonicaFile:
    """The file, and where things are in it."""

    data: bytes
    people: "array[int]" = field(default_factory=lambda: array("q"))
    """Where each person begins."""
    names: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    """By person, what others are to them and who."""
    field_types: dict[str, dict[str, Any]] = field(default_factory=dict)
    partial: set[str] = field(default_factory=set)
    """Those who are only named as somebody's relative."""
    cut_off_at: int | None = None
    """Where the file ends before it should."""
    _activities: dict[str, int] = field(default_factory=dict)
    _photos: dict[str, int] = field(default_factory=dict)
    _things: int = 0

    @classmethod
    def of(cls, source: Source) -> "MonicaFile":
        """Read ``source`` through once. Raises ``UnusableFileError``."""
        found = cls(_as_utf8(source))
        walk = Walk(found.data)
        try:
            for key in walk.each_key():
                if key == "account" and walk.stands_at(b"{"):
                    found._account(walk)
        except CutOffError as error:
            found.cut_off_at = error.at
        return found

    def element(self, at: int) -> Any:
        """What begins at a place. Raises ``BrokenValueError``."""
        return Walk(self.data, at).value()

    def raw(self, at: int, limit: int) -> str:
        """The text of what begins at a place; blank if it is longer than ``limit``."""
        walk = Walk(self.data, at)
        walk.skip()
        return self.data[at : walk.at].decode("utf-8", "replace") if walk.at - at <= limit else ""

    def activity(self, key: str) -> Any:
        """The activity of that number, if it is there."""
        return self._thing(self._activities, key)

    def photo(self, key: str) -> Any:
        """The picture of that number, if it is there."""
        return self._thing(self._photos, key)

    def lines_to(self) -> Iterator[int]:
        """The line each person begins on."""
        line, before = 1, 0
        for at in self.people:
            line += self.data.count(b"\n", before, at)
            before = at
            yield line

    def _thing(self, places: dict[str, int], key: str) -> Any:
        try:
            return self.element(places[key]) if key in places else None
        except BrokenValueError:
            return None

    def _account(self, walk: Walk) -> None:
        for key in walk.each_key():
            if key == "data" and walk.stands_at(b"["):
                for _ in walk.each_item():
                    if walk.stands_at(b"{"):
                        self._collection(walk)
            elif key == "instance" and walk.stands_at(b"{"):
                for name in walk.each_key():
                    if name == "contact_field_types":
                        self._field_types(walk)

    def _collection(self, walk: Walk) -> None:
        """One kind of thing: its type, and its values."""
        kind, values = "", None
        for key in walk.each_key():
            if key == "type" and walk.stands_at(b'"'):
                kind = singular(text(_read(walk)))
            elif key == "values" and walk.stands_at(b"["):
                values = walk.at
                if kind in _NOTED:
                    self._values(kind, walk)
                    values = None
        if values is not None and kind in _NOTED:
            self._values(kind, Walk(self.data, values))

    def _values(self, kind: str, walk: Walk) -> None:
        for _ in walk.each_item():
            self._note(kind, walk)

    def _note(self, kind: str, walk: Walk) -> None:
        self._things += 1
        if self._things > THINGS or len(self.people) >= PEOPLE:
            raise UnusableFileError("This file holds more than Rapport takes at once.")
        at = walk.at
        value = _read(walk)
        if kind == "contact":
            self.people.append(at)
        key = text(value.get("uuid")) if isinstance(value, dict) else ""
        said = properties(value)
        if kind == "contact" and key:
            self.names[key] = " ".join(filter(None, (text(said.get("first_name")), text(said.get("last_name")))))[:200]
            if said.get("is_partial") is True:
                self.partial.add(key)
        elif kind == "relationship":
            self.relations[text(said.get("contact_is"))].append((text(said.get("type")), text(said.get("of_contact"))))
        elif key:
            (self._activities if kind == "activity" else self._photos)[key] = at

    def _field_types(self, walk: Walk) -> None:
        value = _read(walk)
        if isinstance(value, dict):
            value = value.get("values")
        for each in value if isinstance(value, list) else []:
            if isinstance(each, dict) and (key := text(each.get("uuid"))):
                self.field_types[key] = properties(each)


_NOTED = {"contact", "relationship", "activity", "photo"}


def _read(walk: Walk) -> Any:
    try:
        return walk.value()
    except BrokenValueError:
        return None


def _as_utf8(source: Source) -> bytes:
    """The whole file in UTF-8, from any encoding. Raises ``UnusableFileError`` where that makes it too large."""
    encoding, skip = detect_encoding(source)
    with opened(source) as stream:
        stream.read(skip)
        if encoding == "utf-8":
            return stream.read()
        text = io.BytesIO()
        for piece in codecs.iterdecode(iter(lambda: stream.read(_PIECE), b""), encoding, "replace"):
            text.write(piece.encode())
            if text.tell() > BYTES:
                raise UnusableFileError("This file is too large once its letters are read. Save it as UTF-8.")
        return text.getvalue()
