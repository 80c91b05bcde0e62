"""Everything that a record can carry is written, once, and nothing that is here is overwritten."""

import io
import json
from collections.abc import Iterable
from datetime import date

import pytest
from PIL import Image

from accounts.models import User
from contacts import photos
from contacts.importing import batch_rows, intake
from contacts.importing.committing import Commit
from contacts.importing.planning import Plan
from contacts.importing.reading import RowsRead
from contacts.importing.records import (
    Fact,
    Happening,
    Job,
    OrganizationRecord,
    PersonRecord,
    Point,
    Promise,
    Record,
    YearlyDay,
)
from contacts.importing.shelves import Spool
from contacts.importing.written_dates import WrittenDay
from contacts.models import (
    Contact,
    Detail,
    FollowUp,
    ImportBatch,
    ImportRow,
    ImportState,
    Interaction,
    Occasion,
    Organization,
    OrganizationAlias,
    Photo,
    Posting,
)
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, ContactPointFactory, OccasionFactory, OrganizationFactory, PostingFactory

EMAIL = Point("email", "", "ana@example.com")
MESSAGES = (
    Happening("message", "outgoing", "2026-03-01", "Hello Ana", "li:1"),
    Happening("message", "incoming", "2026-03-03", "Hello!", "li:2"),
    Happening("message", "outgoing", "2027-01-01", "From a clock that ran ahead", "li:3"),
)


def picture(colour: str = "red") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(written, "PNG")
    return written.getvalue()


ANA = PersonRecord(
    line=2,
    first_name="Ana",
    last_name="Silva",
    title="Buyer",
    organization="Acme",
    how_known="School",
    walk_of_life="school",
    notes="Likes tea",
    birthday=WrittenDay(4, 12, 1990),
    points=(EMAIL,),
    tags=("Rail",),
    tie="none",
    facts=(Fact("family", "Two boys"), Fact("interest", "Trains")),
    days=(YearlyDay("anniversary", "", "2015-06-20"), YearlyDay("other", "First day at Acme", "--09-01")),
    happenings=MESSAGES,
    promises=(Promise("Send the article", "2026-12-01", ""), Promise("Call her", "2026-05-01", "2026-05-02")),
    cadence_months=4,
    photo=picture(),
)


def bring(owner: User, *records: Record, takes_file: bool = False) -> ImportBatch:
    """Commit ``records`` as a file of them would be."""
    with Spool() as shelf:
        rows = RowsRead(shelf)
        for record in records:
            rows.add(record, country=owner.country)
        batch = ImportBatch.for_user(owner).create(
            owner=owner, filename="x", format_name="vcard", state=ImportState.READY, tier="light"
        )
        for page in rows.plan(owner).pages(to_write=False):
            batch_rows.keep(batch, page)
    ImportRow.for_user(owner).filter(batch=batch).update(takes_file=takes_file)
    assert intake.accept(batch, tier="light", now=MORNING)
    assert intake.commit_batch(batch, on=MONDAY, now=MORNING)
    batch.refresh_from_db()
    return batch


def came(batch: ImportBatch) -> dict[str, int]:
    return {name: number for name, number in batch.report.items() if number}


def test_everything_about_somebody_new_is_written(alice: User) -> None:
    """P02, P50: the whole of what is known comes along."""
    batch = bring(alice, ANA)

    ana = Contact.for_user(alice).get()
    assert (ana.name, ana.headline, ana.how_known, ana.walk_of_life, ana.notes, ana.tie, ana.tier) == (
        "Ana Silva", "Buyer, Acme", "School", "school", "Likes tea", "none", "light",
    )  # fmt: skip
    assert list(Detail.for_user(alice).values_list("kind", "text")) == [("family", "Two boys"), ("interest", "Trains")]
    assert list(Occasion.for_user(alice).values_list("kind", "name", "month", "day", "year")) == [
        ("birthday", "", 4, 12, 1990),
        ("anniversary", "", 6, 20, 2015),
        ("other", "First day at Acme", 9, 1, None),
    ]
    assert list(Interaction.for_user(alice).order_by("on").values_list("kind", "direction", "on", "source_key")) == [
        ("message", "outgoing", date(2026, 3, 1), "li:1"),
        ("message", "incoming", date(2026, 3, 3), "li:2"),
        ("message", "outgoing", date(2027, 1, 1), "li:3"),
    ]
    assert list(FollowUp.for_user(alice).values_list("what", "due_on", "done_on")) == [
        ("Call her", date(2026, 5, 1), date(2026, 5, 2)),
        ("Send the article", date(2026, 12, 1), None),
    ]
    assert came(batch) == {
        "created": 1, "points": 1, "details": 2, "occasions": 3, "interactions": 3, "follow_ups": 2, "photo": 1,
    }  # fmt: skip


