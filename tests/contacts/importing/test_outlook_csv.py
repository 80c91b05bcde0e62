import pytest

from contacts.importing.records import Fact, OrganizationRecord, PersonRecord, Point, Skipped, YearlyDay
from contacts.importing.written_dates import WrittenDay
from tests.contacts.importing import outlook_samples
from tests.contacts.importing.outlook_samples import ANA, CLASSIC_HEADER, GOOGLE_HEADER, WEB_HEADER, outlook
from tests.contacts.importing.samples import read

RECORD = PersonRecord(
    line=2,
    first_name="Ana Maria",
    last_name="Silva",
    title="Buyer",
    organization="Northwind",
    how_known="Referred by Rui Dias",
    birthday=WrittenDay(4, 12, 1990),
    tags=("Rail", "Lyon"),
    points=(
        Point("email", "", "ana@example.com"),
        Point("email", "", "a@example.org"),
        Point("phone", "mobile", "+351 912 345 678"),
        Point("phone", "work", "+351 21 000 0000"),
        Point("phone", "work fax", "+351 21 000 0009"),
        Point("profile", "", "https://ana.example.com"),
    ),
    facts=(
        Fact("family", "Rui (spouse)"),
        Fact("family", "Pia (child)"),
        Fact("family", "Tom (child)"),
        Fact("job", "Wei Zhang (manager)"),
        Fact("interest", "Cello"),
    ),
    days=(YearlyDay("anniversary", "", "2010-05-04"),),
    notes="met in Lyon\nlikes trains\nAddress (work): Rua X 1, 1000-001, Lisboa, Portugal\nPrefix: Dr.\n"
    "Department: Rail\nProfession: Engineer",
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_desktops_columns_are_read(delimiter: str, codec: str) -> None:
    """P02."""
    assert read(outlook(CLASSIC_HEADER, ANA, delimiter=delimiter).encode(codec)) == [RECORD]


def test_the_webs_columns_are_read() -> None:
    ana = {"Nickname": "Ani", "Personal Web Page": "https://linkedin.com/in/ana", "Schools": "ISEL", "IMAddress": "ana"}
    [record] = read(
        outlook(WEB_HEADER, {"First Name": "Ana", "Last Name": "Silva", "Birthday": "", "Title": "Mrs.", **ana})
    )

    assert record == PersonRecord(
        line=2,
        first_name="Ana",
        last_name="Silva",
        points=(Point("profile", "", "https://linkedin.com/in/ana"),),
        notes="Prefix: Mrs.\nImaddress: ana\nSchools: ISEL\nNickname: Ani",
    )


def test_googles_version_is_read() -> None:
    [record] = read(outlook(GOOGLE_HEADER, {**ANA, "Business Country": "Portugal", "Home Address": "Rua Y 2\r\nPorto"}))

    assert isinstance(record, PersonRecord)
    assert (record.birthday, record.days, record.points[0].value) == (
        WrittenDay(4, 12, 1990), RECORD.days, "ana@example.com",
    )  # fmt: skip
    assert "Home address: Rua Y 2 Porto" in record.notes


@pytest.mark.parametrize(
    ("written", "birthday", "notes"),
    [
        ("0/0/00", None, ""),
        ("00/00/0000", None, ""),
        ("0000-00-00", None, ""),
        ("4/12/1990", WrittenDay(4, 12, 1990), ""),
        ("4/12/90", WrittenDay(4, 12, 1990), ""),
        ("25/12/1990", WrittenDay(12, 25, 1990), ""),
        ("12.04.1990", WrittenDay(4, 12, 1990), ""),
        ("1990-04-12", WrittenDay(4, 12, 1990), ""),
        ("spring", None, "Birthday: spring"),
    ],
)
def test_dates_are_read_month_first_unless_the_file_shows_otherwise(
    written: str, birthday: WrittenDay | None, notes: str
) -> None:
    row = {"First Name": "Ana", "Last Name": "Silva", "Birthday": written}

    [record] = read(outlook(CLASSIC_HEADER, row))

    assert isinstance(record, PersonRecord)
    assert (record.birthday, record.notes) == (birthday, notes)


def test_one_date_shows_the_order_of_all() -> None:
    rows = [{"First Name": "Ana", "Birthday": "4/5/1990"}, {"First Name": "Rui", "Anniversary": "25/12/2010"}]

    ana, rui = read(outlook(CLASSIC_HEADER, *rows))

    assert isinstance(ana, PersonRecord)
    assert isinstance(rui, PersonRecord)
    assert (ana.birthday, rui.days) == (WrittenDay(5, 4, 1990), (YearlyDay("anniversary", "", "2010-12-25"),))


def test_organizations_and_empty_rows_are_told_apart() -> None:
    rows = [
        {"Company": "Acme", "Company Main Phone": "+351 21 000 0000", "Profession": "Depot"},
        {},
        {"Notes": "who?"},
        {"E-mail Address": "/o=ExchangeLabs/ou=Exchange/cn=Ana", "First Name": "Ana", "Job Title": "Buyer",
         "Profession": "Buyer"},
    ]  # fmt: skip

    assert read(outlook(CLASSIC_HEADER, *rows)) == [
        OrganizationRecord(line=2, name="Acme", notes="Phone (main): +351 21 000 0000\nTitle: Depot"),
        Skipped(line=3, reason="An empty row."),
        Skipped(line=4, reason="Nobody is named here."),
        PersonRecord(line=5, first_name="Ana", title="Buyer", notes="E-mail: /o=ExchangeLabs/ou=Exchange/cn=Ana"),
    ]


def test_there_are_about_ninety_columns() -> None:
    counts = {header.count(",") + 1 for header in (outlook_samples.CLASSIC_HEADER, outlook_samples.GOOGLE_HEADER)}

    assert counts == {92, 88}
