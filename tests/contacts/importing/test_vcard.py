from base64 import b64decode, b64encode

import pytest

from contacts.importing import vcard, vcard_cards, vcard_lines, vcard_photos
from contacts.importing.records import (
    PHOTO_BYTES,
    Fact,
    OrganizationRecord,
    PersonRecord,
    Point,
    Skipped,
    Unreadable,
    YearlyDay,
)
from contacts.importing.written_dates import WrittenDay
from tests.contacts.importing.samples import CONTEXT, card, read

JPEG = b64encode(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(80))).decode()
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
        "item4.X-ABDATE;type=pref:2010-05-04",
        "item4.X-ABLabel:_$!<Anniversary>!$_",
        "item5.X-ABDATE:1604-09-01",
        "item5.X-ABLabel:First day",
        "CATEGORIES:Rail,Lyon\\, France,myContacts",
        "NOTE:met in Lyon\\nlikes tr",
        " ains\\; and tea",
        f"PHOTO;ENCODING=b;TYPE=JPEG:{JPEG[:60]}",
        f" {JPEG[60:]}",
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
            facts=(Fact("family", "Rui (spouse)"),),
            days=(YearlyDay("anniversary", "", "2010-05-04"), YearlyDay("other", "First day", "--09-01")),
            notes="met in Lyon\nlikes trains; and tea\nPrefix: Dr.\nDepartment: Rail, Lyon\nTwitter: ana\n"
            "Address (home): Rua X 1, Lisboa, 1000-001, Portugal\nNickname: Ani",
            photo=b64decode(JPEG),
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
        facts=(Fact("other", "Ana^n (friend)"),),
        days=(YearlyDay("anniversary", "", "2010-05-04"),),
        notes="Messenger: xmpp:wei@example.com",
        photo=b64decode("/9j/4AAQ"),
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
        JPEG[:60],
        JPEG[60:],
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
            photo=b64decode(JPEG),
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
    ("written", "birthday", "notes"),
    [
        ("1990-01-01;", WrittenDay(1, 1, 1990), ""),
        ("19900412", WrittenDay(4, 12, 1990), ""),
        ("1990-04-12T00:00:00Z", WrittenDay(4, 12, 1990), ""),
        ("--04-12", WrittenDay(4, 12, None), ""),
        ("spring", None, "Birthday: spring"),
    ],
)
def test_birthdays_are_kept_whatever_they_look_like(written: str, birthday: WrittenDay | None, notes: str) -> None:
    found = person("FN:Ana", f"BDAY:{written}")

    assert (found.birthday, found.notes) == (birthday, notes)


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
    many = card("FN:Ben", *(f"X-A:{number}" for number in range(vcard_cards.PROPERTIES)))

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


