"""Records planned as a file of them would be, without a file."""

from collections.abc import Iterable, Mapping

from accounts.models import User
from contacts.importing.planning import Plan, PlannedRow
from contacts.importing.reading import RowsRead
from contacts.importing.records import Record
from contacts.importing.shelves import Spool


def plan(
    records: Iterable[Record], *, owner: User, to_write: bool = False, said: Mapping[int, tuple[str, int | None]] = {}
) -> list[PlannedRow]:
    """What ``records`` would do; ``said`` holds what the user said of rows, and of whom, by their position."""
    with Spool() as shelf:
        rows = RowsRead(shelf)
        for record in records:
            rows.add(record, country=owner.country)
        for row, (choice, contact_id) in said.items():
            rows.roll.choose(row, choice, contact_id)
        made = Plan(rows.roll, shelf, owner=owner)
        return [row for page in made.pages(to_write=to_write) for row in page]


def report(records: Iterable[Record], *, owner: User) -> dict[str, int]:
    """The counts of the same."""
    with Spool() as shelf:
        rows = RowsRead(shelf)
        for record in records:
            rows.add(record, country=owner.country)
        made = rows.plan(owner)
        for _ in made.pages(to_write=False):
            pass
        return made.report
