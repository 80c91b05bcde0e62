"""From a format's own fields to a record: the same decisions whichever file they come from."""

from dataclasses import dataclass, field

from contacts.importing.names import named, split_name
from contacts.importing.plain_text import is_email, is_phone
from contacts.importing.records import (
    Extras,
    Fact,
    Happening,
    OrganizationRecord,
    PersonRecord,
    Point,
    Promise,
    Record,
    Skipped,
    YearlyDay,
)
from contacts.importing.relations import kind_of_relation
from contacts.importing.written_dates import WrittenDay, read_day

NOBODY = "Nobody is named here."
VALUE_LENGTH = 500
FIELD_LENGTHS = {"first_name": 120, "last_name": 120, "title": 200, "organization": 200, "how_known": 300}
TAG_LENGTH = 60
LABEL_LENGTH = 60
DAY_NAME_LENGTH = 80
_ANNIVERSARIES = {"anniversary", "wedding", "wedding anniversary", "wedding day"}
# What Google calls the groups that everybody is in.
_SYSTEM_GROUPS = {"mycontacts", "my contacts", "othercontacts", "other contacts"}


@dataclass(slots=True)
class PersonFields:
    """Gathers what one row or card says; ``record`` decides what it is. Text given to it is already tidy."""

    line: int
    first_name: str = ""
    last_name: str = ""
    whole_name: str = ""
    nickname: str = ""
    title: str = ""
    organization: str = ""
    how_known: str = ""
    walk_of_life: str = ""
    note: str = ""
    birthday: WrittenDay | None = None
    points: list[Point] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    days: list[YearlyDay] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    ref: str = ""
    introduced_by: str = ""
    cadence_months: int | None = None
    photo: bytes = b""
    photo_trouble: str = ""
    tie: str = ""
    skip_unless_known: str = ""
    member: str = ""
    extras: Extras = field(default_factory=Extras)

    def add_point(self, kind: str, label: str, value: str) -> None:
        """Keep a way to reach them; one that cannot be what it says it is goes into the notes."""
        if not value:
            return
        fits = len(value) <= VALUE_LENGTH
        usable = fits and (is_email(value) if kind == "email" else is_phone(value) if kind == "phone" else True)
        if not usable:
            self.extras.add({"email": "E-mail", "phone": "Phone", "profile": "Web"}[kind], value)
        elif not any(point.kind == kind and point.value == value for point in self.points):
            self.points.append(Point(kind, label[:LABEL_LENGTH], value))

    def add_tag(self, name: str) -> None:
        """Keep a tag, once; the groups that everybody is in are none."""
        short = name[:TAG_LENGTH].strip()
        if short.casefold() in _SYSTEM_GROUPS:
            return
        if short and short.casefold() not in {tag.casefold() for tag in self.tags}:
            self.tags.append(short)

    def add_day(self, kind: str, name: str, written: str) -> None:
        """Keep a day of the year that matters to them; what is no day goes into the notes.

        A person has one of each kind and name: another one that falls on another day keeps its kind as its name.
        """
        said = name or kind.capitalize()
        day = read_day(written)
        if day is None:
            self.extras.add(said, written)
            return
        kept = YearlyDay(kind, name[:DAY_NAME_LENGTH], day.as_text)
        if any((held.kind, held.name) == (kind, kept.name) and held.day != kept.day for held in self.days):
            kept = kept._replace(kind="other", name=said[:DAY_NAME_LENGTH])
            if any((held.kind, held.name) == (kept.kind, kept.name) for held in self.days):
                self.extras.add(said, str(day))
                return
        if kept not in self.days:
            self.days.append(kept)

    def add_labelled_day(self, label: str, written: str) -> None:
        """Keep a day under the name that its file gives it, which may be that of an anniversary, or blank."""
        if label.casefold() in _ANNIVERSARIES:
            self.add_day("anniversary", "", written)
        elif written:
            self.add_day("other", label[:1].upper() + label[1:] or "Another day", written)

    def add_fact(self, kind: str, text: str) -> None:
        """Keep something known of their life, once."""
        if text and (fact := Fact(kind, text)) not in self.facts:
            self.facts.append(fact)

    def add_relative(self, relation: str, name: str) -> None:
        """Keep who else belongs to them: "Rui (spouse)"."""
        if name:
            self.add_fact(kind_of_relation(relation), f"{name} ({relation})" if relation else name)

    def record(self, *, as_organization: bool = False) -> Record:
        """A person, or an organization when there is no person's name (or ``as_organization``), or nobody."""
        first, last = self._names()
        nameless = not first or (not (self.first_name and self.last_name) and self._is_named_as_organization())
        if as_organization or (nameless and self.organization):
            return self._organization(self.organization or f"{first} {last}".strip())
        if first:
            self.extras.add("Nickname", self.nickname if self.nickname != first else "")
        else:
            # Someone known by an address alone is kept under it rather than lost.
            first = self.nickname or next((point.value for point in self.points), "")
        if not first:
            return Skipped(line=self.line, reason=NOBODY, member=self.member)
        return PersonRecord(
            line=self.line,
            first_name=self._fitted("first_name", first),
            last_name=self._fitted("last_name", last),
            title=self._fitted("title", self.title),
            organization=self._fitted("organization", self.organization),
            how_known=self._fitted("how_known", self.how_known),
            walk_of_life=self.walk_of_life,
            notes=self.extras.under(self.note),
            birthday=self.birthday,
            points=tuple(self.points),
            tags=tuple(self.tags),
            facts=tuple(self.facts),
            days=tuple(self.days),
            happenings=tuple(self.happenings),
            promises=tuple(self.promises),
            ref=self.ref,
            introduced_by=self.introduced_by,
            cadence_months=self.cadence_months,
            photo=self.photo,
            photo_trouble=self.photo_trouble,
            tie=self.tie,
            skip_unless_known=self.skip_unless_known,
            member=self.member,
        )

    def _names(self) -> tuple[str, str]:
        if self.first_name or self.last_name:
            return named(self.first_name, self.last_name)
        return named(*split_name(self.whole_name))

    def _is_named_as_organization(self) -> bool:
        own = self.organization.casefold()
        return bool(own) and own in {
            self.whole_name.casefold(),
            f"{self.first_name} {self.last_name}".strip().casefold(),
        }

    def _organization(self, name: str) -> Record:
        if not name:
            return Skipped(line=self.line, reason=NOBODY, member=self.member)
        webs = [point.value for point in self.points if point.kind == "profile"]
        website = next((web for web in webs if web.startswith(("https://", "http://"))), "")
        self.extras.add("Contact", "" if name == self.whole_name or not self.whole_name else self.whole_name)
        for point in self.points:
            if point.value != website:
                label = {"email": "E-mail", "phone": "Phone", "profile": "Web"}[point.kind]
                self.extras.add(f"{label} ({point.label})" if point.label else label, point.value)
        if self.birthday is not None:
            self.extras.add("Birthday", str(self.birthday))
        for day in self.days:
            self.extras.add(day.name or day.kind.capitalize(), str(read_day(day.day)))
        for fact in self.facts:
            self.extras.add(fact.kind.capitalize(), fact.text)
        self.extras.add("Title", self.title)
        self.extras.add("Tags", ", ".join(self.tags))
        short = self._fitted("organization", name)
        notes = self.extras.under(self.note)
        return OrganizationRecord(line=self.line, name=short, website=website, notes=notes, member=self.member)

    def _fitted(self, name: str, value: str) -> str:
        """``value`` cut to what the column holds, the whole of it kept in the notes."""
        limit = FIELD_LENGTHS[name]
        if len(value) <= limit:
            return value
        self.extras.add(name.replace("_", " ").capitalize(), value)
        return value[: limit - 1].rstrip() + "…"
