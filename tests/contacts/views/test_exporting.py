import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from accounts.models import User
from contacts.models import Contact
from tests.conftest import MORNING
from tests.factories import ContactFactory, TagFactory


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def three(alice: User) -> dict[str, Contact]:
    """Ana and Zoe, both tagged; Hana is archived."""
    people = {
        name: ContactFactory.create(owner=alice, first_name=name, last_name="") for name in ("Ana", "Zoe", "Hana")
    }
    TagFactory.create(owner=alice, name="rail").contacts.set([people["Ana"], people["Zoe"]])
    Contact.unscoped.filter(pk=people["Hana"].pk).update(is_archived=True)
    return people


def content(response: Any) -> str:
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def names(response: Any) -> list[str]:
    return [line.removeprefix("FN:") for line in content(response).split("\r\n") if line.startswith("FN:")]


def test_a_list_goes_out_as_it_is_found_and_ordered(alices: Client, three: dict[str, Contact]) -> None:
    everyone = alices.get("/people/export/")
    tagged = alices.get("/people/export/", {"tag": str(three["Ana"].tags.get().pk), "sort": "newest", "page": "3"})
    archived = alices.get("/people/export/", {"show": "archived"})
    searched = alices.get("/people/export/", {"q": "zo"})

    assert [names(answer) for answer in (everyone, tagged, archived, searched)] == [
        ["Ana", "Zoe"], ["Zoe", "Ana"], ["Hana"], ["Zoe"],
    ]  # fmt: skip


def test_a_ticked_selection_goes_out_alone(alices: Client, three: dict[str, Contact]) -> None:
    answer = alices.get("/people/export/", {"contact": [three["Zoe"].pk, three["Hana"].pk]})

    assert names(answer) == ["Hana", "Zoe"]


def test_a_file_says_what_it_is_and_stays_in_no_cache(alices: Client, three: dict[str, Contact]) -> None:
    cards, table = alices.get("/people/export/"), alices.get("/people/export/", {"as": "csv"})

    assert [
        {name: answer[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")}
        for answer in (cards, table)
    ] == [
        {
            "Content-Type": "text/vcard; charset=utf-8",
            "Content-Disposition": 'attachment; filename="contacts-2026-11-23.vcf"',
            "Cache-Control": "no-store, private",
        },
        {
            "Content-Type": "text/csv; charset=utf-8",
            "Content-Disposition": 'attachment; filename="contacts-2026-11-23.csv"',
            "Cache-Control": "no-store, private",
        },
    ]
    assert int(table["Content-Length"]) == len(content(table).encode())


@pytest.mark.parametrize("key", ["x", "", "999999", "٣"])
def test_whoever_is_not_hers_is_not_found(alices: Client, three: dict[str, Contact], key: str) -> None:
    assert alices.get("/people/export/", {"contact": [str(three["Ana"].pk), key]}).status_code == 404


def test_a_stranger_gets_nobody_of_hers(mallorys: Client, three: dict[str, Contact]) -> None:
    tag = three["Ana"].tags.get()
    ContactFactory.create(owner=User.objects.get(email="mallory@example.com"), first_name="Moe", last_name="")

    assert mallorys.get("/people/export/", {"contact": three["Ana"].pk}).status_code == 404
    assert mallorys.get("/people/export/", {"tag": tag.pk}).status_code == 404
    assert names(mallorys.get("/people/export/")) == ["Moe"]


def test_nobody_to_export_is_said(alices: Client) -> None:
    answer = alices.get("/people/export/", {"q": "nobody"})

    assert answer["Location"] == "/people/"
    assert [str(said) for said in get_messages(answer.wsgi_request)] == ["There is nobody in this list to export."]


def test_the_list_offers_what_it_shows(alices: Client, three: dict[str, Contact]) -> None:
    """Its form carries the filter and the ticks; ticked ones go alone, nobody ticked means all of them."""
    page = alices.get("/people/", {"q": "head", "sort": "newest"}).content.decode()
    filter_ = {"filter": "q=head&sort=newest"}

    answers = [
        alices.get("/people/export/", filter_),
        alices.get("/people/export/", {**filter_, "contact": str(three["Zoe"].pk)}),
        alices.get("/people/export/", {**filter_, "contact": str(three["Zoe"].pk), "everyone": "1"}),
    ]

    assert 'name="filter" value="q=head&amp;sort=newest"' in page
    assert page.count('formaction="/people/export/"') == 2
    assert [names(answer) for answer in answers] == [["Zoe", "Ana"], ["Zoe"], ["Zoe", "Ana"]]
    assert alices.get("/people/export/", {"filter": "tag=999"}).status_code == 404


def test_everything_is_a_zip_of_today(alices: Client, three: dict[str, Contact]) -> None:
    answer = alices.get("/people/your-data/rapport.zip")

    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert "data/contacts.contact.jsonl" in archive.namelist()
    assert {name: answer[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")} == {
        "Content-Type": "application/zip",
        "Content-Disposition": 'attachment; filename="rapport-2026-11-23.zip"',
        "Cache-Control": "no-store, private",
    }


def test_your_data_says_what_there_is(alices: Client, three: dict[str, Contact]) -> None:
    page = alices.get("/people/your-data/")

    assert page.context["held"] == [(3, "people"), (1, "tag")]
    assert [page.context["has_people"], page.context["takes_a_moment"]] == [True, False]


def test_an_empty_account_is_told_so(alices: Client) -> None:
    page = alices.get("/people/your-data/")

    assert (page.status_code, page.context["held"], page.context["has_people"]) == (200, [], False)
    assert "There is nothing here yet but your settings." in page.content.decode()


def test_settings_and_people_lead_to_it(alices: Client, three: dict[str, Contact]) -> None:
    assert 'href="/people/your-data/"' in alices.get("/settings/").content.decode()
    assert 'href="/people/your-data/"' in alices.get("/people/").content.decode()


@pytest.mark.parametrize("path", ["export/", "your-data/", "your-data/rapport.zip"])
def test_only_looking_is_allowed(alices: Client, path: str) -> None:
    assert alices.post(f"/people/{path}").status_code == 405
