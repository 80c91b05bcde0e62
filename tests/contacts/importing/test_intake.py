"""A batch from upload to done: all or nothing, once, and again after a crash."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.importing import intake, reading, uploads
from contacts.models import (
    Contact,
    ContactPoint,
    ImportBatch,
    ImportRow,
    ImportState,
    ImportVerdict,
    Interaction,
    Organization,
    Tag,
    Tier,
)
from tests.conftest import MONDAY, MORNING
from tests.contacts.importing import samples
from tests.contacts.importing.samples import card, linkedin
from tests.factories import ContactFactory, ContactPointFactory

FILE = linkedin(
    "Marisol,Ibáñez,https://www.linkedin.com/in/marisol,marisol@example.com,Northwind,Head of Logistics,08 Feb 2026",
    "Wei,Zhang,https://www.linkedin.com/in/weiz,,Acme,Director,01 Dec 2025",
    ",,,,,,07 Jun 2026",
    "Hana,Sato",
)


def accepted(owner: User, content: bytes = FILE, *, tier: str = Tier.LIGHT) -> ImportBatch:
    batch = intake.receive([content], filename="Connections.csv", owner=owner, now=MORNING)
    intake.read_batch(batch, now=MORNING)
    assert intake.accept(batch, tier=tier, now=MORNING)
    return batch


def bring_in(owner: User, content: bytes, *, tier: str = Tier.LIGHT) -> dict[str, int]:
    batch = accepted(owner, content, tier=tier)
    assert intake.commit_batch(batch, on=MONDAY, now=MORNING)
    batch.refresh_from_db()
    report: dict[str, int] = batch.report
    return report


def written(owner: User) -> tuple[int, ...]:
    models = (Contact, ContactPoint, Organization, Tag)
    return tuple(model.for_user(owner).count() for model in models)


def test_reading_keeps_rows_and_forgets_the_file(alice: User) -> None:
    batch = intake.receive([FILE], filename="Connections.csv", owner=alice, now=MORNING)

    assert intake.read_batch(batch, now=MORNING)

    batch.refresh_from_db()
    assert (batch.state, batch.format_name, batch.rows_total, batch.parts.count()) == (
        ImportState.READY, "linkedin_connections", 4, 0,
    )  # fmt: skip
    rows = ImportRow.for_user(alice).values_list("line", "verdict", "name", "reason")
    assert list(rows) == [
        (5, "new", "Marisol Ibáñez", ""),
        (6, "new", "Wei Zhang", ""),
        (7, "skipped", "", "A hidden member: LinkedIn keeps their name to itself."),
        (8, "error", "", "This row has 2 cells where the header names 7."),
    ]
    assert written(alice) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"No table, no cards.", "“x.csv” could not be read. This is none of the files Rapport can read: "),
        (samples.LINKEDIN_HEADER.encode(), "No person could be read from “x.csv”. It has a header and no rows."),
        (b"PK\x03\x04", "“x.csv” could not be read. This zip is damaged. "),
    ],
)
def test_an_unusable_file_is_refused_with_the_reason(alice: User, content: bytes, problem: str) -> None:
    batch = intake.receive([content], filename="x.csv", owner=alice, now=MORNING)

    assert intake.read_batch(batch, now=MORNING)

    batch.refresh_from_db()
    assert (batch.state, batch.parts.count()) == (ImportState.REFUSED, 0)
    assert batch.problem.startswith(problem)


def test_a_file_of_too_many_rows_is_refused(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    batch = intake.receive([FILE], filename="x.csv", owner=alice, now=MORNING)

    intake.read_batch(batch, now=MORNING)

    assert (batch.state, batch.problem) == (
        ImportState.REFUSED, "“x.csv” has more than 3 rows. Bring it in parts.",
    )  # fmt: skip
    assert not ImportRow.for_user(alice).exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (samples.LINKEDIN_HEADER, "It has a header and no rows."),
        (samples.LINKEDIN_HEADER + ",,,,,,07 Jun 2026\n", "It names nobody. Line 2: A hidden member"),
        (samples.LINKEDIN_HEADER + ",,,,,,07 Jun 2026\nHana\n", "It names nobody. Line 3: This row has 1 cell"),
    ],
)
def test_a_file_without_a_usable_row_is_an_error(alice: User, content: str, said: str) -> None:
    with pytest.raises(reading.RefusedError) as caught:
        intake.rehearse(content.encode(), filename="x.csv", owner=alice, on=MONDAY)

    assert str(caught.value).startswith(f"No person could be read from “x.csv”. {said}")


def test_a_large_file_is_kept_in_parts(alice: User) -> None:
    batch = intake.receive([b"a" * 10, b"b"], filename="x.csv", owner=alice, now=MORNING)

    with uploads.opened(batch) as source:
        assert not isinstance(source, bytes)
        with source() as one, source() as two:
            assert [one.read(), two.read(1)] == [b"aaaaaaaaaab", b"a"]
    assert batch.parts.count() == 2


def test_a_batch_is_read_once(alice: User) -> None:
    batch = intake.receive([FILE], filename="x.csv", owner=alice, now=MORNING)
    twin = ImportBatch.for_user(alice).get()

    assert [intake.read_batch(batch, now=MORNING), intake.read_batch(twin, now=MORNING)] == [True, False]
    assert ImportRow.for_user(alice).count() == 4


def test_committing_writes_everything_the_preview_said(alice: User) -> None:
    """P02, P07: where someone is known from comes along, and is no interaction."""
    report = bring_in(alice, FILE)

    assert {name: number for name, number in report.items() if number} == {
        "created": 2, "skipped": 1, "errors": 1, "points": 3,
    }  # fmt: skip
    marisol = Contact.for_user(alice).get(first_name="Marisol")
    assert (
        marisol.name, marisol.title, marisol.headline, marisol.how_known, marisol.walk_of_life, marisol.tie,
        marisol.tier, marisol.added_on, marisol.search_key,
    ) == (
        "Marisol Ibáñez", "Head of Logistics", "Head of Logistics, Northwind", "Connected on LinkedIn on 8 Feb 2026",
        "", "weak", "light", MONDAY, "marisol ibanez head of logistics",
    )  # fmt: skip
    assert list(marisol.points.values_list("kind", "label", "value", "normalised")) == [
        ("email", "", "marisol@example.com", "marisol@example.com"),
        ("profile", "LinkedIn", "https://www.linkedin.com/in/marisol", "linkedin.com/in/marisol"),
    ]
    assert not Interaction.for_user(alice).exists()
    row = ImportRow.for_user(alice).get(name="Marisol Ibáñez")
    assert (row.contact, json.loads(row.made)["contact"]) == (marisol, marisol.pk)
    batch = ImportBatch.for_user(alice).get()
    assert (batch.state, batch.finished_at) == (ImportState.DONE, MORNING)


def test_first_touches_are_spread_over_the_interval(alice: User) -> None:
    """P46: nobody faces a whole address book on one morning."""
    bring_in(alice, linkedin(*(f"P{n},Q,https://www.linkedin.com/in/p{n},,,," for n in range(12))))

    due = Contact.for_user(alice).order_by("pk").values_list("next_touch_on", flat=True)

    gaps = {(later - sooner).days for sooner, later in pairwise(due) if sooner and later}
    assert due[0] == MONDAY + timedelta(days=1)
    assert gaps <= {30, 31}


def test_without_reminders_nobody_is_due(alice: User) -> None:
    bring_in(alice, FILE, tier=Tier.NONE)

    assert set(Contact.for_user(alice).values_list("tier", "next_touch_on")) == {("none", None)}


@pytest.mark.parametrize(
    "content",
    [
        FILE,
        linkedin("Ana,Silva,,Acme,Buyer,08 Feb 2020", header=samples.LINKEDIN_HEADER_2021),
        (
            card("FN:Ana Silva", "TEL:912345678", "NOTE:x", "BDAY:19900412", "CATEGORIES:Rail", "ADR:;;Rua X") * 2
        ).encode(),
        card("FN:Ana Silva").encode(),
        (card("ORG:Acme", "TEL:912345678", "URL:https://acme.example.com") + card("FN:Ana", "ORG:Acme")).encode(),
        (card("FN:Ana Silva", "EMAIL:s@example.com") + card("FN:Rui Silva", "EMAIL:s@example.com")).encode(),
        samples.google_2024({"E-mail 1 - Value": "ana@example.com"}).encode(),
    ],
)
def test_the_same_file_again_changes_nothing_and_says_so(alice: User, content: bytes) -> None:
    first = bring_in(alice, content)
    before = written(alice)

    second = bring_in(alice, content)

    assert (second["created"], second["updated"], second["organizations_added"]) == (0, 0, 0)
    assert second["unchanged"] == first["created"]
    assert (second["skipped"], second["organizations"]) == (first["skipped"], first["organizations"])
    assert written(alice) == before


def test_additions_are_written_and_nothing_else(alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="", title="Buyer", notes="Likes tea")
    ContactPointFactory.create(contact=ana, kind="profile", value="linkedin.com/in/ana")
    content = card(
        "FN:Ana Silva", "TITLE:Seller", "ORG:Acme", "EMAIL:ana@example.com", "URL:https://linkedin.com/in/ana",
        "CATEGORIES:Rail", "NOTE:Rides trains",
    ).encode()  # fmt: skip

    report = bring_in(alice, content)

    ana.refresh_from_db()
    assert (report["created"], report["updated"]) == (0, 1)
    assert (ana.name, ana.headline, ana.notes, ana.tier, ana.search_key) == (
        "Ana Silva", "Buyer, Acme", "Likes tea\nRides trains", "regular", "ana silva buyer",
    )  # fmt: skip
    assert [tag.name for tag in ana.tags.all()] == ["Rail"]
    assert ana.points.count() == 2


def test_organizations_keep_their_phone_and_notes(alice: User) -> None:
    content = card("ORG:Acme", "TEL;TYPE=WORK:+351 21 000 0000", "NOTE:big depot", "URL:https://acme.example.com")

    bring_in(alice, (content + card("ORG:Acme", "TEL:+351 21 000 0001")).encode())

    acme = Organization.for_user(alice).get()
    assert (acme.name, acme.website, acme.notes) == (
        "Acme", "https://acme.example.com", "big depot\nPhone (work): +351 21 000 0000\nPhone: +351 21 000 0001",
    )  # fmt: skip
    assert not Contact.for_user(alice).exists()


def test_an_organization_of_no_letters_is_left_out(alice: User) -> None:
    bring_in(alice, card("ORG:\u0301", "URL://", "N:;;;;").encode() + card("FN:Ana", "ORG:\u0301", "URL://").encode())

    assert written(alice) == (1, 0, 0, 0)
    assert str(ImportBatch.for_user(alice).get()) == "Connections.csv"


def test_colleagues_share_one_organization_and_one_tag(alice: User) -> None:
    content = "".join(card(f"FN:P{n} Q", f"ORG:{name}", f"CATEGORIES:{tag}") for n, (name, tag) in enumerate(
        [("Acme", "Rail"), ("ACME, Inc.", "rail"), ("Globex", "Lyon")]))  # fmt: skip

    bring_in(alice, content.encode())

    assert list(Organization.for_user(alice).values_list("name", flat=True)) == ["Acme", "Globex"]
    assert sorted(Tag.for_user(alice).values_list("name", flat=True)) == ["Lyon", "Rail"]


def test_a_commit_counts_what_changed_since_the_preview(alice: User) -> None:
    batch = accepted(alice)
    ContactPointFactory.create(
        contact=ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang"),
        kind="profile",
        value="https://www.linkedin.com/in/weiz",
    )

    intake.commit_batch(batch, on=MONDAY, now=MORNING)

    batch.refresh_from_db()
    assert (batch.report["created"], batch.report["updated"]) == (1, 1)


def test_a_batch_is_committed_once(alice: User) -> None:
    batch = accepted(alice)
    twin = ImportBatch.for_user(alice).get()

    done = [intake.commit_batch(one, on=MONDAY, now=MORNING) for one in (batch, twin)]

    assert done == [True, False]
    assert not intake.accept(twin, tier=Tier.LIGHT, now=MORNING)
    assert not intake.discard(twin)
    assert written(alice) == (2, 3, 2, 0)


class Killed(BaseException):
    """What a worker that dies in mid-commit leaves behind: an open transaction, rolled back."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", [0, 500])
