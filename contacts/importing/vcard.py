"""vCard 2.1, 3.0 and 4.0: cards as people, organizations or groups."""

import re
from collections.abc import Iterable, Iterator

from contacts.importing.encoding import Source, open_text
from contacts.importing.formats import ReadingContext
from contacts.importing.person_fields import PersonFields
from contacts.importing.plain_text import many_lines, one_line
from contacts.importing.records import Record, Skipped, Unreadable
from contacts.importing.vcard_lines import BrokenLine, ContentLine, read_lines
from contacts.importing.written_dates import read_day

PROPERTIES = 2_000
"""A card with more is not a person's."""

_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_")
_LABELS = {"work": "work", "home": "home", "cell": "mobile", "iphone": "iPhone", "main": "main", "fax": "fax",
           "pager": "pager", "other": "other", "school": "school"}  # fmt: skip
_POINTS = {"EMAIL": "email", "TEL": "phone", "URL": "profile", "X-SOCIALPROFILE": "profile", "SOCIALPROFILE": "profile"}
_SCHEMES = {"email": "mailto:", "phone": "tel:", "profile": ""}
_SKIPPED_KINDS = {
    "group": "A group, not a person.",
    "location": "A place, not a person.",
    "device": "A device, not a person.",
    "application": "A program, not a person.",
}
# About the card rather than the person, or said by the fields already read.
_SILENT = {"BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "SOURCE", "CLASS", "SORT-STRING", "MAILER", "TZ", "GEO",
           "LABEL", "KIND", "X-KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABLABEL", "X-ABSHOWAS", "FN", "N", "ORG", "TITLE",
           "NICKNAME", "NOTE", "CATEGORIES", "BDAY", "AGENT", "CLIENTPIDMAP", "XML", "MEMBER", "CALURI", "CALADRURI",
           "FBURL", "NAME", "PROFILE", "LANG", "GENDER"}  # fmt: skip
_SAID_AS = {"ROLE": "Role", "IMPP": "Messenger", "X-SKYPE": "Skype", "X-SKYPE-USERNAME": "Skype", "X-AIM": "AIM",
            "X-JABBER": "Jabber", "X-ICQ": "ICQ", "X-TWITTER": "Twitter", "ANNIVERSARY": "Anniversary",
            "X-ANNIVERSARY": "Anniversary", "X-SPOUSE": "Spouse", "X-ASSISTANT": "Assistant", "X-MANAGER": "Manager",
            "X-ABDATE": "Date", "X-ABRELATEDNAMES": "Related", "RELATED": "Related", "X-MAIDENNAME": "Maiden name",
            "X-PHONETIC-FIRST-NAME": "Phonetic first name", "X-PHONETIC-LAST-NAME": "Phonetic last name",
            "HOBBY": "Hobby", "INTEREST": "Interest", "EXPERTISE": "Expertise"}  # fmt: skip


class VCard:
    """Any number of cards; a broken one is reported by the line it begins on, and the others go on."""

    name = "vcard"
    label = "vCard"

    def recognises(self, head: bytes) -> bool:
        """By its first line that is not blank."""
        first = next((line for line in open_text(head) if line.strip()), "")
        return "".join(first.split()).upper() == "BEGIN:VCARD"

    def read(self, content: Source, _context: ReadingContext) -> Iterator[Record]:
        """One record a card; pictures are ignored and nothing is fetched."""
        for card in _cards(read_lines(open_text(content, is_folded=True))):
            yield card if isinstance(card, Unreadable) else _read_card(card)


class _CardStack:
    """Gathers properties into cards."""

    def __init__(self) -> None:
        self.card: list[ContentLine] = []
        self.trouble = ""
        self.agents = 0

    def begin(self, line: ContentLine) -> Unreadable | None:
        """A card begins: the first, one inside another (2.1's AGENT), or one after a card that was cut off."""
        if self.card and (self.agents or self.card[-1].name == "AGENT"):
            self.agents += 1
            return None
        unfinished = self.unfinished()
        self.card, self.trouble = [line], ""
        return unfinished

    def end(self) -> list[ContentLine] | Unreadable | None:
        """A card ends: its properties, or what was wrong in it."""
        if self.agents:
            self.agents -= 1
            return None
        card, self.card = self.card, []
        if card and self.trouble:
            return Unreadable(line=card[0].line, reason=self.trouble, name=_full_name(card))
        return card or None

    def add(self, line: ContentLine | BrokenLine) -> Unreadable | None:
        """One line between the frames, or outside any."""
        if not self.card:
            return Unreadable(line=line.line, reason="This line stands outside any card.")
        if isinstance(line, BrokenLine):
            self.trouble = self.trouble or f"Line {line.line} {line.reason}."
        elif len(self.card) >= PROPERTIES:
            self.trouble = self.trouble or f"This card has more than {PROPERTIES:,} properties."
        elif not self.agents:
            self.card.append(line)
        return None

    def unfinished(self) -> Unreadable | None:
        """What to say of a card that never ended, if one is open."""
        if not self.card:
            return None
        reason = "This card has no END:VCARD; it may be cut off."
        return Unreadable(line=self.card[0].line, reason=reason, name=_full_name(self.card))


def _cards(lines: Iterable[ContentLine | BrokenLine]) -> Iterator[list[ContentLine] | Unreadable]:
    """The cards' properties from BEGIN to END, or why a card cannot be read."""
    stack = _CardStack()
    for line in lines:
        frame = line.name if isinstance(line, ContentLine) and line.value.strip().upper() == "VCARD" else ""
        if frame == "BEGIN" and isinstance(line, ContentLine):
            done: list[ContentLine] | Unreadable | None = stack.begin(line)
        elif frame == "END":
            done = stack.end()
        else:
            done = stack.add(line)
        if done is not None:
            yield done
    if (unfinished := stack.unfinished()) is not None:
        yield unfinished


