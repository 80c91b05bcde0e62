"""People as a table: one row each, numbered columns for what someone has several of, named as Google names them.

``contacts.importing.rapport_csv`` reads it back.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Max

from accounts.models import User
from common.ownership import OwnedQuerySet
from common.portability.cells import defuse
from contacts.exporting.people import Person, whole
from contacts.importing.written_dates import WrittenDay
from contacts.models import ContactPoint, ContactQuerySet, Detail, Occasion, OccasionKind, PointKind

CONTENT_TYPE = "text/csv; charset=utf-8"
MARK = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""
BETWEEN_TAGS = " ::: "
YES, NO = "yes", "no"

GROUPS = {"E-mail": PointKind.EMAIL, "Phone": PointKind.PHONE, "Website": PointKind.PROFILE}
LEADING = ("First Name", "Last Name", "Organization Title", "Organization Name")
MIDDLE = ("Birthday", "Labels", "Notes")
OWN = (
    "How I Know Them", "Walk of Life", "Tie", "Keep in Touch", "Every so Many Months", "Introduced By", "Added On",
    "Last Interaction", "Archived", "Do Not Contact",
)  # fmt: skip
"""Columns that no other program has; they tell the file from Google's."""


class Sheet:
    """The table of ``owner``'s ``people``: as many numbered columns as the one with most needs. Five queries."""

    def __init__(self, people: ContactQuerySet, *, owner: User) -> None:
        who = people.order_by().values("pk")
        points = ContactPoint.for_user(owner).filter(contact__in=who)
        days = Occasion.for_user(owner).filter(contact__in=who).exclude(kind=OccasionKind.BIRTHDAY, name="")
        self._points = {kind: _most(points.filter(kind=kind)) for kind in PointKind}
        self._days = _most(days)
        self._details = _most(Detail.for_user(owner).filter(contact__in=who))

    def header(self) -> bytes:
        """The first line."""
        groups = [(name, self._points[kind]) for name, kind in GROUPS.items()]
        numbered = [
            f"{name} {number} - {part}"
            for name, count in (*groups, ("Event", self._days), ("Detail", self._details))
            for number in range(1, count + 1)
            for part in ("Label", "Value")
        ]
        return (MARK + _line([*LEADING, *numbered, *MIDDLE, *OWN])).encode()

    def row(self, person: Person) -> bytes:
        """The line of ``person``, its formulas defused."""
        return _line(list(map(defuse, self._cells(person)))).encode()

    def _cells(self, person: Person) -> Iterator[str]:
        contact = person.contact
        yield from (contact.first_name, contact.last_name, contact.title)
        yield contact.organization.name if contact.organization is not None else ""
        for kind in GROUPS.values():
            pairs = [(point.label, point.value) for point in person.points if point.kind == kind]
            yield from _group(pairs, self._points[kind])
        birthday, others = _days(person.occasions)
        yield from _group(others, self._days)
        yield from _group([(detail.get_kind_display(), detail.text) for detail in person.details], self._details)
        yield birthday
        yield BETWEEN_TAGS.join(person.tags)
        yield from (contact.notes, contact.how_known)
        yield from (contact.get_walk_of_life_display(), contact.get_tie_display(), contact.get_tier_display())
        yield str(contact.cadence_months or "")
        yield contact.introduced_by.name if contact.introduced_by is not None else ""
        yield contact.added_on.isoformat()
        yield contact.last_interaction_on.isoformat() if contact.last_interaction_on is not None else ""
        yield from (YES if is_so else NO for is_so in (contact.is_archived, contact.do_not_contact))


def lines(people: ContactQuerySet, *, owner: User) -> Iterator[bytes]:
    """The table of ``owner``'s ``people`` in their order, as CSV in UTF-8."""
    sheet = Sheet(people, owner=owner)
    yield sheet.header()
    for person in whole(people, owner=owner, with_photos=False):
        yield sheet.row(person)


def _line(cells: list[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _most(of: OwnedQuerySet[Any]) -> int:
    counts = of.order_by().values("contact").annotate(count=Count("pk"))
    return counts.aggregate(most=Max("count"))["most"] or 0


def _group(pairs: list[tuple[str, str]], width: int) -> Iterator[str]:
    for label, value in pairs:
        yield from (label, value)
    yield from [""] * (2 * (width - len(pairs)))


def _days(occasions: Iterable[Occasion]) -> tuple[str, list[tuple[str, str]]]:
    """The birthday, and the other days each with what it is."""
    birthday, others = "", []
    for occasion in occasions:
        written = WrittenDay(month=occasion.month, day=occasion.day, year=occasion.year).as_text
        if occasion.kind == OccasionKind.BIRTHDAY and not occasion.name:
            birthday = written
        else:
            others.append((str(occasion), written))
    return birthday, others
