"""What the user says of rows: saved at once, and what is shown is what committing would do."""

import random
from typing import Any

import pytest

from accounts.models import User
from contacts import duplicates, telling_apart
from contacts.importing import answering, batch_rows, intake
from contacts.importing.planning import Plan
from contacts.importing.reading import RowsRead
from contacts.importing.records import OrganizationRecord, PersonRecord, Point, Record, Skipped
from contacts.importing.shelves import Spool
from contacts.models import Contact, ContactPoint, DifferentPeople, ImportBatch, ImportRow, ImportState, Organization
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, ContactPointFactory, InteractionFactory, OrganizationFactory

NEW_EMAIL = Point("email", "", "ana@new.example.com")


def ready(owner: User, *records: Record) -> ImportBatch:
    """A batch whose preview waits for answers."""
    with Spool() as shelf:
        rows = RowsRead(shelf)
        for record in records:
            rows.add(record, country=owner.country)
        batch = ImportBatch.for_user(owner).create(
            owner=owner, filename="x", format_name="vcard", state=ImportState.READY, tier="light"
        )
        plan = rows.plan(owner)
        for page in plan.pages(to_write=False):
            batch_rows.keep(batch, page)
        batch.report = plan.report
        batch.save()
    return batch


def rows_of(batch: ImportBatch, *lines: int) -> Any:
    rows = ImportRow.for_user(batch.owner).filter(batch=batch)
    return rows.filter(line__in=lines) if lines else rows


def shown(batch: ImportBatch) -> list[tuple[object, ...]]:
    return list(rows_of(batch).values_list("line", "verdict", "contact", "reason"))


def commit(batch: ImportBatch) -> None:
    assert intake.accept(batch, tier="light", now=MORNING)
    assert intake.commit_batch(batch, on=MONDAY, now=MORNING)


def counts(batch: ImportBatch) -> dict[str, int]:
    batch.refresh_from_db()
    return {name: number for name, number in batch.report.items() if number}


