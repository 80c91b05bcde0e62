"""What is worth remembering: added in a line, corrected in place, removed with a way back."""

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from contacts.models import Contact, Detail, Occasion, SavedLink
from tests.conftest import MONDAY, MORNING
from tests.factories import ContactFactory, DetailFactory, OccasionFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def marisol(alice: User) -> Contact:
    return ContactFactory.create(owner=alice, first_name="Marisol")


def words(content: bytes) -> str:
    return " ".join(strip_tags(content.decode()).split())


def details() -> list[tuple[str, str]]:
    return list(Detail.unscoped.values_list("kind", "text"))


def days() -> list[tuple[object, ...]]:
    return list(Occasion.unscoped.values_list("kind", "name", "month", "day", "year"))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_line_is_kept(alices: Client, marisol: Contact, headers: dict[str, str]) -> None:
    """P50."""
    response = alices.post(f"/people/{marisol.pk}/remember/", {"line": "family: two boys"}, headers=headers)

    assert details() == [("family", "two boys")]
    if headers:
        assert (response.status_code, response["HX-Retarget"]) == (200, "#about")
        assert "Family two boys Change this" in words(response.content)
    else:
        assert response["Location"] == f"/people/{marisol.pk}/"


def test_a_kind_can_be_chosen(alices: Client, marisol: Contact) -> None:
    alices.post(f"/people/{marisol.pk}/remember/", {"line": "rows on Sundays", "told": "interest"})

    assert details() == [("interest", "rows on Sundays")]


def test_a_birthday_is_kept(alices: Client, marisol: Contact) -> None:
    response = alices.post(f"/people/{marisol.pk}/remember/", {"line": "birthday 6 December 1981"}, headers=HTMX)

    assert days() == [("birthday", "", 12, 6, 1981)]
    assert "Birthday 6 December 1981 in 13 days, turns 45" in words(response.content)


def test_something_to_send_is_kept(alices: Client, alice: User, marisol: Contact) -> None:
    """P45."""
    alices.post(f"/people/{marisol.pk}/remember/", {"line": "https://example.org/robots robots in warehouses"})

    link = SavedLink.for_user(alice).get()
    assert (link.contact, link.url, link.title, link.saved_on, link.sent_on) == (
        marisol,
        "https://example.org/robots",
        "robots in warehouses",
        MONDAY,
        None,
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"line": " "}, "This field is required."),
        ({"line": "soon", "told": "day"}, "This says no day of the year. It looks like 12 April, or 12 April 1990."),
        ({"line": "robots", "told": "link"}, "This has no web address. It looks like example.org/robots."),
        ({"line": "https://ex ample", "told": "link"}, "Enter a valid URL."),
        ({"line": "birthday 1 May"}, "This day is noted already."),
        ({"line": "two boys", "told": "rumour"}, ""),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_kept_says_why_and_keeps_the_line(
    alices: Client, marisol: Contact, data: dict[str, str], message: str, headers: dict[str, str]
) -> None:
    OccasionFactory.create(contact=marisol)

    response = alices.post(f"/people/{marisol.pk}/remember/", data, headers=headers)

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert f'value="{data["line"]}"' in page
    assert (details(), len(days()), SavedLink.unscoped.count()) == ([], 1, 0)


def test_nothing_known_teaches_what_to_look_out_for(alices: Client, marisol: Contact) -> None:
    """P50."""
    page = alices.get(f"/people/{marisol.pk}/").content

    assert "What you will be glad to know next time: a daughter’s name" in words(page)
    assert '<details class="remember" id="remember" open>' in page.decode()


