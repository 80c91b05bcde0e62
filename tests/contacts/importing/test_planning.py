"""The rules of matching: profile, e-mail, phone; never a name; a blank never overwrites."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.importing.planning import PlannedRow
from contacts.importing.records import OrganizationRecord, PersonRecord, Point, Record, Skipped, Unreadable
from contacts.models import Contact, ImportVerdict
from tests.contacts.importing.plans import plan, report
from tests.factories import ContactFactory, ContactPointFactory, OrganizationFactory, TagFactory

PROFILE = Point("profile", "LinkedIn", "https://www.linkedin.com/in/ana")
EMAIL = Point("email", "", "ana@example.com")
PHONE = Point("phone", "", "912 345 678")


def person(line: int, name: str = "Ana Silva", *points: Point, **more: str) -> PersonRecord:
    first, _, last = name.partition(" ")
    return PersonRecord(line=line, first_name=first, last_name=last, points=points, **more)  # type: ignore[arg-type]


def known(owner: User, name: str, *points: Point, **more: object) -> Contact:
    first, _, last = name.partition(" ")
    contact = ContactFactory.create(owner=owner, first_name=first, last_name=last, **{"title": "", **more})
    for point in points:
        ContactPointFactory.create(contact=contact, kind=point.kind, label=point.label, value=point.value)
    return contact


def outcome(rows: Sequence[PlannedRow]) -> list[tuple[str, int | None, str, list[str]]]:
    return [(row.verdict.value, row.contact_id, row.reason, [*row.changes, *row.differences]) for row in rows]


@pytest.mark.parametrize(
    ("points", "by"), [((PROFILE,), "profile"), ((EMAIL,), "e-mail address"), ((PHONE,), "phone number")]
)
def test_a_shared_address_means_the_same_person(alice: User, points: tuple[Point, ...], by: str) -> None:
    """P02."""
    ana = known(alice, "Ana Silva", *points)

    rows = plan([person(2, "Ana Silva", *points)], owner=alice)

    assert outcome(rows) == [("unchanged", ana.pk, f"The same {by}.", [])]


def test_the_profile_counts_before_the_email_and_the_email_before_the_phone(alice: User) -> None:
    by_profile = known(alice, "Ana Silva", PROFILE)
    by_email = known(alice, "Ana Silva", EMAIL)
    known(alice, "Ana Silva", PHONE)

    by_all = plan([person(2, "Ana Silva", PHONE, EMAIL, PROFILE)], owner=alice)
    by_two = plan([person(2, "Ana Silva", PHONE, EMAIL)], owner=alice)

    assert [by_all[0].contact_id, by_two[0].contact_id] == [by_profile.pk, by_email.pk]


def test_a_number_is_read_as_one_of_the_owners_country(alice: User) -> None:
    ana = known(alice, "Ana Silva", Point("phone", "", "+351 912 345 678"))

    assert plan([person(2, "Ana Silva", PHONE)], owner=alice)[0].contact_id == ana.pk


def test_a_name_alone_is_only_a_suggestion(alice: User) -> None:
    acme = OrganizationFactory.create(owner=alice, name="Acme, Inc.")
    ana = known(alice, "Ana Silva", organization=acme)

    same, other, unsaid = plan(
        [
            person(2, organization="ACME", title="a"),
            person(3, organization="Globex", title="b"),
            person(4, title="c"),
        ],
        owner=alice,
    )

    assert [row.verdict for row in (same, other, unsaid)] == [ImportVerdict.NEW] * 3
    assert [row.maybe_same_as_id for row in (same, other, unsaid)] == [ana.pk, None, ana.pk]


def test_a_strangers_people_are_never_matched(alice: User, mallory: User) -> None:
    known(mallory, "Ana Silva", PROFILE, EMAIL, PHONE)

    [row] = plan([person(2, "Ana Silva", PROFILE, EMAIL, PHONE)], owner=alice)

    assert (row.verdict, row.contact_id, row.maybe_same_as_id) == (ImportVerdict.NEW, None, None)


def test_blanks_are_filled_and_own_values_stay(alice: User) -> None:
    acme = OrganizationFactory.create(owner=alice, name="Acme")
    tag = TagFactory.create(owner=alice, name="Rail")
    ana = known(alice, "Ana", PROFILE, organization=acme, title="Buyer", notes="Likes tea")
    ana.tags.add(tag)
    record = PersonRecord(
        line=2,
        first_name="Ana",
        last_name="Silva",
        title="Head of Buying",
        organization="Globex",
        how_known="Connected on LinkedIn on 8 Feb 2026",
        notes="likes tea\nRides trains",
        points=(PROFILE, EMAIL),
        tags=("rail", "Lyon"),
    )

    rows = plan([record], owner=alice)

    assert outcome(rows) == [
        (
            "changed",
            ana.pk,
            "The same profile.",
            [
                "adds last name: Silva",
                "adds how you know them: Connected on LinkedIn on 8 Feb 2026",
                "adds e-mail ana@example.com",
                "adds tag Lyon",
                "adds to the notes: Rides trains",
                "keeps title “Buyer”; the file says “Head of Buying”",
                "keeps organization “Acme”; the file says “Globex”",
            ],
        )
    ]


def test_a_blank_in_the_file_changes_nothing(alice: User) -> None:
    acme = OrganizationFactory.create(owner=alice, name="Acme")
    ana = known(
        alice, "Ana Silva", PROFILE, EMAIL, organization=acme, title="Buyer", notes="Likes tea", how_known="Lyon"
    )

    rows = plan([person(2, "Ana", PROFILE), person(9, "Ben Berg")], owner=alice)

    assert outcome(rows)[0] == (
        "unchanged",
        ana.pk,
        "The same profile.",
        ["keeps the name Ana Silva; the file says Ana"],
    )


def test_another_name_on_the_same_profile_is_mentioned(alice: User) -> None:
    ana = known(alice, "Ana Silva", PROFILE)

    [row] = plan([person(2, "Ana Costa", PROFILE)], owner=alice)

    assert (row.contact_id, row.differences) == (ana.pk, ["keeps the name Ana Silva; the file says Ana Costa"])


def test_a_real_name_replaces_an_address_that_stood_in_for_one(alice: User) -> None:
    whole = known(alice, "ana@example.com", EMAIL)
    half = known(alice, "ben@example.com", Point("email", "", "ben@example.com"))

    rows = plan([person(2, "Ana Silva", EMAIL), person(3, "Ben", Point("email", "", "ben@example.com"))], owner=alice)

    assert [(row.contact_id, row.additions and row.additions.fields) for row in rows] == [
        (whole.pk, {"first_name": "Ana", "last_name": "Silva"}),
        (half.pk, {"first_name": "Ben"}),
    ]


def test_an_address_without_a_name_matches_whoever_has_it(alice: User) -> None:
    ana = known(alice, "Ana Silva", EMAIL)

    rows = plan([person(2, "Ana Silva", EMAIL), person(3, "ana@example.com", EMAIL)], owner=alice)

    assert outcome(rows)[1] == (
        "skipped", None, "The same person as on line 2; what this row adds is kept there.", []
    )  # fmt: skip
    assert rows[0].contact_id == ana.pk


def test_rows_about_one_new_person_become_one(alice: User) -> None:
    rows = plan(
        [person(2, "Ana Silva", EMAIL), person(3, "Ben Berg"), person(4, "A. Silva", EMAIL, PHONE, title="Buyer")],
        owner=alice,
        to_write=True,
    )

    assert outcome(rows) == [
        ("new", None, "", []),
        ("new", None, "", []),
        ("skipped", None, "The same person as on line 2; what this row adds is kept there.", []),
    ]
    assert rows[0].reading is not None
    assert (rows[0].reading.record.title, [value for _, value in rows[0].reading.points]) == (
        "Buyer",
        ["ana@example.com", "+351912345678"],
    )


def test_people_who_share_a_mailbox_or_landline_stay_two(alice: User) -> None:
    file = [person(2, "Ana Silva", EMAIL, PHONE), person(3, "Pedro Silva", EMAIL, PHONE)]

    assert [row.verdict for row in plan(file, owner=alice)] == [ImportVerdict.NEW, ImportVerdict.NEW]

    ana, pedro = known(alice, "Ana Silva", EMAIL, PHONE), known(alice, "Pedro Silva", EMAIL, PHONE)

    assert [row.contact_id for row in plan(file, owner=alice)] == [ana.pk, pedro.pk]
    assert [row.contact_id for row in plan(file[::-1], owner=alice)] == [pedro.pk, ana.pk]
    assert plan([person(2, "Rui Costa", EMAIL)], owner=alice)[0].contact_id is None


def test_a_row_of_the_right_name_takes_a_contact_before_an_earlier_one(alice: User) -> None:
    ana = known(alice, "Ana Silva", EMAIL)

    rows = plan([person(2, "Pedro Silva", EMAIL), person(3, "Ana Silva", EMAIL)], owner=alice)

    assert [row.contact_id for row in rows] == [None, ana.pk]


def test_an_email_outlives_a_change_of_name(alice: User) -> None:
    ana = known(alice, "Mum", EMAIL)

    assert plan([person(2, "Ana Silva", EMAIL)], owner=alice)[0].contact_id == ana.pk


def test_an_office_number_is_nobodys_alone(alice: User) -> None:
    known(alice, "Ana Silva", PHONE)

    assert plan([person(2, "Rui Costa", PHONE)], owner=alice)[0].contact_id is None
    assert plan([person(2, "Anita Silva", PHONE)], owner=alice)[0].contact_id is not None


def test_a_company_page_or_fax_is_nobodys_identity(alice: User) -> None:
    web, fax = Point("profile", "", "https://acme.example.com"), Point("phone", "work fax", "+351 21 000 0000")
    known(alice, "Ana Silva", web, fax)

    assert plan([person(2, "Ana Silva", web, fax)], owner=alice)[0].contact_id is None


def test_the_same_point_written_twice_is_one(alice: User) -> None:
    rows = plan([person(2, "Ana Silva", PHONE, Point("phone", "", "+351912345678"))], owner=alice, to_write=True)

    assert [row.reading and row.reading.points for row in rows] == [[(PHONE, "+351912345678")]]


def test_organizations_are_counted_apart(alice: User) -> None:
    OrganizationFactory.create(owner=alice, name="Globex", notes="Phone: 1")
    records: list[Record] = [
        OrganizationRecord(line=2, name="Acme", website="https://acme.example.com", notes="Phone: 1"),
        OrganizationRecord(line=3, name="ACME, Inc.", notes="Phone: 2"),
        OrganizationRecord(line=4, name="Globex", notes="Phone: 1"),
        Skipped(line=5, reason="A group, not a person."),
        Unreadable(line=6, reason="Broken."),
        person(7),
    ]

    rows = plan(records, owner=alice)

    assert outcome(rows) == [
        ("organization", None, "", []),
        ("organization", None, "The same organization as on line 2; what this row adds is kept there.", []),
        ("organization", None, "Already here.", []),
        ("skipped", None, "A group, not a person.", []),
        ("error", None, "Broken.", []),
        ("new", None, "", []),
    ]
    assert report(records, owner=alice) == {
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "skipped": 1,
        "organizations": 3,
        "organizations_added": 1,
        "errors": 1,
    }


def test_queries_do_not_grow_with_the_rows(alice: User) -> None:
    for number in range(100):
        known(alice, f"Known{number} Person", Point("email", "", f"known{number}@example.com"))

    def queries(rows: int) -> int:
        records = [person(n, f"Known{n} Person", Point("email", "", f"known{n}@example.com")) for n in range(rows)]
        with CaptureQueriesContext(connection) as captured:
            plan([*records, *(person(n, f"New{n} Person") for n in range(rows))], owner=alice)
        return len(captured)

    assert queries(10) == queries(100)
