"""What a commit leaves behind in ``ImportRow.made``: enough to tell later whether anyone changed it since.

A *print* is a few letters that stand for values as they were written; other values have another print.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from common.ownership import OwnedModel
from contacts.models import ContactPoint, Detail, FollowUp, Interaction, Occasion, Photo

PERSON = (
    "first_name", "last_name", "title", "organization_id", "how_known", "walk_of_life", "tie", "tier",
    "cadence_months", "notes", "is_archived", "do_not_contact", "snoozed_until",
)  # fmt: skip
"""What makes a contact the one that an import wrote."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of row that an import hangs on a contact."""

    name: str
    model: type[OwnedModel]
    columns: tuple[str, ...]
    changed: str
    """Said when it is not as the import left it."""


PARTS = (
    Part("points", ContactPoint, ("kind", "label", "value"), "you changed how to reach them"),
    Part("details", Detail, ("kind", "text"), "you changed what you know of their life"),
    Part("occasions", Occasion, ("kind", "name", "month", "day", "year"), "you changed the days that matter to them"),
    Part("interactions", Interaction, ("kind", "direction", "on", "summary"), "you logged what happened between you"),
    Part("follow_ups", FollowUp, ("what", "due_on", "done_on"), "you planned or did something for them"),
    Part("photo", Photo, ("digest",), "you changed their picture"),
)
PART = {part.name: part for part in PARTS}


def print_of(values: object) -> str:
    """The print of plain values: texts, numbers, dates, and tuples of them."""
    return hashlib.blake2s(repr(values).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def person_print(values: Mapping[str, Any]) -> str:
    """The print of a contact's own columns."""
    return print_of(tuple(values[name] for name in PERSON))


def rows_print(rows: Iterable[tuple[Any, ...]]) -> str:
    """The print of the rows of one part, each ``(pk, *columns)``, in whatever order."""
    return print_of(tuple(sorted(rows)))


def written(part: Part, rows: Iterable[OwnedModel]) -> list[tuple[Any, ...]]:
    """Rows just written, as ``rows_print`` wants them."""
    return [(row.pk, *(getattr(row, name) for name in part.columns)) for row in rows]


def as_text(made: Mapping[str, Any]) -> str:
    """As ``ImportRow.made`` keeps it."""
    return json.dumps(made, separators=(",", ":"))
