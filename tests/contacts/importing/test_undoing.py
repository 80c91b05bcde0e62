"""Undoing an import takes back exactly what it did; what was edited since stays, and is said to stay."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts import cadence, changes, people
from contacts.importing import intake, undoing
from contacts.importing.records import Fact, Job, OrganizationRecord, PersonRecord, Point, Promise, YearlyDay
from contacts.importing.undoing_changes import without_lines
from contacts.models import (
    ChangeKind,
    Contact,
    DifferentPeople,
    FollowUp,
    ImportBatch,
    ImportRow,
    ImportState,
    Interaction,
    Organization,
    Posting,
    Tag,
)
from tests.conftest import MONDAY, MORNING
from tests.contacts.every_row import every_row
from tests.contacts.importing.test_committing import ANA, DIFFERENT, EMAIL, MESSAGES, bring, introduced
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    EventFactory,
    InteractionFactory,
    InterviewFactory,
    OccasionFactory,
    OrganizationFactory,
    SavedLinkFactory,
    TagFactory,
    TargetFactory,
)

LATER = MORNING + timedelta(hours=1)


def everything() -> dict[object, object]:
    """The whole database but for what remembers imports."""
    return {key: row for key, row in every_row().items() if not key[0].startswith("contacts.Import")}


def undo(batch: ImportBatch) -> dict[str, int]:
    """What it came to, the same as was foreseen."""
    foreseen = undoing.look(batch, on=MONDAY)
    assert intake.recall(batch, now=LATER)
    assert intake.undo_batch(batch, on=MONDAY, now=LATER)
    batch.refresh_from_db()
    found = {name: batch.report[name] for name in ("taken_back", "restored", "kept")}
    assert found == {"taken_back": foreseen.people, "restored": foreseen.restored, "kept": len(foreseen.kept)}
    assert dict(ImportRow.for_user(batch.owner).filter(batch=batch).exclude(kept="").values_list("pk", "kept")) == (
        foreseen.kept
    )
    return found


def reasons(owner: User) -> list[str]:
    return list(ImportRow.for_user(owner).exclude(kept="").values_list("kept", flat=True))


def known(owner: User) -> Contact:
    """Ana as she was here before, with something of everything."""
    ana = ContactFactory.create(
        owner=owner, first_name="Ana", last_name="Silva", title="Buyer", notes="Old friend\n\nSings", tie="strong"
    )
    ContactPointFactory.create(contact=ana, value="ana@example.com")
    OccasionFactory.create(contact=ana, month=4, day=12, year=None)
    InteractionFactory.create(contact=ana, on=date(2026, 2, 1))
    DetailFactory.create(contact=ana)
    ana.tags.add(TagFactory.create(owner=owner, name="Choir"))
    cadence.refresh([ana], on=MONDAY)
    return ana


ACME = OrganizationRecord(
    line=3,
    name="Globex",
    website="https://globex.example.com",
    notes="Phone: 1",
    jobs=(Job("Buyer", "", "2026-02-03", ""),),
    is_of_interest=True,
)


def test_an_import_and_its_undoing_leave_everything_as_it_was(alice: User) -> None:
    known(alice)
    OrganizationFactory.create(owner=alice, name="Globex", notes="Mine")
    before = everything()

    batch = bring(alice, ANA, ACME, *introduced(("Rui", "Wei"), ("Wei", "")), PersonRecord(line=9, first_name="Eva"))
    assert everything() != before
    undone = undo(batch)

    assert everything() == before
    assert (undone, batch.state, batch.undone_at) == (
        {"taken_back": 3, "restored": 1, "kept": 0}, ImportState.UNDONE, LATER,
    )  # fmt: skip


def test_values_that_the_file_replaced_come_back(alice: User) -> None:
    bring(alice, ANA)
    before = everything()

    batch = bring(alice, DIFFERENT, takes_file=True)
    assert everything() != before
    undo(batch)

    assert everything() == before


def test_organizations_and_tags_go_only_where_nothing_else_uses_them(alice: User) -> None:
    batch = bring(
        alice,
        PersonRecord(line=2, first_name="A", organization="Unused", tags=("gone",)),
        PersonRecord(line=3, first_name="B", organization="Used", tags=("worn",)),
        PersonRecord(line=4, first_name="C", organization="Noted"),
        PersonRecord(line=5, first_name="D", organization="Renamed"),
    )
    own = ContactFactory.create(owner=alice, organization=Organization.for_user(alice).get(name="Used"))
    own.tags.add(Tag.for_user(alice).get(name="worn"))
    Organization.for_user(alice).filter(name="Noted").update(notes="Ask Rui about them")
    Organization.for_user(alice).filter(name="Renamed").update(name="Renamed since")

    undo(batch)

    assert list(Contact.for_user(alice)) == [own]
    assert sorted(Organization.for_user(alice).values_list("name", flat=True)) == ["Noted", "Renamed since", "Used"]
    assert list(Tag.for_user(alice).values_list("name", flat=True)) == ["worn"]


def edit(**fields: object) -> Callable[[Contact], object]:
    return lambda ana: Contact.unscoped.filter(pk=ana.pk).update(**fields)


def meet(contact: Contact, *_: object) -> None:
    EventFactory.create(owner=contact.owner).people.add(contact)


@pytest.mark.parametrize(
    ("since", "why"),
    [
        (edit(title="Head of Buying"), "You changed what they do and where since."),
        (edit(notes="Likes coffee", tier="key"), "You changed the notes and when you hear of them since."),
        (edit(is_archived=True), "You changed when you hear of them since."),
        (edit(tie="strong", last_name="Costa"), "You changed their name and how you know them since."),
        (lambda ana: ana.points.create(kind="phone", value="912345678"), "You changed how to reach them since."),
        (lambda ana: ana.points.update(value="other@example.com"), "You changed how to reach them since."),
        (lambda ana: TagFactory.create(owner=ana.owner).contacts.set([ana]), "You changed their tags since."),
        (lambda ana: InteractionFactory.create(contact=ana), "You changed what happened between you since."),
        (lambda ana: ana.interactions.first().delete(), "You changed what happened between you since."),
        (
            lambda ana: ana.follow_ups.filter(done_on=None).update(done_on=MONDAY),
            "You changed what you said you would do since.",
        ),
        (lambda ana: DetailFactory.create(contact=ana), "You changed what you know of their life since."),
        (lambda ana: ana.occasions.first().delete(), "You changed the days that matter to them since."),
        (lambda ana: ana.photo.delete(), "You changed their picture since."),
        (
            lambda ana: Contact.unscoped.filter(pk=ana.pk).update(introduced_by=ContactFactory.create(owner=ana.owner)),
            "You changed who introduced them since.",
        ),
        (
            lambda ana: TargetFactory.create(campaign__owner=ana.owner, contact=ana),
            "There is more about them since: 1 target.",
        ),
        (
            lambda ana: [InterviewFactory.create(contact=ana), SavedLinkFactory.create(owner=ana.owner, contact=ana)],
            "There is more about them since: 1 interview and 1 saved link.",
        ),
        (
            lambda ana: meet(ana, edit(how_known="Choir")(ana)),
            "You changed how you know them since; there is also 1 event.",
        ),
        (
            lambda ana: ContactFactory.create(owner=ana.owner, first_name="Rui", last_name="Reis", introduced_by=ana),
            "They introduced Rui Reis, who stays.",
        ),
        (
            lambda ana: InterviewFactory.create(
                contact=ContactFactory.create(owner=ana.owner), interaction=ana.interactions.first()
            ),
            "There is more about them since: 1 interview.",
        ),
    ],
)
def test_somebody_who_was_edited_or_used_since_stays_whole(
    alice: User, since: Callable[[Contact], object], why: str
) -> None:
    batch = bring(alice, ANA)
    since(Contact.for_user(alice).get())
    before = everything()

    undone = undo(batch)

    assert everything() == before
    assert (undone, reasons(alice)) == ({"taken_back": 0, "restored": 0, "kept": 1}, [why])


def test_what_the_product_works_out_by_itself_is_no_edit(alice: User) -> None:
    alice.light_months = 3
    alice.save()
    batch = bring(alice, ANA)
    cadence.refresh(Contact.for_user(alice), on=MONDAY + timedelta(days=500))
    rui = ContactFactory.create(owner=alice)
    DifferentPeople.for_user(alice).create(owner=alice, one=Contact.for_user(alice).get(first_name="Ana"), other=rui)

    assert undo(batch) == {"taken_back": 1, "restored": 0, "kept": 0}
    assert list(Contact.for_user(alice)) == [rui]


def test_introducers_of_those_who_stay_stay_along_the_whole_chain(alice: User) -> None:
    """P03."""
    batch = bring(alice, *introduced(("Ana", "Rui"), ("Rui", "Wei"), ("Wei", ""), ("Eva", "Wei")))
    InteractionFactory.create(contact=Contact.for_user(alice).get(first_name="Ana"))

    undo(batch)

    assert sorted(Contact.for_user(alice).values_list("first_name", flat=True)) == ["Ana", "Rui", "Wei"]
    assert reasons(alice) == [
        "You changed what happened between you since.",
        "They introduced Ana, who stays.",
        "They introduced Rui, who stays.",
    ]


def test_an_introducer_named_for_somebody_known_goes_with_the_naming(alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="")
    ContactPointFactory.create(contact=ana, value="ana@example.com")

    batch = bring(alice, *introduced(("Ana", "Rui"), ("Rui", "")))
    led = Contact.for_user(alice).order_by("pk").values("first_name", "introduced_by__first_name")
    assert [list(row.values()) for row in led] == [["Ana", "Rui"], ["Rui", None]]
    undo(batch)

    assert [list(row.values()) for row in led.all()] == [["Ana", None]]


def test_details_edited_since_stay_and_the_others_go(alice: User) -> None:
    ana = known(alice)
    batch = bring(alice, ANA)
    Contact.for_user(alice).filter(pk=ana.pk).update(how_known="From the choir", notes="Old friend\n\nSings\nTenor")
    ana.details.filter(kind="family").filter(text="Two boys").update(text="Two boys and a girl")
    ana.occasions.filter(kind="birthday").update(day=13)
    ana.photo.delete()
    FollowUp.for_user(alice).filter(what="Send the article").update(done_on=MONDAY)

    undone = undo(batch)

    ana.refresh_from_db()
    assert undone == {"taken_back": 0, "restored": 0, "kept": 1}
    assert reasons(alice) == [
        "You changed how you know them, the notes, the days that matter to them, what you know of their life and what "
        "you said you would do since; that stays."
    ]
    assert (ana.how_known, ana.walk_of_life, ana.organization, ana.notes) == (
        "From the choir", "", None, "Old friend\n\nSings\nTenor",
    )  # fmt: skip
    assert sorted(ana.details.values_list("text", flat=True)) == ["Two boys and a girl", DetailFactory.text]
    assert list(ana.follow_ups.values_list("what", flat=True)) == ["Send the article"]
    assert list(ana.tags.values_list("name", flat=True)) == ["Choir"]
    assert (ana.last_interaction_on, ana.interactions.count()) == (date(2026, 2, 1), 1)


def test_a_name_filled_in_and_half_edited_stays_whole(alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="ana@example.com", last_name="", title="")
    ContactPointFactory.create(contact=ana, value="ana@example.com")
    batch = bring(alice, PersonRecord(line=2, first_name="Ana", last_name="Silva", points=(EMAIL,)))
    Contact.for_user(alice).filter(pk=ana.pk).update(last_name="Costa")

    undo(batch)

    ana.refresh_from_db()
    assert (ana.name, reasons(alice)) == ("Ana Costa", ["You changed their name since; that stays."])


def test_an_organization_edited_since_keeps_what_was_edited(alice: User) -> None:
    globex = OrganizationFactory.create(owner=alice, name="Globex")
    batch = bring(alice, ACME)
    Organization.for_user(alice).update(interest=3, website="https://www.globex.example.com", notes="Phone: 12")
    Posting.for_user(alice).update(notes="Applied again")

    undo(batch)

    globex.refresh_from_db()
    assert (globex.interest, globex.website, globex.notes, globex.postings.count()) == (
        3, "https://www.globex.example.com", "Phone: 12", 1,
    )  # fmt: skip
    assert reasons(alice) == [
        "You changed its website, the notes, how much you would like it there and a posting since; that stays."
    ]


def test_values_whose_owner_is_gone_come_back_blank(alice: User) -> None:
    bring(alice, ANA)
    ana = Contact.for_user(alice).get()
    batch = bring(
        alice, PersonRecord(line=2, first_name="Ana", organization="Globex", points=(EMAIL,)), takes_file=True
    )
    Organization.for_user(alice).filter(name="Acme").delete()

    undo(batch)

    ana.refresh_from_db()
    assert (ana.organization, reasons(alice)) == (None, [])


def test_two_imports_are_undone_one_after_the_other(alice: User) -> None:
    before = everything()
    first = bring(alice, PersonRecord(line=2, first_name="Ana", last_name="Silva", points=(EMAIL,)))
    between = everything()
    second = bring(alice, ANA)

    assert undo(second) == {"taken_back": 0, "restored": 1, "kept": 0}
    assert everything() == between
    assert undo(first) == {"taken_back": 1, "restored": 0, "kept": 0}
    assert everything() == before


def test_an_import_is_undone_once(alice: User) -> None:
    batch = bring(alice, ANA)
    twin = ImportBatch.for_user(alice).get()

    assert not intake.undo_batch(batch, on=MONDAY, now=LATER)
    assert [intake.recall(one, now=LATER) for one in (batch, twin)] == [True, False]
    assert [intake.undo_batch(one, on=MONDAY, now=LATER) for one in (batch, twin)] == [True, False]
    assert not intake.recall(batch, now=LATER)
    assert not intake.discard(batch)
    assert Contact.for_user(alice).count() == 0


def test_the_same_file_again_after_undoing_brings_everyone_anew(alice: User) -> None:
    undo(bring(alice, ANA))

    again = bring(alice, ANA)

    assert (again.report["created"], Contact.for_user(alice).count()) == (1, 1)


def test_somebody_deleted_by_hand_is_no_obstacle(alice: User) -> None:
    batch = bring(alice, ANA, PersonRecord(line=3, first_name="Eva"))
    people.delete(Contact.for_user(alice).get(first_name="Ana"))

    assert undo(batch) == {"taken_back": 1, "restored": 0, "kept": 0}
    assert not Contact.for_user(alice).exists()


def test_somebody_merged_into_another_stays(alice: User) -> None:
    """A merge hands what rows say of one person to the other."""
    ana = known(alice)
    batch = bring(alice, PersonRecord(line=2, first_name="Anna", notes="Met in Lyon"), ANA)
    anna = Contact.for_user(alice).get(first_name="Anna")
    stays = ContactFactory.create(owner=alice, first_name="Someone else")
    for contact in (anna, ana):
        ImportRow.for_user(alice).filter(contact=contact).update(contact=stays)

    undone = undo(batch)

    assert undone == {"taken_back": 0, "restored": 0, "kept": 2}
    assert reasons(alice) == [
        "You merged them with somebody.",
        "You merged them with somebody; what was filled in for them stays.",
    ]
    assert Contact.for_user(alice).filter(pk=stays.pk).exists()
    # Single rows are still known by themselves, wherever they hang.
    assert not Interaction.for_user(alice).exclude(source_key="").exists()


def test_rows_of_an_earlier_version_are_kept(alice: User) -> None:
    batch = bring(alice, ANA)
    ImportRow.for_user(alice).update(made='{"contact": true}')

    assert undo(batch) == {"taken_back": 0, "restored": 0, "kept": 1}
    assert reasons(alice) == ["It came in before Rapport could take imports back."]


def test_what_changes_remember_of_people_goes_with_them(alice: User) -> None:
    batch = bring(alice, ANA)
    ana = Contact.for_user(alice).get()
    with changes.recording(owner=alice, kind=ChangeKind.SEVERAL, now=MORNING) as ledger:
        ledger.watch(Contact, [ana.pk], fields={"tier"})
        Contact.for_user(alice).update(tier="key")
    Contact.for_user(alice).update(tier="light")
    assert ledger.change is not None

    undo(batch)

    assert not ledger.change.rows.exists()


def test_queries_of_undoing_do_not_grow_with_the_rows(alice: User, mallory: User) -> None:
    def queries(owner: User, rows: int) -> int:
        records = [
            PersonRecord(
                line=n, first_name=f"P{n}", organization=f"O{n}", tags=("t",), happenings=MESSAGES[:1],
                points=(Point("email", "", f"p{n}@example.com"),), facts=(Fact("job", "x"),),
                days=(YearlyDay("other", "x", "--01-01"),), promises=(Promise("x", "2026-01-01", ""),),
            )
            for n in range(rows)
        ]  # fmt: skip
        batch = bring(owner, *records)
        assert intake.recall(batch, now=LATER)
        with CaptureQueriesContext(connection) as captured:
            intake.undo_batch(batch, on=MONDAY, now=LATER)
        return len({query["sql"][:60] for query in captured})

    assert queries(alice, 10) == queries(mallory, 100)


@pytest.mark.parametrize(
    ("text", "added", "left"),
    [
        ("a\nb\nc", "b\nc", ("a", True)),
        ("b", "b", ("", True)),
        ("a\nb\nmine\nc", "b\nc", ("a\nmine", True)),
        ("a\nmine", "b", ("a\nmine", False)),
        ("a\nc", "b\n\nc", ("a", False)),
        ("b\na\nb", "b", ("b\na", True)),
    ],
)
def test_lines_are_taken_out_of_notes(text: str, added: str, left: tuple[str, bool]) -> None:
    assert without_lines(text, added) == left
