"""Which format a file is in, by its content and never by its name."""

from contacts.importing.formats import HEAD_BYTES, ImportFormat, UnusableFileError
from contacts.importing.google_csv import GoogleCsv
from contacts.importing.linkedin_connections import LinkedInConnections
from contacts.importing.vcard import VCard

FORMATS: tuple[ImportFormat, ...] = (VCard(), LinkedInConnections(), GoogleCsv())

ACCEPTED = "LinkedIn’s Connections.csv, a CSV from Google Contacts, or vCards (.vcf) from a phone or address book"


class UnknownFormatError(UnusableFileError):
    """The file is in no format that can be read; the message says which can be."""


def detect(content: bytes) -> ImportFormat:
    """The format of a file, from its whole content or its first ``HEAD_BYTES``. Raises ``UnknownFormatError``."""
    head = content[:HEAD_BYTES]
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnknownFormatError("This file is empty.")
    found = next((format_ for format_ in FORMATS if format_.recognises(head)), None)
    if found is None:
        raise UnknownFormatError(f"This is none of the files Rapport can read: {ACCEPTED}.")
    return found


def by_name(name: str) -> ImportFormat:
    """The format stored as ``name`` with a batch."""
    return next(format_ for format_ in FORMATS if format_.name == name)
