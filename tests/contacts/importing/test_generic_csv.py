"""Any other table: guesses that a person can judge, and rows by what they chose."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing.column_guesses import bare_name, guesses
from contacts.importing.column_words import FIELDS
from contacts.importing.formats import UnusableFileError
from contacts.importing.generic_csv import Column, GenericCsv, columns, header_key, read
from contacts.importing.records import (
    Fact,
    Happening,
    OrganizationRecord,
    PersonRecord,
    Point,
    Promise,
    Skipped,
    Unreadable,
    YearlyDay,
)
from contacts.importing.written_dates import WrittenDay
from tests.contacts.importing.samples import CONTEXT, SPREADSHEET, without_raw

US = replace(CONTEXT, country="US")


def test_columns_come_with_samples_and_a_guess() -> None:
    """P01, P02: an old spreadsheet comes in too."""
    assert columns(SPREADSHEET.encode()) == [
        Column(0, "Name", ("Ana Silva", "Wei Zhang"), "name"),
        Column(1, "E-Mail", ("ana@example.com", "wei@example.com; wz@example.org"), "email"),
        Column(2, "Mobile", ("+351 912 345 678",), "phone"),
        Column(3, "Employer", ("Northwind", "Acme"), "organization"),
        Column(4, "Role", ("Head of Logistics", "Director"), "title"),
        Column(5, "How we met", ("Rail fair in Lyon",), "how_known"),
        Column(6, "Circle", ("events", "Fencing"), "walk_of_life"),
        Column(7, "Last spoke", ("3/14/2026", "1/2/26"), "last_contact"),
        Column(8, "Follow up", ("12/1/2026",), "next_step"),
        Column(9, "Birthday", ("4/12/1990", "June 3"), "birthday"),
        Column(10, "Kids", ("Two boys",), "family"),
        Column(11, "Groups", ("Rail, Lyon",), "tags"),
        Column(12, "Shoe size", ("38",), "keep"),
        Column(13, "Id", ("1", "2"), "skip"),
        Column(14, "Comments", ("Likes tea",), "notes"),
    ]


def test_rows_are_read_by_the_guesses() -> None:
    assert list(GenericCsv().read(SPREADSHEET.encode(), US)) == [
        PersonRecord(
            line=2,
            first_name="Ana",
            last_name="Silva",
            title="Head of Logistics",
            organization="Northwind",
            how_known="Rail fair in Lyon",
            walk_of_life="events",
            notes="Likes tea\nShoe size: 38",
            birthday=WrittenDay(4, 12, 1990),
            points=(Point("email", "", "ana@example.com"), Point("phone", "mobile", "+351 912 345 678")),
            tags=("Rail", "Lyon"),
            facts=(Fact("family", "Two boys"),),
            happenings=(
                Happening(
                    "other", "outgoing", "2026-03-14", "Last contact, as your table has it.",
                    "table:last-contact:2026-03-14",
                ),
            ),
            promises=(Promise("Follow up", "2026-12-01", ""),),
        ),
        PersonRecord(
            line=3,
            first_name="Wei",
            last_name="Zhang",
            title="Director",
            organization="Acme",
            notes="Circle: Fencing",
            birthday=WrittenDay(6, 3, None),
            points=(Point("email", "", "wei@example.com"), Point("email", "", "wz@example.org")),
            happenings=(
                Happening(
                    "other", "outgoing", "2026-01-02", "Last contact, as your table has it.",
                    "table:last-contact:2026-01-02",
                ),
            ),
        ),
    ]  # fmt: skip


def test_the_users_mapping_decides() -> None:
    content = b"A;B;C\nSilva;Ana;red\nZhang;;blue\n"

    assert list(read(content, {0: "last_name", 1: "first_name", 2: "keep"}, context=CONTEXT)) == [
        PersonRecord(line=2, first_name="Ana", last_name="Silva", notes="C: red"),
        PersonRecord(line=3, first_name="Zhang", notes="C: blue"),
    ]
    assert list(read(content, {0: "organization", 9: "name", 2: "nonsense"}, context=CONTEXT)) == [
        OrganizationRecord(line=2, name="Silva"),
        OrganizationRecord(line=3, name="Zhang"),
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("First Name|Last Name|Company|Job Title|Email Address|Phone",
         "first_name last_name organization title email phone"),
        ("Vorname|Name|Firma|Position|E-Mail-Adresse|Handy|Geburtstag|Notizen|Gruppe",
         "first_name last_name organization title email phone birthday notes tags"),
        ("Prénom|Nom|Société|Fonction|Courriel|Téléphone portable|Date de naissance|Remarques",
         "first_name last_name organization title email phone birthday notes"),
        ("Nombre|Apellidos|Empresa|Puesto|Correo electrónico|Teléfono móvil|Cumpleaños|Notas|Último contacto",
         "first_name last_name organization title email phone birthday notes last_contact"),
        ("Nome|Sobrenome|Empresa|Cargo|E-mail|Celular|Aniversário|Observações|Como nos conhecemos",
         "first_name last_name organization title email phone birthday notes how_known"),
        ("Nome|Telemóvel|Indicado por", "name phone introduced"),
        ("Nom|Entreprise", "name organization"),
        ("firstName|last_name|eMail 1|E-mail_2|linkedinUrl", "first_name last_name email email profile"),
        ("Nombre|Teléfono", "name phone"),
    ],
)  # fmt: skip
def test_columns_are_known_in_five_languages(header: str, expected: str) -> None:
    names = header.split("|")

    assert guesses(names, [()] * len(names)) != []
    assert guesses(names, [_value(field) for field in expected.split()]) == expected.split()


def _value(field: str) -> list[str]:
    dates = {"birthday": "12.04.1990", "last_contact": "2026-03-01"}
    return [{"email": "ana@example.com", **dates}.get(field, "x")]


@pytest.mark.parametrize(
    ("name", "values", "field"),
    [
        ("Q1", ["ana@example.com", "wei@example.com"], "email"),
        ("Q1", ["https://www.linkedin.com/in/ana", "linkedin.com/in/wei"], "profile"),
        ("Q1", ["+351 912 345 678", "(555) 123-4567 x 12"], "phone"),
        ("Q1", ["2026-03-01"], "keep"),
        ("Q1", ["red"], "keep"),
        ("", ["red"], "keep"),
        ("Q1", [], "skip"),
        ("Title", ["Dr.", "Mrs"], "keep"),
        ("Title", ["Dr.", "Buyer"], "title"),
        ("Mail", ["yes", "no"], "keep"),
        ("Follow up", ["call her"], "notes"),
        ("Home telefono 2", ["n/a"], "phone"),
        ("Birthday", ["spring"], "keep"),
    ],
)
def test_values_speak_where_the_name_does_not(name: str, values: list[str], field: str) -> None:
    assert guesses([name], [values]) == [field]


@pytest.mark.parametrize(
    ("country", "written", "expected"),
    [
        ("PT", ["4/5/2026"], "2026-05-04"),
        ("US", ["4/5/2026"], "2026-04-05"),
        ("US", ["4/5/2026", "25/12/2025"], "2026-05-04"),
        ("PT", ["4/5/2026", "12/25/2025"], "2026-04-05"),
        ("US", ["04.05.2026"], "2026-05-04"),
    ],
)
def test_a_column_shows_in_which_order_its_dates_are(country: str, written: list[str], expected: str) -> None:
    content = "Name;Last contact\n" + "".join(f"P{n} Q;{day}\n" for n, day in enumerate(written))

    first, *_ = GenericCsv().read(content.encode(), replace(CONTEXT, country=country))

    assert isinstance(first, PersonRecord)
    assert [happening.on for happening in first.happenings] == [expected]


def test_what_does_not_fit_its_field_is_kept_in_the_notes() -> None:
    header = "Name,Title,Role,Mail,Web,Last contact,Birthday,Anniversary,Anniversary 2,Follow up,Met,Referred by,Nick"
    row = "Ana Silva,Buyer,Chair,Ana <ana@example.com>,none,1/1/2031,someday,2010-05-04,x,soon,Lyon,Rui Dias,Ani"
    content = f"{header}\n{row}\n".encode()
    mapping = dict(enumerate(
        ["name", "title", "title", "email", "profile", "last_contact", "birthday", "anniversary", "anniversary",
         "next_step", "how_known", "introduced", "nickname"]))  # fmt: skip

    assert list(read(content, mapping, context=CONTEXT)) == [
        PersonRecord(
            line=2,
            first_name="Ana",
            last_name="Silva",
            title="Buyer",
            how_known="Lyon; Introduced by Rui Dias",
            points=(Point("email", "", "ana@example.com"),),
            days=(YearlyDay("anniversary", "", "2010-05-04"),),
            notes="Role: Chair\nWeb: none\nLast contact: 1/1/2031\nBirthday: someday\nAnniversary 2: x\n"
            "Follow up: soon\nNickname: Ani",
        )
    ]


def test_odd_rows_are_told_apart_and_kept_to_mend() -> None:
    content = b"\xef\xbb\xbfMy people\r\n\r\nName,Colour\r\nAna,red,blue\r\n,\r\n,red\r\nWei,blue"

    found = list(read(content, {0: "name", 1: "keep"}, context=CONTEXT))

    assert [without_raw(record) for record in found] == [
        Unreadable(
            line=4,
            reason="This row has 3 cells where the header names 2. A comma inside a cell wants the cell in quotes.",
        ),
        Skipped(line=5, reason="An empty row."),
        Unreadable(line=6, reason="This row names nobody."),
        PersonRecord(line=7, first_name="Wei", notes="Colour: blue"),
    ]
    assert [(row.header, row.raw) for row in found if isinstance(row, Unreadable)] == [
        ("Name,Colour", "Ana,red,blue"),
        ("Name,Colour", ",red"),
    ]


def test_a_header_is_remembered_by_its_words() -> None:
    key = header_key(b"Name,Colour\nAna,red\n")

    assert header_key("﻿name ; COLOUR\r\nWei;blue\r\n".encode("utf-16")) == key
    assert header_key(b"Colour,Name\nred,Ana\n") != key


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog, /Pages 2 0 R >>\nendobj\n",
        b"\x89PNG\r\n\x1a\n\x00\x00,\x00\n" * 9,
        b"{}",
        b'{"a": 1, "b": [1, 2, 3]}',
        b"Dear Ana,\nthank you for Friday.\n",
        b"<!doctype html>\n<p>Hi</p>\n",
        b"",
        b"just words\n",
        b"1,2\n3,4\n",
        b"ana@example.com,wei@example.com\nana@example.org,wei@example.org\n",
    ],
)
def test_what_is_no_table_is_not_taken_for_one(content: bytes) -> None:
    assert not GenericCsv().recognises(content)
    with pytest.raises(UnusableFileError, match="no table with a line of column names"):
        columns(content)


def test_a_list_of_one_column_is_a_table_when_its_name_is_known() -> None:
    assert [record.line for record in GenericCsv().read(b"Name\nAna Silva\nWei Zhang\n", CONTEXT)] == [2, 3]
    assert not GenericCsv().recognises(b"Colour\nred\nblue\n")


def test_unnamed_columns_are_offered_too() -> None:
    assert columns(b"Name,Mail,\nAna,ana@example.com,red\n")[2] == Column(2, "", ("red",), "keep")


@given(st.lists(st.text(max_size=30), min_size=1, max_size=8), st.data())
def test_every_column_gets_a_field(names: list[str], data: st.DataObject) -> None:
    samples = [data.draw(st.lists(st.text(min_size=1, max_size=30), max_size=3)) for _ in names]

    assert set(guesses(names, samples)) <= FIELDS.keys()
    assert all(bare_name(bare_name(name)) == bare_name(name) for name in names)
