"""Details that an import added to people who were here before: each goes again, unless it was edited since."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.models import User
from common import many_rows
from contacts import cadence
from contacts.importing.hanging_on import in_use
from contacts.importing.traces import PART, PARTS, SIDES, Part, Traced, print_of
from contacts.importing.undoing_newcomers import FROM_BEFORE
from contacts.importing.wording import listed
from contacts.models import Contact, ImportRow, Occasion, Organization, Photo

_NAMES = ("first_name", "last_name")
_COLUMNS = (
    *_NAMES, "title", "organization_id", "how_known", "walk_of_life", "notes", "introduced_by_id", "search_key",
)  # fmt: skip
_SIDE_OF = {name: side for side, names in SIDES.items() for name in names}


def without_lines(text: str, added: str) -> tuple[str, bool]:
    """``text`` without the lines that were ``added``, and whether all of them were still there."""
    lines, wanted = text.split("\n"), added.split("\n")
    for start in range(len(lines) - len(wanted), -1, -1):
        if lines[start : start + len(wanted)] == wanted:
            return "\n".join([*lines[:start], *lines[start + len(wanted) :]]), True
    is_whole = True
    for line in filter(str.strip, wanted):
        if line in lines:
            lines.remove(line)
        else:
            is_whole = False
    return "\n".join(lines), is_whole


def take_back(page: Sequence[Traced], *, owner: User, on: date, to_write: bool) -> dict[int, str]:
    """Take the additions of a page of rows back, or without ``to_write`` only see; why some of them stay, by row.

    A constant number of queries.
    """
    return _TakingBack(page, owner, to_write=to_write).run(on=on)


class _TakingBack:
    def __init__(self, page: Sequence[Traced], owner: User, *, to_write: bool) -> None:
        self.owner, self.to_write = owner, to_write
        contacts = Contact.for_user(owner).filter(pk__in=[row.contact_id for row in page]).order_by("pk")
        if to_write:
            contacts = contacts.select_for_update()
        self.people = {contact.pk: contact for contact in contacts}
        self.rows = [row for row in page if row.contact_id in self.people]
        self.stays: dict[int, list[str]] = defaultdict(list)
        """What was changed since, in words, by row."""

    def run(self, *, on: date) -> dict[int, str]:
        """Everything; why some of it stays."""
        kept = {row.pk: FROM_BEFORE for row in self.rows if "contact" not in row.made}
        self.rows = [row for row in self.rows if row.pk not in kept]
        merged = [row for row in self.rows if row.made["contact"] != row.contact_id]
        kept |= {row.pk: "You merged them with somebody; what was filled in for them stays." for row in merged}
        own = [row for row in self.rows if row.pk not in kept]
        self._columns(own)
        self._tags(own)
        self._pictures(own)
        self._days()
        calmer = {contact for part in PARTS for contact in self._part(part)}
        if self.to_write and calmer:
            cadence.refresh(Contact.for_user(self.owner).filter(pk__in=calmer).select_related("owner"), on=on)
        said = {
            pk: f"You changed {listed(list(dict.fromkeys(sides)))} since; that stays."
            for pk, sides in self.stays.items()
        }
        return said | kept

    def _columns(self, rows: Sequence[Traced]) -> None:
        olds = [row.made["fields"].get("organization_id", [None])[0] for row in rows]
        organizations = _here(Organization, self.owner, olds)
        introducers = _here(Contact, self.owner, [row.made.get("introduced_by", [None])[0] for row in rows])
        for row in rows:
            contact = self.people[row.contact_id or 0]
            fields = dict(row.made["fields"])
            if "introduced_by" in row.made:
                fields["introduced_by_id"] = row.made["introduced_by"]
            edited = {name for name, (_, new) in fields.items() if getattr(contact, name) != new}
            if edited & set(_NAMES):
                edited |= {*_NAMES} & fields.keys()
            for name, (old, _) in fields.items():
                gone = (name == "organization_id" and old not in organizations) or (
                    name == "introduced_by_id" and old not in introducers
                )
                if name in edited:
                    self.stays[row.pk].append(_SIDE_OF.get(name, "who introduced them"))
                else:
                    setattr(contact, name, None if gone else old)
            if row.made["notes"]:
                contact.notes, is_whole = without_lines(contact.notes, row.made["notes"])
                if not is_whole:
                    self.stays[row.pk].append("the notes")
            contact.search_key = contact.search_key_of()
        if self.to_write:
            people = [self.people[row.contact_id or 0] for row in rows]
            many_rows.write(Contact, _COLUMNS, {each.pk: [getattr(each, name) for name in _COLUMNS] for each in people})

    def _tags(self, rows: Sequence[Traced]) -> None:
        wearers: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            for tag in row.made.get("tags", ()):
                wearers[tag].append(row.contact_id or 0)
        if self.to_write:
            for tag, contacts in wearers.items():
                Contact.tags.through.objects.filter(tag_id=tag, contact_id__in=contacts).delete()

    def _pictures(self, rows: Sequence[Traced]) -> None:
        """The picture that the file's stood in for."""
        replaced = {row.contact_id: row for row in rows if "picture" in row.made}
        photos = list(Photo.for_user(self.owner).filter(contact__in=list(replaced)))
        for photo in photos:
            row = replaced[photo.contact_id]
            old, new = row.made["picture"]
            if photo.digest != new:
                self.stays[row.pk].append(PART["photo"].changed)
            elif self.to_write:
                held = ImportRow.for_user(self.owner).values_list("photo", flat=True).get(pk=row.pk)
                Photo.for_user(self.owner).filter(pk=photo.pk).update(image=bytes(held), digest=old)

    def _days(self) -> None:
        moved = {pk: (row, old, new) for row in self.rows for pk, old, new in row.made.get("days", ())}
        occasions = Occasion.for_user(self.owner).filter(pk__in=list(moved)).order_by()
        back = {}
        for pk, *now in occasions.values_list("pk", "month", "day", "year"):
            row, old, new = moved[pk]
            if now == new:
                back[pk] = old
            else:
                self.stays[row.pk].append(PART["occasions"].changed)
        if self.to_write:
            many_rows.write(Occasion, ("month", "day", "year"), back)

    def _part(self, part: Part) -> set[int]:
        """Rows of one part; the contacts whose history is shorter now."""
        made = {pk: (row, print_) for row in self.rows for pk, print_ in row.made.get(part.name, ())}
        if not made:
            return set()
        used = in_use(part.model, list(made))
        going: dict[int, int] = {}
        mine = part.model.for_user(self.owner).filter(pk__in=list(made)).order_by()
        for pk, contact_id, *values in mine.values_list("pk", "contact_id", *part.columns):
            row, print_ = made[pk]
            if pk in used or print_of(values) != print_:
                self.stays[row.pk].append(part.changed)
            else:
                going[pk] = contact_id
        if self.to_write:
            part.model.for_user(self.owner).filter(pk__in=list(going)).delete()
        return set(going.values()) if part.name == "interactions" else set()


def _here(model: type[Contact] | type[Organization], owner: User, keys: Sequence[Any]) -> set[int | None]:
    """Those of ``keys`` that are still there, and ``None``."""
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {None}
    return {None, *model.for_user(owner).filter(pk__in=wanted).values_list("pk", flat=True)}
