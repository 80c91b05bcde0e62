"""What came back with a whole account: remembered by a print of each row, and compared when it is to go again."""

import json
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

from common.portability.belongings import Belonging, belongings
from contacts import snapshots
from contacts.models import ImportBatch, RestoredRows

Prints = dict[int, int]
"""What stands for the values of rows, by their keys; other values have another one."""


def remember(batch: ImportBatch, written: Mapping[Belonging, Sequence[int]], *, tick: Callable[[int], None]) -> None:
    """Keep the prints of rows as they are in the database now. A few queries for each 500 rows."""
    number = 0
    for belonging, keys in written.items():
        for some in snapshots.batches(array("q", keys)):
            prints = json.dumps(list(prints_now(belonging, some).items()), separators=(",", ":"))
            RestoredRows.for_user(batch.owner).create(batch=batch, number=number, model=belonging.label, prints=prints)
            number += 1
            tick(len(some))


def remembered(batch: ImportBatch) -> dict[Belonging, Prints]:
    """The prints of all the rows that came back with ``batch``."""
    known = {belonging.label: belonging for belonging in belongings()}
    found: dict[Belonging, Prints] = {}
    pages = RestoredRows.for_user(batch.owner).filter(batch=batch).order_by("number")
    for label, prints in pages.values_list("model", "prints").iterator():
        if label in known:
            found.setdefault(known[label], {}).update(json.loads(prints))
    return found


def prints_now(belonging: Belonging, keys: Sequence[int]) -> Prints:
    """The prints of those of these rows that are there. A query, and one for each many-to-many column."""
    fields = (*belonging.references, *belonging.columns, *belonging.files)
    derived = snapshots.DERIVED.get(belonging.label, frozenset())
    names = [field.attname for field in fields if field.attname not in derived]
    rows: dict[int, list[Any]] = {
        pk: list(map(snapshots.freeze, values))
        for pk, *values in snapshots.every(belonging.model).filter(pk__in=keys).values_list("pk", *names)
    }
    for link in belonging.links:
        linked: dict[int, list[int]] = {}
        for pk, target in _pairs(link, keys):
            linked.setdefault(pk, []).append(target)
        for pk, values in rows.items():
            values.append(linked.get(pk, []))
    return {pk: crc32(json.dumps(values, default=str).encode()) for pk, values in rows.items()}


def _pairs(link: Any, keys: Sequence[int]) -> Iterator[tuple[int, int]]:
    here, there = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
    rows = snapshots.every(link.remote_field.through).filter(**{f"{here}__in": keys})
    return rows.order_by(here, there).values_list(here, there).iterator()
