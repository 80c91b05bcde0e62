"""What else cards say of a life: days that matter, people who belong to them, hobbies, and Android's own extensions."""

from collections.abc import Callable

from contacts.importing.person_fields import PersonFields
from contacts.importing.plain_text import one_line
from contacts.importing.vcard_lines import ContentLine

_ANDROID = "vnd.android.cursor.item/"
_ANDROID_RELATIONS = (
    "", "assistant", "brother", "child", "partner", "father", "friend", "manager", "mother", "parent", "partner",
    "referred by", "relative", "sister", "spouse",
)  # fmt: skip
_CALLED = {"X-SPOUSE": "spouse", "X-EVOLUTION-SPOUSE": "spouse", "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
           "X-ASSISTANT": "assistant", "X-EVOLUTION-ASSISTANT": "assistant", "X-KADDRESSBOOK-X-ASSISTANTSNAME":
           "assistant", "X-MANAGER": "manager", "X-EVOLUTION-MANAGER": "manager", "X-KADDRESSBOOK-X-MANAGERSNAME":
           "manager", "X-CHILD": "child"}  # fmt: skip
_NO_RELATIONS = {"pref", "home", "work", "other", "internet"}


def _anniversary(person: PersonFields, line: ContentLine, _label: str) -> None:
    person.add_day("anniversary", "", one_line(line.text))


def _date(person: PersonFields, line: ContentLine, label: str) -> None:
    person.add_labelled_day(label, one_line(line.text))


def _related(person: PersonFields, line: ContentLine, label: str) -> None:
    value = one_line(line.text)
    # Another card's number says nothing to anybody.
    if not value.casefold().startswith("urn:"):
        relation = label or next((word for word in line.types if word not in _NO_RELATIONS), "")
        person.add_relative(relation.replace("-", " "), value)


def _called(person: PersonFields, line: ContentLine, _label: str) -> None:
    person.add_relative(_CALLED[line.name], one_line(line.text))


def _interest(person: PersonFields, line: ContentLine, _label: str) -> None:
    person.add_fact("interest", one_line(line.text))


def _expertise(person: PersonFields, line: ContentLine, _label: str) -> None:
    person.add_fact("offer", one_line(line.text))


def _android(person: PersonFields, line: ContentLine, _label: str) -> None:
    """``vnd.android.cursor.item/contact_event;2010-05-04;1;;…``: what, value, kind, and a name for kind 0."""
    what, value, kind, label = ([one_line(part) for part in line.parts()] + [""] * 4)[:4]
    if not value or not what.startswith(_ANDROID):
        return
    what = what.removeprefix(_ANDROID)
    number = int(kind) if kind.isascii() and kind.isdigit() else 0
    if what == "nickname":
        person.nickname = person.nickname or value
    elif what == "contact_event" and number == 1:
        person.add_day("anniversary", "", value)
    elif what == "contact_event":
        person.add_labelled_day(label, value)
    elif what == "relation":
        known = _ANDROID_RELATIONS[number] if number < len(_ANDROID_RELATIONS) else ""
        person.add_relative(known or label, value)


SAYS_MORE: dict[str, Callable[[PersonFields, ContentLine, str], None]] = {
    "ANNIVERSARY": _anniversary, "X-ANNIVERSARY": _anniversary, "X-EVOLUTION-ANNIVERSARY": _anniversary,
    "X-KADDRESSBOOK-X-ANNIVERSARY": _anniversary, "X-ABDATE": _date, "RELATED": _related,
    "X-ABRELATEDNAMES": _related, "HOBBY": _interest, "INTEREST": _interest, "EXPERTISE": _expertise,
    "X-ANDROID-CUSTOM": _android, **dict.fromkeys(_CALLED, _called),
}  # fmt: skip
"""By property, what takes it."""


def take_more(person: PersonFields, line: ContentLine, label: str) -> None:
    """Keep what one of ``SAYS_MORE`` says; ``label`` is what Apple calls it."""
    SAYS_MORE[line.name](person, line, label)
