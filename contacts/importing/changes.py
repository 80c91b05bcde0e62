"""Details for people who are here already: blanks filled, lines added, and what the user took from the file instead."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import Model

from accounts.models import User
from common import many_rows
from contacts import cadence
from contacts.importing.additions import Additions
from contacts.importing.names_in_use import NamesInUse
from contacts.importing.parts import Parts
from contacts.importing.planning import PlannedRow
from contacts.importing.records import YearlyDay, add_lines
from contacts.importing.traces import print_of
from contacts.importing.written_dates import read_day
from contacts.models import Contact, Occasion, Photo
from contacts.photos import digest_of

_COLUMNS = ("first_name", "last_name", "title", "organization_id", "how_known", "walk_of_life", "notes", "search_key")


class Changes:
    """Writes what rows add to contacts that the plan found, which nobody else can change meanwhile."""

    def __init__(self, *, owner: User, on: date, names: NamesInUse, counts: Counter[str]) -> None:
        self.owner, self.on, self.names, self.counts = owner, on, names, counts

    def write(self, rows: Sequence[PlannedRow]) -> list[dict[str, Any]]:
        """Write the additions of a page. What undoing wants to know, row by row."""
        planned = [(row, row.additions or Additions()) for row in rows]
        self.names.provide(
            organizations=(each.fields["organization"] for _, each in planned if "organization" in each.fields),
            tags=chain.from_iterable(each.tags for _, each in planned),
        )
        contacts = Contact.for_user(self.owner).in_bulk([row.contact_id for row in rows])
        made = [self._change(contacts[row.contact_id or 0], additions) for row, additions in planned]
        _save([contacts[each["contact"]] for each in made if each["fields"] or each["notes"]], _COLUMNS)
        parts = Parts(self.owner, self.counts)
        for row, additions in planned:
            contact_id = row.contact_id or 0
            parts.add(
                contact_id, points=additions.points, facts=additions.facts, days=additions.days,
                happenings=additions.happenings, promises=additions.promises,
            )  # fmt: skip
            parts.add_tags(contact_id, [self.names.tag(tag) for tag in additions.tags])
        by_id = {each["contact"]: each for each in made}
        self._photos(rows, by_id, parts)
        for name, by_contact in parts.write().items():
            for contact_id, found in by_contact.items():
                by_id[contact_id][name] = [[pk, print_of(values)] for pk, *values in found]
        for contact_id, tag in parts.tags:
            by_id[contact_id].setdefault("tags", []).append(tag)
        self._move_days(planned, by_id)
        touched = [contacts[row.contact_id or 0] for row, additions in planned if additions.happenings]
        for contact in touched:
            contact.owner = self.owner
        cadence.refresh(touched, on=self.on)
        return made

    def _change(self, contact: Contact, additions: Additions) -> dict[str, Any]:
        """Set the fields of one contact, to be saved with the others."""
        fields: dict[str, list[Any]] = {}
        for name, value in additions.fields.items():
            column = "organization_id" if name == "organization" else name
            new = self.names.organization(value) if name == "organization" else value
            fields[column] = [getattr(contact, column), new]
            setattr(contact, column, new)
        contact.notes = add_lines(contact.notes, additions.notes)
        contact.search_key = contact.search_key_of()
        return {"contact": contact.pk, "fields": fields, "notes": additions.notes}

    def _photos(self, rows: Sequence[PlannedRow], made: dict[int, dict[str, Any]], parts: Parts) -> None:
        """Pictures for those without one; where the user took the file's, theirs stays with the row."""
        wanted = {row.contact_id: row for row in rows if row.additions is not None and row.additions.has_photo}
        held = {photo.contact_id: photo for photo in Photo.for_user(self.owner).filter(contact__in=list(wanted))}
        for contact_id, row in wanted.items():
            photo = held.get(contact_id or 0)
            if photo is None:
                parts.add_photo(contact_id or 0, row.photo)
                continue
            new = digest_of(row.photo)
            made[contact_id or 0]["picture"] = [photo.digest, new]
            row.replaced_photo, photo.image, photo.digest = bytes(photo.image), row.photo, new
        _save(held.values(), ("image", "digest"))

    def _move_days(self, planned: Sequence[tuple[PlannedRow, Additions]], made: dict[int, dict[str, Any]]) -> None:
        moves: dict[int, tuple[int, YearlyDay]] = {
            pk: (row.contact_id or 0, day) for row, additions in planned for pk, day in additions.moved_days
        }
        occasions = list(Occasion.for_user(self.owner).filter(pk__in=list(moves)))
        for occasion in occasions:
            contact_id, day = moves[occasion.pk]
            written = read_day(day.day)
            if written is None:
                continue
            old = [occasion.month, occasion.day, occasion.year]
            occasion.month, occasion.day, occasion.year = written
            made[contact_id].setdefault("days", []).append([occasion.pk, old, list(written)])
        _save(occasions, ("month", "day", "year"))


def _save(rows: Iterable[Model], names: Sequence[str]) -> None:
    found = list(rows)
    if found:
        many_rows.write(type(found[0]), names, {row.pk: [getattr(row, name) for name in names] for row in found})
