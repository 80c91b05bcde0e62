"""Two people, or two organizations, beside each other: where they differ, and which side counts by default."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contacts.importing.records import add_lines
from contacts.merge_rules import is_clash, occasion_choice
from contacts.models import Contact, Occasion, Organization, Photo, Tie, Tier
from contacts.moving import GOES, STAYS

BOTH = "both"
"""The choice to keep the lines of both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Columns that are chosen together, and how a value is said."""

    name: str
    label: str
    columns: tuple[str, ...]
    say: Callable[[Any], str]
    prefers: Callable[[Any], bool] | None = None
    """Whether a row's value is worth having where the other's is not; any value is, unless said otherwise."""
    joins: bool = False
    """Whether the lines of both can be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something of which only one can be, or for notes both."""

    name: str
    label: str
    stays: str
    goes: str
    """The value of each side in words, empty for none."""
    default: str
    joins: bool = False
    photos: tuple[Photo, Photo] | None = None
    """The two pictures, where these are what differs."""


def _rhythm(contact: Contact) -> str:
    if contact.tier == Tier.NONE or contact.cadence_months is None:
        return contact.get_tier_display().capitalize()
    months = contact.cadence_months
    return f"{contact.get_tier_display().capitalize()}, {'every month' if months == 1 else f'every {months} months'}"


PERSON: tuple[Part, ...] = (
    Part(
        name="name",
        label="Name",
        columns=("first_name", "last_name"),
        say=lambda row: row.name,
        prefers=lambda row: bool(row.last_name),
    ),
    Part(name="title", label="Title", columns=("title",), say=lambda row: row.title),
    Part(
        name="organization",
        label="Organization",
        columns=("organization_id",),
        say=lambda row: row.organization.name if row.organization else "",
    ),
    Part(name="how_known", label="How you know them", columns=("how_known",), say=lambda row: row.how_known),
    Part(
        name="walk_of_life",
        label="From",
        columns=("walk_of_life",),
        say=lambda row: row.get_walk_of_life_display().capitalize() if row.walk_of_life else "",
    ),
    Part(
        name="tie",
        label="Tie",
        columns=("tie",),
        say=lambda row: row.get_tie_display().capitalize(),
        prefers=lambda row: row.tie == Tie.STRONG,
    ),
    Part(
        name="rhythm",
        label="Keep in touch",
        columns=("tier", "cadence_months"),
        say=_rhythm,
        prefers=lambda row: row.tier == Tier.KEY or row.cadence_months is not None,
    ),
    Part(
        name="introduced_by",
        label="Introduced by",
        columns=("introduced_by_id",),
        say=lambda row: row.introduced_by.name if row.introduced_by else "",
    ),
    Part(
        name="is_archived",
        label="In your list",
        columns=("is_archived",),
        say=lambda row: "Archived" if row.is_archived else "Yes",
        prefers=lambda row: not row.is_archived,
    ),
    Part(
        name="do_not_contact",
        label="May be contacted",
        columns=("do_not_contact",),
        say=lambda row: "No" if row.do_not_contact else "Yes",
        # Who asked to be left in peace asked it for both of their records.
        prefers=lambda row: bool(row.do_not_contact),
    ),
    Part(name="notes", label="Notes", columns=("notes",), say=lambda row: row.notes, joins=True),
)
ORGANIZATION: tuple[Part, ...] = (
    Part(name="name", label="Name", columns=("name", "name_key"), say=lambda row: row.name),
    Part(name="industry", label="Industry", columns=("industry", "industry_key"), say=lambda row: row.industry),
    Part(name="website", label="Website", columns=("website",), say=lambda row: row.shown_website),
    Part(name="notes", label="Notes", columns=("notes",), say=lambda row: row.notes, joins=True),
)
BY_ITSELF = {
    "contacts.contact": frozenset(
        {
            "owner_id",
            "created_at",
            "added_on",
            "spread_permille",
            "snoozed_until",
            "tie_kept_on",
            "search_key",
            "last_interaction_on",
            "next_touch_on",
        }
    ),
    "contacts.organization": frozenset({"owner_id", "interest"}),
}
"""Columns nobody is asked about: the earlier day, the longer rest, the higher interest, what follows from others."""


def between_people(stays: Contact, goes: Contact) -> list[Difference]:
    """Where two people differ; wants ``organization``, ``introduced_by``, ``photo`` and ``occasions`` at hand."""
    found = _between(PERSON, stays, goes)
    # Neither of the two can have introduced the other.
    mine, theirs = stays.introduced_by_id, goes.introduced_by_id
    if goes.pk == mine or stays.pk == theirs:
        found = [each for each in found if each.name != "introduced_by"]
    return [*found, *_days(stays, goes), *_faces(stays, goes)]


def between_organizations(stays: Organization, goes: Organization) -> list[Difference]:
    """Where two organizations differ."""
    return _between(ORGANIZATION, stays, goes)


def default_side(part: Part, stays: Any, goes: Any) -> str:
    """Which side counts unless the user says otherwise: the one that stays, but for what only the other has."""
    mine, theirs = _is_worth(part, stays), _is_worth(part, goes)
    if part.joins and mine and theirs:
        return BOTH
    return GOES if theirs and not mine else STAYS


def joined(stays: str, goes: str) -> str:
    """The lines of both texts, those they share once."""
    return add_lines(stays, goes)


def _is_worth(part: Part, row: Any) -> bool:
    return any(_value(part, row)) if part.prefers is None else part.prefers(row)


def _value(part: Part, row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in part.columns)


def _between(parts: Sequence[Part], stays: Any, goes: Any) -> list[Difference]:
    return [
        Difference(
            name=part.name,
            label=part.label,
            stays=part.say(stays),
            goes=part.say(goes),
            default=default_side(part, stays, goes),
            joins=part.joins and all(any(_value(part, row)) for row in (stays, goes)),
        )
        for part in parts
        if _value(part, stays) != _value(part, goes)
    ]


def _days(stays: Contact, goes: Contact) -> list[Difference]:
    here = {(day.kind, day.name): day for day in stays.occasions.all()}
    twins = [(here[day.kind, day.name], day) for day in goes.occasions.all() if (day.kind, day.name) in here]
    return [
        Difference(
            name=occasion_choice(mine),
            label=str(mine).capitalize(),
            stays=_day(mine),
            goes=_day(theirs),
            default=GOES if mine.year is None and theirs.year is not None else STAYS,
        )
        for mine, theirs in twins
        if is_clash(mine, theirs)
    ]


def _day(occasion: Occasion) -> str:
    day: date = occasion.falls
    return f"{day.day} {day:%B}{f' {occasion.year}' if occasion.year else ''}"


def _faces(stays: Contact, goes: Contact) -> list[Difference]:
    mine, theirs = getattr(stays, "photo", None), getattr(goes, "photo", None)
    if mine is None or theirs is None or mine.digest == theirs.digest:
        return []
    return [Difference(name="photo", label="Photo", stays="", goes="", default=STAYS, photos=(mine, theirs))]
