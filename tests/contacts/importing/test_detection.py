import io
import zipfile

import pytest

from contacts.importing.archives import ArchiveError, is_archive, unpacked
from contacts.importing.detection import UnknownFormatError, by_name, detect
from tests.contacts.importing import samples


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.LINKEDIN, "linkedin_connections"),
        (samples.LINKEDIN_HEADER_2021, "linkedin_connections"),
        (samples.LINKEDIN_HEADER_2016, "linkedin_connections"),
        (samples.GOOGLE_2024_HEADER, "google_csv"),
        (samples.GOOGLE_OLD_HEADER, "google_csv"),
        (samples.card("FN:Ana"), "vcard"),
    ],
)
def test_a_format_is_known_by_its_content(content: str, name: str) -> None:
    assert detect(content.encode()).name == name
    assert by_name(name).name == name


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"a,b,c\n1,2,3\n", b"\x89PNG\r\n\x1a\n" * 9, b"{}", b"First Name,Last Name\n"]
)
def test_an_unknown_format_is_answered_with_the_known_ones(content: bytes) -> None:
    with pytest.raises(UnknownFormatError, match=r"LinkedIn’s Connections\.csv, a CSV from Google Contacts, or vCards"):
        detect(content)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf \r\n"])
def test_an_empty_file_is_said_to_be(content: bytes) -> None:
    with pytest.raises(UnknownFormatError, match=r"^This file is empty\.$"):
        detect(content)


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def test_the_connections_are_found_in_linkedins_zip() -> None:
    content = zipped(**{"messages.csv": b"x", "Basic/Connections.csv": b"people"})

    assert is_archive(content)
    assert unpacked(content, limit=100) == b"people"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped(**{"messages.csv": b"x"}), "tick Connections"),
        (zipped(**{"xl/workbook.xml": b"x"}), "spreadsheet"),
        (zipped(**{"Connections.csv": b"x" * 101}), "too large"),
        (b"PK\x03\x04 cut off", "damaged"),
        (zipped(**{"Connections.csv": b"x" * 50})[:-30] + b"\x00" * 30, "damaged"),
    ],
)
def test_an_unusable_zip_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(ArchiveError, match=reason):
        unpacked(content, limit=100)
