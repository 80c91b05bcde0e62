import pytest

from contacts.importing.detection import detect
from contacts.importing.linkedin_connections import LinkedInConnections
from contacts.importing.records import PersonRecord, Point, Skipped, Unreadable
from tests.contacts.importing import samples
from tests.contacts.importing.samples import linkedin, read

MARISOL = PersonRecord(
    line=5,
    first_name="Marisol",
    last_name="Ibáñez",
    title="Head of Logistics",
    organization="Northwind",
    how_known="Connected on LinkedIn on 8 Feb 2026",
    points=(
        Point("profile", "LinkedIn", "https://www.linkedin.com/in/marisol"),
        Point("email", "", "marisol@example.com"),
    ),
)


def test_todays_export_is_read_below_its_preamble() -> None:
    """P02, P07."""
    assert read(samples.LINKEDIN) == [
        MARISOL,
        Skipped(line=6, reason="A hidden member: LinkedIn keeps their name to itself."),
    ]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_encoding_and_line_ends_do_not_matter(codec: str, end: str) -> None:
    content = samples.LINKEDIN.replace("\n", end).encode(codec)

    assert read(content)[0] == MARISOL


def test_a_spreadsheets_semicolons_do_not_matter() -> None:
    content = (samples.LINKEDIN_HEADER + samples.LINKEDIN_ROW).replace(",", ";")

    assert [record.line for record in read(content)] == [2]
    assert isinstance(detect(content.encode()), LinkedInConnections)


def test_an_export_before_mid_2023_has_no_url() -> None:
    content = samples.LINKEDIN_PREAMBLE + samples.LINKEDIN_HEADER_2021 + "Wei,Zhang,,Acme,Director,01 Dec 2022\n"

    assert read(content) == [
        PersonRecord(
            line=5,
            first_name="Wei",
            last_name="Zhang",
            title="Director",
            organization="Acme",
            how_known="Connected on LinkedIn on 1 Dec 2022",
        )
    ]


def test_an_export_of_2016_has_crlf_and_american_dates() -> None:
    content = samples.LINKEDIN_HEADER_2016 + (
        'Wei,Zhang,12 Rue X,wei@example.com,Acme,Director,"12/22/16, 9:55 AM",[OTHER:http://wei.example.com],weiz\r\n'
    )

    assert read(content) == [
        PersonRecord(
            line=2,
            first_name="Wei",
            last_name="Zhang",
            title="Director",
            organization="Acme",
            how_known="Connected on LinkedIn on 22 Dec 2016",
            notes="Address: 12 Rue X\nWebsites: [OTHER:http://wei.example.com]\nInstant messengers: weiz",
            points=(Point("email", "", "wei@example.com"),),
        )
    ]


def test_odd_rows_are_told_apart() -> None:
    content = linkedin(
        ",,,,,,07 Jun 2026",
        ",,,,,,",
        "",
        ",,,,Acme,Buyer,07 Jun 2026",
        ",,,ana@example.com,,,07 Jun 2026",
        ",Silva,,,,,some day",
        "Hana,Sato,,,Acme",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        "Ana,Silva,,n/a,,,",
    )

    assert read(content) == [
        Skipped(line=5, reason="A hidden member: LinkedIn keeps their name to itself."),
        Skipped(line=6, reason="An empty row."),
        Unreadable(line=8, reason="This row has no name.", name="Acme"),
        PersonRecord(
            line=9,
            first_name="ana@example.com",
            how_known="Connected on LinkedIn on 7 Jun 2026",
            points=(Point("email", "", "ana@example.com"),),
        ),
        PersonRecord(line=10, first_name="Silva", how_known="Connected on LinkedIn on some day"),
        Unreadable(line=11, reason="This row has 5 cells where the header names 7."),
        Skipped(line=12, reason="The header once more."),
        PersonRecord(
            line=13, first_name="Ana", last_name="Silva", how_known="Connected on LinkedIn", notes="E-mail: n/a"
        ),
    ]


def test_lines_stay_true_below_a_cell_of_several_lines() -> None:
    content = linkedin('Ana,Silva,,,Acme,"Head\nof\nthings",08 Feb 2026', "Hana,Sato,,,Acme", "Wei,Zhang,,,,,")

    assert [(record.line, type(record)) for record in read(content)] == [
        (5, PersonRecord),
        (8, Unreadable),
        (9, PersonRecord),
    ]


def test_what_a_column_cannot_hold_is_kept_in_the_notes() -> None:
    title = "Head of " + "very " * 50 + "much"

    [record] = read(linkedin(f"Ana,Silva,,,Acme,{title},08 Feb 2026"))

    assert isinstance(record, PersonRecord)
    assert len(record.title) <= 200
    assert record.notes == f"Title: {title}"
