"""Which format a file is in, by its content and never by its name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from contacts.importing.archives import Archive, ArchiveError, is_archive
from contacts.importing.encoding import Source, opened
from contacts.importing.formats import HEAD_BYTES, ImportFormat, ReadingContext, UnusableFileError
from contacts.importing.generic_csv import GenericCsv
from contacts.importing.google_csv import GoogleCsv
from contacts.importing.linkedin_connections import LinkedInConnections
from contacts.importing.linkedin_files import HEAD, LONE_FILES, LinkedInArchive
from contacts.importing.monica_json import MonicaJson
from contacts.importing.outlook_csv import OutlookCsv
from contacts.importing.rapport_csv import RapportCsv
from contacts.importing.rapport_zip import RapportZip
from contacts.importing.records import Record
from contacts.importing.vcard import VCard

FORMATS: tuple[ImportFormat, ...] = (
    VCard(),
    LinkedInConnections(),
    *LONE_FILES,
    RapportCsv(),
    GoogleCsv(),
    OutlookCsv(),
    MonicaJson(),
)
"""What a file by itself can be; the first that recognises it reads it."""
TABLE = GenericCsv()
"""Any other table, whose columns the user tells."""

ACCEPTED = (
    "LinkedIn’s export, a CSV from Google Contacts or Outlook, vCards (.vcf) from a phone or address book, Monica’s "
    "JSON, Rapport’s own export, or any table with a line of column names, saved as CSV"
)


class ArchiveFormat(ImportFormat, Protocol):
    """A format that is a zip of several files which belong together; ``read`` gets the zip."""

    def recognises_archive(self, archive: Archive) -> bool:
        """Whether it is one of this format, by what its files are."""


class UnknownFormatError(UnusableFileError):
    """The file is in no format that can be read; the message says which can be."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is, and what ``format.read`` wants of it: the file itself, or the one file inside a zip."""

    format: ImportFormat
    source: Source


class ZippedFiles:
    """Several files that happen to share a zip, such as one for each group of an address book, one after the other."""

    name = "zip"
    label = "A zip of several files"

    def recognises(self, _head: bytes) -> bool:
        """Never by its first bytes, which are those of any zip."""
        return False

    def recognises_archive(self, archive: Archive) -> bool:
        """Whether any of its files can be read."""
        return bool(_readable(archive))

    def read(self, content: Source, context: ReadingContext, /) -> Iterator[Record]:
        """The records of each file in turn; others are left out."""
        archive = Archive(content)
        for name, format_ in _readable(archive):
            for record in format_.read(archive.opener(name), context):
                yield replace(record, member=name)


ARCHIVES: tuple[ArchiveFormat, ...] = (RapportZip(), LinkedInArchive(), ZippedFiles())
"""What a zip can be; the first that recognises it reads it."""


def detect(head: bytes) -> ImportFormat:
    """The format of a file that is no zip, from at least its first ``HEAD_BYTES``. Raises ``UnknownFormatError``."""
    head = head[:HEAD_BYTES]
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnknownFormatError("This file is empty.")
    found = next((format_ for format_ in (*FORMATS, TABLE) if format_.recognises(head)), None)
    if found is None:
        raise UnknownFormatError(f"This is none of the files Rapport can read: {ACCEPTED}.")
    return found


def look_into(source: Source) -> Found:
    """What a whole file is, zip or not. Raises ``UnusableFileError``."""
    with opened(source) as stream:
        head = stream.read(HEAD_BYTES)
        if not is_archive(head):
            return Found(detect(head), source)
    archive = Archive(source)
    found = next((format_ for format_ in ARCHIVES if format_.recognises_archive(archive)), None)
    if found is None:
        tables = [name for name, head in archive.texts(HEAD) if TABLE.recognises(head)]
        if len(tables) == 1:
            return Found(TABLE, archive.opener(tables[0]))
        raise ArchiveError(_unknown(archive))
    if isinstance(found, ZippedFiles) and len(readable := _readable(archive)) == 1:
        [(name, format_)] = readable
        return Found(format_, archive.opener(name))
    return Found(found, source)


def by_name(name: str) -> ImportFormat:
    """The format stored as ``name`` with a batch."""
    return next(format_ for format_ in (*FORMATS, TABLE, *ARCHIVES) if format_.name == name)


def _readable(archive: Archive) -> list[tuple[str, ImportFormat]]:
    found: list[tuple[str, ImportFormat]] = []
    for name, head in archive.texts(HEAD):
        if (format_ := next((format_ for format_ in FORMATS if format_.recognises(head)), None)) is not None:
            found.append((name, format_))
    return found


def _unknown(archive: Archive) -> str:
    if any(name.startswith("xl/") for name in archive.names):
        return "This is a spreadsheet. Save it as CSV and bring that."
    if any(name.casefold().endswith(".zip") for name in archive.names):
        return "There is a zip inside this zip. Unpack the outer one and bring what is in it."
    return f"Nothing in this zip can be read by Rapport: {ACCEPTED}."
