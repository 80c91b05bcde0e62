import pytest

from contacts.importing import vcard, vcard_lines
from contacts.importing.records import OrganizationRecord, PersonRecord, Point, Record, Skipped, Unreadable
from contacts.importing.written_dates import WrittenDay
from tests.contacts.importing.samples import card, read

NOBODY = "Nobody is named here."


def person(*lines: str, version: str = "3.0") -> PersonRecord:
    [record] = read(card(*lines, version=version))
    assert isinstance(record, PersonRecord)
    return record


def test_an_apple_card_3_0_is_read() -> None:
    """P02."""
    content = card(
        "PRODID:-//Apple Inc.//macOS 14//EN",
        "N:Silva;Ana;Maria;Dr.;Jr.",
        "FN:Dr. Ana Maria Silva Jr.",
        "NICKNAME:Ani",
        "ORG:Acme\\, Inc.;Rail;Lyon",
        "TITLE:Head of Logistics",
        "item1.EMAIL;type=INTERNET;type=pref:ana@example.com",
        "item1.X-ABLabel:_$!<Work>!$_",
        "EMAIL;type=INTERNET;type=HOME:ana@example.org",
        'TEL;TYPE="HOME,VOICE":+351 21 000 0000',
        "item2.URL;type=pref:https\\://www.linkedin.com/in/ana",
        "item2.X-ABLabel:LinkedIn",
        "X-SOCIALPROFILE;type=twitter;x-user=ana:x-apple:ana",
        "ADR;TYPE=HOME:;;Rua X 1;Lisboa;;1000-001;Portugal",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12",
        "item3.X-ABRELATEDNAMES:Rui",
        "item3.X-ABLabel:_$!<Spouse>!$_",
        "CATEGORIES:Rail,Lyon\\, France,myContacts",
        "NOTE:met in Lyon\\nlikes tr",
        " ains\\; and tea",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD",
        " 2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQa",
        "X-ABUID:1234",
    )

    assert read(content) == [
        PersonRecord(
            line=1,
            first_name="Ana Maria",
            last_name="Silva Jr.",
            title="Head of Logistics",
            organization="Acme, Inc.",
            birthday=WrittenDay(4, 12, None),
            tags=("Rail", "Lyon, France"),
            points=(
                Point("email", "work", "ana@example.com"),
                Point("profile", "LinkedIn", "https://www.linkedin.com/in/ana"),
                Point("email", "home", "ana@example.org"),
                Point("phone", "home", "+351 21 000 0000"),
            ),
            notes="met in Lyon\nlikes trains; and tea\nPrefix: Dr.\nDepartment: Rail, Lyon\nTwitter: ana\n"
            "Address (home): Rua X 1, Lisboa, 1000-001, Portugal\nRelated (spouse): Rui\nBirthday: 12 April\n"
            "Nickname: Ani",
        )
    ]


def test_a_card_4_0_is_read() -> None:
    found = person(
        "KIND:individual",
        "FN:Wei Zhang",
        "N:Zhang;Wei;;;",
        'TEL;VALUE=uri;TYPE="voice,cell";PREF=1:tel:+1-555-555-0123;ext=12',
        "EMAIL;PREF=1;TYPE=work:mailto:wei@example.com",
        "SOCIALPROFILE;SERVICE-TYPE=GitHub:https://github.com/weiz",
        "BDAY:--0412",
        "ANNIVERSARY:20100504",
        "IMPP:xmpp:wei@example.com",
        "GENDER:M",
        "RELATED;TYPE=friend;VALUE=text:Ana^n",
        "PHOTO:data:image/jpeg;base64,/9j/4AAQ",
        version="4.0",
    )

    assert found == PersonRecord(
        line=1,
        first_name="Wei",
        last_name="Zhang",
        birthday=WrittenDay(4, 12, None),
        points=(
            Point("phone", "mobile", "+1-555-555-0123;ext=12"),
            Point("email", "work", "wei@example.com"),
            Point("profile", "", "https://github.com/weiz"),
        ),
        notes="Anniversary: 20100504\nMessenger: xmpp:wei@example.com\nRelated: Ana^n\nBirthday: 12 April",
    )


