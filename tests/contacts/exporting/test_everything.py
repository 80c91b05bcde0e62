"""The zip of a whole account: what is in it, and that it is all of one moment."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from common.ownership import OwnedModel
from common.portability.belongings import belongings
from common.portability.packing import holdings
from contacts.exporting import everything
from contacts.models import Contact
from tests.conftest import MORNING
from tests.factories import ContactFactory, InteractionFactory
from tests.rich_account import PREFERENCES, WEBP, fill


def archive_of(owner: User, now: datetime = MORNING) -> zipfile.ZipFile:
    file = io.BytesIO()
    everything.write(file, owner=owner, now=now)
    return zipfile.ZipFile(file)


def rows(archive: zipfile.ZipFile, label: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.read(f"data/{label}.jsonl").splitlines()]


def table(archive: zipfile.ZipFile, title: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(f"tables/{title}.csv").decode("utf-8-sig"), newline="")))


def test_everything_is_in_the_zip(alice: User, mallory: User) -> None:
    fill(alice)
    fill(mallory, ["MALLORY"])

    archive = archive_of(alice)

    photo = Contact.for_user(alice).get(photo__isnull=False).photo
    data = {f"data/{each.label}.jsonl" for each in belongings()}
    tables = {f"tables/{each.title}.csv" for each in belongings()}
    assert set(archive.namelist()) == {
        "README.txt", "rapport.json", "contacts.csv", "contacts.vcf", f"photos/{photo.pk}.webp", *data, *tables,
    }  # fmt: skip
    assert archive.testzip() is None
    assert {info.external_attr >> 16 for info in archive.infolist()} == {0o600}
    manifest = json.loads(archive.read("rapport.json"))
    assert manifest == {
        "format": "rapport-archive",
        "version": 1,
        "account": alice.email,
        "made_at": "2026-11-23T08:00:00Z",
        "rows": {each.label: each.rows(alice).count() for each in belongings()},
        "preferences": {**PREFERENCES, "welcomed_at": "2026-08-03T09:00:00Z"},
    }
    assert {each.label: len(rows(archive, each.label)) for each in belongings()} == manifest["rows"]
    assert archive.read(f"photos/{photo.pk}.webp") == WEBP
    assert not any(b"MALLORY" in archive.read(name) for name in archive.namelist())


def test_a_row_is_a_line_of_json_with_its_ties(alice: User) -> None:
    fill(alice)

    archive = archive_of(alice)

    contact = Contact.for_user(alice).get(is_archived=True)
    [row] = [row for row in rows(archive, "contacts.contact") if row["id"] == contact.pk]
    assert (row["organization"], row["introduced_by"]) == (contact.organization_id, contact.introduced_by_id)
    assert row["tags"] == list(contact.tags.order_by("pk").values_list("pk", flat=True))
    assert (row["notes"], row["added_on"], row["cadence_months"]) == (contact.notes, "2026-08-03", 7)
    assert {row["created_at"] for row in rows(archive, "contacts.interaction")} == {"2026-01-02T03:04:05.678901Z"}
    [photo] = rows(archive, "contacts.photo")
    assert photo["image"] == f"photos/{photo['id']}.webp"


def test_a_table_is_for_people(alice: User) -> None:
    """Names beside ids, words instead of codes, local times, nothing that computes."""
    fill(alice, ["=1+1"])

    archive = archive_of(alice)

    contact = Contact.for_user(alice).get(is_archived=True)
    [attempt] = table(archive, "attempts")
    [interview] = table(archive, "interviews")
    [event] = table(archive, "events")
    archived = next(row for row in table(archive, "contacts") if row["Archived"] == "yes")
    assert attempt["Channel"] == "call"
    assert attempt["What you wrote or said"].startswith("'=1+1")
    assert interview["Contact"] == f"'{contact.name}"
    assert (interview["Contact id"], interview["State"]) == (str(contact.pk), "held")
    # In Kathmandu, 5:45 ahead.
    assert interview["When"] == "2026-11-24 15:45:00"
    assert event["People"].count("=1+1") == 2 * 2
    assert (archived["Keep in touch"], archived["How I know them"][:5]) == ("key", "'=1+1")
    cells = [cell for each in belongings() for row in table(archive, each.title) for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []


def test_an_empty_account_is_an_archive_too(alice: User) -> None:
    archive = archive_of(alice)

    assert set(archive.namelist()) == {"README.txt", "rapport.json", "contacts.csv", "contacts.vcf"}
    assert holdings(alice) == {}
    assert "as of 23 November 2026." in archive.read("README.txt").decode()


def test_the_name_carries_the_local_date(alice: User) -> None:
    alice.timezone = "Pacific/Auckland"

    assert everything.file_name(alice, now=datetime(2026, 12, 31, 12, tzinfo=UTC)) == "rapport-2027-01-01.zip"


def test_queries_do_not_grow_with_rows(alice: User, django_assert_num_queries: Any) -> None:
    fill(alice)
    with django_assert_num_queries(_expected()):
        archive_of(alice)
    for contact in ContactFactory.create_batch(3, owner=alice, introduced_by=Contact.for_user(alice).first()):
        InteractionFactory.create_batch(2, contact=contact)
    with django_assert_num_queries(_expected()):
        archive_of(alice)


def _expected() -> int:
    """A count and the rows of each model, the names of those that others name, links, and people once more."""
    named = {field.related_model for each in belongings() for field in (*each.references, *each.links)}
    named = {model for model in named if issubclass(model, OwnedModel) and model.owner_path == "owner"}
    links = sum(len(each.links) for each in belongings())
    sheet, people = 5, 6
    return 2 * len(belongings()) + len(named) + links + sheet + people


def test_progress_ends_where_it_said(alice: User) -> None:
    fill(alice)
    told: list[tuple[int, int]] = []

    everything.write(io.BytesIO(), owner=alice, now=MORNING, progress=lambda *done: told.append(done))

    assert told[-1] == (sum(holdings(alice).values()) + Contact.for_user(alice).count(),) * 2
    assert sorted(told) == told


@pytest.mark.django_db(transaction=True)
def test_an_archive_is_of_one_moment(alice: User) -> None:
    """An interaction of somebody who is not in the archive would have no place in it."""
    ContactFactory.create(owner=alice)
    inside: set[bool] = set()

    def look(_done: int, _total: int) -> None:
        inside.add(connection.in_atomic_block)

    everything.write(io.BytesIO(), owner=alice, now=MORNING, progress=look)

    assert inside == {True}
