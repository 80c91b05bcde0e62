"""Zips are counted while they are unpacked, and refused in words."""

import io
import struct
import zipfile

import pytest

from contacts.importing import archives
from contacts.importing.archives import Archive, ArchiveError, is_archive
from contacts.importing.detection import look_into
from contacts.importing.formats import UnusableFileError
from contacts.importing.records import PersonRecord
from tests.contacts.importing import samples
from tests.contacts.importing.samples import CONTEXT, zipped


def read_whole(content: bytes, *, limit: int) -> bytes:
    archive = Archive(content, limit=limit)
    return b"".join(archive.open(name).read() for name in archive.names)


def test_files_are_read_as_streams_and_counted_once() -> None:
    content = zipped({"a/b.txt": "x" * 60, "c.txt": "y" * 40})
    archive = Archive(content, limit=100)

    assert is_archive(content)
    assert archive.names == ("a/b.txt", "c.txt")
    assert [archive.opener(name)().read() for name in (*archive.names, "c.txt")] == [b"x" * 60, b"y" * 40, b"y" * 40]
    assert archive.head("c.txt", 3) == b"yyy"


def test_what_comes_out_counts_and_not_what_the_directory_says() -> None:
    content = bytearray(zipped({"bomb.txt": "x" * 5_000_000}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<L", 10)

    with pytest.raises(ArchiveError, match=r"^(Unpacked, this zip is larger than 1 MB|This zip is damaged)"):
        read_whole(bytes(content), limit=1024 * 1024)
    with pytest.raises(ArchiveError, match=r"^Unpacked, this zip is larger than 1 MB\. Unpack it and bring"):
        read_whole(zipped({"a": "x" * 600_000, "b": "x" * 600_000}), limit=1024 * 1024)


def locked() -> bytes:
    content = bytearray(zipped({"Connections.csv": samples.LINKEDIN}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature) + place
        content[at] |= 1
    return bytes(content)


def of_odd_compression() -> bytes:
    content = bytearray(zipped({"Connections.csv": samples.LINKEDIN}))
    for signature, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(signature) + place
        content[at : at + 2] = struct.pack("<H", 99)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped({"notes.txt": "x"}), "Nothing in this zip can be read by Rapport: LinkedIn’s export"),
        (zipped({}), "Nothing in this zip can be read"),
        (zipped({"xl/workbook.xml": "x"}), "This is a spreadsheet. Save it as CSV"),
        (zipped({"inner.zip": zipped({"Connections.csv": samples.LINKEDIN})}), "There is a zip inside this zip"),
        (locked(), "This zip is locked with a password"),
        (of_odd_compression(), "This zip is damaged"),
        (b"PK\x03\x04 cut off", "This zip is damaged"),
        (zipped({"Connections.csv": samples.LINKEDIN})[:-30] + b"\x00" * 30, "This zip is damaged"),
        (zipped({f"{n}.txt": "" for n in range(archives.MEMBERS + 1)}), "This zip holds more than 2,000 files"),
    ],
)
def test_an_unusable_zip_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnusableFileError, match=f"^{reason}"):
        list(look_into(content).format.read(content, CONTEXT))


@pytest.mark.parametrize("wide", [False, True])
def test_a_directory_beyond_measure_is_not_even_read(wide: bool) -> None:
    content = zipped({"a.txt": "x"})
    end = bytearray(content[content.rfind(b"PK\x05\x06") :])
    end[12:16] = struct.pack("<L", 0xFFFFFFFF if wide else 40_000_000)
    if wide:
        end[:0] = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 9, 9, 40_000_000, 0)
        end[56:56] = b"PK\x06\x07" + struct.pack("<LQL", 0, 0, 1)

    with pytest.raises(ArchiveError, match="holds more than 2,000 files"):
        Archive(content[: content.rfind(b"PK\x05\x06")] + bytes(end))


def test_a_damaged_file_is_said_to_be_while_it_is_read() -> None:
    rows = "".join(f"Ana,Silva{n},https://www.linkedin.com/in/{n * 7919 % 10007},,,,\n" for n in range(9_000))
    content = bytearray(zipped({"Connections.csv": samples.LINKEDIN + rows}))
    content[-5_000:-4_900] = b"\xff" * 100

    with pytest.raises(ArchiveError, match="damaged"):
        list(look_into(bytes(content)).format.read(bytes(content), CONTEXT))


def test_one_readable_file_in_a_zip_is_read_as_itself() -> None:
    found = look_into(zipped({"readme.txt": "hello", "Takeout/Contacts/All.vcf": samples.card("FN:Ana Silva")}))

    assert found.format.name == "vcard"
    assert list(found.format.read(found.source, CONTEXT)) == [PersonRecord(line=1, first_name="Ana", last_name="Silva")]


def test_several_files_in_a_zip_are_read_one_after_the_other() -> None:
    content = zipped({"a.vcf": samples.card("FN:Ana Silva"), "b.csv": samples.google_2024({"First Name": "Wei"})})
    found = look_into(content)

    assert (found.format.name, found.format.label) == ("zip", "A zip of several files")
    assert list(found.format.read(found.source, CONTEXT)) == [
        PersonRecord(line=1, first_name="Ana", last_name="Silva", member="a.vcf"),
        PersonRecord(line=2, first_name="Wei", member="b.csv"),
    ]


def test_what_a_mac_adds_to_a_zip_does_not_matter() -> None:
    content = zipped({"__MACOSX/._a.vcf": samples.card("FN:Nobody"), "a.vcf": samples.card("FN:Ana")})

    assert Archive(content).names == ("a.vcf",)


def test_a_zip_may_come_as_a_stream() -> None:
    content = zipped({"a.vcf": "x"})

    assert Archive(lambda: io.BytesIO(content)).names == Archive(content).names
    assert zipfile.is_zipfile(io.BytesIO(content))


def test_a_file_without_a_name_is_passed_over() -> None:
    content = zipped({"nameless": "nobody", "people.csv": samples.LINKEDIN}).replace(b"nameless", b"\0ameless")

    assert Archive(content).names == ("people.csv",)


def test_ours_may_hold_a_file_for_each_picture() -> None:
    pictures = {f"photos/{n}.webp": "" for n in range(archives.MEMBERS + 1)}

    assert len(Archive(zipped({"rapport.json": "{}", **pictures})).names) == archives.MEMBERS + 2
