"""A whole account on the pages of an import, and on the command line."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, ImportBatch, ImportState
from tests.contacts.importing.test_bringing_back import archive_of, renumbered
from tests.factories import ContactFactory, InteractionFactory, UserFactory


def _bring(browser: Client, content: bytes) -> int:
    file = SimpleUploadedFile("rapport-2026-11-23.zip", content)
    answer = browser.post(reverse("contacts:import_upload"), {"file": file})
    assert answer.status_code == 302
    return int(answer["Location"].rstrip("/").rpartition("/")[2])


def _said(browser: Client, name: str, pk: int) -> str:
    return " ".join(browser.get(reverse(f"contacts:{name}", args=[pk])).content.decode().split())


@pytest.fixture
def archive(mallory: User) -> bytes:
    """Two people, and two words with one of them."""
    InteractionFactory.create_batch(2, contact=ContactFactory.create(owner=mallory))
    ContactFactory.create(owner=mallory)
    return archive_of(mallory)


def test_from_the_page_to_everything_back_and_away_again(
    alice: User, mallory: User, alices: Client, mallorys: Client, archive: bytes
) -> None:
    pk = _bring(alices, archive)

    page = _said(alices, "import_detail", pk)
    assert "Your account, in one file" in page
    assert "<strong>2</strong> <span>people</span>" in page
    assert "Exported on 23 November 2026 from another account, mallory@example.com." in page
    assert not Contact.for_user(alice).exists()
    assert mallorys.get(reverse("contacts:import_detail", args=[pk])).status_code == 404

    alices.post(reverse("contacts:import_commit", args=[pk]), {"tier": "none"})
    assert "Everything is back" in _said(alices, "import_detail", pk)
    assert renumbered(alice) == renumbered(mallory)

    contact = Contact.for_user(alice).first()
    assert contact is not None
    contact.first_name, contact.last_name = "Ines", "Lima"
    contact.save()
    page = _said(alices, "import_undo", pk)
    assert "Ines Lima <span>· contact</span>" in page
    assert "You changed this since." in page
    assert "All but" in page
    alices.post(reverse("contacts:import_undo", args=[pk]))
    assert ImportBatch.for_user(alice).get(pk=pk).state == ImportState.UNDONE
    assert "What stayed, and why" in _said(alices, "import_detail", pk)
    assert [each.name for each in Contact.for_user(alice)] == ["Ines Lima"]
    assert Contact.for_user(mallory).count() == 2


def test_an_account_that_holds_something_is_told_what_comes_in(alice: User, alices: Client, archive: bytes) -> None:
    ContactFactory.create(owner=alice)

    page = _said(alices, "import_detail", _bring(alices, archive))

    assert "So only its people come in" in page
    assert "Bring in 2 people" in page


def test_a_large_one_waits_for_a_worker_and_shows_its_bar(alice: User, alices: Client, mallory: User) -> None:
    ContactFactory.create_batch(201, owner=mallory)
    pk = _bring(alices, archive_of(mallory))

    alices.post(reverse("contacts:import_commit", args=[pk]), {"tier": "none"})

    assert 'id="import-progress"' in _said(alices, "import_detail", pk)
    assert ImportBatch.for_user(alice).get(pk=pk).state == ImportState.COMMITTING


def test_the_command_brings_an_archive_back(
    alice: User, mallory: User, archive: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rapport.zip"
    path.write_bytes(archive)

    call_command("import_contacts", path, owner=alice.email, dry_run=True)
    assert capsys.readouterr().out == ("2 people and 2 interactions would come back. (Dry run: nothing was changed.)\n")
    assert not Contact.for_user(alice).exists()

    call_command("import_contacts", path, owner=alice.email)
    assert capsys.readouterr().out == "2 people and 2 interactions came back.\n"
    assert renumbered(alice) == renumbered(mallory)

    again = UserFactory.create()
    call_command("import_contacts", path, owner=again.email, json=True)
    brought = json.loads(capsys.readouterr().out)["brought_back"]
    assert (brought["contacts.contact"], brought["contacts.interaction"]) == (2, 2)


def test_the_command_refuses_a_damaged_one(alice: User, archive: bytes, tmp_path: Path) -> None:
    path = tmp_path / "rapport.zip"
    path.write_bytes(archive[: len(archive) // 2])

    with pytest.raises(CommandError, match=r"“rapport\.zip” could not be read"):
        call_command("import_contacts", path, owner=alice.email)
    assert not Contact.for_user(alice).exists()
