"""People as vCard 4.0 (RFC 6350), as phones and address books read them."""

import base64
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from contacts.exporting.people import Person, whole
from contacts.models import ContactPoint, ContactQuerySet, Occasion, OccasionKind, PointKind

CONTENT_TYPE = "text/vcard; charset=utf-8"
LINE_OCTETS = 75
INTRODUCED_BY = "X-RAPPORT=introduced-by"
"""Marks the ``RELATED`` who introduced them; others know only that the two are acquainted."""

_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?")
# Labels that vCard has a word for; any other stands beside the address, the way Apple's programs write it.
_TYPES = {
    PointKind.EMAIL: {"work": "work", "home": "home"},
    PointKind.PHONE: {"work": "work", "home": "home", "mobile": "cell", "fax": "fax", "pager": "pager"},
    PointKind.PROFILE: {"work": "work", "home": "home"},
}
_NAMES = {PointKind.EMAIL: "EMAIL", PointKind.PHONE: "TEL", PointKind.PROFILE: "URL"}


def cards(people: ContactQuerySet, *, owner: User, now: datetime) -> Iterator[bytes]:
    """A card for each of ``owner``'s ``people``, ``now`` being its revision."""
    for person in whole(people, owner=owner, with_photos=True):
        yield card(person, now=now)


def card(person: Person, *, now: datetime) -> bytes:
    """The card of ``person``, folded, with CRLF at the end of each line."""
    return b"".join(map(_folded, _lines(person, now=now)))


def uid(contact_id: int) -> str:
    """What a person is called in every address book: the same in each export of this installation."""
    address = settings.SITE_URL + reverse("contacts:detail", args=[contact_id])
    return f"urn:uuid:{uuid5(NAMESPACE_URL, address)}"


def _lines(person: Person, *, now: datetime) -> Iterator[str]:
    contact = person.contact
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "PRODID:-//Rapport//Rapport//EN"
    yield f"UID:{uid(contact.pk)}"
    yield f"FN:{_text(contact.name)}"
    yield f"N:{_text(contact.last_name)};{_text(contact.first_name)};;;"
    if contact.organization is not None:
        yield f"ORG:{_text(contact.organization.name)}"
    if contact.title:
        yield f"TITLE:{_text(contact.title)}"
    yield from _points(person.points)
    yield from _days(person.occasions)
    if person.tags:
        yield f"CATEGORIES:{','.join(map(_text, person.tags))}"
    if contact.introduced_by_id is not None:
        yield f"RELATED;TYPE=contact;{INTRODUCED_BY}:{uid(contact.introduced_by_id)}"
    if contact.notes:
        yield f"NOTE:{_text(contact.notes)}"
    if person.photo:
        yield f"PHOTO:data:image/webp;base64,{base64.b64encode(person.photo).decode()}"
    yield f"REV:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _points(points: Iterable[ContactPoint]) -> Iterator[str]:
    for number, point in enumerate(points, start=1):
        kind = PointKind(point.kind)
        value = _address(point.value) if kind == PointKind.PROFILE else _text(point.value)
        if (known := _TYPES[kind].get(point.label)) is not None:
            yield f"{_NAMES[kind]};TYPE={known}:{value}"
        elif point.label:
            yield f"item{number}.{_NAMES[kind]}:{value}"
            yield f"item{number}.X-ABLABEL:{_text(point.label)}"
        else:
            yield f"{_NAMES[kind]}:{value}"


def _days(occasions: Iterable[Occasion]) -> Iterator[str]:
    """The birthday and the anniversary, which a card has one of each; any other day the way Apple writes it."""
    said: set[str] = set()
    for number, occasion in enumerate(occasions, start=1):
        year = "--" if occasion.year is None else f"{occasion.year:04}"
        written = f"{year}{occasion.month:02}{occasion.day:02}"
        name = {OccasionKind.BIRTHDAY: "BDAY", OccasionKind.ANNIVERSARY: "ANNIVERSARY"}.get(
            OccasionKind(occasion.kind), ""
        )
        if name and not occasion.name and name not in said:
            said.add(name)
            yield f"{name}:{written}"
        else:
            yield f"day{number}.X-ABDATE:{written}"
            yield f"day{number}.X-ABLABEL:{_text(str(occasion))}"


def _text(value: str) -> str:
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", value)).translate(_ESCAPES)


def _address(value: str) -> str:
    """A URI, in which nothing is escaped and nothing may look as if it were."""
    return re.sub(r"\s", "%20", _CONTROLS.sub("", value).strip()).replace("\\", "%5C")


def _folded(line: str) -> bytes:
    """``line`` in lines of at most 75 octets, no letter cut in two."""
    octets = line.encode()
    if len(octets) <= LINE_OCTETS:
        return octets + b"\r\n"
    pieces, start, room = [], 0, LINE_OCTETS
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        # What follows begins with the space that marks it, which counts.
        start, room = end, LINE_OCTETS - 1
    return b"\r\n ".join(pieces) + b"\r\n"
