"""Undoing an import in the browser, and rows to mend."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts import tasks
from contacts.importing import intake, undoing_organizations
from contacts.models import Contact, ImportBatch, ImportState
from contacts.views import import_undoing
from tests.conftest import MONDAY, MORNING
from tests.contacts.importing.samples import LINKEDIN_HEADER, card, linkedin
from tests.factories import InteractionFactory


def done(owner: User, *names: str) -> ImportBatch:
    content = "".join(card(f"FN:{name}", f"EMAIL:{name.split()[0].lower()}@example.com") for name in names)
    batch = intake.receive([content.encode()], filename="phone.vcf", owner=owner, now=MORNING)
    intake.read_batch(batch, now=MORNING)
    intake.accept(batch, tier="light", now=MORNING)
    intake.commit_batch(batch, on=MONDAY, now=MORNING)
    return batch


@pytest.fixture
def batch(alice: User) -> ImportBatch:
    return done(alice, "Ana Silva", "Rui Costa")


def url(batch: ImportBatch, name: str = "import_undo") -> str:
    return reverse(f"contacts:{name}", args=[batch.pk])


def words(text: bytes) -> str:
    return " ".join(text.decode().split())


def test_what_goes_and_what_stays_is_said_before(alices: Client, alice: User, batch: ImportBatch) -> None:
    InteractionFactory.create(contact=Contact.for_user(alice).get(first_name="Ana"))

    text = words(alices.get(url(batch)).content)

    assert "1 person goes again and 1 row stays, as you changed something since." in text
    assert 'Ana Silva</a> </h3> <p class="context">You changed what happened between you since.</p>' in text
    assert Contact.for_user(alice).count() == 2
    assert "There is more" not in text


def test_undoing_takes_back_and_says_what_stayed(alices: Client, alice: User, batch: ImportBatch) -> None:
    InteractionFactory.create(contact=Contact.for_user(alice).get(first_name="Ana"))

    response = alices.post(url(batch), follow=True)

    text = words(response.content)
    assert response.redirect_chain == [(url(batch, "import_detail"), 302)]
    assert "1 person went again and 1 row stayed, as you changed something since." in text
    assert "See what stayed, and why" in text
    kept = words(alices.get(url(batch, "import_detail") + "?show=kept").content)
    assert ("You changed what happened between you since." in kept, "Rui Costa" in kept) == (True, False)
    assert list(Contact.for_user(alice).values_list("first_name", flat=True)) == ["Ana"]
    earlier = words(alices.get(reverse("contacts:import_upload")).content)
    assert ("taken back" in earlier, "1 row stayed" in earlier) == (True, True)


def test_a_second_undo_changes_nothing_more(alices: Client, alice: User, batch: ImportBatch) -> None:
    for _ in range(2):
        last = alices.post(url(batch), follow=True)

    assert "is not in any more, or not yet." in last.content.decode()
    assert alices.get(url(batch))["Location"] == url(batch, "import_detail")


def test_a_preview_cannot_be_undone(alices: Client, alice: User) -> None:
    waiting = intake.receive([card("FN:Ana").encode()], filename="x.vcf", owner=alice, now=MORNING)
    intake.read_batch(waiting, now=MORNING)

    assert alices.get(url(waiting))["Location"] == url(waiting, "import_detail")
    alices.post(url(waiting))

    waiting.refresh_from_db()
    assert waiting.state == ImportState.READY


def test_a_large_import_is_taken_back_by_a_worker(
    alices: Client,
    alice: User,
    batch: ImportBatch,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: "object",
) -> None:
    monkeypatch.setattr(import_undoing, "SMALL_ROWS", 1)

    with django_capture_on_commit_callbacks() as waiting:  # type: ignore[operator]
        alices.post(url(batch))

    assert len(waiting) == 1
    assert "Taking it back" in words(alices.get(url(batch, "import_detail")).content)
    tasks.undo_import(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, Contact.for_user(alice).count()) == (ImportState.UNDONE, 0)


def test_undoing_that_fails_changes_nothing_and_says_so(
    alices: Client, alice: User, batch: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise KeyError("on purpose")

    intake.recall(batch, now=MORNING)
    monkeypatch.setattr(undoing_organizations, "remove_unused", fail)

    with pytest.raises(KeyError):
        tasks.undo_import(batch.pk)

    batch.refresh_from_db()
    assert (batch.state, Contact.for_user(alice).count()) == (ImportState.DONE, 2)
    assert "Nothing was taken back; try again." in alices.get(url(batch, "import_detail")).content.decode()
    tasks.undo_import(batch.pk)
    assert Contact.for_user(alice).count() == 2


def test_a_stranger_undoes_nothing(mallorys: Client, alice: User, batch: ImportBatch) -> None:
    assert [mallorys.get(url(batch)).status_code, mallorys.post(url(batch)).status_code] == [404, 404]
    assert Contact.for_user(alice).count() == 2


def test_the_page_takes_as_many_queries_for_three_who_stay_as_for_one(alices: Client, alice: User) -> None:
    def queries(batch: ImportBatch) -> int:
        Contact.for_user(alice).update(how_known="School")
        with CaptureQueriesContext(connection) as captured:
            assert alices.get(url(batch)).status_code == 200
        return len(captured)

    one, three = done(alice, "Ana A"), done(alice, "Ben B", "Cleo C", "Dan D")
    assert queries(one) == queries(three)


def test_rejected_rows_come_as_a_file_to_mend(alices: Client, alice: User) -> None:
    content = linkedin("Ana,Silva,,,,,", "=HYPERLINK(1),Sato", "Broken")
    batch = intake.receive([content], filename="My Connections.csv", owner=alice, now=MORNING)
    intake.read_batch(batch, now=MORNING)
    assert url(batch, "import_rejected") in alices.get(url(batch, "import_detail")).content.decode()

    response = alices.get(url(batch, "import_rejected"))

    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "text/csv; charset=utf-8", 'attachment; filename="my-connections-to-mend.csv"',
    )  # fmt: skip
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines == [LINKEDIN_HEADER.strip(), "'=HYPERLINK(1),Sato", "Broken"]
    mended = "\r\n".join([lines[0], f"{lines[1]},,,,,"]).encode()
    upload = alices.post(reverse("contacts:import_upload"), {"file": SimpleUploadedFile("mended.csv", mended)})
    assert ImportBatch.for_user(alice).latest("pk").rows.get().name == "=HYPERLINK(1) Sato"
    assert upload.status_code == 302


def test_a_file_without_rejected_rows_has_none_to_mend(alices: Client, mallorys: Client, batch: ImportBatch) -> None:
    assert [client.get(url(batch, "import_rejected")).status_code for client in (alices, mallorys)] == [404, 404]
    assert url(batch, "import_rejected") not in alices.get(url(batch, "import_detail")).content.decode()
