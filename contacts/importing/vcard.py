"""vCard 2.1, 3.0 and 4.0: cards as people, organizations or groups."""

import re
from collections.abc import Iterator

from contacts.importing.encoding import Source, open_text
from contacts.importing.formats import ReadingContext
from contacts.importing.lines import bounded
from contacts.importing.person_fields import PersonFields
from contacts.importing.plain_text import many_lines, one_line
from contacts.importing.records import Record, Skipped, Unreadable
from contacts.importing.vcard_cards import NAME_LENGTH, RecentLines, cards
from contacts.importing.vcard_lines import VALUE_CHARACTERS, ContentLine, of_use, read_lines
from contacts.importing.vcard_more import SAYS_MORE, take_more
from contacts.importing.vcard_photos import picture
from contacts.importing.written_dates import read_day

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
           "FBURL", "NAME", "PROFILE", "LANG", "GENDER", "PHOTO"}  # fmt: skip
_SAID_AS = {"ROLE": "Role", "IMPP": "Messenger", "X-SKYPE": "Skype", "X-SKYPE-USERNAME": "Skype", "X-AIM": "AIM",
            "X-JABBER": "Jabber", "X-ICQ": "ICQ", "X-TWITTER": "Twitter", "X-MAIDENNAME": "Maiden name",
            "X-PHONETIC-FIRST-NAME": "Phonetic first name",
            "X-PHONETIC-LAST-NAME": "Phonetic last name"}  # fmt: skip


class VCard:
    """Any number of cards; a broken one is reported by the line it begins on, and the others go on."""

    name = "vcard"
    label = "vCard"

    def recognises(self, head: bytes) -> bool:
        """By its first line that is not blank."""
        first = next((line for line in open_text(head) if not line.isspace()), "")
        return "".join(first.split()).upper() == "BEGIN:VCARD"

    def read(self, content: Source, _context: ReadingContext) -> Iterator[Record]:
        """One record a card, with its picture as it stands; nothing is fetched."""
        lines = RecentLines(bounded(open_text(content, is_folded=True), VALUE_CHARACTERS, longer=of_use))
        for card in cards(read_lines(lines), lines):
            yield card if isinstance(card, Unreadable) else _read_card(card)


def _read_card(card: list[ContentLine]) -> Record:
    by_name: dict[str, list[ContentLine]] = {}
    for line in card:
        by_name.setdefault(line.name, []).append(line)
    kind = next((_first(by_name, name).casefold() for name in ("KIND", "X-KIND", "X-ADDRESSBOOKSERVER-KIND")
                 if name in by_name), "")  # fmt: skip
    if kind in _SKIPPED_KINDS:
        return Skipped(line=card[0].line, reason=_SKIPPED_KINDS[kind], name=_first(by_name, "FN")[:NAME_LENGTH])
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
    if "PHOTO" in by_name:
        _take_photo(person, by_name["PHOTO"])
    for line in by_name.get("CATEGORIES", ()):
        for name in line.parts(","):
            person.add_tag(one_line(name))
    labels = {line.group: _apple_label(line) for line in by_name.get("X-ABLABEL", ()) if line.group}
    _take_points(person, card, labels)
    for line in card:
        _take_rest(person, line, labels)
    if "ADR" not in by_name:
        # 2.1's delivery label says the address as a whole.
        person.extras.add("Address", _first(by_name, "LABEL"))
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


def _take_photo(person: PersonFields, lines: list[ContentLine]) -> None:
    """The first picture that is there, or why there is none."""
    for line in lines:
        found = picture(line)
        person.photo, person.photo_trouble = found.data, person.photo_trouble or found.trouble
        if found.data:
            person.photo_trouble = ""
            return


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
    """What else the card says: days and people that matter to them, and lines of the notes for all the rest."""
    name = line.name
    if name in _SILENT or name in _POINTS:
        return
    if name in SAYS_MORE:
        take_more(person, line, _label(line, labels))
    elif name == "ADR":
        label = _label(line, labels)
        address = ", ".join(filter(None, (one_line(part) for part in line.parts())))
        person.extras.add(f"Address ({label})" if label else "Address", address)
    elif name in _SAID_AS:
        value = one_line(line.text)
        if not (name == "ROLE" and value == person.title):
            said, label = _SAID_AS[name], _label(line, labels)
            person.extras.add(f"{said} ({label})" if label else said, value)
    elif not name.startswith("X-"):
        person.extras.add(name.capitalize(), one_line(line.text))