def _full_name(card: list[ContentLine]) -> str:
    return next((one_line(line.text) for line in card if line.name == "FN"), "")[:120]


def _read_card(card: list[ContentLine]) -> Record:
    by_name: dict[str, list[ContentLine]] = {}
    for line in card:
        by_name.setdefault(line.name, []).append(line)
    kind = next((_first(by_name, name).casefold() for name in ("KIND", "X-KIND", "X-ADDRESSBOOKSERVER-KIND")
                 if name in by_name), "")  # fmt: skip
    if kind in _SKIPPED_KINDS:
        return Skipped(line=card[0].line, reason=_SKIPPED_KINDS[kind], name=_first(by_name, "FN"))
    person = PersonFields(
        line=card[0].line,
        whole_name=_first(by_name, "FN"),
        nickname=_first(by_name, "NICKNAME"),
        title=_first(by_name, "TITLE") or _first(by_name, "ROLE"),
        note="\n".join(filter(None, (many_lines(line.text) for line in by_name.get("NOTE", ())))),
    )
    _take_name(person, by_name)
    _take_organization(person, by_name)
    _take_birthday(person, by_name)
    for line in by_name.get("CATEGORIES", ()):
        for name in line.parts(","):
            person.add_tag(one_line(name))
    labels = {line.group: _apple_label(line) for line in by_name.get("X-ABLABEL", ()) if line.group}
    _take_points(person, card, labels)
    for line in card:
        _take_rest(person, line, labels)
    is_company = _first(by_name, "X-ABSHOWAS").upper() == "COMPANY" and not person.first_name and not person.last_name
    if kind == "org":
        person.organization = person.whole_name or person.organization
        person.first_name = person.last_name = ""
    return person.record(as_organization=kind == "org" or (is_company and bool(person.organization)))


def _first(by_name: dict[str, list[ContentLine]], name: str) -> str:
    """The first value of a property that says something, in one line."""
    return next((text for line in by_name.get(name, ()) if (text := one_line(line.text))), "")


def _take_name(person: PersonFields, by_name: dict[str, list[ContentLine]]) -> None:
    for line in by_name.get("N", ()):
        family, given, additional, prefix, suffix = (
            [one_line(part.replace(",", " ")) for part in line.parts()] + [""] * 5
        )[:5]
        if not family and not given:
            continue
        if family and given:
            person.first_name = f"{given} {additional}".strip()
            person.last_name = f"{family} {suffix}".strip()
        elif not person.whole_name:
            # One part alone may well be a whole name that its program did not take apart.
            person.whole_name = " ".join(part for part in (given, additional, family, suffix) if part)
        person.extras.add("Prefix", prefix)
        return


def _take_organization(person: PersonFields, by_name: dict[str, list[ContentLine]]) -> None:
    for line in by_name.get("ORG", ()):
        name, *units = [one_line(part) for part in line.parts()]
        if not person.organization:
            person.organization = name or next(filter(None, units), "")
        else:
            person.extras.add("Organization", name)
        person.extras.add("Department", ", ".join(unit for unit in units if unit and unit != person.organization))


def _take_birthday(person: PersonFields, by_name: dict[str, list[ContentLine]]) -> None:
    written = _first(by_name, "BDAY")
    person.birthday = read_day(written)
    if person.birthday is None:
        person.extras.add("Birthday", written)


def _apple_label(line: ContentLine) -> str:
    text = one_line(line.text)
    found = _APPLE_LABEL.fullmatch(text)
    return found[1].lower() if found else text


def _label(line: ContentLine, labels: dict[str, str]) -> str:
    return labels.get(line.group) or " ".join(_LABELS[word] for word in line.types if word in _LABELS)


def _take_points(person: PersonFields, card: list[ContentLine], labels: dict[str, str]) -> None:
    found = [line for line in card if line.name in _POINTS]
    for line in sorted(found, key=lambda line: "pref" not in line.types and "PREF" not in line.parameters):
        kind = _POINTS[line.name]
        value = one_line(line.text)
        scheme = _SCHEMES[kind]
        if value[: len(scheme)].casefold() == scheme:
            value = value[len(scheme) :]
        label = _label(line, labels)
        if "SOCIALPROFILE" in line.name:
            label = label or next((word for word in line.types if word != "pref"), "")
            if "//" not in value:
                person.extras.add(label.capitalize() or "Profile", value.removeprefix("x-apple:"))
                continue
        person.add_point(kind, label, value)


def _take_rest(person: PersonFields, line: ContentLine, labels: dict[str, str]) -> None:
    """Keep what has no field here as a line of the notes."""
    if line.name == "ADR":
        label = _label(line, labels)
        address = ", ".join(filter(None, (one_line(part) for part in line.parts())))
        person.extras.add(f"Address ({label})" if label else "Address", address)
    elif line.name in _SAID_AS:
        value = one_line(line.text)
        if not (line.name == "ROLE" and value == person.title):
            name, label = _SAID_AS[line.name], _label(line, labels)
            person.extras.add(f"{name} ({label})" if label else name, value)
    elif line.name not in _SILENT and line.name not in _POINTS and not line.name.startswith("X-"):
        person.extras.add(line.name.capitalize(), one_line(line.text))
