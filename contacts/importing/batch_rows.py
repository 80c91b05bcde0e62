"""The rows of a batch in the database: written once, read by the page, and brought up to date cheaply."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from common import many_rows
from contacts.importing.planning import PlannedRow
from contacts.importing.rolls import Roll
from contacts.importing.shelves import Entry, paged
from contacts.importing.traces import as_text
from contacts.models import ImportBatch, ImportRow, ImportRowQuerySet
from contacts.snapshots import batches

SHOWN = ("verdict", "reason", "changes", "differences", "contact_id", "maybe_same_as_id", "speaker")
"""What a plan says of a row."""

_NAME_LENGTH = 300
_REASON_LENGTH = 500
_FETCHED_AT_ONCE = 20
"""Few, as a single row can be a megabyte."""
_ENTRY = (
    "line", "name", "kind", "stored", "compares_by", "fingerprint", "photo", "choice", "takes_file",
    "pk",
)  # fmt: skip


class BatchShelf:
    """Rows of a batch as a shelf: all of them, or some, which are numbered among themselves."""

    def __init__(self, rows: ImportRowQuerySet) -> None:
        self._rows = rows.order_by("position")
        self.positions = array("l", self._rows.values_list("position", flat=True).iterator())
        """Where the rows on it stand in the batch."""

    def pages(self) -> Iterator[list[Entry]]:
        """All of them in order, a page at a time."""
        found = self._rows.values_list(*_ENTRY, *SHOWN).iterator(chunk_size=_FETCHED_AT_ONCE)
        return paged(_entry(number, values) for number, values in enumerate(found))

    def fetch(self, positions: Sequence[int]) -> list[Entry]:
        """Some of them, in this order."""
        numbers = {self.positions[number]: number for number in positions}
        found: dict[int, Entry] = {}
        for asked in batches(list(numbers)):
            for position, *values in self._rows.filter(position__in=asked).values_list("position", *_ENTRY, *SHOWN):
                found[numbers[position]] = _entry(numbers[position], values)
        return [found[number] for number in positions]

    def roll(self) -> Roll:
        """What the rows compare by, and what the user said of them."""
        roll = Roll()
        columns = ("kind", "line", "compares_by", "fingerprint", "choice", "maybe_same_as_id")
        rows = self._rows.values_list(*columns).iterator()
        for number, (kind, line, compares_by, print_, choice, maybe) in enumerate(rows):
            roll.append(kind=kind, line=line, compares_by=compares_by, fingerprint=print_)
            if choice:
                roll.choose(number, choice, maybe)
        return roll


def _entry(number: int, values: Sequence[Any]) -> Entry:
    line, name, kind, stored, compares_by, print_, photo, choice, takes_file, pk, *shown = values
    image = bytes(photo) if photo else b""
    return Entry(number, line, name, kind, stored, compares_by, print_, image, choice, takes_file, pk, tuple(shown))


def keep(batch: ImportBatch, rows: Iterable[PlannedRow]) -> None:
    """Write planned rows for the first time."""
    ImportRow.for_user(batch.owner).bulk_create(
        ImportRow(
            batch=batch,
            position=row.entry.position,
            line=row.entry.line,
            kind=row.entry.kind,
            name=row.entry.name[:_NAME_LENGTH],
            stored=row.entry.stored,
            compares_by=row.entry.compares_by,
            fingerprint=row.entry.fingerprint,
            photo=row.entry.photo,
            **_shown(row),
        )
        for row in rows
    )


def keep_plan(rows: Iterable[PlannedRow]) -> None:
    """Bring what rows say up to date with a new plan."""
    found = {row.entry.pk: shown_of(row) for row in rows if shown_of(row) != row.entry.shown}
    many_rows.write(ImportRow, SHOWN, found)


def keep_outcomes(rows: Sequence[PlannedRow], made: Mapping[int, Mapping[str, Any]]) -> None:
    """What committing made of rows, by their position; pictures have gone where they belong."""
    keep_plan(row for row in rows if row.entry.position not in made)
    foreseen, others = {}, {}
    for row in rows:
        if (trace := made.get(row.entry.position)) is None:
            continue
        shown = shown_of(row)
        if _but_contact(shown) == _but_contact(row.entry.shown):
            foreseen[row.entry.pk] = (row.contact_id, as_text(trace))
        else:
            others[row.entry.pk] = (*shown, as_text(trace))
    many_rows.write(ImportRow, ("contact_id", "made"), foreseen)
    many_rows.write(ImportRow, (*SHOWN, "made"), others)
    pictured = {row.entry.pk: (row.replaced_photo,) for row in rows if row.entry.photo or row.replaced_photo}
    many_rows.write(ImportRow, ("photo",), pictured)


def _but_contact(shown: tuple[Any, ...]) -> tuple[Any, ...]:
    """Without whom it became, which nobody could foresee of somebody new."""
    return shown[:4] + shown[5:]


def shown_of(row: PlannedRow) -> tuple[Any, ...]:
    """What a plan says of a row, in the order of ``SHOWN``."""
    return tuple(_shown(row).values())


def _shown(row: PlannedRow) -> dict[str, Any]:
    return {
        "verdict": row.verdict.value,
        "reason": row.reason[:_REASON_LENGTH],
        "changes": row.changes,
        "differences": row.differences,
        "contact_id": row.contact_id,
        "maybe_same_as_id": row.maybe_same_as_id,
        "speaker": row.speaker,
    }
