"""What the columns of a table mean to the user: guessed, told once, and remembered under their header."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from contacts.importing import generic_csv, uploads
from contacts.importing.archives import is_archive
from contacts.importing.detection import look_into
from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext
from contacts.importing.records import OrganizationRecord, PersonRecord
from contacts.models import ColumnMapping, ImportBatch, ImportRow, ImportState

Fields = dict[int, str]
"""A key of ``column_words.FIELDS`` for each column, by its number."""

IDENTIFYING = frozenset({"name", "first_name", "last_name", "nickname", "email", "phone", "profile", "organization"})
"""Without any of these nobody can be brought in."""
SINGLE = frozenset({"name", "first_name", "last_name", "nickname", "organization", "title", "birthday", "walk_of_life"})
"""A person has one of each; any other field takes as many columns as there are."""
SHOWN_PEOPLE = 3

_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be read, and whether the user said so for an earlier file."""

    fields: Fields
    is_remembered: bool

    @property
    def as_json(self) -> dict[str, object]:
        """As ``ImportBatch.mapping`` keeps it."""
        fields = {str(number): field for number, field in self.fields.items()}
        return {"fields": fields, "is_remembered": self.is_remembered}


def told_for(batch: ImportBatch, source: Source) -> Told | None:
    """What the user said of the columns of ``batch``, or of others under the same header; ``None`` for nothing yet.

    Raises ``UnusableFileError`` for what is no table.
    """
    if batch.mapping:
        return Told(_numbered(batch.mapping["fields"]), batch.mapping["is_remembered"])
    key = generic_csv.header_key(source)
    known = ColumnMapping.for_user(batch.owner).filter(header_key=key).first()
    return Told(_numbered(known.fields), is_remembered=True) if known is not None else None


def fields_of(batch: ImportBatch) -> Fields:
    """What the columns of a batch were told to be; nothing while nobody told."""
    return _numbered(batch.mapping.get("fields", {}))


def columns(batch: ImportBatch) -> list[generic_csv.Column]:
    """The columns of an uploaded table with samples and guesses; only its beginning is looked at.

    Raises ``UnusableFileError`` for what is no table.
    """
    with _table(batch) as source:
        return generic_csv.columns(source)


def first_people(batch: ImportBatch, fields: Fields, *, on: date) -> list[PersonRecord | OrganizationRecord]:
    """The first few as they would come in on local date ``on``, by what is told of the columns."""
    context = ReadingContext.of(batch.owner, on=on)
    with _table(batch) as source:
        records = islice(generic_csv.read(source, fields, context=context), _LOOKED_AT)
        found = [record for record in records if isinstance(record, PersonRecord | OrganizationRecord)]
    return found[:SHOWN_PEOPLE]


def faults(fields: Fields, names: Mapping[int, str]) -> dict[int | None, str]:
    """What is wrong with what was told, by column; ``None`` for what no single column can help."""
    found: dict[int | None, str] = {}
    first: dict[str, int] = {}
    for number, field in fields.items():
        if field in SINGLE and (taken := first.setdefault(field, number)) != number:
            found[number] = f"“{names[taken]}” says that already. Keep this one in the notes, or change the other."
    if not IDENTIFYING & set(fields.values()):
        found[None] = "Say which column holds the name; without one nobody can be brought in."
    return found


@transaction.atomic
def tell(batch: ImportBatch, fields: Fields, *, now: datetime) -> bool:
    """Keep what the user says of the columns, for this header from now on, and have the file read accordingly.

    A preview made of other columns is forgotten, and what was said of its rows. False when it is too late.
    """
    waiting = ImportBatch.for_user(batch.owner).filter(pk=batch.pk, state__in=[ImportState.COLUMNS, ImportState.READY])
    told = Told(fields, is_remembered=False).as_json
    if not waiting.update(state=ImportState.UPLOADED, mapping=told, touched_at=now, report={}, rows_total=0):
        return False
    batch.refresh_from_db()
    ImportRow.for_user(batch.owner).filter(batch=batch).delete()
    with _table(batch) as source:
        key = generic_csv.header_key(source)
    said = {"fields": told["fields"]}
    ColumnMapping.for_user(batch.owner).update_or_create(
        header_key=key, defaults=said, create_defaults={"owner": batch.owner, **said}
    )
    return True


def guessed(source: Source) -> list[tuple[str, str]]:
    """What each column of a table is taken for untold: its name, and a key of ``column_words.FIELDS``.

    Raises ``UnusableFileError`` for what is no table.
    """
    return [(column.name, column.guess) for column in generic_csv.columns(source)]


@contextmanager
def _table(batch: ImportBatch) -> Iterator[Source]:
    """Enough of an uploaded table to see what it is like: its beginning, or all of it where it is in a zip."""
    beginning = uploads.beginning(batch)
    if not is_archive(beginning):
        yield beginning
        return
    with uploads.opened(batch) as source:
        yield look_into(source).source


def _numbered(fields: Mapping[str, str]) -> Fields:
    return {int(number): field for number, field in fields.items()}