def test_last_contact_and_next_touch_are_right_on_the_first_day(alice: User) -> None:
    """P46: what lies ahead does not count, and the file's own interval does."""
    bring(alice, ANA)

    ana = Contact.for_user(alice).get()
    assert (ana.last_interaction_on, ana.cadence_months, ana.next_touch_on) == (
        date(2026, 3, 3), 4, date(2026, 11, 24),
    )  # fmt: skip


def test_a_picture_becomes_a_small_one(alice: User) -> None:
    bring(alice, ANA)

    photo = Photo.for_user(alice).get()
    image = Image.open(io.BytesIO(bytes(photo.image)))
    assert (image.format, image.size, photo.digest) == (
        "WEBP", (photos.SIDE, photos.SIDE), photos.digest_of(bytes(photo.image)),
    )  # fmt: skip
    assert bytes(ImportRow.for_user(alice).get().photo) == b""


def test_a_broken_picture_keeps_nobody_out_and_is_mentioned(alice: User) -> None:
    bring(alice, PersonRecord(line=2, first_name="Ana", photo=b"no picture"))

    row = ImportRow.for_user(alice).get()
    assert (row.contact and row.contact.name, row.record["photo_trouble"]) == (
        "Ana", "This picture is damaged, or of a kind Rapport cannot show.",
    )  # fmt: skip
    assert not Photo.for_user(alice).exists()


def test_the_same_again_changes_nothing_and_says_so(alice: User) -> None:
    bring(alice, ANA)
    models = (Contact, Detail, Occasion, Interaction, FollowUp, Photo, Organization)
    before = [list(model.for_user(alice).values()) for model in models]

    again = bring(alice, ANA)

    assert came(again) == {"unchanged": 1}
    assert [list(model.for_user(alice).values()) for model in models] == before


def test_what_is_missing_is_added_to_somebody_known(alice: User) -> None:
    ana = ContactFactory.create(
        owner=alice, first_name="Ana", last_name="Silva", title="Buyer", how_known="School", tie="strong", tier="key"
    )
    ContactPointFactory.create(contact=ana, value="ana@example.com")
    OccasionFactory.create(contact=ana, month=4, day=12, year=None)

    batch = bring(alice, ANA)

    row = ImportRow.for_user(alice).get()
    assert row.changes == [
        "adds organization: Acme",
        "adds walk of life: school or university",
        "adds tag Rail",
        "adds anniversary: 20 June 2015",
        "adds First day at Acme: 1 September",
        "adds family: Two boys",
        "adds interest: Trains",
        "adds 3 messages, the last of 1 January 2027",
        "adds a follow-up: Send the article",
        "adds a follow-up: Call her",
        "adds the year to birthday: 12 April 1990",
        "adds a picture",
        "adds to the notes: Likes tea",
    ]
    assert (row.verdict, row.differences) == ("changed", [])
    ana.refresh_from_db()
    # A tie, a tier and an interval are the user's own affair.
    assert (ana.tie, ana.tier, ana.cadence_months, ana.last_interaction_on, ana.next_touch_on) == (
        "strong", "key", None, date(2026, 3, 3), date(2026, 6, 3),
    )  # fmt: skip
    assert list(Occasion.for_user(alice).filter(kind="birthday").values_list("year", flat=True)) == [1990]
    assert came(batch)["updated"] == 1


DIFFERENT = PersonRecord(
    line=2,
    first_name="Ann",
    last_name="Silva",
    title="Seller",
    birthday=WrittenDay(5, 1, 1991),
    points=(EMAIL,),
    photo=picture("blue"),
)


