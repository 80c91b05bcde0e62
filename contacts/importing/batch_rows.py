"""The rows of a batch in the database: written once, read by the page, and brought up to date cheaply."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from common import many_rows
from contacts.importing.planning import PlannedRow
from contacts.importing.rolls import Roll
from contacts.importing.shelves import Entry, paged
from contacts.importing.traces import as_text
from contacts.models import ImportBatch, ImportRow, ImportVerdict

SHOWN = ("verdict", "reason", "changes", "differences", "contact_id", "maybe_same_as_id")
"""What a plan says of a row."""

_NAME_LENGTH = 300
_REASON_LENGTH = 500
_LOOKUP_BATCH = 500
_FETCHED_AT_ONCE = 20
"""Few, as a single row can be a megabyte."""
_ENTRY = (
    "position", "line", "name", "kind", "stored", "compares_by", "fingerprint", "photo", "choice", "takes_file",
    "maybe_same_as_id", "pk",
)  # fmt: skip
_KEEPS_PRINT = {ImportVerdict.NEW, ImportVerdict.CHANGED, ImportVerdict.UNCHANGED, ImportVerdict.SKIPPED}


class BatchShelf:
    """The rows of a batch as a shelf."""

    def __init__(self, batch: ImportBatch) -> None:
        self._rows = ImportRow.for_user(batch.owner).filter(batch=batch).order_by("position")

    def pages(self) -> Iterator[list[Entry]]:
        """All of them in order, a page at a time."""
        found = self._rows.values_list(*_ENTRY, *SHOWN)
        return paged(_entry(values) for values in found.iterator(chunk_size=_FETCHED_AT_ONCE))

    def fetch(self, positions: Sequence[int]) -> list[Entry]:
        """Some of them, in this order."""
        found: dict[int, Entry] = {}
        for start in range(0, len(positions), _LOOKUP_BATCH):
            asked = self._rows.filter(position__in=positions[start : start + _LOOKUP_BATCH])
            for values in asked.values_list(*_ENTRY, *SHOWN):
                entry = _entry(values)
                found[entry.position] = entry
        return [found[position] for position in positions]

    def roll(self) -> Roll:
        """What the rows compare by, and what the user said of them."""
        roll = Roll()
        columns = ("position", "kind", "line", "compares_by", "fingerprint", "choice", "maybe_same_as_id")
        for position, kind, line, compares_by, print_, choice, maybe in self._rows.values_list(*columns).iterator():
            roll.append(kind=kind, line=line, compares_by=compares_by, fingerprint=print_)
            if choice:
                roll.choose(position, choice, maybe)
        return roll


def _entry(values: Sequence[Any]) -> Entry:
    position, line, name, kind, stored, compares_by, print_, photo, choice, takes_file, maybe, pk, *shown = values
    image = bytes(photo) if photo else b""
    return Entry(
        position, line, name, kind, stored, compares_by, print_, image, choice, takes_file, maybe, pk, tuple(shown)
    )


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
    found = {
        row.entry.pk: tuple(_shown(row).values()) for row in rows if tuple(_shown(row).values()) != row.entry.shown
    }
    many_rows.write(ImportRow, SHOWN, found)


def keep_outcomes(rows: Sequence[PlannedRow], made: Mapping[int, Mapping[str, Any]]) -> None:
    """What committing made of rows, by their position; pictures have gone where they belong."""
    keep_plan(row for row in rows if row.entry.position not in made)
    foreseen, others = {}, {}
    for row in rows:
        if (trace := made.get(row.entry.position)) is None:
            continue
        shown = tuple(_shown(row).values())
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


def _shown(row: PlannedRow) -> dict[str, Any]:
    return {
        "verdict": row.verdict.value,
        "reason": row.reason[:_REASON_LENGTH],
        "changes": row.changes,
        "differences": row.differences,
        "contact_id": row.contact_id,
        "maybe_same_as_id": row.maybe_same_as_id,
    }