def test_a_card_2_1_is_read() -> None:
    content = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ib=C3=A1=C3",
        "=B1ez;Marisol;;;",
        "FN;CHARSET=UTF-8;QUOTED-PRINTABLE:Marisol Ib=C3=A1=C3=",
        "=B1ez",
        "TEL;WORK;VOICE:+351 912 345 678",
        "NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0A=",
        "second",
        "PHOTO;JPEG;ENCODING=BASE64:",
        "/9j/4AAQSkZJRgABAQAAAQABAAD",
        "2wBDAAUDBAQEAwUEBAQF==",
        "",
        "ORG;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Kessel & S=F6hne",
        "TITLE;CHARSET=NO-SUCH;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9",
        "X-SKYPE;ENCODING=QUOTED-PRINTABLE:open=",
        version="2.1",
    )

    assert read(content) == [
        PersonRecord(
            line=1,
            first_name="Marisol",
            last_name="Ibáñez",
            title="Café",
            organization="Kessel & Söhne",
            points=(Point("phone", "work", "+351 912 345 678"),),
            notes="first\nsecond\nSkype: open",
        )
    ]


def test_a_letter_that_folding_cut_in_two_is_whole_again() -> None:
    content = card("FN:Marisol Ibáñez").encode().replace("á".encode(), "á".encode()[:1] + b"\r\n " + "á".encode()[1:])

    assert [record.name for record in read(content) if isinstance(record, PersonRecord)] == ["Marisol Ibáñez"]


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        (("FN:Ana Silva",), "Ana", "Silva"),
        (("N:Silva;Ana",), "Ana", "Silva"),
        (("N:;;;;", "FN:Ana Silva"), "Ana", "Silva"),
        (("N:Ana Silva;;;;", "FN:Ana Silva"), "Ana", "Silva"),
        (("N:;Ana Silva;;;",), "Ana", "Silva"),
        (("FN:", "FN:Ana Silva", "FN:Other"), "Ana", "Silva"),
        (("N:;;;;", "N:Silva;Ana;;;"), "Ana", "Silva"),
        (("NICKNAME:Ani",), "Ani", ""),
        (("EMAIL:ana@example.com",), "ana@example.com", ""),
    ],
)
def test_missing_and_repeated_names_are_made_up_for(lines: tuple[str, ...], first: str, last: str) -> None:
    found = person(*lines)

    assert (found.first_name, found.last_name) == (first, last)


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        ("1990-01-01;", "Birthday: 1 January 1990"),
        ("19900412", "Birthday: 12 April 1990"),
        ("spring", "Birthday: spring"),
    ],
)
def test_birthdays_are_kept_whatever_they_look_like(written: str, notes: str) -> None:
    assert person("FN:Ana", f"BDAY:{written}").notes == notes


@pytest.mark.parametrize(
    "lines",
    [
        ("ORG:Acme;", "TEL:+351 21 000 0000"),
        ("N:;;;;", "FN:Acme", "ORG:Acme;", "TEL:+351 21 000 0000", "X-ABShowAs:COMPANY"),
        ("N:Acme;;;;", "FN:Acme", "ORG:Acme", "TEL:+351 21 000 0000"),
        ("KIND:org", "FN:Acme", "TEL:+351 21 000 0000"),
        ("X-KIND:org", "FN:Acme", "ORG:Acme", "TEL:+351 21 000 0000"),
    ],
)
def test_a_card_that_names_only_an_organization_is_one(lines: tuple[str, ...]) -> None:
    assert read(card(*lines)) == [OrganizationRecord(line=1, name="Acme", notes="Phone: +351 21 000 0000")]


def test_a_company_with_a_contact_keeps_their_name() -> None:
    [record] = read(card("FN:Ana at the desk", "ORG:Acme", "X-ABShowAs:COMPANY", "URL:https://acme.example.com"))

    assert record == OrganizationRecord(
        line=1, name="Acme", website="https://acme.example.com", notes="Contact: Ana at the desk"
    )


def test_someone_who_is_their_own_organization_stays_a_person() -> None:
    assert person("N:Silva;Ana;;;", "FN:Ana Silva", "ORG:Ana Silva").name == "Ana Silva"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("KIND:group", "A group, not a person."),
        ("X-ADDRESSBOOKSERVER-KIND:group", "A group, not a person."),
        ("KIND:location", "A place, not a person."),
    ],
)
def test_cards_of_other_kinds_are_skipped(kind: str, reason: str) -> None:
    assert read(card(kind, "FN:Book club")) == [Skipped(line=1, reason=reason, name="Book club")]


def test_an_empty_card_is_skipped() -> None:
    assert read(card()) == [Skipped(line=1, reason=NOBODY)]
    assert read(card("KIND:org")) == [Skipped(line=1, reason=NOBODY)]


