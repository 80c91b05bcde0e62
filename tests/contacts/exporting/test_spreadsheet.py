import csv
import io
from datetime import date

from accounts.models import User
from contacts.exporting.spreadsheet import lines
from contacts.models import Contact
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    OccasionFactory,
    OrganizationFactory,
    TagFactory,
)


def table(owner: User) -> list[dict[str, str]]:
    content = b"".join(lines(Contact.for_user(owner).by_name(), owner=owner))
    assert content.startswith("\ufeffFirst Name,Last Name,".encode())
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_person_is_one_row_with_numbered_columns(alice: User) -> None:
    """Named as Google names them, which other programs understand."""
    zoe = ContactFactory.create(owner=alice, first_name="Zoe", last_name="", title="", tie="none", tier="none")
    ana = ContactFactory.create(
        owner=alice,
        first_name="Ana",
        last_name="Silva",
        title="=Head",
        organization=OrganizationFactory.create(owner=alice, name="Northwind"),
        how_known="@school",
        walk_of_life="school",
        notes='She said "hi",\nthen left',
        cadence_months=7,
        introduced_by=zoe,
        last_interaction_on=date(2026, 9, 1),
        do_not_contact=True,
    )
    ana.tags.set([TagFactory.create(owner=alice, name="rail"), TagFactory.create(owner=alice, name="Lyon")])
    ContactPointFactory.create(contact=ana, kind="email", value="ana@example.com", label="work")
    ContactPointFactory.create(contact=ana, kind="email", value="ana@home.example")
    ContactPointFactory.create(contact=ana, kind="phone", value="+351 912 345 678", label="mobile")
    ContactPointFactory.create(contact=zoe, kind="profile", value="https://example.org/zoe")
    OccasionFactory.create(contact=ana, kind="birthday", year=1990)
    OccasionFactory.create(contact=ana, kind="other", name="Founded Acme", month=12, day=1)
    DetailFactory.create(contact=ana, kind="offer", text="Knows Lyon")

    anas, zoes = table(alice)

    assert anas == {
        "First Name": "Ana",
        "Last Name": "Silva",
        "Organization Title": "'=Head",
        "Organization Name": "Northwind",
        "E-mail 1 - Label": "work",
        "E-mail 1 - Value": "ana@example.com",
        "E-mail 2 - Label": "",
        "E-mail 2 - Value": "ana@home.example",
        "Phone 1 - Label": "mobile",
        "Phone 1 - Value": "'+351 912 345 678",
        "Website 1 - Label": "",
        "Website 1 - Value": "",
        "Event 1 - Label": "Founded Acme",
        "Event 1 - Value": "'--12-01",
        "Detail 1 - Label": "can offer",
        "Detail 1 - Value": "Knows Lyon",
        "Birthday": "1990-04-12",
        "Labels": "Lyon ::: rail",
        "Notes": 'She said "hi",\nthen left',
        "How I Know Them": "'@school",
        "Walk of Life": "school or university",
        "Tie": "weak",
        "Keep in Touch": "regular",
        "Every so Many Months": "7",
        "Introduced By": "Zoe",
        "Added On": "2026-08-03",
        "Last Interaction": "2026-09-01",
        "Archived": "no",
        "Do Not Contact": "yes",
    }
    assert {name: value for name, value in zoes.items() if value} == {
        "First Name": "Zoe",
        "Website 1 - Value": "https://example.org/zoe",
        "Tie": "none yet",
        "Keep in Touch": "no reminders",
        "Added On": "2026-08-03",
        "Archived": "no",
        "Do Not Contact": "no",
    }


def test_nobody_is_a_header_alone(alice: User) -> None:
    assert table(alice) == []


def test_queries_do_not_grow_with_people(alice: User, django_assert_num_queries: object) -> None:
    for count in (1, 3):
        ContactFactory.create_batch(count, owner=alice)
        with django_assert_num_queries(10):  # type: ignore[operator]
            list(lines(Contact.for_user(alice).by_name(), owner=alice))