BIG = "QUJD" * (PHOTO_BYTES // 3 + 10)


@pytest.mark.parametrize(
    ("lines", "photo", "trouble"),
    [
        (["PHOTO;VALUE=uri:https://example.com/ana.jpg"], b"", vcard_photos.ELSEWHERE),
        (["PHOTO:http://example.com/ana.jpg"], b"", vcard_photos.ELSEWHERE),
        (["PHOTO:ftp://example.com/ana.jpg", "PHOTO;ENCODING=b:QUJD"], b"ABC", ""),
        (["PHOTO;ENCODING=b:QUJD", "PHOTO;ENCODING=b:REVG"], b"ABC", ""),
        (["PHOTO:data:image/png;base64,QUJD"], b"ABC", ""),
        (["PHOTO:data:image/png\\;base64\\,QUJD"], b"ABC", ""),
        (["PHOTO:data:image/svg+xml,%3Csvg"], b"<svg", ""),
        (["PHOTO:data:image/png"], b"", vcard_photos.DAMAGED),
        (["PHOTO;ENCODING=b:"], b"", ""),
        (["PHOTO;ENCODING=b:Q"], b"", vcard_photos.DAMAGED),
        (["PHOTO:me.jpg"], b"", vcard_photos.DAMAGED),
        ([f"PHOTO:{JPEG}"], b64decode(JPEG), ""),
        ([f"PHOTO;ENCODING=b:{BIG}"], b"", vcard_photos.LARGE),
        ([f"PHOTO;ENCODING=b:{BIG}{BIG}"], b"", vcard_photos.LARGE),
        (["item1.PHOTO;ENCODING=b:QUJD", "LOGO;ENCODING=b:REVG", " REVG", "SOUND:https://example.com"], b"ABC", ""),
        (["PHOTO:a:b"] * 4 + ["PHOTO;ENCODING=b:QUJD"], b"", vcard_photos.ELSEWHERE),
    ],
    ids=range(16),
)
def test_a_picture_is_kept_as_it_stands_and_never_fetched(lines: list[str], photo: bytes, trouble: str) -> None:
    found = person("FN:Ana", *lines)

    assert found == PersonRecord(line=1, first_name="Ana", photo=photo, photo_trouble=trouble)


def test_a_picture_of_2_1_goes_until_a_blank_line() -> None:
    found = person(
        "FN:Ana", "PHOTO;BASE64;JPEG:", "", f"  {JPEG[:40]}", f"  {JPEG[40:]}", "", "NOTE:kept", version="2.1"
    )

    assert (found.photo, found.notes) == (b64decode(JPEG), "kept")


def test_what_matters_to_them_is_kept_as_what_it_is() -> None:
    """P50."""
    found = person(
        "FN:Ana",
        "ANNIVERSARY:20100504",
        "X-ANNIVERSARY:2010-05-04",
        "X-EVOLUTION-ANNIVERSARY:2012-06-01",
        "X-ABDATE:2013-06-01",
        "X-ABDATE:one spring",
        "item1.X-ABDATE:2012-06-02",
        "item1.X-ABLabel:Anniversary",
        "X-SPOUSE:Rui",
        "X-MANAGER:Wei",
        "RELATED;TYPE=child,pref;VALUE=text:Pia",
        "RELATED;TYPE=friend:urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "RELATED;VALUE=text:Zé",
        "HOBBY:Cello",
        "INTEREST:Trains",
        "INTEREST:Trains",
        "EXPERTISE:Freight",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Ani;1;;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;--09-01;0;First day;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2010-05-04;1;;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Ugo;14;;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Eva;0;neighbour;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Max;99;;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:something else;x",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/identity;x",
        "LABEL;TYPE=HOME:Rua X 1\\nLisboa",
    )

    assert found == PersonRecord(
        line=1,
        first_name="Ana",
        days=(
            YearlyDay("anniversary", "", "2010-05-04"),
            YearlyDay("other", "Anniversary", "2012-06-01"),
            YearlyDay("other", "Another day", "2013-06-01"),
            YearlyDay("other", "First day", "--09-01"),
        ),
        facts=(
            Fact("family", "Rui (spouse)"),
            Fact("job", "Wei (manager)"),
            Fact("family", "Pia (child)"),
            Fact("other", "Zé"),
            Fact("interest", "Cello"),
            Fact("interest", "Trains"),
            Fact("offer", "Freight"),
            Fact("family", "Ugo (spouse)"),
            Fact("other", "Eva (neighbour)"),
            Fact("other", "Max"),
        ),
        notes="Another day: one spring\nAnniversary: 2 June 2012\nAddress: Rua X 1 Lisboa\nNickname: Ani",
    )


def raw_of(content: str | bytes) -> list[str]:
    data = content.encode() if isinstance(content, str) else content
    return [record.raw for record in vcard.VCard().read(data, CONTEXT) if isinstance(record, Unreadable)]


def test_a_broken_card_is_kept_to_be_mended() -> None:
    broken = card("FN:Ben Bërg", "this is no property", "NOTE:a", " b")
    cut = "BEGIN:VCARD\r\nFN:Cy Cole\r\n"

    assert raw_of(card("FN:Ana") + broken + cut + card("FN:Di") + "stray\r\n" + broken + cut.rstrip()) == [
        broken.rstrip(), cut.rstrip(), "", broken.rstrip(), cut.rstrip(),
    ]  # fmt: skip


def test_a_broken_card_is_kept_without_its_picture_if_that_is_long() -> None:
    picture = ["item1.PHOTO;ENCODING=b:" + "QUJD" * 20, *[" " + "QUJD" * 18] * 3_000]
    huge = card("FN:Ana", "X" * 80, *(f"X-N{n}:" + "y" * 900 for n in range(400)))

    assert raw_of(card("FN:Ana", "!", *picture, "NOTE:a")) == [card("FN:Ana", "!", "NOTE:a").rstrip()]
    assert raw_of(huge + card("FN:Ben", "broken") + huge * 2) == ["", card("FN:Ben", "broken").rstrip(), "", ""]


def test_a_card_beyond_all_measure_is_said_to_be() -> None:
    long = card("FN:Ana", *(f"NOTE:{'x' * 99_000}" for _ in range(12)))

    assert read(long) == [Unreadable(line=1, reason="This card is longer than 1,000,000 characters.", name="Ana")]
