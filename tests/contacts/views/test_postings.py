"""How much one would like to work somewhere (P05), and postings (P53): works, stranger, bad method, bad input."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from contacts.models import Organization, Posting
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, OrganizationFactory, PostingFactory


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def northwind(alice: User) -> Organization:
    return OrganizationFactory.create(owner=alice, name="Northwind")


def rows() -> list[tuple[object, ...]]:
    return list(Posting.unscoped.values_list("title", "url", "applied_on", "notes", "added_on"))


def test_interest_is_said_in_one_press(alices: Client, northwind: Organization) -> None:
    """P05."""
    response = alices.post(f"/people/organizations/{northwind.pk}/interest/", {"interest": "3"})

    northwind.refresh_from_db()
    page = " ".join(alices.get(f"/people/organizations/{northwind.pk}/").content.decode().split())
    assert (response["Location"], northwind.interest) == (f"/people/organizations/{northwind.pk}/", 3)
    assert 'value="3" aria-pressed="true"' in page
    assert page.count('aria-pressed="true"') == 1


@pytest.mark.parametrize("interest", ["4", "-1", "much", ""])
def test_an_interest_that_is_none_changes_nothing(alices: Client, northwind: Organization, interest: str) -> None:
    response = alices.post(f"/people/organizations/{northwind.pk}/interest/", {"interest": interest})

    northwind.refresh_from_db()
    assert (response.status_code, northwind.interest) == (404, 0)


def test_a_posting_is_noted_corrected_and_applied_for(alices: Client, northwind: Organization) -> None:
    """P53."""
    alices.post(
        f"/people/organizations/{northwind.pk}/postings/new/", {"title": "Planner", "url": "example.org/jobs/1"}
    )
    noted = rows()
    posting = Posting.unscoped.get()
    form = alices.get(f"/people/postings/{posting.pk}/edit/").content.decode()
    alices.post(
        f"/people/postings/{posting.pk}/edit/",
        {
            "title": "Planner",
            "url": "https://example.org/jobs/1",
            "applied_on": "2026-11-20",
            "notes": "Ask Ana first.",
        },
    )

    page = " ".join(strip_tags(alices.get(f"/people/organizations/{northwind.pk}/").content.decode()).split())
    assert noted == [("Planner", "https://example.org/jobs/1", None, "", MONDAY)]
    assert 'value="Planner"' in form
    assert rows() == [("Planner", "https://example.org/jobs/1", date(2026, 11, 20), "Ask Ana first.", MONDAY)]
    assert "Planner applied last Friday Ask Ana first." in page
    assert "1 posting" in strip_tags(alices.get("/people/organizations/").content.decode())


def test_whoever_told_of_it_is_picked_shown_and_taken_off_again(
    alices: Client, alice: User, mallory: User, northwind: Organization
) -> None:
    """P53."""
    ana, lopes = (ContactFactory.create(owner=alice, first_name="Ana", last_name=name) for name in ("Silva", "Lopes"))
    ContactFactory.create(owner=mallory, first_name="Zoran")
    path = f"/people/organizations/{northwind.pk}/"

    def note(**data: object) -> tuple[int, object]:
        response = alices.post(f"{path}postings/new/", {"title": "Planner", **data})
        return response.status_code, response.context and response.context["form"].errors

    refused = [note(led_by_name="Zoran"), note(led_by_name="Ana")]
    noted = note(led_by_name="Ana", led_by=ana.pk)
    posting = Posting.unscoped.get()
    page = alices.get(path).content.decode()
    form = alices.get(f"/people/postings/{posting.pk}/edit/").content.decode()
    alices.post(f"/people/postings/{posting.pk}/edit/", {"title": "Planner", "led_by_name": "", "led_by": ana.pk})

    assert refused == [
        (422, {"led_by": ["Nobody of that name is in your list. Add them first, or leave this empty."]}),
        (422, {"led_by": ["Several people fit. Pick the one you mean below."]}),
    ]
    assert (noted, posting.led_by) == ((302, None), ana)
    assert f'<a href="/people/{ana.pk}/">Ana Silva</a> told you of it' in page
    assert lopes.name not in page
    assert 'value="Ana Silva"' in form
    assert "/people/pick/?field=led_by" in form
    posting.refresh_from_db()
    assert posting.led_by is None


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"title": ""}, {"title": ["This field is required."]}),
        ({"title": "Clerk", "url": "javascript:alert(1)"}, {"url": ["Enter a valid URL."]}),
        ({"title": "Clerk", "applied_on": "soon"}, {"applied_on": ["Enter a valid date."]}),
        ({"title": "Lead"}, {"__all__": ["You already have this posting."]}),
    ],
)
def test_what_cannot_be_noted_says_why(
    alices: Client, northwind: Organization, data: dict[str, str], errors: dict[str, list[str]]
) -> None:
    PostingFactory.create(organization=northwind, title="Lead")

    response = alices.post(f"/people/organizations/{northwind.pk}/postings/new/", {**data, "notes": "Kept words"})

    assert response.status_code == 422
    assert response.context["form"].errors == errors
    assert "Kept words" in response.content.decode()
    assert Posting.unscoped.count() == 1


def test_a_posting_is_removed_with_a_way_back(alices: Client, northwind: Organization) -> None:
    posting = PostingFactory.create(organization=northwind, title="Lead")

    response = alices.post(f"/people/postings/{posting.pk}/delete/")
    (message,) = get_messages(response.wsgi_request)
    gone = Posting.unscoped.count()
    alices.post(message.extra_tags)

    assert (str(message), gone) == ("The posting is removed.", 0)
    assert Posting.unscoped.get(pk=posting.pk).title == "Lead"


def test_it_is_all_the_owners_alone(alices: Client, mallorys: Client, northwind: Organization) -> None:
    posting = PostingFactory.create(organization=northwind)
    data = {"title": "Mine", "interest": "3"}

    for path in (
        f"organizations/{northwind.pk}/interest/",
        f"organizations/{northwind.pk}/postings/new/",
        f"postings/{posting.pk}/edit/",
        f"postings/{posting.pk}/delete/",
    ):
        assert mallorys.post(f"/people/{path}", data).status_code == 404
        assert alices.post(f"/people/{path}".replace(f"/{northwind.pk}/", "/999999/"), data).status_code in {302, 404}
    for path in (f"organizations/{northwind.pk}/interest/", f"postings/{posting.pk}/delete/"):
        assert alices.get(f"/people/{path}").status_code == 405
    northwind.refresh_from_db()
    assert northwind.interest == 0


def test_whoever_is_nearest_stands_first_and_no_vacancy_is_needed(
    alices: Client, alice: User, northwind: Organization
) -> None:
    """P05, P12."""
    for name, tie in (("Ana", "none"), ("Ben", "weak"), ("Chris", "strong")):
        ContactFactory.create(owner=alice, first_name=name, last_name="", tie=tie, organization=northwind)

    response = alices.get(f"/people/organizations/{northwind.pk}/")

    assert [row.name for row in response.context["rows"]] == ["Chris", "Ben", "Ana"]
    assert "You need no vacancy to get to know the people there" in response.content.decode()
