"""Our own export into an empty account and into one that is not: all of it or nothing, and back again."""

import io
import zipfile
from datetime import timedelta
from typing import Any

from accounts.models import User
from common.portability.belongings import belongings, preferences
from contacts.exporting import everything
from contacts.importing import intake
from contacts.models import ImportBatch, ImportState
from tests.conftest import MONDAY, MORNING
from tests.factories import UserFactory
from tests.rich_account import fill

LATER = MORNING + timedelta(hours=1)


def archive_of(owner: User) -> bytes:
    file = io.BytesIO()
    everything.write(file, owner=owner, now=MORNING)
    return file.getvalue()


def files_in(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def renumbered(owner: User) -> dict[str, list[dict[str, Any]]]:
    """What ``owner`` has, each key being the place of its row among those of its model."""
    places: dict[Any, dict[int | None, int | None]] = {}
    found = {}
    for belonging in belongings():
        rows = list(belonging.rows(owner))
        places[belonging.model] = {None: None, **{row.pk: place for place, row in enumerate(rows)}}
        found[belonging.label] = [
            {
                **{each.name: getattr(row, each.attname) for each in belonging.columns},
                **{each.name: places[each.related_model][getattr(row, each.attname)] for each in belonging.references},
                **{
                    each.name: sorted(
                        places[each.related_model][pk] for pk in getattr(row, each.name).values_list("pk", flat=True)
                    )
                    for each in belonging.links
                },
                **{each.name: bytes(getattr(row, each.attname)) for each in belonging.files},
            }
            for row in rows
        ]
    return found


def receive(content: bytes, owner: User) -> ImportBatch:
    batch = intake.receive([content], filename="rapport.zip", owner=owner, now=MORNING)
    intake.read_batch(batch, now=MORNING)
    batch.refresh_from_db()
    return batch


def bring(content: bytes, owner: User) -> ImportBatch:
    batch = receive(content, owner)
    assert intake.accept(batch, tier="light", now=MORNING), batch.problem
    assert intake.commit_batch(batch, on=MONDAY, now=MORNING)
    batch.refresh_from_db()
    return batch


def test_everything_comes_back_as_it_was(alice: User) -> None:
    fill(alice)
    empty = UserFactory.create(email="again@example.com")
    expected = renumbered(alice)

    batch = bring(archive_of(alice), empty)

    assert (batch.state, batch.problem) == (ImportState.DONE, "")
    assert renumbered(empty) == expected
    assert renumbered(alice) == expected
    empty.refresh_from_db()
    assert {each.name: getattr(empty, each.name) for each in preferences()} == {
        each.name: getattr(alice, each.name) for each in preferences()
    }
    assert (empty.email, empty.is_staff) == ("again@example.com", False)
    assert all(expected.values())
