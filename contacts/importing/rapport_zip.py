"""Rapport's own export, for an account that holds something already: its people, as from any other file.

An empty account takes all of it instead (``contacts.importing.bringing_back``).
"""

from collections.abc import Iterator
from dataclasses import replace

from common.portability.packing import FORMAT, MANIFEST
from contacts.importing.archives import Archive
from contacts.importing.encoding import Source
from contacts.importing.formats import ReadingContext, UnusableFileError
from contacts.importing.records import Record
from contacts.importing.vcard import VCard

CARDS = "contacts.vcf"
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
        """Its people, from their cards."""
        archive = Archive(content)
        if CARDS not in archive.names:
            raise UnusableFileError(f"{CARDS} is missing in it.")
        for record in VCard().read(archive.opener(CARDS), context):
            yield replace(record, member=CARDS)
