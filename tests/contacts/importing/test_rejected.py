"""Rejected rows come back to the letter, are mended and sent again."""

import io
import json
import zipfile

from contacts.importing.detection import detect
from contacts.importing.records import PersonRecord, Unreadable, as_json, from_json
from contacts.importing.rejected import as_file
from contacts.importing.tabular import read_rows
from tests.contacts.importing import samples
from tests.contacts.importing.samples import CONTEXT, linkedin


def rejected(content: bytes) -> list[Unreadable]:
    records = [from_json(json.loads(json.dumps(as_json(record)))) for record in detect(content).read(content, CONTEXT)]
    return [record for record in records if isinstance(record, Unreadable)]


def test_rows_of_a_table_come_below_their_header() -> None:
    rows = rejected(linkedin("Hana,Sato", 'Ana,"Silva', "Wei,Zhang,,,Acme,Director,01 Dec 2025", ",,,,Globex,Chair,"))

    file = as_file(rows)

    assert file is not None
    assert (file.suffix, file.content_type) == ("csv", "text/csv; charset=utf-8")
    assert file.content.decode("utf-8-sig").split("\r\n") == [
        samples.LINKEDIN_HEADER.strip(),
        "Hana,Sato",
        'Ana,"Silva',
        ",,,,Globex,Chair,",
        "",
    ]


def test_mended_rows_are_read_again() -> None:
    file = as_file(rejected(linkedin("Zoë,Sato")))
    assert file is not None

    mended = file.content.replace("Zoë,Sato".encode(), "Zoë,Sato,,,,,".encode())

    assert samples.read(mended) == [
        PersonRecord(line=2, first_name="Zoë", last_name="Sato", how_known="Connected on LinkedIn")
    ]


def test_what_a_spreadsheet_would_take_for_a_formula_is_defused_and_read_back() -> None:
    content = b'Name;Phone;Note\n=1+1;+351 912 345 678;"@a\nb";x\nAna;"=2\n-3;;\n'
    rows = [row for row in read_rows(content, lambda columns: "name" in columns) if isinstance(row, Unreadable)]

    file = as_file(rows)

    assert file is not None
    text = file.content.decode("utf-8-sig")
    assert text == "Name;Phone;Note\r\n'=1+1;'+351 912 345 678;\"'@a\nb\";x\r\nAna;'=2\r\n"
    mended = text.replace(";x", "").encode()
    [row, _] = read_rows(mended, lambda columns: "name" in columns)
    assert not isinstance(row, Unreadable)
    assert list(row.cells.values()) == ["=1+1", "+351 912 345 678", "@a\nb"]


def test_several_tables_make_a_zip() -> None:
    rows = [
        Unreadable(line=2, reason="x", member="Jobs/Job Applications.csv", raw="a", header="A,B"),
        Unreadable(line=2, reason="x", member="messages.csv", raw="b", header="C,D"),
        Unreadable(line=3, reason="x", member="messages.csv", raw="c", header="C,E"),
        Unreadable(line=4, reason="x", raw="BEGIN:VCARD"),
    ]

    file = as_file(rows)

    assert file is not None
    assert (file.suffix, file.content_type) == ("zip", "application/zip")
    archive = zipfile.ZipFile(io.BytesIO(file.content))
    assert {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()} == {
        "Job Applications.csv": "A,B\r\na\r\n",
        "messages.csv": "C,D\r\nb\r\n",
        "3 messages.csv": "C,E\r\nc\r\n",
        "rows.vcf": "BEGIN:VCARD\r\n",
    }


def test_people_of_monica_come_in_its_frame() -> None:
    file = as_file([Unreadable(line=1, reason="x", raw='{"uuid": "a"}'), Unreadable(line=1, reason="x", raw="{}")])

    assert file is not None
    assert (file.suffix, json.loads(file.content)["account"]["data"][0]["values"]) == ("json", [{"uuid": "a"}, {}])


def test_what_was_not_kept_is_no_file() -> None:
    assert as_file([Unreadable(line=1, reason="x")]) is None


def test_a_row_beyond_measure_is_not_kept() -> None:
    content = b"Name,Note\nAna," + b"x" * 200_000 + b"\n"

    assert [
        row.raw for row in read_rows(content, lambda columns: "name" in columns) if isinstance(row, Unreadable)
    ] == [""]
