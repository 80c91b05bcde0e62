"""vCard content lines (RFC 6350, RFC 2426 and 2.1): unfolding, groups, parameters, quoted-printable, escapes."""

import binascii
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from contacts.importing.encoding import MIXED, mended
from contacts.importing.records import PHOTO_BYTES

VALUE_CHARACTERS = 100_000
"""A property longer than this (pictures aside) makes its card unreadable."""
PHOTO_CHARACTERS = PHOTO_BYTES * 4 // 3 + 1_000
"""So much of a picture is gathered: what comes to ``PHOTO_BYTES`` once it is unpacked."""
IGNORED = frozenset({"LOGO", "SOUND", "KEY"})
"""Never kept and never fetched; their lines are dropped as they pass."""
TOO_LARGE = "too large"
"""The value of a picture beyond measure."""

_NAME = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z][A-Za-z0-9-]*)(?=[;:])")
# Possessive, as a long value would otherwise be remembered letter by letter.
_PARAMETER = re.compile(r';([^=;:"]*+)(?:=((?:"[^"]*+"|[^;:"]++)*+))?')
_BARE_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SEPARATORS = {";": re.compile(r"(?<!\\)((?:\\\\)*);"), ",": re.compile(r"(?<!\\)((?:\\\\)*),")}
_FRAMES = {"BEGIN:VCARD", "END:VCARD"}
# Letters alone: Python also knows codecs that unpack, or take for ever.
_CHARSET = re.compile(
    r"utf-?(?:8|16|32)(?:-?[bl]e)?|us-ascii|ascii|latin-?1|iso-?8859-\d+|(?:windows|cp)-?\d+|koi8-[ru]|shift[-_]jis|sjis|"
    r"gb2312|gbk|gb18030|big5|euc-(?:jp|kr)|iso-2022-(?:jp|kr)|macintosh",
    re.ASCII | re.IGNORECASE,
)
_CARET = re.compile(r"\^([n'^])")


_NO_PARAMETERS: dict[str, tuple[str, ...]] = {}


class ContentLine(NamedTuple):
    """One property. ``name`` is upper case; ``value`` is decoded, its backslash escapes still in place."""

    line: int
    group: str
    name: str
    value: str
    parameters: dict[str, tuple[str, ...]]

    @property
    def types(self) -> tuple[str, ...]:
        """Its TYPE values, bare ones included, lower case."""
        return self.parameters.get("TYPE", ())

    def parts(self, separator: str = ";") -> list[str]:
        """The value's components, unescaped."""
        if "\\" not in self.value:
            return self.value.split(separator)
        pieces = _SEPARATORS[separator].split(self.value)
        return [
            unescape(pieces[at] + (pieces[at + 1] if at + 1 < len(pieces) else "")) for at in range(0, len(pieces), 2)
        ]

    @property
    def text(self) -> str:
        """The whole value, unescaped."""
        return unescape(self.value)


class BrokenLine(NamedTuple):
    """A line that is no property and continues none; ``reason`` completes "Line 7 …"."""

    line: int
    text: str
    reason: str


def of_use(beginning: str) -> int:
    """How many characters may be of use of a line that begins so: a picture may stand in one."""
    found = _NAME.match(beginning.lstrip())
    is_picture = found is not None and found[2].upper() == "PHOTO" and beginning.isascii()
    return PHOTO_CHARACTERS if is_picture else VALUE_CHARACTERS


def unescape(text: str) -> str:
    r"""Resolve ``\n``, ``\,``, ``\;``, ``\:`` and ``\\``; a backslash before anything else stays."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _meaning(found[1]), text)


def _meaning(char: str) -> str:
    if char in "nN":
        return "\n"
    return char if char in ",;:\\" else f"\\{char}"


class _Open:
    """A property still being gathered over its lines."""

    __slots__ = (
        "group", "is_base64", "is_ignored", "is_quoted_printable", "line", "most", "name", "pieces", "place", "size",
        "wants_more",
    )  # fmt: skip

    def __init__(self, line: int, first: str, found: re.Match[str]) -> None:
        self.line = line
        self.group = found[1] or ""
        self.name = name = found[2].upper()
        self.place = found.end()
        """Where its parameters begin, or its value."""
        self.size = len(first)
        self.most = PHOTO_CHARACTERS if name == "PHOTO" else VALUE_CHARACTERS
        self.is_ignored = name in IGNORED
        self.pieces = [] if self.is_ignored else [first]
        self.is_quoted_printable = self.is_base64 = self.wants_more = False
        if first[self.place] == ";":
            head = first[: first.find(":") + 1].upper()
            self.is_quoted_printable = "QUOTED-PRINTABLE" in head
            self.is_base64 = "BASE64" in head or "ENCODING=B" in head
            self.wants_more = self.is_quoted_printable and first.endswith("=")

    def add(self, more: str) -> None:
        if self.is_ignored:
            return
        if self.is_quoted_printable:
            if self.wants_more:
                self.pieces[-1] = self.pieces[-1].removesuffix("=")
            self.wants_more = more.endswith("=")
        if self.size <= self.most:
            self.size += len(more)
            self.pieces.append(more)


def read_lines(lines: Iterable[str]) -> Iterator[ContentLine | BrokenLine]:
    """The properties in physical ``lines``, with the number of each one's first line, from 1."""
    pending: _Open | None = None
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\r\n")
        if pending is not None and _is_folded_into(pending, line):
            continue
        bare = line.strip()
        if not bare:
            continue
        found = _NAME.match(bare)
        if found is None and pending is not None and _is_raw_part_of(pending, bare):
            continue
        if pending is not None and (closed := _closed(pending)) is not None:
            yield closed
        pending = None
        if found is None:
            yield BrokenLine(number, bare[:60], f"“{bare[:60]}” is not a vCard property")
        else:
            pending = _Open(number, line.lstrip(), found)
    if pending is not None and (closed := _closed(pending)) is not None:
        yield closed


