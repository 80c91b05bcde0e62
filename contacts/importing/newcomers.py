"""New people: a contact for each, in a constant number of queries a page, with a trace of how they came in."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

from accounts.models import User
from contacts import cadence
from contacts.importing.comparing import days_of, happenings_of, promises_of
from contacts.importing.names_in_use import NamesInUse
from contacts.importing.parts import Parts
from contacts.importing.planning import PlannedRow
from contacts.importing.records import PersonRecord
from contacts.importing.rolls import Reading
from contacts.importing.traces import PERSON, person_print, rows_print
from contacts.models import Contact, Tie


class Newcomers:
    """Writes the new people of one import; each gets a place of their own in the interval of ``tier``."""

    def __init__(
        self, *, owner: User, tier: str, on: date, expected: int, names: NamesInUse, counts: Counter[str]
    ) -> None:
        self.owner, self.tier, self.on = owner, tier, on
        self.expected = max(expected, 1)
        self.names, self.counts = names, counts
        self.done = 0

    def write(self, rows: Sequence[PlannedRow]) -> list[dict[str, Any]]:
        """Write the people of a page; each row learns its contact. What undoing wants to know, row by row."""
        readings = [_reading(row) for row in rows]
        records = [reading.record for reading in readings]
        self.names.provide(
            organizations=(record.organization for record in records if record.organization),
            tags=chain.from_iterable(record.tags for record in records),
        )
        contacts = [self._contact(record) for record in records]
        Contact.for_user(self.owner).bulk_create(contacts)
        parts = Parts(self.owner, self.counts)
        for row, reading, contact in zip(rows, readings, contacts, strict=True):
            row.contact_id = contact.pk
            _add_parts(parts, contact.pk, reading, row.photo)
            parts.add_tags(contact.pk, [self.names.tag(tag) for tag in reading.record.tags])
        written = parts.write()
        made: list[dict[str, Any]] = [{"contact": contact.pk, "person": _print(contact)} for contact in contacts]
        for each in made:
            for name, by_contact in written.items():
                if (found := by_contact.get(each["contact"])) is not None:
                    each[name] = rows_print(found)
        by_id = {each["contact"]: each for each in made}
        for contact_id, tag in sorted(parts.tags):
            by_id[contact_id].setdefault("tags", []).append(tag)
        return made

    def _contact(self, record: PersonRecord) -> Contact:
        place = min(999, 1000 * self.done // self.expected)
        self.done += 1
        last = max((each.on for each in record.happenings if each.on <= self.on.isoformat()), default="")
        last_interaction_on = date.fromisoformat(last) if last else None
        contact = Contact(
            owner=self.owner,
            first_name=record.first_name,
            last_name=record.last_name,
            title=record.title,
            organization_id=self.names.organization(record.organization),
            how_known=record.how_known,
            walk_of_life=record.walk_of_life,
            notes=record.notes,
            tie=record.tie or Tie.WEAK.value,
            tier=self.tier,
            cadence_months=record.cadence_months,
            added_on=self.on,
            spread_permille=place,
            last_interaction_on=last_interaction_on,
            next_touch_on=cadence.next_touch(
                last_interaction_on=last_interaction_on,
                added_on=self.on,
                months=cadence.interval_months(tier=self.tier, override=record.cadence_months, user=self.owner),
                spread_permille=place,
            ),
        )
        contact.search_key = contact.search_key_of()
        return contact


def _reading(row: PlannedRow) -> Reading:
    if row.reading is None:
        raise TypeError(f"a new contact comes of a person, not of row {row.entry.position}")
    return row.reading


def _add_parts(parts: Parts, contact_id: int, reading: Reading, photo: bytes) -> None:
    record = reading.record
    parts.add(
        contact_id,
        points=reading.points,
        facts=dict.fromkeys(record.facts),
        days=days_of(record) if record.days or record.birthday else (),
        happenings=happenings_of(record) if record.happenings else (),
        promises=promises_of(record) if record.promises else (),
    )
    if photo:
        parts.add_photo(contact_id, photo)


def _print(contact: Contact) -> str:
    return person_print([getattr(contact, name) for name in PERSON])