@pytest.mark.parametrize("takes_file", [False, True])
def test_where_both_say_something_ones_own_stays_unless_the_user_takes_the_files(alice: User, takes_file: bool) -> None:
    bring(alice, ANA)
    own = Photo.for_user(alice).get()

    bring(alice, DIFFERENT, takes_file=takes_file)

    ana = Contact.for_user(alice).get()
    row = ImportRow.for_user(alice).latest("pk")
    birthday = Occasion.for_user(alice).get(kind="birthday")
    photo = Photo.for_user(alice).get()
    if takes_file:
        assert (ana.name, ana.title, ana.search_key) == ("Ann Silva", "Seller", "ann silva seller")
        assert (birthday.month, birthday.day, birthday.year, photo.digest != own.digest) == (5, 1, 1991, True)
        assert (row.verdict, row.changes, bytes(row.photo)) == ("changed", [], bytes(own.image))
        assert row.differences == [
            "takes name Ann Silva instead of Ana Silva",
            "takes title “Seller” instead of “Buyer”",
            "takes birthday 1 May 1991 instead of 12 April 1990",
            "takes the file’s picture instead of yours",
        ]
    else:
        assert (ana.name, ana.title, birthday.month, photo.digest) == ("Ana Silva", "Buyer", 4, own.digest)
        assert (row.verdict, row.changes, bytes(row.photo)) == ("unchanged", [], b"")
        assert row.differences == [
            "keeps the name Ana Silva; the file says Ann Silva",
            "keeps title “Buyer”; the file says “Seller”",
            "keeps birthday 12 April 1990; the file says 1 May 1991",
            "keeps your picture; the file has another",
        ]


def introduced(*pairs: tuple[str, str]) -> Iterable[PersonRecord]:
    for line, (name, by) in enumerate(pairs, start=2):
        point = Point("email", "", f"{name.lower()}@example.com")
        yield PersonRecord(line=line, first_name=name, ref=name, introduced_by=by, points=(point,))


def test_who_introduced_whom_comes_along_in_chains_and_circles(alice: User) -> None:
    """P03."""
    bring(
        alice,
        *introduced(("Ana", "Rui"), ("Rui", "Wei"), ("Wei", ""), ("Eva", "Eva"), ("Ivo", "nobody"), ("Tom", "Uli")),
        *(PersonRecord(line=9, first_name="Uli", ref="Uli", introduced_by="Tom"),),
    )

    found = Contact.for_user(alice).order_by("first_name").values_list("first_name", "introduced_by__first_name")
    assert list(found) == [
        ("Ana", "Rui"), ("Eva", None), ("Ivo", None), ("Rui", "Wei"), ("Tom", "Uli"), ("Uli", "Tom"), ("Wei", None),
    ]  # fmt: skip


def test_an_introducer_fills_a_blank_and_differs_otherwise(alice: User) -> None:
    bring(alice, *introduced(("Ana", ""), ("Rui", "Wei"), ("Wei", "")))

    bring(alice, *introduced(("Ana", "Rui"), ("Rui", "Ana")))

    rows = ImportRow.for_user(alice).order_by("-pk")[:2]
    assert [(row.changes, row.differences) for row in rows] == [
        ([], ["keeps introduced by Wei; the file says Ana"]),
        (["adds introduced by: Rui"], []),
    ]
    assert dict(Contact.for_user(alice).values_list("first_name", "introduced_by__first_name")) == {
        "Ana": "Rui", "Rui": "Wei", "Wei": None,
    }  # fmt: skip


def test_people_for_whom_the_file_only_has_news_are_left_out_unless_they_are_known(alice: User) -> None:
    rui = ContactFactory.create(owner=alice, first_name="Rui", last_name="")
    ContactPointFactory.create(contact=rui, value="rui@example.com")
    why = "Wrote to you and was never answered."

    def news(line: int, name: str) -> PersonRecord:
        point = Point("email", "", f"{name.lower()}@example.com")
        happening = Happening("message", "incoming", "2026-03-01", "Buy now", f"li:{line}")
        return PersonRecord(line=line, first_name=name, points=(point,), happenings=(happening,), skip_unless_known=why)

    bring(alice, news(2, "Rui"), news(3, "Spam"), news(4, "Ana"), *introduced(("Ana", "")))

    assert list(ImportRow.for_user(alice).values_list("name", "verdict", "reason")) == [
        ("Rui", "changed", "The same e-mail address."),
        ("Spam", "skipped", why),
        ("Ana", "new", ""),
        ("Ana", "skipped", "The same person as on line 4; what this row adds is kept there."),
    ]
    assert sorted(Interaction.for_user(alice).values_list("contact__first_name", flat=True)) == ["Ana", "Rui"]


