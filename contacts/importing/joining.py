"""Several rows about one person or organization as one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any, TypeVar

from contacts.importing.records import OrganizationRecord, PersonRecord, Point, join
from contacts.importing.rolls import Reading

_PARTS = ("points", "tags", "facts", "days", "happenings", "promises")

T = TypeVar("T")


def join_people(readings: Sequence[Reading]) -> Reading:
    """One reading of many about the same person, the earlier before the later: ``records.join``, in linear time."""
    if len(readings) == 1:
        return readings[0]
    records = [reading.record for reading in readings]
    without: dict[str, Any] = {"notes": "", **dict.fromkeys(_PARTS, ())}
    bare = [replace(record, **without) for record in records]
    joined = bare[0]
    for other in bare[1:]:
        joined = join(joined, other)
    points: dict[tuple[str, str], Point] = {}
    for reading in readings:
        for point, normalised in reading.points:
            points.setdefault((point.kind, normalised), point)
    first, last = _name(records)
    united: dict[str, Any] = {part: _united(getattr(record, part) for record in records) for part in _PARTS[1:]}
    joined = replace(
        joined,
        first_name=first,
        last_name=last,
        notes=join_lines(record.notes for record in records),
        points=tuple(points.values()),
        **united,
    )
    return Reading(joined, tuple(normalised for _, normalised in points))


def _name(records: Sequence[PersonRecord]) -> tuple[str, str]:
    """The first name that somebody said, and the first last name with it."""
    first, last = records[0].first_name, records[0].last_name
    addresses = {point.value for point in records[0].points}
    for record in records[1:]:
        if not last and first in addresses:
            first = record.first_name
        last = last or record.last_name
        addresses.update(point.value for point in record.points)
    return first, last


def join_organizations(records: Sequence[OrganizationRecord]) -> OrganizationRecord:
    """One record of many about the same organization, the earlier before the later."""
    if len(records) == 1:
        return records[0]
    return replace(
        records[0],
        website=next((record.website for record in records if record.website), ""),
        notes=join_lines(record.notes for record in records),
        jobs=_united(record.jobs for record in records),
        is_of_interest=any(record.is_of_interest for record in records),
    )


def join_lines(texts: Iterable[str]) -> str:
    """The lines of all ``texts``; of those after the first, only what no earlier one holds: ``records.add_lines``."""
    kept: list[str] = []
    held: set[str] = set()
    for text in filter(None, texts):
        lines = [(line, " ".join(line.casefold().split())) for line in text.splitlines()]
        added = [line for line, bare in lines if not kept or bare not in held]
        held.update(bare for _, bare in lines)
        if body := "\n".join(added).strip() if kept else text:
            kept.append(body)
    return "\n".join(kept)


def _united(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))