@pytest.fixture
def ana(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", title="Buyer")


def test_somebody_said_to_be_the_same_gets_the_details(alice: User, ana: Contact) -> None:
    """P02."""
    batch = ready(alice, PersonRecord(line=2, first_name="Ana", last_name="Silva", title="Seller", points=(NEW_EMAIL,)))
    assert (shown(batch), counts(batch)) == ([(2, "new", None, "")], {"created": 1, "maybe": 1, "unanswered": 1})

    assert answering.choose(batch, rows_of(batch), "same")

    row = rows_of(batch).get()
    assert (shown(batch), counts(batch)) == (
        [(2, "changed", ana.pk, "You said it is the same person.")], {"updated": 1, "maybe": 1, "differs": 1},
    )  # fmt: skip
    assert (row.choice, row.maybe_same_as, row.changes, row.differences) == (
        "same", ana, ["adds e-mail ana@new.example.com"], ["keeps title “Buyer”; the file says “Seller”"],
    )  # fmt: skip
    commit(batch)
    assert (Contact.for_user(alice).count(), ContactPoint.for_user(alice).get().contact) == (1, ana)


@pytest.mark.parametrize(
    ("choice", "verdict", "people"), [("other", "new", 2), ("leave", "skipped", 1), ("", "new", 2)]
)
def test_answers_can_be_changed_and_taken_back(
    alice: User, ana: Contact, choice: str, verdict: str, people: int
) -> None:
    batch = ready(alice, PersonRecord(line=2, first_name="Ana", last_name="Silva"))
    for said in ("same", choice):
        assert answering.choose(batch, rows_of(batch), said)

    row = rows_of(batch).get()
    assert (row.choice, row.verdict, row.maybe_same_as) == (choice, verdict, ana)
    commit(batch)
    assert Contact.for_user(alice).count() == people


def told_apart(owner: User) -> list[tuple[int, int]]:
    return list(DifferentPeople.for_user(owner).order_by("pk").values_list("one", "other"))


def test_whoever_is_said_to_be_someone_else_is_told_apart_until_the_import_is_undone(alice: User, ana: Contact) -> None:
    """P02. Who was told apart before stays so; who was only suggested is still asked about."""
    ben = ContactFactory.create(owner=alice, first_name="Ben", last_name="Adler")
    telling_apart.people(ana, ben, now=MORNING)
    before = told_apart(alice)
    batch = ready(
        alice,
        PersonRecord(line=2, first_name="Ana", last_name="Silva"),
        PersonRecord(line=3, first_name="Ben", last_name="Adler"),
    )
    answering.choose(batch, rows_of(batch, 2), "other")
    assert told_apart(alice) == before

    commit(batch)

    other_ana, other_ben = (row.contact_id for row in rows_of(batch))
    assert told_apart(alice) == [*before, (ana.pk, other_ana)]
    assert [(pair.one, pair.other) for pair in duplicates.among_people(alice)] == [(ben.pk, other_ben)]
    assert intake.recall(batch, now=MORNING)
    assert intake.undo_batch(batch, on=MONDAY, now=MORNING)
    assert told_apart(alice) == before


def test_whoever_stays_when_the_import_is_undone_stays_told_apart(alice: User, ana: Contact) -> None:
    batch = ready(alice, PersonRecord(line=2, first_name="Ana", last_name="Silva"))
    answering.choose(batch, rows_of(batch), "other")
    commit(batch)
    other = Contact.for_user(alice).exclude(pk=ana.pk).get()
    InteractionFactory.create(contact=other)

    intake.recall(batch, now=MORNING)
    intake.undo_batch(batch, on=MONDAY, now=MORNING)

    assert told_apart(alice) == [(ana.pk, other.pk)]


def test_the_same_file_again_remembers_the_answers(alice: User, ana: Contact) -> None:
    records = [
        PersonRecord(line=2, first_name="Ana", last_name="Silva", notes="the same"),
        PersonRecord(line=3, first_name="Ana", last_name="Silva", notes="somebody else"),
        PersonRecord(line=4, first_name="Ana", last_name="Silva", notes="left out"),
    ]
    batch = ready(alice, *records)
    for line, choice in ((2, "same"), (3, "other"), (4, "leave")):
        answering.choose(batch, rows_of(batch, line), choice)
    commit(batch)
    other = Contact.for_user(alice).exclude(pk=ana.pk).get()

    again = ready(alice, *records)

    assert shown(again) == [
        (2, "unchanged", ana.pk, "The same row, brought in before."),
        (3, "unchanged", other.pk, "The same row, brought in before."),
        (4, "skipped", None, "You left this out when you brought it before."),
    ]
    answering.choose(again, rows_of(again, 4), "other")
    assert shown(again)[2] == (4, "new", None, "")


def test_whoever_is_left_out_is_left_out_with_all_their_rows(alice: User) -> None:
    batch = ready(
        alice,
        PersonRecord(line=2, first_name="Ana", points=(NEW_EMAIL,)),
        PersonRecord(line=3, first_name="Ana", points=(NEW_EMAIL,), title="Buyer"),
        OrganizationRecord(line=4, name="Acme", notes="x"),
        OrganizationRecord(line=5, name="ACME", notes="y"),
    )

    answering.choose(batch, rows_of(batch), "leave")

    assert shown(batch) == [
        (2, "skipped", None, "You left this out."),
        (3, "skipped", None, "The same person as on line 2, whom you left out."),
        (4, "skipped", None, "You left this out."),
        (5, "organization", None, "The same organization as on line 4, which you left out."),
    ]
    commit(batch)
    assert not Contact.for_user(alice).exists()
    assert not Organization.for_user(alice).exists()


def test_two_rows_said_to_be_the_same_person_are_joined(alice: User, ana: Contact) -> None:
    batch = ready(
        alice,
        PersonRecord(line=2, first_name="Ana", last_name="Silva", notes="a"),
        PersonRecord(line=3, first_name="Ana", last_name="Silva", notes="b"),
    )

    answering.choose(batch, rows_of(batch), "same")

    assert shown(batch) == [
        (2, "changed", ana.pk, "You said it is the same person."),
        (3, "skipped", None, "The same person as on line 2; what this row adds is kept there."),
    ]
    assert rows_of(batch, 2).get().changes == ["adds to the notes: a\nb"]
    assert counts(batch)["maybe"] == 2
    answering.choose(batch, rows_of(batch, 2), "other")
    assert [row[:3] for row in shown(batch)] == [(2, "new", None), (3, "changed", ana.pk)]


def test_the_files_values_are_taken_where_the_user_says_so(alice: User, ana: Contact) -> None:
    ContactPointFactory.create(contact=ana, value="ana@new.example.com")
    batch = ready(alice, PersonRecord(line=2, first_name="Ana", last_name="Silva", title="Seller", points=(NEW_EMAIL,)))
    assert shown(batch) == [(2, "unchanged", ana.pk, "The same e-mail address.")]

    assert answering.take_file(batch, rows_of(batch), takes_file=True)

    row = rows_of(batch).get()
    assert (row.verdict, row.differences) == ("changed", ["takes title “Seller” instead of “Buyer”"])
    assert answering.take_file(batch, rows_of(batch), takes_file=False)
    assert rows_of(batch).get().verdict == "unchanged"
    answering.take_file(batch, rows_of(batch), takes_file=True)
    commit(batch)
    ana.refresh_from_db()
    assert ana.title == "Seller"


def test_nothing_can_be_said_once_it_comes_in(alice: User, ana: Contact) -> None:
    batch = ready(alice, PersonRecord(line=2, first_name="Ana", last_name="Silva"))
    commit(batch)

    assert not answering.choose(batch, rows_of(batch), "same")
    assert not answering.take_file(batch, rows_of(batch), takes_file=True)
    assert rows_of(batch).get().choice == ""


def test_rows_that_name_nobody_cannot_be_answered(alice: User, ana: Contact) -> None:
    batch = ready(alice, Skipped(line=2, reason="Hidden."), PersonRecord(line=3, first_name="Rui"))

    for choice in ("same", "leave"):
        answering.choose(batch, rows_of(batch), choice)

    assert list(rows_of(batch).values_list("line", "choice", "verdict")) == [
        (2, "", "skipped"),
        (3, "leave", "skipped"),
    ]


def world(owner: User, chance: random.Random) -> list[Record]:
    """A file in which many rows are, may be, or are not about the same few people."""
    names = ["Ana Silva", "Rui Costa", "Wei Zhang", "Eva Berg"]
    for name in names:
        first, last = name.split()
        acme = OrganizationFactory.create(owner=owner) if chance.random() < 0.3 else None
        contact = ContactFactory.create(owner=owner, first_name=first, last_name=last, organization=acme, title="")
        if chance.random() < 0.5:
            ContactPointFactory.create(contact=contact, value=f"{first.lower()}@example.com")
    records: list[Record] = []
    for line in range(2, 22):
        first, last = chance.choice(names).split()
        addresses = [f"{first.lower()}@example.com", f"{first.lower()}{chance.randrange(3)}@example.com"]
        points = tuple(Point("email", "", chance.choice(addresses)) for _ in range(chance.randrange(2)))
        records.append(
            PersonRecord(
                line=line, first_name=first, last_name=last, points=points, title=chance.choice(["", "Buyer"]),
                skip_unless_known=chance.choice(["", "", "", "News."]),
            )
        )  # fmt: skip
    return records


@pytest.mark.parametrize("seed", range(6))
def test_what_is_shown_after_any_answers_is_what_a_plan_of_all_rows_says(alice: User, seed: int) -> None:
    chance = random.Random(seed)
    batch = ready(alice, *world(alice, chance))
    for _ in range(15):
        lines = [chance.randrange(2, 22) for _ in range(chance.choice([1, 1, 5]))]
        if chance.random() < 0.2:
            answering.take_file(batch, rows_of(batch, *lines), takes_file=chance.random() < 0.5)
        else:
            answering.choose(batch, rows_of(batch, *lines), chance.choice(["same", "same", "other", "leave", ""]))

    batch.refresh_from_db()
    shelf = batch_rows.BatchShelf(rows_of(batch))
    plan = Plan(shelf.roll(), shelf, owner=alice)
    planned = [row for page in plan.pages(to_write=False) for row in page]
    told = rows_of(batch).values_list(*batch_rows.SHOWN)
    assert [batch_rows.shown_of(row) for row in planned] == [tuple(row) for row in told]
    assert {name: number for name, number in plan.report.items() if number} == counts(batch)
