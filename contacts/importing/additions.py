"""What a row adds to someone or something that is here already, and how that is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from contacts.importing.records import Fact, Happening, Job, Point, Promise, YearlyDay
from contacts.importing.written_dates import read_day
from contacts.models import DetailKind, InteractionKind, OccasionKind, WalkOfLife

FIELDS = {
    "first_name": "first name",
    "last_name": "last name",
    "title": "title",
    "organization": "organization",
    "how_known": "how you know them",
    "walk_of_life": "walk of life",
}
_POINTS = {"email": "e-mail", "phone": "phone", "profile": "profile"}
_HAPPENED = {
    InteractionKind.EMAIL: ("an e-mail", "e-mails"),
    InteractionKind.CALL: ("a call", "calls"),
    InteractionKind.MESSAGE: ("a message", "messages"),
    InteractionKind.MEETING: ("a meeting", "meetings"),
    InteractionKind.LETTER: ("a letter", "letters"),
    InteractionKind.OTHER: ("an interaction", "interactions"),
}
_SHORT = 80


@dataclass(slots=True)
class Additions:
    """What a row adds to a contact."""

    fields: dict[str, str] = field(default_factory=dict)
    """Blanks that it fills, and values that it replaces; an organization by its name."""
    taken: set[str] = field(default_factory=set)
    """Those of ``fields`` that replace a value."""
    notes: str = ""
    """Lines it adds to the notes."""
    points: list[tuple[Point, str]] = field(default_factory=list)
    """New ways to reach them, each with its normalised value."""
    tags: list[str] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    days: list[YearlyDay] = field(default_factory=list)
    moved_days: list[tuple[int, YearlyDay]] = field(default_factory=list)
    """Occasions that are here, by their id, and the day they get."""
    happenings: list[Happening] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    has_photo: bool = False
    introducer: str = ""
    """The name of whoever introduced them."""

    def __bool__(self) -> bool:
        return bool(
            self.fields or self.notes or self.points or self.tags or self.facts or self.days or self.moved_days
            or self.happenings or self.promises or self.has_photo or self.introducer
        )  # fmt: skip

    def in_words(self) -> list[str]:
        """Each addition said to the user; what is taken instead of a value is said with the differences."""
        said = [
            f"adds {FIELDS[name]}: {shown(name, value)}"
            for name, value in self.fields.items()
            if name not in self.taken
        ]
        said += [f"adds {_POINTS[point.kind]} {point.value}" for point, _ in self.points]
        said += [f"adds tag {tag}" for tag in self.tags]
        said += [f"adds {words}" for words in self._brings()]
        said += [
            f"adds the year to {day_in_words(day)}" for pk, day in self.moved_days if f"day {pk}" not in self.taken
        ]
        if self.introducer and "introduced_by" not in self.taken:
            said.append(f"adds introduced by: {self.introducer}")
        if self.has_photo and "photo" not in self.taken:
            said.append("adds a picture")
        return [*said, f"adds to the notes: {self.notes}"] if self.notes else said

    def _brings(self) -> list[str]:
        return brings(days=self.days, facts=self.facts, happenings=self.happenings, promises=self.promises)


@dataclass(slots=True)
class OrganizationAdditions:
    """What a row adds to an organization, new or known."""

    website: str = ""
    notes: str = ""
    jobs: list[Job] = field(default_factory=list)
    is_of_interest: bool = False
    """Whether it becomes one the user would like it at (P05)."""

    def __bool__(self) -> bool:
        return bool(self.website or self.notes or self.jobs or self.is_of_interest)

    def in_words(self) -> list[str]:
        """Each addition said to the user."""
        said = [f"adds website: {self.website}"] if self.website else []
        said += [f"adds to the notes: {self.notes}"] if self.notes else []
        said += [f"adds the posting {job.title}" for job in self.jobs]
        return [*said, "becomes one you would like it at"] if self.is_of_interest else said


def brings(
    *,
    days: Sequence[YearlyDay],
    facts: Sequence[Fact],
    happenings: Sequence[Happening],
    promises: Sequence[Promise],
) -> list[str]:
    """What comes along with a person, each said in few words: ``14 messages, the last of 3 March 2026``."""
    said = [f"{day_in_words(day)}" for day in days]
    said += [f"{DetailKind(fact.kind).label}: {_short(fact.text)}" for fact in facts]
    said += _happened(happenings)
    return said + [f"a follow-up: {_short(promise.what)}" for promise in promises]


def day_in_words(day: YearlyDay) -> str:
    """``birthday: 12 April 1990``."""
    return f"{day.name or OccasionKind(day.kind).label}: {read_day(day.day)}"


def _happened(happenings: Sequence[Happening]) -> Iterator[str]:
    for kind, (one, many) in _HAPPENED.items():
        found = [happening.on for happening in happenings if happening.kind == kind]
        if found:
            last = date.fromisoformat(max(found))
            when = f"{last.day} {last:%B} {last.year}"
            yield f"{one} of {when}" if len(found) == 1 else f"{len(found):,} {many}, the last of {when}"


def shown(name: str, value: str) -> str:
    """A field’s value as said to the user."""
    return WalkOfLife(value).label if name == "walk_of_life" else value


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 1].rstrip()}…"
