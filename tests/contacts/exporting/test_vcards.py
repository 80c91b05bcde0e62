"""vCard 4.0 to the letter (RFC 6350), and as our own reader takes it."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from contacts.exporting import vcards
from contacts.exporting.people import Person, whole
from contacts.exporting.vcards import card, cards
from contacts.models import Contact, ContactPoint, Occasion, Photo
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    OccasionFactory,
    OrganizationFactory,
    TagFactory,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))
LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def person(**fields: object) -> Person:
    """Someone who is in no database."""
    parts = {name: fields.pop(name, ()) for name in ("points", "details", "occasions", "tags")}
    photo = fields.pop("photo", b"")
    contact = Contact(**{"pk": 7, "first_name": "Ana", **fields})
    return Person(contact=contact, photo=photo, **parts)  # type: ignore[arg-type]


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def said(who: Person, *names: str) -> list[str]:
    """The lines of the properties ``names``."""
    return [line for line in unfolded(card(who, now=NOW)) if line.partition(":")[0].partition(";")[0] in names]


def test_a_card_says_who_they_are(alice: User) -> None:
    introducer = ContactFactory.create(owner=alice, first_name="Pedro")
    ana = ContactFactory.create(
        owner=alice,
        first_name="Ana",
        last_name="Silva; Costa",
        title="Head, Logistics",
        organization=OrganizationFactory.create(owner=alice, name="Kessel & Söhne, Inc."),
        notes="Two\r\nlines \\ and more",
        introduced_by=introducer,
    )
    ana.tags.set([TagFactory.create(owner=alice, name="rail, freight"), TagFactory.create(owner=alice, name="Lyon")])
    ContactPointFactory.create(contact=ana, kind="email", value="ana@example.com", label="work")
    ContactPointFactory.create(contact=ana, kind="email", value="ana@home.example")
    ContactPointFactory.create(contact=ana, kind="phone", value="+351 912 345 678", label="mobile")
    ContactPointFactory.create(contact=ana, kind="phone", value="+351 21 000 00 00", label="front; desk")
    ContactPointFactory.create(contact=ana, kind="profile", value="https://example.org/a,b;c")
    OccasionFactory.create(contact=ana, kind="birthday", year=1990)
    OccasionFactory.create(contact=ana, kind="anniversary", month=2, day=29)
    OccasionFactory.create(contact=ana, kind="other", name="Founded Acme", month=12, day=1, year=890)
    Photo.unscoped.create(contact=ana, image=b"RIFFx", digest="d")

    written = b"".join(cards(Contact.for_user(alice).filter(pk=ana.pk), owner=alice, now=NOW))

    assert unfolded(written) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "PRODID:-//Rapport//Rapport//EN",
        f"UID:{vcards.uid(ana.pk)}",
        "FN:Ana Silva\\; Costa",
        "N:Silva\\; Costa;Ana;;;",
        "ORG:Kessel & Söhne\\, Inc.",
        "TITLE:Head\\, Logistics",
        "EMAIL;TYPE=work:ana@example.com",
        "EMAIL:ana@home.example",
        "TEL;TYPE=cell:+351 912 345 678",
        "item4.TEL:+351 21 000 00 00",
        "item4.X-ABLABEL:front\\; desk",
        "URL:https://example.org/a,b;c",
        "ANNIVERSARY:--0229",
        "BDAY:19900412",
        "day3.X-ABDATE:08901201",
        "day3.X-ABLABEL:Founded Acme",
        "CATEGORIES:Lyon,rail\\, freight",
        f"RELATED;TYPE=contact;X-RAPPORT=introduced-by:{vcards.uid(introducer.pk)}",
        "NOTE:Two\\nlines \\\\ and more",
        "PHOTO:data:image/webp;base64,UklGRng=",
        "REV:20261123T080000Z",
        "END:VCARD",
        "",
    ]


def test_a_card_of_someone_hardly_known_is_short() -> None:
    assert unfolded(card(person(), now=NOW))[3:] == [
        f"UID:{vcards.uid(7)}", "FN:Ana", "N:;Ana;;;", "REV:20261123T080000Z", "END:VCARD", "",
    ]  # fmt: skip


def test_an_identifier_stays_with_its_person(settings: object) -> None:
    assert vcards.uid(7) == vcards.uid(7) != vcards.uid(8)
    assert vcards.uid(7).startswith("urn:uuid:")


def test_a_card_has_one_birthday_and_one_anniversary() -> None:
    days = [
        Occasion(kind="birthday", month=1, day=2),
        Occasion(kind="birthday", name="Her twin", month=1, day=2),
        Occasion(kind="anniversary", month=3, day=4, year=2001),
    ]

    assert said(person(occasions=days), "BDAY", "ANNIVERSARY", "day2.X-ABDATE", "day2.X-ABLABEL") == [
        "BDAY:--0102",
        "day2.X-ABDATE:--0102",
        "day2.X-ABLABEL:Her twin",
        "ANNIVERSARY:20010304",
    ]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("https://x.org/\r\nEND:VCARD", "URL:https://x.org/%20END:VCARD"),
        (" https://x.org/a b\\,c ", "URL:https://x.org/a%20b%5C,c"),
    ],
)
def test_an_address_stays_on_its_line(value: str, line: str) -> None:
    assert said(person(points=[ContactPoint(kind="profile", value=value)]), "URL") == [line]


@given(LETTERS, LETTERS)
def test_lines_are_folded_between_letters(notes: str, name: str) -> None:
    content = card(person(first_name=name or "Ana", notes=notes), now=NOW)

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert {b"\r", b"\n"} & {bytes([octet]) for octet in content.replace(b"\r\n", b"")} == set()
    assert [line.decode() for line in lines[1:-2]]
    assert [line[:1] for line in unfolded(content) if line[:1] == " "] == []


def test_five_queries_for_five_hundred(alice: User, django_assert_num_queries: object) -> None:
    for count in (1, 3):
        for contact in ContactFactory.create_batch(count, owner=alice):
            ContactPointFactory.create(contact=contact)
            OccasionFactory.create(contact=contact)
        with django_assert_num_queries(6):  # type: ignore[operator]
            list(whole(Contact.for_user(alice).by_name(), owner=alice, with_photos=True))