def _is_folded_into(pending: _Open, line: str) -> bool:
    """Add ``line`` to the property if it continues it by the rules of folding or quoted-printable."""
    if pending.is_quoted_printable and _goes_on(pending, line):
        pending.add(line)
        return True
    if line[:1] in (" ", "\t"):
        pending.add(line[1:])
        return True
    return False


def _is_raw_part_of(pending: _Open, bare: str) -> bool:
    """Whether a line that is no property belongs to a picture, or to a note whose line breaks were written raw."""
    if pending.is_base64:
        pending.add(bare)
        return True
    if _is_note(pending):
        pending.add("\\n" + bare.replace("\\", "\\\\"))
        return True
    return False


def _goes_on(pending: _Open, line: str) -> bool:
    """2.1's soft break ends in ``=``; Android's continuation lines begin with one instead."""
    return line.startswith("=") or (pending.wants_more and line.strip().upper() not in _FRAMES)


def _is_note(pending: _Open) -> bool:
    return bool(pending.pieces) and not pending.is_quoted_printable and pending.pieces[0][:4].upper() == "NOTE"


def _closed(pending: _Open) -> ContentLine | BrokenLine | None:
    """The property once all of its lines are there; ``None`` for one that is not kept."""
    if pending.is_ignored:
        return None
    if pending.size > pending.most:
        if pending.name == "PHOTO":
            return ContentLine(pending.line, pending.group, pending.name, TOO_LARGE, _NO_PARAMETERS)
        reason = f"is longer than {VALUE_CHARACTERS:,} characters"
        return BrokenLine(pending.line, pending.pieces[0][:60], reason)
    text = mended(pending.pieces[0] if len(pending.pieces) == 1 else "".join(pending.pieces))
    place = pending.place
    if text[place] == ":":
        return ContentLine(pending.line, pending.group, pending.name, text[place + 1 :], _NO_PARAMETERS)
    return _with_parameters(pending, text)


def _with_parameters(pending: _Open, text: str) -> ContentLine | BrokenLine:
    parameters: dict[str, tuple[str, ...]] = {}
    place = pending.place
    while text[place : place + 1] == ";" and (parameter := _PARAMETER.match(text, place)):
        place = parameter.end()
        _take_parameter(parameters, parameter[1].strip().upper(), parameter[2])
    if text[place : place + 1] != ":":
        return BrokenLine(pending.line, text[:60], f"“{text[:60]}” has no value")
    value = text[place + 1 :]
    if "QUOTED-PRINTABLE" in parameters.get("ENCODING", ()):
        value = _decoded(value.removesuffix("="), (*parameters.get("CHARSET", ()), "utf-8")[0])
    return ContentLine(pending.line, pending.group, pending.name, value, parameters)


def _take_parameter(parameters: dict[str, tuple[str, ...]], name: str, written: str | None) -> None:
    if written is None:
        # 2.1 writes bare values: TEL;WORK;VOICE, NOTE;QUOTED-PRINTABLE.
        name, written = ("ENCODING" if name in _BARE_ENCODINGS else "TYPE"), name
    value = _CARET.sub(lambda caret: {"n": "\n", "'": '"', "^": "^"}[caret[1]], written.replace('"', ""))
    if name == "TYPE":
        parameters[name] = (*parameters.get(name, ()), *(part.strip().casefold() for part in value.split(",")))
    elif name == "ENCODING":
        parameters[name] = (value.strip().upper(),)
    else:
        parameters[name] = (value.strip(),)


def _decoded(value: str, charset: str) -> str:
    """Quoted-printable as text; decoded as one, as a letter may be split between lines."""
    octets = binascii.a2b_qp(value.encode("utf-8", "replace"))
    if _CHARSET.fullmatch(charset):
        with suppress(LookupError, UnicodeError):
            return octets.decode(charset)
    return octets.decode("utf-8", MIXED)
