"""Monica 4's export: people with everything that hangs on them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from contacts.importing.encoding import Source, open_text
from contacts.importing.formats import HEAD_BYTES, ReadingContext
from contacts.importing.json_walk import BrokenValueError
from contacts.importing.monica_days import day_of, day_of_year
from contacts.importing.monica_file import MonicaFile, collected, lines, properties, text
from contacts.importing.monica_things import TAKERS, Thing
from contacts.importing.person_fields import PersonFields
from contacts.importing.records import RAW_CHARACTERS, Happening, Record, Skipped, Unreadable
from contacts.importing.vcard_photos import picture_of_address

_MARKS = (re.compile(r"""["']version["']\s*:\s*["']1\."""), re.compile(r"""["']account["']\s*:\s*\{"""))
_DAYS_A_MONTH = 30
_MOST_MONTHS = 60
LAST_TALKED = "Last talked to, as Monica has it."
PARTIAL = "Only named as somebody’s relative; kept with them."


class MonicaJson:
    """The file from Settings, *Export*; type names come singular or plural."""

    name = "monica_json"
    label = "Monica"

    def recognises(self, head: bytes) -> bool:
        """By the two things it begins with: its version, and an account."""
        text = open_text(head).read(HEAD_BYTES).lstrip("\ufeff \t\r\n")
        return text.startswith("{") and all(mark.search(text) for mark in _MARKS)

    def read(self, content: Source, context: ReadingContext) -> Iterator[Record]:
        """One record a person, in the order of the file."""
        file = MonicaFile.of(content)
        for at, line in zip(file.people, file.lines_to(), strict=True):
            yield _read_person(file, at, line, context)
        if file.cut_off_at is not None:
            line = file.data.count(b"\n", 0, file.cut_off_at) + 1
            yield Unreadable(line=line, reason="The file is cut off or broken here; what comes after is not read.")


def _read_person(file: MonicaFile, at: int, line: int, context: ReadingContext) -> Record:
    try:
        element = file.element(at)
    except BrokenValueError as error:
        raw = file.raw(at, RAW_CHARACTERS)
        return Unreadable(line=line, reason=f"This person {error}.", raw=raw)
    if not isinstance(element, dict):
        return Unreadable(line=line, reason="This is no person.", raw=file.raw(at, RAW_CHARACTERS))
    person = _Person(file, element, properties(element), context)
    if person.key in file.partial:
        return Skipped(line=line, reason=PARTIAL, name=file.names.get(person.key, ""))
    return person.record(line)


@dataclass(frozen=True, slots=True)
class _Person:
    file: MonicaFile
    element: dict[str, Any]
    said: dict[str, Any]
    context: ReadingContext

    @property
    def key(self) -> str:
        """What the file calls them."""
        return text(self.element.get("uuid"))

    def record(self, line: int) -> Record:
        """What the element says."""
        said = self.said
        person = PersonFields(
            line=line,
            first_name=" ".join(filter(None, (text(said.get("first_name")), text(said.get("middle_name"))))),
            last_name=text(said.get("last_name")),
            nickname=text(said.get("nickname")),
            title=text(said.get("job")),
            organization=text(said.get("company")),
            note=lines(said.get("description")),
            cadence_months=_months(said.get("stay_in_touch_frequency")),
            ref=self.key,
            introduced_by=text(said.get("first_met_through")),
        )
        self._take_days(person)
        self._take_tags(person)
        self._take_relatives(person)
        self._take_photo(person)
        for kind, taker in TAKERS.items():
            for value in collected(self.element, kind):
                taker(person, Thing(kind, value, self.file, self.context, self.key))
        self._take_last_talk(person)
        if text(said.get("food_preferences")):
            person.add_fact("other", f"Food: {lines(said.get('food_preferences'))}")
        if said.get("is_dead") is True and not said.get("deceased_date"):
            person.extras.add("Died", "yes")
        person.extras.add("Archived in Monica", "yes" if said.get("is_active") is False else "")
        return person.record()

    def _take_days(self, person: PersonFields) -> None:
        birthdate = self.said.get("birthdate")
        person.birthday = day_of_year(birthdate)
        if person.birthday is None and isinstance(birthdate, dict) and birthdate.get("is_age_based") is True:
            year = text(birthdate.get("date"))[:4]
            person.extras.add("Born about", year if year.isdigit() else "")
        if (died := day_of_year(self.said.get("deceased_date"))) is not None:
            person.extras.add("Died", str(died))
        if (met := day_of_year(self.said.get("first_met_date"))) is not None:
            person.how_known = f"Met on {met}"
        for name in ("first_met_where", "first_met_additional_info"):
            person.extras.add("How you met", text(self.said.get(name)))

    def _take_tags(self, person: PersonFields) -> None:
        tags = self.said.get("tags")
        for tag in tags if isinstance(tags, list) else []:
            person.add_tag(text(tag.get("name")) if isinstance(tag, dict) else text(tag))
        if self.said.get("is_starred") is True:
            person.add_tag("starred")

    def _take_relatives(self, person: PersonFields) -> None:
        for relation, other in self.file.relations.get(self.key, ()):
            person.add_relative(_RELATIONS.get(relation, relation.replace("_", " ")), self.file.names.get(other, ""))

    def _take_photo(self, person: PersonFields) -> None:
        avatar = self.said.get("avatar")
        chosen = text(avatar.get("avatar_photo")) if isinstance(avatar, dict) else ""
        if chosen and (address := properties(self.file.photo(chosen)).get("dataUrl")) and isinstance(address, str):
            person.photo, person.photo_trouble = picture_of_address(address)

    def _take_last_talk(self, person: PersonFields) -> None:
        """The day of the last talk, where nothing else is known of that day."""
        day = day_of(self.said.get("last_talked_to"), self.context.zone)
        if day is not None and not any(happening.on == day.isoformat() for happening in person.happenings):
            on = day.isoformat()
            person.happenings.append(Happening("other", "mutual", on, LAST_TALKED, f"monica:last-talk:{on}"))


_RELATIONS = {"bestfriend": "best friend", "inlovewith": "in love with", "lovedby": "loved by"}


def _months(days: object) -> int | None:
    """How often to stay in touch: Monica counts days."""
    if not isinstance(days, int) or isinstance(days, bool) or days <= 0:
        return None
    return min(max(round(days / _DAYS_A_MONTH), 1), _MOST_MONTHS)
