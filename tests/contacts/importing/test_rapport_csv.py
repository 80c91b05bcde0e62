"""Our own table of people read back: exactly what was written, formulas and all."""

from accounts.models import User
from contacts.exporting import spreadsheet
from contacts.importing import intake
from contacts.models import Contact, DetailKind
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    OccasionFactory,
    OrganizationFactory,
    TagFactory,
)

COLUMNS = ("first_name", "last_name", "title", "how_known", "walk_of_life", "tie", "cadence_months", "notes")


def _table(owner: User) -> bytes:
    return b"".join(spreadsheet.lines(Contact.for_user(owner).by_name(), owner=owner))


def _bring(content: bytes, owner: User) -> dict[str, int]:
    batch = intake.receive([content], filename="contacts.csv", owner=owner, now=MORNING)
    assert intake.read_batch(batch, now=MORNING)
    batch.refresh_from_db()
    assert batch.format_name == "rapport_csv", batch.problem
    report: dict[str, int] = batch.report
    if report["created"]:
        assert intake.accept(batch, tier="none", now=MORNING)
        assert intake.commit_batch(batch, on=MONDAY, now=MORNING)
    return report


def _fill(owner: User) -> None:
    rui = ContactFactory.create(owner=owner, first_name="Rui", last_name="Costa", notes="'=x", tie="weak")
    ContactPointFactory.create(contact=rui, kind="email", value="rui@example.com")
    ana = ContactFactory.create(
        owner=owner, first_name="=1+1", last_name="'-Lima", title="@it", how_known="＋the choir", walk_of_life="clubs",
        tie="strong", cadence_months=7, notes="'''=quoted\n=2", introduced_by=rui,
        organization=OrganizationFactory.create(owner=owner, name="-Acme"),
    )  # fmt: skip
    ana.tags.add(TagFactory.create(owner=owner, name="'+fado"))
    ContactPointFactory.create(contact=ana, kind="email", value="ana@example.com", label="work")
    ContactPointFactory.create(contact=ana, kind="phone", value="+351912345678", label="-mobile")
    DetailFactory.create(contact=ana, kind=DetailKind.OFFER, text="=SUM(A1)")
    OccasionFactory.create(contact=ana, kind="birthday", name="", month=2, day=29, year=None)
    OccasionFactory.create(contact=ana, kind="other", name="=Day", month=4, day=12, year=1990)


def test_a_table_of_ours_comes_back_as_it_was(alice: User, mallory: User) -> None:
    _fill(alice)

    assert _bring(_table(alice), mallory)["created"] == 2

    for expected, found in zip(Contact.for_user(alice).by_name(), Contact.for_user(mallory).by_name(), strict=True):
        assert [getattr(found, name) for name in COLUMNS] == [getattr(expected, name) for name in COLUMNS]
        assert str(found.organization) == str(expected.organization)
        assert str(found.introduced_by) == str(expected.introduced_by)
        for parts, columns in (
            ("points", ("kind", "label", "value")),
            ("details", ("kind", "text")),
            ("occasions", ("kind", "name", "month", "day", "year")),
            ("tags", ("name",)),
        ):
            said = [sorted(getattr(each, parts).values_list(*columns), key=str) for each in (found, expected)]
            assert said[0] == said[1]


def test_brought_into_the_account_it_is_from_it_changes_nothing(alice: User) -> None:
    _fill(alice)

    report = _bring(_table(alice), alice)

    assert (report["created"], report["updated"]) == (0, 0)


def test_of_two_who_have_the_name_nobody_is_taken_for_the_introducer(alice: User, mallory: User) -> None:
    for number in range(2):
        rui = ContactFactory.create(owner=alice, first_name="Rui", last_name="Costa", title=f"Baker {number}")
    ContactFactory.create(owner=alice, first_name="Ana", last_name="Lima", notes="", introduced_by=rui)

    _bring(_table(alice), mallory)

    ana = Contact.for_user(mallory).get(first_name="Ana")
    assert (ana.introduced_by, ana.notes) == (None, "Introduced by: Rui Costa")
