"""What a commit leaves behind in ``ImportRow.made``: enough to tell later whether anyone changed it since.

A *print* is a few letters that stand for values as they were written; other values have another one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from common.ownership import OwnedModel
from contacts.models import (
    ContactPoint,
    Detail,
    FollowUp,
    ImportBatch,
    ImportRow,
    ImportVerdict,
    Interaction,
    Occasion,
    Photo,
)

PAGE = 500
"""Rows taken back at a time."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of row that an import hangs on a contact."""

    name: str
    model: type[OwnedModel]
    columns: tuple[str, ...]
    changed: str
    """Said when it is not as the import left it: "you changed …"."""


PARTS = (
    Part("points", ContactPoint, ("kind", "label", "value"), "how to reach them"),
    Part("details", Detail, ("kind", "text"), "what you know of their life"),
    Part("occasions", Occasion, ("kind", "name", "month", "day", "year"), "the days that matter to them"),
    Part("interactions", Interaction, ("kind", "direction", "on", "summary", "event_id"), "what happened between you"),
    Part("follow_ups", FollowUp, ("what", "due_on", "done_on", "event_id"), "what you said you would do"),
    Part("photo", Photo, ("digest",), "their picture"),
)
PART = {part.name: part for part in PARTS}
SIDES = {
    "their name": ("first_name", "last_name"),
    "what they do and where": ("title", "organization_id"),
    "how you know them": ("how_known", "walk_of_life", "tie"),
    "the notes": ("notes",),
    "when you hear of them": ("tier", "cadence_months", "snoozed_until", "is_archived", "do_not_contact"),
}
"""The columns of a contact by what they say; "you changed …"."""
PERSON = tuple(name for names in SIDES.values() for name in names)


Made = dict[str, Any]
"""A trace: what one row made, by contact or organization, fields and parts."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A row that wrote something."""

    pk: int
    contact_id: int | None
    """Whom it is about now; ``None`` for an organization, and for somebody deleted since."""
    made: Made


def traced(batch: ImportBatch, *verdicts: ImportVerdict) -> Iterator[list[Traced]]:
    """The rows of a batch that wrote something, a page at a time."""
    rows = ImportRow.for_user(batch.owner).filter(batch=batch, verdict__in=verdicts).exclude(made="{}")
    last = -1
    while page := list(
        rows.filter(position__gt=last).order_by("position").values_list("position", "pk", "contact_id", "made")[:PAGE]
    ):
        last = page[-1][0]
        yield [Traced(pk, contact_id, json.loads(made)) for _, pk, contact_id, made in page]


def print_of(values: Sequence[Any]) -> str:
    """The print of plain values: texts, numbers, dates, and lists of them."""
    return f"{crc32(json.dumps(values, default=str).encode()):08x}"


def person_print(values: Sequence[Any]) -> str:
    """The prints of the sides of a contact, whose columns come in the order of ``PERSON``."""
    prints, start = [], 0
    for names in SIDES.values():
        prints.append(print_of(values[start : start + len(names)]))
        start += len(names)
    return ".".join(prints)


def sides_changed(before: str, after: str) -> list[str]:
    """What two ``person_print`` differ in, in words."""
    return [side for side, old, new in zip(SIDES, before.split("."), after.split("."), strict=True) if old != new]


def rows_print(rows: Iterable[tuple[Any, ...]]) -> str:
    """The print of the rows of one part, each ``(pk, *columns)``, in whatever order."""
    return print_of(sorted(rows, key=lambda row: row[0]))


def as_text(made: Mapping[str, Any]) -> str:
    """As ``ImportRow.made`` keeps it."""
    return json.dumps(made, separators=(",", ":"))