def test_a_detail_is_corrected_in_place(alices: Client, marisol: Contact) -> None:
    detail = DetailFactory.create(contact=marisol, text="Two boys")

    form = alices.get(f"/people/details/{detail.pk}/edit/", headers=HTMX).content.decode()
    saved = alices.post(f"/people/details/{detail.pk}/edit/", {"kind": "job", "text": "Two jobs"}, headers=HTMX)

    assert form.lstrip().startswith(f'<div class="fact" id="detail-{detail.pk}">')
    assert "Two boys</textarea>" in form
    assert saved["HX-Retarget"] == "#about"
    assert details() == [("job", "Two jobs")]


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_emptied_detail_says_what_is_missing(alices: Client, marisol: Contact, headers: dict[str, str]) -> None:
    detail = DetailFactory.create(contact=marisol, text="Two boys")

    response = alices.post(f"/people/details/{detail.pk}/edit/", {"kind": "job", "text": ""}, headers=headers)

    assert response.status_code == 422
    assert response.context["form"].errors == {"text": ["This field is required."]}
    assert details() == [("family", "Two boys")]


def test_a_detail_is_removed_with_a_way_back(alices: Client, marisol: Contact) -> None:
    detail = DetailFactory.create(contact=marisol, text="Two boys")

    response = alices.post(f"/people/details/{detail.pk}/delete/", headers=HTMX)
    (message,) = get_messages(response.wsgi_request)
    gone = details()
    alices.post(message.extra_tags)

    assert (str(message), gone) == ("Removed.", [])
    assert Detail.unscoped.get(pk=detail.pk).text == "Two boys"


def test_a_day_is_corrected_in_place(alices: Client, marisol: Contact) -> None:
    occasion = OccasionFactory.create(contact=marisol, month=2, day=29, year=1984)

    form = alices.get(f"/people/occasions/{occasion.pk}/edit/", headers=HTMX).content.decode()
    saved = alices.post(
        f"/people/occasions/{occasion.pk}/edit/",
        {"kind": "other", "name": "Leap day", "said": "28 February"},
        headers=HTMX,
    )

    assert 'value="29 February 1984"' in form
    assert saved.status_code == 200
    assert days() == [("other", "Leap day", 2, 28, None)]


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (
            {"kind": "birthday", "name": "", "said": "soon"},
            {"said": ["This says no day of the year. It looks like 12 April, or 12 April 1990."]},
        ),
        ({"kind": "anniversary", "name": "", "said": "12 April"}, {"__all__": ["This day is noted already."]}),
    ],
)
def test_a_day_that_cannot_be_kept_says_why(
    alices: Client, marisol: Contact, data: dict[str, str], errors: dict[str, list[str]]
) -> None:
    OccasionFactory.create(contact=marisol, kind="anniversary")
    occasion = OccasionFactory.create(contact=marisol)

    response = alices.post(f"/people/occasions/{occasion.pk}/edit/", data)

    assert response.status_code == 422
    assert response.context["form"].errors == errors


def test_a_day_is_removed_with_a_way_back(alices: Client, marisol: Contact) -> None:
    occasion = OccasionFactory.create(contact=marisol, year=1990)

    response = alices.post(f"/people/occasions/{occasion.pk}/delete/")
    (message,) = get_messages(response.wsgi_request)
    gone = days()
    alices.post(message.extra_tags)

    assert gone == []
    assert days() == [("birthday", "", 4, 12, 1990)]


@pytest.mark.parametrize("what", ["details", "occasions"])
def test_it_is_all_the_owners_alone(alices: Client, mallorys: Client, marisol: Contact, what: str) -> None:
    row = (DetailFactory if what == "details" else OccasionFactory).create(contact=marisol)
    data = {"kind": "other", "text": "Mine", "name": "Mine", "said": "1 May"}

    for path in ("edit", "delete"):
        assert mallorys.post(f"/people/{what}/{row.pk}/{path}/", data).status_code == 404
        assert alices.post(f"/people/{what}/999999/{path}/", data).status_code == 404
    assert mallorys.get(f"/people/{what}/{row.pk}/edit/").status_code == 404
    assert alices.get(f"/people/{what}/{row.pk}/delete/").status_code == 405
    assert mallorys.post(f"/people/{marisol.pk}/remember/", {"line": "Mine"}).status_code == 404
    assert alices.get(f"/people/{marisol.pk}/remember/").status_code == 405
    assert (len(details()), len(days())) == ((1, 0) if what == "details" else (0, 1))