def test_a_broken_card_does_not_stop_the_others() -> None:
    content = (
        card("FN:Ana Silva")
        + card("FN:Ben Berg", "this is no property", "neither is this")
        + "BEGIN:VCARD\r\nFN:Cy Cole\r\n"
        + card("FN:Di Dahl", "EMAIL")
        + "stray\r\nEND:VCARD\r\n"
        + card("FN:Ed Eriksen", 'TEL;TYPE="open:1')
        + card("FN:Flo Fay")
        + "BEGIN:VCARD\r\nFN:Gus Gray\r\n"
    )

    assert [record if not isinstance(record, PersonRecord) else record.name for record in read(content)] == [
        "Ana Silva",
        Unreadable(line=5, reason="Line 8 “this is no property” is not a vCard property.", name="Ben Berg"),
        Unreadable(line=11, reason="This card has no END:VCARD; it may be cut off.", name="Cy Cole"),
        Unreadable(line=13, reason="Line 16 “EMAIL” is not a vCard property.", name="Di Dahl"),
        Unreadable(line=18, reason="This line stands outside any card."),
        Unreadable(line=20, reason='Line 23 “TEL;TYPE="open:1” has no value.', name="Ed Eriksen"),
        "Flo Fay",
        Unreadable(line=29, reason="This card has no END:VCARD; it may be cut off.", name="Gus Gray"),
    ]


def test_a_note_with_raw_line_breaks_is_kept_whole() -> None:
    assert person("FN:Ana", "NOTE:first", "second \\ line", "", "third").notes == "first\nsecond \\ line\nthird"


def test_a_card_inside_a_card_is_left_out() -> None:
    found = person("FN:Ana", "AGENT:", "BEGIN:VCARD", "FN:Agent", "END:VCARD", "TITLE:Buyer", version="2.1")

    assert (found.name, found.title) == ("Ana", "Buyer")


def test_cards_beyond_all_measure_are_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    long = card("FN:Ana", "NOTE:" + "x" * (vcard_lines.VALUE_CHARACTERS + 1), " more")
    many = card("FN:Ben", *(f"X-A:{number}" for number in range(vcard.PROPERTIES)))

    assert read(long + many + card("FN:Cy"))[:2] == [
        Unreadable(line=1, reason="Line 4 is longer than 100,000 characters.", name="Ana"),
        Unreadable(line=7, reason="This card has more than 2,000 properties.", name="Ben"),
    ]


def test_lines_that_continue_a_parameter_or_follow_a_soft_break_are_joined() -> None:
    found = person(
        "FN:Ana",
        "TEL;TYPE=",
        " WORK:+351 21 000 0000",
        "NOTE;ENCODING=QUOTED-PRINTABLE:a=0A=",
        "",
        "ROLE:Buyer",
        "HTTP://odd.example.com",
        "X-ODD:gone",
    )

    assert found == PersonRecord(
        line=1,
        first_name="Ana",
        title="Buyer",
        points=(Point("phone", "work", "+351 21 000 0000"),),
        notes="a\nHttp: //odd.example.com",
    )


def test_a_role_beside_a_title_and_a_second_organization_are_kept() -> None:
    found = person("FN:Ana", "TITLE:Buyer", "ROLE:Chair", "ORG:;Rail", "ORG:Globex", "N:;;;;")

    assert (found.title, found.organization, found.notes) == ("Buyer", "Rail", "Organization: Globex\nRole: Chair")


def test_escapes_are_resolved_part_by_part() -> None:
    [line] = vcard_lines.read_lines(["N:Sil\\;va\\\\;Ana\\, B.;\\x"])

    assert isinstance(line, vcard_lines.ContentLine)
    assert line.parts() == ["Sil;va\\", "Ana, B.", "\\x"]


def test_an_unfinished_soft_break_does_not_swallow_the_end() -> None:
    assert person("FN:Ana", "NOTE;ENCODING=QUOTED-PRINTABLE:a=").notes == "a"


@pytest.mark.parametrize("start", ["BEGIN:VCARD", "begin:vcard", "\ufeffBEGIN:VCARD", "\r\n\r\nBEGIN: VCARD"])
def test_a_vcard_is_recognised_by_its_first_line(start: str) -> None:
    assert vcard.VCard().recognises(f"{start}\r\nFN:Ana\r\nEND:VCARD".encode())


def test_a_photo_is_never_kept_nor_fetched() -> None:
    records: list[Record] = read(card("FN:Ana", "PHOTO;VALUE=uri:https://example.com/ana.jpg", "LOGO:x", " y"))

    assert records == [PersonRecord(line=1, first_name="Ana")]
