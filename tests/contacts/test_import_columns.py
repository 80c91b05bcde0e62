"""A table of one's own: told once what its columns are, remembered after that."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.importing import telling_columns
from contacts.models import ColumnMapping, Contact, ImportBatch, ImportPart, ImportRow, ImportState
from contacts.views import import_columns
from tests.conftest import MORNING
from tests.contacts.importing.samples import zipped

TABLE = (
    "Kontakt;Firma;Woher;Geburtstag;Kürzel\n"
    "Lena Vogt;Blaue Logistik;Messe 2024;12.04.1985;LV\n"
    "Karl Beck;Stahl AG;Studium;;KB\n"
)
TOLD = {
    "column-0": "name", "column-1": "organization", "column-2": "how_known", "column-3": "birthday",
    "column-4": "skip",
}  # fmt: skip


def upload(client: Client, content: bytes | str = TABLE, name: str = "people.csv") -> ImportBatch:
    data = content.encode() if isinstance(content, str) else content
    response = client.post(reverse("contacts:import_upload"), {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302
    return ImportBatch.unscoped.latest("pk")


def url(batch: ImportBatch, name: str = "import_columns") -> str:
    return reverse(f"contacts:{name}", args=[batch.pk])


def words(text: bytes) -> str:
    return " ".join(text.decode().split())


def test_a_table_of_no_known_kind_asks_for_its_columns(alices: Client, alice: User) -> None:
    """P02."""
    batch = upload(alices)

    response = alices.get(url(batch, "import_detail"), follow=True)

    text = words(response.content)
    assert (batch.state, response.redirect_chain) == (ImportState.COLUMNS, [(url(batch), 302)])
    assert [said for said in ("Lena Vogt", "Karl Beck", "Stahl AG", "Messe 2024") if said in text] == [
        "Lena Vogt",
        "Karl Beck",
        "Stahl AG",
        "Messe 2024",
    ]
    assert '<option value="name" selected>Full name</option>' in text
    assert "The first ones would look like this" in text
    assert not ImportRow.for_user(alice).exists()


def test_what_is_told_is_read_and_remembered(alices: Client, alice: User) -> None:
    batch = upload(alices)

    response = alices.post(url(batch), TOLD)

    batch.refresh_from_db()
    assert (response["Location"], batch.state) == (url(batch, "import_detail"), ImportState.READY)
    text = words(alices.get(url(batch, "import_detail")).content)
    assert "2 people are new." in text
    assert "The columns were read the way you told." in text
    again = upload(alices, TABLE.replace("Karl", "Kurt"))
    text = words(alices.get(url(again, "import_detail")).content)
    assert again.state == ImportState.READY
    assert "The columns were read the way you told Rapport for an earlier file of this kind." in text
    assert url(again) in text
    assert ColumnMapping.for_user(alice).count() == 1


def test_what_the_columns_say_comes_in(alices: Client, alice: User) -> None:
    batch = upload(alices)
    alices.post(url(batch), TOLD)

    alices.post(url(batch, "import_commit"), {"tier": "light"})

    lena = Contact.for_user(alice).get(first_name="Lena")
    assert (lena.name, lena.headline, lena.how_known) == ("Lena Vogt", "Blaue Logistik", "Messe 2024")
    assert "LV" not in lena.notes
    assert lena.occasions.get().year == 1985
    assert not ImportPart.for_user(alice).exists()


def test_a_change_of_mind_reads_the_file_anew(alices: Client, alice: User) -> None:
    batch = upload(alices)
    alices.post(url(batch), TOLD)
    assert '<option value="how_known" selected>' in alices.get(url(batch)).content.decode()

    alices.post(url(batch), {**TOLD, "column-2": "tags"})

    batch.refresh_from_db()
    tags = [row.record.get("tags") for row in ImportRow.for_user(alice).filter(batch=batch)]
    assert (batch.state, tags) == (ImportState.READY, [["Messe 2024"], ["Studium"]])
    assert ColumnMapping.for_user(alice).get().fields["2"] == "tags"


def test_a_look_at_the_first_people_changes_nothing(alices: Client, alice: User) -> None:
    batch = upload(alices)
    body = {**TOLD, "column-2": "tags", "look": "1"}

    page, fragment = alices.post(url(batch), body), alices.post(url(batch), body, headers={"HX-Request": "true"})

    batch.refresh_from_db()
    assert (page.status_code, batch.state, ColumnMapping.for_user(alice).exists()) == (200, ImportState.COLUMNS, False)
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert '<span class="tag quiet">Messe 2024</span>' in fragment.content.decode()


def test_faults_are_said_at_the_column_and_nothing_is_lost(alices: Client, alice: User) -> None:
    batch = upload(alices)

    twice = alices.post(url(batch), {**TOLD, "column-4": "name"})
    nameless = alices.post(url(batch), dict.fromkeys(TOLD, "skip"))
    unknown = alices.post(url(batch), {**TOLD, "column-4": "nonsense"})

    assert [response.status_code for response in (twice, nameless, unknown)] == [422] * 3
    assert "“Kontakt” says that already. Keep this one in the notes, or change the other." in words(twice.content)
    assert '<option value="how_known" selected>' in twice.content.decode()
    assert "Say which column holds the name; without one nobody can be brought in." in words(nameless.content)
    assert "Nobody yet: no column is told to be a name." in words(nameless.content)
    batch.refresh_from_db()
    assert (batch.state, batch.parts.count()) == (ImportState.COLUMNS, 1)


def test_columns_that_name_nobody_are_asked_for_again(alices: Client, alice: User) -> None:
    batch = upload(alices, "Kontakt;Firma;Leer\nLena;Acme;\nKarl;Stahl;\n")

    alices.post(url(batch), {"column-0": "skip", "column-1": "skip", "column-2": "name"})

    batch.refresh_from_db()
    assert batch.state == ImportState.COLUMNS
    text = words(alices.get(url(batch)).content)
    assert "No person could be read from “people.csv”." in text
    assert '<option value="name" selected>' in text
    alices.post(url(batch), {"column-0": "name", "column-1": "organization", "column-2": "skip"})
    batch.refresh_from_db()
    assert (batch.state, batch.problem) == (ImportState.READY, "")


def test_a_table_in_a_zip_is_told_like_any_other(alices: Client, alice: User) -> None:
    batch = upload(alices, zipped({"people.csv": TABLE}), "people.zip")
    assert batch.state == ImportState.COLUMNS

    alices.post(url(batch), TOLD)

    batch.refresh_from_db()
    assert (batch.state, batch.rows_total) == (ImportState.READY, 2)


def test_what_one_user_told_is_nobody_elses(alices: Client, mallorys: Client) -> None:
    alices.post(url(upload(alices)), TOLD)

    assert upload(mallorys).state == ImportState.COLUMNS


def test_a_large_table_is_read_by_a_worker(
    alices: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: "object"
) -> None:
    batch = upload(alices)
    monkeypatch.setattr(import_columns, "SMALL_BYTES", 10)

    with django_capture_on_commit_callbacks() as waiting:  # type: ignore[operator]
        alices.post(url(batch), TOLD)

    batch.refresh_from_db()
    assert (batch.state, len(waiting)) == (ImportState.UPLOADED, 1)


def test_columns_are_told_only_while_that_is_possible(alices: Client, mallorys: Client, alice: User) -> None:
    batch = upload(alices)
    assert [mallorys.get(url(batch)).status_code, mallorys.post(url(batch), TOLD).status_code] == [404, 404]
    alices.post(url(batch), TOLD)
    alices.post(url(batch, "import_commit"), {"tier": "light"})

    assert [alices.get(url(batch))["Location"], alices.post(url(batch), TOLD)["Location"]] == [
        url(batch, "import_detail")
    ] * 2
    assert not telling_columns.tell(batch, {0: "name"}, now=MORNING)
    assert alices.put(url(batch)).status_code == 405


def test_a_hostile_count_of_columns_is_still_a_page(alices: Client) -> None:
    header = ",".join(f"c{number}" for number in range(400))
    batch = upload(alices, f"{header}\n{header.replace('c', 'v')}\n")

    assert alices.get(url(batch)).status_code == 200