def test_a_killed_commit_leaves_nothing_and_can_be_done_again(alice: User, at: int) -> None:
    content = linkedin(*(f"P{n},Q,https://www.linkedin.com/in/p{n},,Acme,," for n in range(600)))
    batch = accepted(alice, content)

    def die(done: int, total: int) -> None:
        if done == at:
            raise Killed

    with pytest.raises(Killed):
        intake.commit_batch(batch, on=MONDAY, now=MORNING, progress=die)

    assert written(alice) == (0, 0, 0, 0)
    left = ImportBatch.for_user(alice).unfinished().get()
    assert left.state == ImportState.COMMITTING
    assert intake.commit_batch(left, on=MONDAY, now=MORNING)
    assert written(alice) == (600, 600, 1, 0)
    assert set(ImportRow.for_user(alice).values_list("verdict", flat=True)) == {ImportVerdict.NEW}


def test_a_batch_can_be_given_back_refused_and_discarded(alice: User) -> None:
    batch = accepted(alice)
    other = intake.receive([FILE], filename="y.csv", owner=alice, now=MORNING)

    assert intake.give_back(batch, now=MORNING)
    assert intake.refuse(other, now=MORNING)

    assert (batch.state, other.state) == (ImportState.READY, ImportState.REFUSED)
    assert [intake.discard(batch), intake.discard(other), intake.discard(other)] == [True, True, False]
    assert not ImportBatch.for_user(alice).exists()


def test_queries_of_a_commit_do_not_grow_with_the_rows(alice: User, mallory: User) -> None:
    def queries(owner: User, rows: int) -> int:
        content = "".join(
            card(f"FN:P{n} Q", f"ORG:O{n}", f"EMAIL:p{n}@example.com", f"CATEGORIES:t{n}") for n in range(rows)
        )
        batch = accepted(owner, content.encode())
        with CaptureQueriesContext(connection) as captured:
            intake.commit_batch(batch, on=MONDAY, now=MORNING)
        # SQLite takes a thousand values a statement, so the very same insert may come in several pieces.
        return len({query["sql"][:60] for query in captured})

    assert queries(alice, 10) == queries(mallory, 100)
