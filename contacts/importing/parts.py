"""What hangs on a contact, written for many at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from accounts.models import User
from common.ownership import OwnedModel
from contacts.importing.records import Fact, Happening, Point, Promise, YearlyDay
from contacts.importing.traces import PART, Part
from contacts.importing.written_dates import read_day
from contacts.models import Contact, ContactPoint, Detail, FollowUp, Interaction, Occasion, Photo
from contacts.photos import digest_of

_OCCASION_NAME = 80

Rows = dict[int, list[tuple[Any, ...]]]
"""By contact, what was written of one part, as ``traces.rows_print`` wants it."""


class Parts:
    """Gathers rows for a page of contacts and writes them in one go for each kind."""

    def __init__(self, owner: User, counts: Counter[str]) -> None:
        self.owner = owner
        self.counts = counts
        """How much of each part was written so far."""
        self.rows: dict[str, list[OwnedModel]] = defaultdict(list)
        self.tags: dict[tuple[int, int], None] = {}

    def add(
        self,
        contact_id: int,
        *,
        points: Iterable[tuple[Point, str]],
        facts: Iterable[Fact],
        days: Iterable[YearlyDay],
        happenings: Iterable[Happening],
        promises: Iterable[Promise],
    ) -> None:
        """What is to hang on one contact."""
        for (kind, label, value), normalised in points:
            self.rows["points"].append(
                ContactPoint(contact_id=contact_id, kind=kind, label=label, value=value, normalised=normalised)
            )
        for fact in facts:
            self.rows["details"].append(Detail(contact_id=contact_id, kind=fact.kind, text=fact.text))
        for day in days:
            if (written := read_day(day.day)) is not None:
                self.rows["occasions"].append(
                    Occasion(
                        contact_id=contact_id, kind=day.kind, name=day.name[:_OCCASION_NAME],
                        month=written.month, day=written.day, year=written.year,
                    )
                )  # fmt: skip
        for each in happenings:
            self.rows["interactions"].append(
                Interaction(
                    contact_id=contact_id, kind=each.kind, direction=each.direction, summary=each.summary,
                    on=date.fromisoformat(each.on), source_key=each.key,
                )
            )  # fmt: skip
        for promise in promises:
            done_on = date.fromisoformat(promise.done_on) if promise.done_on else None
            self.rows["follow_ups"].append(
                FollowUp(
                    contact_id=contact_id, what=promise.what, due_on=date.fromisoformat(promise.due_on), done_on=done_on
                )
            )

    def add_photo(self, contact_id: int, image: bytes) -> None:
        """The picture of a contact without one."""
        self.rows["photo"].append(Photo(contact_id=contact_id, image=image, digest=digest_of(image)))

    def add_tags(self, contact_id: int, tags: Iterable[int | None]) -> None:
        """The tags of a contact."""
        self.tags.update(dict.fromkeys((contact_id, tag) for tag in tags if tag is not None))

    def write(self) -> dict[str, Rows]:
        """Write everything; what was written, by the name of the part and by contact."""
        found: dict[str, Rows] = {}
        for name, rows in self.rows.items():
            part = PART[name]
            part.model.for_user(self.owner).bulk_create(rows)
            found[name] = _by_contact(part, rows)
            self.counts[name] += len(rows)
        if self.tags:
            wearing = Contact.tags.through
            wearing.objects.bulk_create(wearing(contact_id=contact, tag_id=tag) for contact, tag in self.tags)
        return found


def _by_contact(part: Part, rows: Sequence[Any]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row.contact_id].append((row.pk, *(getattr(row, name) for name in part.columns)))
    return found
