"""The picture on a card: unpacked, never opened, and never fetched."""

import binascii
import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from contacts.importing.records import PHOTO_BYTES
from contacts.importing.vcard_lines import TOO_LARGE, ContentLine

_DATA = re.compile(r"data:[^,]{0,200}?(;base64)?,", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PACKED = re.compile(r"[A-Za-z0-9+/=\s]{40}")

MOST = PHOTO_BYTES // 1024 // 1024
LARGE = f"The picture is larger than {MOST} MB, and left out."
ELSEWHERE = "The picture is only an address, and nothing is fetched."
DAMAGED = "The picture is damaged, and left out."


class Picture(NamedTuple):
    """The bytes, or why there are none; neither for a blank property."""

    data: bytes
    trouble: str


def picture(line: ContentLine) -> Picture:
    """What a PHOTO property holds: base64 as 2.1 and 3.0 write it, or the ``data:`` address of 4.0."""
    value = line.value.strip()
    if not value:
        return Picture(b"", "")
    if value == TOO_LARGE:
        return Picture(b"", LARGE)
    is_packed = bool({"B", "BASE64"}.intersection(line.parameters.get("ENCODING", ())))
    if value[:5].casefold() == "data:":
        return picture_of_address(line.text.strip() if "\\" in value[:100] else value)
    if _ADDRESS.match(value):
        return Picture(b"", ELSEWHERE)
    return _kept(_unpacked(value) if is_packed or _PACKED.match(value) else b"")


def picture_of_address(value: str) -> Picture:
    """What a ``data:`` address holds."""
    found = _DATA.match(value)
    if found is None:
        return Picture(b"", DAMAGED)
    packed = value[found.end() :]
    return _kept(_unpacked(packed) if found[1] else unquote_to_bytes(packed))


def _kept(data: bytes) -> Picture:
    if not data:
        return Picture(b"", DAMAGED)
    return Picture(data, "") if len(data) <= PHOTO_BYTES else Picture(b"", LARGE)


def _unpacked(text: str) -> bytes:
    try:
        return binascii.a2b_base64(text.encode("ascii", "ignore"))
    except binascii.Error:
        return b""
