"""Rapport's own export, for an account that holds something already: its people, as from any other file.

An empty account takes all of it instead (``contacts.importing.bringing_back``).
"""

from collections.abc import Iterator
from dataclasses import replace

from common.portability.packing import FORMAT, MANIFEST
from contacts.importing.archives import Archive
from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext, UnusableFileError
from contacts.importing.rapport_csv import RapportCsv
from contacts.importing.records import PersonRecord, Record
from contacts.importing.vcard import VCard

CARDS = "contacts.vcf"
TABLE = "contacts.csv"
_HEAD = 4096


class RapportZip:
    """Known by its manifest, before anything else that the zip could be."""

    name = "rapport_zip"
    label = "Everything from Rapport"

    def recognises(self, _head: bytes) -> bool:
        """Never by its first bytes, which are those of any zip."""
        return False

    def recognises_archive(self, archive: Archive) -> bool:
        """Whether it says so of itself."""
        return MANIFEST in archive.names and FORMAT.encode() in archive.head(MANIFEST, _HEAD)

    def read(self, content: Source, context: ReadingContext, /) -> Iterator[Record]:
        """Its people: their cards, and what only the table says of them, which has them in the same order."""
        archive = Archive(content)
        if CARDS not in archive:
            raise UnusableFileError(f"{CARDS} is missing in it.")
        rows: Iterator[Record] = iter(())
        if TABLE in archive:
            rows = RapportCsv().read(archive.opener(TABLE), context)
        for record in VCard().read(archive.opener(CARDS), context):
            yield replace(_told_more(record, next(rows, None)), member=CARDS)


def _told_more(card: Record, row: Record | None) -> Record:
    """A card with what a card has no place for; left alone if the row is somebody else's."""
    if not (isinstance(card, PersonRecord) and isinstance(row, PersonRecord) and card.name == row.name):
        return card
    return replace(
        card,
        how_known=row.how_known,
        walk_of_life=row.walk_of_life,
        tie=row.tie,
        cadence_months=row.cadence_months,
        ref=row.ref,
        introduced_by=row.introduced_by,
        facts=row.facts,
        notes=row.notes,
    )
