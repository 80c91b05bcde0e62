"""Saying who is who, and whose value counts, in the preview; with htmx and without."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.importing import intake
from contacts.models import Contact, ImportBatch, ImportRow
from tests.conftest import MORNING
from tests.contacts.importing.samples import card
from tests.factories import ContactFactory, ContactPointFactory

HTMX = {"HX-Request": "true"}


def ready(owner: User, *cards: str) -> ImportBatch:
    batch = intake.receive(["".join(cards).encode()], filename="phone.vcf", owner=owner, now=MORNING)
    intake.read_batch(batch, now=MORNING)
    return batch


@pytest.fixture
def batch(alice: User) -> ImportBatch:
    """Ana and Rui may be known, Eva is with another title, Tom is new."""
    for name in ("Ana", "Rui"):
        ContactFactory.create(owner=alice, first_name=name, last_name="Silva", title="Buyer")
    eva = ContactFactory.create(owner=alice, first_name="Eva", last_name="Berg", title="Buyer")
    ContactPointFactory.create(contact=eva, value="eva@example.com")
    return ready(
        alice, card("FN:Ana Silva"), card("FN:Rui Silva"), card("FN:Eva Berg", "TITLE:Seller", "EMAIL:eva@example.com"),
        card("FN:Tom Reis"),
    )  # fmt: skip


def url(batch: ImportBatch, name: str = "import_answer") -> str:
    return reverse(f"contacts:{name}", args=[batch.pk])


def verdicts(batch: ImportBatch) -> dict[str, str]:
    return dict(ImportRow.for_user(batch.owner).filter(batch=batch).values_list("name", "verdict"))


def row(batch: ImportBatch, name: str) -> int:
    return ImportRow.for_user(batch.owner).get(batch=batch, name=name).pk


def words(text: bytes) -> str:
    return " ".join(text.decode().split())


def test_the_preview_asks_of_everyone_who_may_be_known(alices: Client, batch: ImportBatch) -> None:
    """P02."""
    text = words(alices.get(url(batch, "import_detail")).content)

    assert (
        "2 of the new ones may be somebody you have already. Those you say nothing of come in as somebody new" in text
    )
    assert "In 1 row the file says something else than you. Yours stays, unless you take the file’s." in text
    asked = words(alices.get(url(batch, "import_detail") + "?show=maybe").content)
    assert asked.count("Same person") == 3  # and once for all
    assert asked.count("Perhaps the same as") == 2


def test_an_answer_is_saved_at_once_and_survives_a_reload(alices: Client, batch: ImportBatch) -> None:
    body = {"row": row(batch, "Ana Silva"), "choice": "same"}

    response = alices.post(url(batch) + "?show=maybe", body)

    assert response["Location"] == url(batch, "import_detail") + "?show=maybe"
    assert verdicts(batch) == {
        "Ana Silva": "unchanged", "Rui Silva": "new", "Eva Berg": "unchanged", "Tom Reis": "new",
    }  # fmt: skip
    text = words(alices.get(response["Location"]).content)
    assert 'value="same" aria-pressed="true"' in text
    assert "1 of the new ones may be somebody" in text


def test_htmx_gets_the_preview_with_its_counts(alices: Client, batch: ImportBatch) -> None:
    body = {"row": row(batch, "Ana Silva"), "choice": "leave"}

    text = words(alices.post(url(batch) + "?show=maybe&q=silva", body, headers=HTMX).content)

    assert "<html" not in text
    assert "2 people are new, 1 is already here, 1 row is skipped." in text
    assert ("Rui Silva" in text, "Tom Reis" in text) == (True, False)


def test_one_answer_for_all_shown(alices: Client, batch: ImportBatch) -> None:
    alices.post(url(batch) + "?show=maybe", {"choice": "same"})
    alices.post(url(batch) + "?show=differs", {"values": "file"})

    assert verdicts(batch) == {
        "Ana Silva": "unchanged", "Rui Silva": "unchanged", "Eva Berg": "changed", "Tom Reis": "new",
    }  # fmt: skip


def test_words_narrow_what_an_answer_is_for(alices: Client, batch: ImportBatch) -> None:
    alices.post(url(batch) + "?show=maybe&q=RUI", {"choice": "leave"})

    assert [verdicts(batch)[name] for name in ("Ana Silva", "Rui Silva")] == ["new", "skipped"]


def test_anyone_can_be_left_out_and_brought_in_after_all(alices: Client, batch: ImportBatch) -> None:
    body = {"row": row(batch, "Tom Reis")}

    alices.post(url(batch), {**body, "choice": "leave"})
    assert verdicts(batch)["Tom Reis"] == "skipped"
    assert "Bring in after all" in alices.get(url(batch, "import_detail")).content.decode()
    alices.post(url(batch), {**body, "choice": ""})

    assert verdicts(batch)["Tom Reis"] == "new"


def test_the_file_can_be_found_through_by_name(alices: Client, batch: ImportBatch) -> None:
    found = words(alices.get(url(batch, "import_detail"), {"q": "silva ana"}).content)
    nothing = words(alices.get(url(batch, "import_detail"), {"q": "nobody"}).content)

    assert ("Ana Silva" in found, "Rui Silva" in found, "No such row" in nothing) == (True, False, True)


def test_what_was_said_comes_in(alices: Client, alice: User, batch: ImportBatch) -> None:
    for name, choice in (("Ana Silva", "same"), ("Rui Silva", "other"), ("Tom Reis", "leave")):
        alices.post(url(batch), {"row": row(batch, name), "choice": choice})
    alices.post(url(batch), {"row": row(batch, "Eva Berg"), "values": "file"})

    alices.post(url(batch, "import_commit"), {"tier": "light"})

    people = Contact.for_user(alice).order_by("search_key").values_list("first_name", "title")
    assert list(people) == [("Ana", "Buyer"), ("Eva", "Seller"), ("Rui", ""), ("Rui", "Buyer")]


def test_an_answer_that_comes_too_late_is_said_to(alices: Client, batch: ImportBatch) -> None:
    body = {"row": row(batch, "Ana Silva"), "choice": "same"}
    alices.post(url(batch, "import_commit"), {"tier": "light"})

    text = alices.post(url(batch), body, follow=True).content.decode()

    assert "comes in already; nothing was changed." in text


def test_those_unanswered_are_named_in_the_report(alices: Client, batch: ImportBatch) -> None:
    alices.post(url(batch, "import_commit"), {"tier": "light"})

    assert "2 may be the same as somebody you had before." in words(alices.get(url(batch, "import_detail")).content)


@pytest.mark.parametrize(
    "body", [{"choice": "nonsense"}, {"row": "x"}, {"row": "²"}, {"row": "9" * 19}, {"row": "99", "choice": "same"}]
)
def test_an_answer_that_there_is_not_is_not_found(alices: Client, batch: ImportBatch, body: dict[str, str]) -> None:
    assert alices.post(url(batch), body).status_code == 404


def test_a_row_of_another_batch_or_owner_is_not_found(
    alices: Client, mallorys: Client, alice: User, batch: ImportBatch
) -> None:
    other = ready(alice, card("FN:Tom Reis"))
    body = {"row": row(batch, "Ana Silva"), "choice": "same"}

    assert [alices.post(url(other), body).status_code, mallorys.post(url(batch), body).status_code] == [404, 404]
    assert alices.get(url(batch)).status_code == 405
    assert verdicts(batch)["Ana Silva"] == "new"
