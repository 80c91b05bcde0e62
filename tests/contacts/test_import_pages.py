"""Upload, preview, commit and report in the browser."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from contacts.forms import importing as forms
from contacts.importing import intake
from contacts.models import Contact, ImportBatch, ImportState
from contacts.views import import_preview
from tests.conftest import MORNING
from tests.contacts.importing import samples
from tests.contacts.importing.samples import linkedin

FILE = linkedin(
    "Marisol,Ibáñez,https://www.linkedin.com/in/marisol,marisol@example.com,Northwind,Head of Logistics,08 Feb 2026",
    ",,,,,,07 Jun 2026",
    "Hana,Sato",
)


def upload(client: Client, content: bytes = FILE, name: str = "Connections.csv") -> "object":
    return client.post(reverse("contacts:import_upload"), {"file": SimpleUploadedFile(name, content)})


def ready(owner: User, content: bytes = FILE) -> ImportBatch:
    batch = intake.receive([content], filename="Connections.csv", owner=owner, now=MORNING)
    intake.read_batch(batch, now=MORNING)
    return batch


def page(client: Client, batch: ImportBatch, query: str = "") -> str:
    response = client.get(reverse("contacts:import_detail", args=[batch.pk]) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_upload_page_says_which_files_and_how_to_get_them(alices: Client, alice: User) -> None:
    """P02."""
    earlier = ready(alice)

    response = alices.get(reverse("contacts:import_upload"))

    text = response.content.decode()
    assert response.status_code == 200
    assert [word in text for word in ("Get a copy of your data", "Google CSV", "Export vCard")] == [True] * 3
    assert reverse("contacts:import_detail", args=[earlier.pk]) in text


def test_a_small_file_is_read_at_once(alices: Client, alice: User) -> None:
    response = upload(alices)

    batch = ImportBatch.for_user(alice).get()
    assert (response.status_code, response["Location"]) == (302, reverse("contacts:import_detail", args=[batch.pk]))  # type: ignore[attr-defined,index]
    assert (batch.state, batch.filename) == (ImportState.READY, "Connections.csv")
    assert not Contact.for_user(alice).exists()


def test_a_large_file_waits_for_a_worker(
    alices: Client,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: "object",
) -> None:
    monkeypatch.setattr(forms, "SMALL_BYTES", 10)

    with django_capture_on_commit_callbacks() as waiting:  # type: ignore[operator]
        upload(alices)

    batch = ImportBatch.for_user(alice).get()
    assert (batch.state, len(waiting)) == (ImportState.UPLOADED, 1)
    assert "Reading Connections.csv" in page(alices, batch)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty. Export it once more"),
        (b"No table, no cards.", "This is none of the files Rapport can read: LinkedIn’s export"),
        (samples.LINKEDIN_HEADER.encode(), "No person could be read from “x.csv”. It has a header and no rows."),
        (b"PK\x03\x04", "This zip is damaged. "),
    ],
)
def test_an_unusable_file_is_refused_at_the_field(alices: Client, alice: User, content: bytes, said: str) -> None:
    response = upload(alices, content, "x.csv")

    assert response.status_code == 422  # type: ignore[attr-defined]
    assert said in response.content.decode()  # type: ignore[attr-defined]
    assert not ImportBatch.for_user(alice).exists()


def test_no_file_and_one_too_large_are_refused_at_the_field(alices: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = alices.post(reverse("contacts:import_upload"))
    monkeypatch.setattr(forms, "MAX_BYTES", 10)
    large = upload(alices)

    assert (nothing.status_code, "Choose a file first." in nothing.content.decode()) == (422, True)
    assert "This file is larger than 50 MB." in large.content.decode()  # type: ignore[attr-defined]


def test_the_preview_says_what_happens_to_each_row_and_why(alices: Client, alice: User) -> None:
    batch = ready(alice)

    text = page(alices, batch)

    assert "1 person is new, 1 row is skipped, 1 row cannot be read." in text
    assert "Bring in 1 person" in text
    assert "Line 5. Connected on LinkedIn on 8 Feb 2026" in text
    assert "This row has 2 cells where the header names 7." in text
    assert page(alices, batch, "?show=error").count('class="row-item import-row"') == 1
    assert page(alices, batch, "?show=nonsense").count('class="row-item import-row"') == 3


def test_the_preview_of_someone_who_may_be_known_says_so(alices: Client, alice: User) -> None:
    bring = linkedin("Marisol,Ibáñez,,,Northwind,,")
    alices.post(reverse("contacts:import_commit", args=[ready(alice).pk]), {"tier": "light"})

    text = page(alices, ready(alice, bring))

    assert "Perhaps the same as" in text
    assert "keeps" not in text.lower().partition("row-list")[2].partition("perhaps")[0]


def test_a_yes_brings_people_in_and_reports(alices: Client, alice: User) -> None:
    """P02."""
    batch = ready(alice)

    response = alices.post(reverse("contacts:import_commit", args=[batch.pk]), {"tier": "regular"})

    assert response["Location"] == reverse("contacts:import_detail", args=[batch.pk])
    assert list(Contact.for_user(alice).values_list("first_name", "tier")) == [("Marisol", "regular")]
    text = page(alices, batch)
    assert "1 person was new, 1 row was skipped, 1 row could not be read." in text
    assert "Choose whom to reach" in text
    assert "Bring in" not in text


def test_a_newcomer_is_led_back_to_their_first_steps(alices: Client, alice: User) -> None:
    alice.welcomed_at = None
    alice.save()
    batch = ready(alice)

    alices.post(reverse("contacts:import_commit", args=[batch.pk]), {"tier": "light"})

    assert reverse("accounts:welcome_digest") in page(alices, batch)


def test_a_second_yes_does_nothing_more(alices: Client, alice: User) -> None:
    batch = ready(alice)

    for _ in range(2):
        alices.post(reverse("contacts:import_commit", args=[batch.pk]), {"tier": "light"})

    assert Contact.for_user(alice).count() == 1


def test_an_unknown_tier_is_refused(alices: Client, alice: User) -> None:
    batch = ready(alice)

    response = alices.post(reverse("contacts:import_commit", args=[batch.pk]), {"tier": "key"})

    batch.refresh_from_db()
    assert (response.status_code, batch.state) == (422, ImportState.READY)


def test_a_large_batch_is_committed_by_a_worker_and_shows_how_far_it_is(
    alices: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_preview, "SMALL_ROWS", 1)
    batch = ready(alice)

    alices.post(reverse("contacts:import_commit", args=[batch.pk]), {"tier": "light"})

    progress = reverse("contacts:import_progress", args=[batch.pk])
    assert "Starting" in page(alices, batch)
    cache.set(f"import-progress:{batch.pk}:committing", (300, 412))
    fragment = alices.get(progress, headers={"HX-Request": "true"}).content.decode()
    assert "300 of 412 rows" in fragment
    assert "<html" not in fragment
    assert "<html" in alices.get(progress).content.decode()
    assert not Contact.for_user(alice).exists()


def test_the_bar_gives_way_to_the_page_when_all_is_done(alices: Client, alice: User) -> None:
    batch = ready(alice)
    url = reverse("contacts:import_progress", args=[batch.pk])

    plain, htmx = alices.get(url), alices.get(url, headers={"HX-Request": "true"})

    there = reverse("contacts:import_detail", args=[batch.pk])
    assert (plain["Location"], htmx["HX-Redirect"]) == (there, there)


def test_a_preview_can_be_discarded_but_not_what_came_in(alices: Client, alice: User) -> None:
    unwanted, wanted = ready(alice), ready(alice)
    alices.post(reverse("contacts:import_commit", args=[wanted.pk]), {"tier": "light"})

    answers = [
        alices.post(reverse("contacts:import_discard", args=[batch.pk]), follow=True).content.decode()
        for batch in (unwanted, wanted)
    ]

    assert ["is put aside" in answers[0], "was brought in already" in answers[1]] == [True, True]
    assert list(ImportBatch.for_user(alice)) == [wanted]


def test_a_refused_batch_says_why(alices: Client, alice: User) -> None:
    batch = ready(alice, b"No table, no cards.")

    text = page(alices, batch)

    assert "This file cannot be used" in text
    assert "“Connections.csv” could not be read." in text


def test_the_same_file_again_has_nothing_to_bring_in(alices: Client, alice: User) -> None:
    alices.post(reverse("contacts:import_commit", args=[ready(alice).pk]), {"tier": "light"})

    text = page(alices, ready(alice))

    assert "Nothing here is new: 1 person is already here, 1 row is skipped, 1 row cannot be read." in text
    assert "Bring in" not in text


def test_what_a_commit_left_behind_is_said(alices: Client, alice: User) -> None:
    batch = ready(alice)
    intake.accept(batch, tier="light", now=MORNING + timedelta(minutes=1))
    intake.give_back(batch, now=MORNING + timedelta(minutes=2))

    assert "Nothing was changed; try again." in page(alices, batch)


@pytest.mark.parametrize("name", ["import_detail", "import_progress", "import_commit", "import_discard"])
def test_a_stranger_finds_nothing(mallorys: Client, alice: User, name: str) -> None:
    batch = ready(alice)
    url = reverse(f"contacts:{name}", args=[batch.pk])

    answers = [mallorys.post(url, {"tier": "light"}).status_code, mallorys.get(url).status_code]

    assert set(answers) <= {404, 405}
    assert 404 in answers
    batch.refresh_from_db()
    assert batch.state == ImportState.READY


def test_pages_take_as_many_queries_for_three_rows_as_for_one(alices: Client, alice: User) -> None:
    one = ready(alice, linkedin("A,B,https://www.linkedin.com/in/a,,Acme,,"))
    three = ready(alice, linkedin(*(f"A{n},B,https://www.linkedin.com/in/b{n},,Acme,," for n in range(3))))
    for batch in (one, three):
        alices.post(reverse("contacts:import_commit", args=[batch.pk]), {"tier": "light"})

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert alices.get(url).status_code == 200
        return len(captured)

    upload_url = reverse("contacts:import_upload")
    two_earlier = queries(upload_url)
    ready(alice)
    assert queries(upload_url) == two_earlier
    counts = [queries(reverse("contacts:import_detail", args=[batch.pk])) for batch in (one, three)]
    assert counts[0] == counts[1]