def test_another_name_of_an_organization_is_the_same_in_a_file(alice: User) -> None:
    acme = OrganizationFactory.create(owner=alice, name="Acme")
    OrganizationAlias.unscoped.create(owner=alice, organization=acme, name="Globex")
    rui = ContactFactory.create(owner=alice, first_name="Rui", last_name="Costa", title="", organization=acme)
    ContactPointFactory.create(contact=rui, kind="email", value="rui@example.com")
    ben = ContactFactory.create(owner=alice, first_name="Ben", last_name="Lee", title="", organization=acme)
    address = (Point("email", "", "rui@example.com"),)
    jobs = (Job("Buyer", "", "", ""),)
    records: list[Record] = [
        PersonRecord(line=2, first_name="Ana", last_name="Silva", organization="GLOBEX Inc."),
        PersonRecord(line=3, first_name="Rui", last_name="Costa", organization="Globex", points=address),
        PersonRecord(line=4, first_name="Ben", last_name="Lee", organization="Globex"),
        OrganizationRecord(line=5, name="Globex", notes="Hiring.", jobs=jobs),
        OrganizationRecord(line=6, name="Acme", notes="In Cork.", jobs=jobs),
    ]

    batch = bring(alice, *records)

    rows = ImportRow.for_user(alice).filter(batch=batch).order_by("pk")
    one = Organization.for_user(alice).get()
    assert (one.pk, one.name, one.notes) == (acme.pk, "Acme", "Hiring.\nIn Cork.")
    assert list(Posting.for_user(alice).values_list("title", flat=True)) == ["Buyer"]
    assert set(Contact.for_user(alice).values_list("organization", flat=True)) == {acme.pk}
    assert [row.verdict for row in rows if row.contact_id == rui.pk] == ["unchanged"]
    assert [row.maybe_same_as_id for row in rows if row.maybe_same_as_id] == [ben.pk]


def test_an_organization_of_interest_gets_its_postings_once(alice: User) -> None:
    """P05, P53."""
    known = OrganizationFactory.create(owner=alice, name="Globex", interest=3, notes="Mine")
    PostingFactory.create(organization=known, title="Buyer", url="https://globex.example.com/1")
    jobs = (
        Job("Buyer", "https://globex.example.com/1", "2026-02-03", "Applied with the short CV"),
        Job("Planner", "", "", ""),
        Job("Planner", "", "", "Twice in the file"),
    )
    records = [
        OrganizationRecord(line=2, name="Acme", website="https://acme.example.com", jobs=jobs[:1], is_of_interest=True),
        OrganizationRecord(line=3, name="GLOBEX Inc.", notes="Theirs", jobs=jobs, is_of_interest=True),
    ]

    first, again = bring(alice, *records), bring(alice, *records)

    assert list(Organization.for_user(alice).values_list("name", "interest", "website", "notes")) == [
        ("Acme", 1, "https://acme.example.com", ""),
        ("Globex", 3, "", "Mine\nTheirs"),
    ]
    found = Posting.for_user(alice).order_by("organization__name", "title")
    assert list(found.values_list("organization__name", "title", "applied_on")) == [
        ("Acme", "Buyer", date(2026, 2, 3)),
        ("Globex", "Buyer", None),
        ("Globex", "Planner", None),
    ]
    assert (came(first)["postings"], came(again)) == (2, {"organizations": 2})
    assert list(ImportRow.for_user(alice).filter(batch=first).values_list("reason", "changes")) == [
        ("", []),
        ("Already here.", ["adds to the notes: Theirs", "adds the posting Planner"]),
    ]


def test_the_same_thing_twice_in_a_row_is_written_once(alice: User) -> None:
    record = PersonRecord(
        line=2,
        first_name="Ana",
        facts=(Fact("family", "Two boys"),) * 2,
        days=(YearlyDay("other", "Name day", "--01-01"), YearlyDay("other", "name  day", "--02-02")),
        happenings=(MESSAGES[0], MESSAGES[0]._replace(summary="Hello again"), MESSAGES[0]._replace(key="")),
        promises=(Promise("x" * 400, "2026-01-01", ""),) * 2,
    )

    bring(alice, record)
    bring(alice, record)

    models = (Detail, Occasion, Interaction, FollowUp)
    assert [model.for_user(alice).count() for model in models] == [1, 1, 2, 1]


def test_a_contact_deleted_in_mid_commit_comes_in_as_new(alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    ContactPointFactory.create(contact=ana, value="ana@example.com")
    with Spool() as shelf:
        rows = RowsRead(shelf)
        rows.add(ANA, country="PT")
        plan = Plan(rows.roll, shelf, owner=alice)
        ana.delete()

        commit = Commit(plan, tier="light", on=MONDAY)
        commit.run()

    assert (Contact.for_user(alice).get().name, plan.report["created"]) == ("Ana Silva", 1)


def test_a_trace_of_somebody_new_names_what_was_made(alice: User) -> None:
    bring(alice, ANA)

    made = json.loads(ImportRow.for_user(alice).get().made)
    assert (made["contact"], sorted(made)) == (
        Contact.for_user(alice).get().pk,
        ["contact", "details", "follow_ups", "interactions", "occasions", "person", "photo", "points", "tags"],
    )
