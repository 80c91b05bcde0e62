"""Saved views in the pages: kept from the list, opened, changed, renamed, mended, deleted and taken back."""

import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, SavedView, Tag
from contacts.models.saved_view import MOST_VIEWS
from tests.factories import ContactFactory, OrganizationFactory, SavedViewFactory, TagFactory

HTMX = {"HX-Request": "true"}


def names(response: object) -> list[str]:
    return [row.contact.first_name for row in response.context["rows"]]  # type: ignore[attr-defined]


def said(response: object) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def words(response: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())  # type: ignore[attr-defined]


@pytest.fixture
def rail(alice: User) -> Tag:
    tag = TagFactory.create(owner=alice, name="rail")
    ContactFactory.create(owner=alice, first_name="Ana", tie="strong").tags.add(tag)
    ContactFactory.create(owner=alice, first_name="Ben", tie="weak").tags.add(tag)
    ContactFactory.create(owner=alice, first_name="Chloé", tie="strong")
    return tag


def test_what_the_list_shows_is_kept_and_opened_again(alices: Client, alice: User, rail: Tag) -> None:
    offered = alices.get(f"/people/?q=&tag={rail.pk}&sort=last&page=1")
    assert f'name="query" value="tag={rail.pk}&amp;sort=last"' in offered.content.decode()
    assert "Save this view" not in words(alices.get("/people/"))

    kept = alices.post("/people/views/new/", {"name": " Rail  people ", "query": f"sort=last&tag={rail.pk}&page=3"})
    view = SavedView.for_user(alice).get()
    assert (view.name, view.query, view.tag, view.tag_name) == ("Rail people", "sort=last", rail, "rail")
    assert (kept["Location"], said(kept)) == (
        f"/people/views/{view.pk}/",
        ["“Rail people” is kept above your people."],
    )

    opened = alices.get(f"/people/views/{view.pk}/")
    page = opened.content.decode()
    assert names(opened) == ["Ana", "Ben"]
    assert f'<a href="/people/views/{view.pk}/" aria-current="page">Rail people</a>' in page
    assert f'name="filter" value="tag={rail.pk}&amp;sort=last"' in page
    assert "Save" not in words(opened)
    assert "The same as Rail people" in words(alices.get(f"/people/?sort=last&tag={rail.pk}"))


def test_a_view_is_changed_and_replaced_or_kept_as_another(alices: Client, alice: User, rail: Tag) -> None:
    view = SavedViewFactory.create(owner=alice, name="Rail people", query="", tag=rail, tag_name="rail")

    changed = alices.get(f"/people/views/{view.pk}/?tag={rail.pk}&tie=strong&q=", headers=HTMX)
    assert names(changed) == ["Ana"]
    assert changed["HX-Push-Url"] == f"/people/views/{view.pk}/?tie=strong&tag={rail.pk}"
    assert "Replace “Rail people”" in words(changed)
    assert "Save as new" in words(changed)
    everyone = alices.get(f"/people/views/{view.pk}/?q=&tag=", headers=HTMX)
    assert (len(names(everyone)), everyone["HX-Push-Url"]) == (3, f"/people/views/{view.pk}/?q=")
    assert "Replace" not in words(everyone)

    replaced = alices.post(f"/people/views/{view.pk}/show/", {"query": f"tie=strong&tag={rail.pk}"})
    assert said(replaced) == ["“Rail people” now shows this."]
    assert names(alices.get(f"/people/views/{view.pk}/")) == ["Ana"]
    refused = alices.post(f"/people/views/{view.pk}/show/", {"query": "tie=royal"})
    assert said(refused) == ["“Rail people” stays as it is. That filter is none any more. Set it again on the list."]


def test_a_name_that_is_taken_can_be_given_anew(alices: Client, alice: User) -> None:
    view = SavedViewFactory.create(owner=alice, name="Málaga")

    asked = alices.post("/people/views/new/", {"name": "malaga", "query": "tie=weak"}, headers=HTMX)
    assert asked.status_code == 422
    assert "You already have a view called “Málaga”." in words(asked)
    assert 'value="malaga"' in asked.content.decode()
    assert "Replace “Málaga”" in words(asked)
    assert SavedView.for_user(alice).get().query == "tier=key"

    alices.post("/people/views/new/", {"name": "malaga", "query": "tie=weak", "replace": view.pk})
    assert SavedView.for_user(alice).get().query == "tie=weak"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"name": "…", "query": ""}, "Set a filter or an order on the list first, so that there is something to keep."),
        ({"name": "Key", "query": "tier=royal"}, "That filter is none any more. Set it again on the list."),
        ({"name": " ", "query": "tier=key"}, "This field is required."),
    ],
)
def test_what_cannot_be_kept_says_why(alices: Client, alice: User, sent: dict[str, str], error: str) -> None:
    response = alices.post("/people/views/new/", sent)

    assert response.status_code == 422
    assert error in words(response)
    assert not SavedView.for_user(alice).exists()


def test_too_many_views_say_so(alices: Client, alice: User) -> None:
    SavedViewFactory.create_batch(MOST_VIEWS, owner=alice)

    response = alices.post("/people/views/new/", {"name": "One more", "query": "tie=weak"})

    assert response.status_code == 422
    assert "You have 30 views, and there is room for no more." in words(response)


def test_a_view_whose_tag_is_gone_says_so_and_is_mended(alices: Client, alice: User, rail: Tag) -> None:
    view = SavedViewFactory.create(owner=alice, name="Rail", query="tie=strong", tag=rail, tag_name="rail")
    rail.delete()

    opened = alices.get(f"/people/views/{view.pk}/")
    assert names(opened) == ["Ana", "Chloé"]
    assert "The tag “rail” is gone, so “Rail” is shown without it." in words(opened)
    assert "The tag “rail” is gone." in words(alices.get("/people/views/"))

    alices.post(f"/people/views/{view.pk}/show/", {"query": opened.context["form"].query})
    assert "is gone" not in words(alices.get(f"/people/views/{view.pk}/"))


def test_a_view_of_a_filter_that_is_none_any_more_is_shown_without_it(alices: Client, alice: User, rail: Tag) -> None:
    view = SavedViewFactory.create(owner=alice, name="Odd", query="tier=royal&tie=weak")
    lost = SavedViewFactory.create(owner=alice, name="Globex", query="organization=globex")

    opened = alices.get(f"/people/views/{view.pk}/")
    assert names(opened) == ["Ben"]
    assert "The filter “Keep in touch” is gone, so “Odd” is shown without it." in words(opened)
    assert "No organization is called “globex” now." in words(alices.get(f"/people/views/{lost.pk}/"))


def test_views_are_renamed_moved_deleted_and_taken_back(alices: Client, alice: User) -> None:
    one, two = (SavedViewFactory.create(owner=alice, name=name, position=at) for at, name in enumerate(("One", "Two")))

    assert alices.post(f"/people/views/{one.pk}/edit/", {"name": "TWO"}).status_code == 422
    alices.post(f"/people/views/{one.pk}/edit/", {"name": "First"})
    alices.post(f"/people/views/{two.pk}/move/", {"to": "left"})
    assert [view.name for view in alices.get("/people/views/").context["views"]] == ["Two", "First"]
    deleted = alices.post(f"/people/views/{two.pk}/delete/")
    assert said(deleted) == ["The view “Two” is deleted. The people stay."]
    (undo,) = [message.extra_tags for message in get_messages(deleted.wsgi_request)]
    assert undo is not None
    alices.post(undo)

    assert [view.name for view in SavedView.for_user(alice).in_order()] == ["Two", "First"]


def test_the_page_of_views_suggests_what_is_not_kept_yet(alices: Client, alice: User) -> None:
    ContactFactory.create(owner=alice, walk_of_life="work")
    SavedViewFactory.create(owner=alice, query="sort=last")

    context = alices.get("/people/views/").context

    assert [label for label, _ in context["starts"]] == [
        "No word for a year",
        "No tie yet",
        "From no walk of life yet",
        "No e-mail address",
    ]
    assert "Work" not in [name for _, name in context["nobody_from"]]
    assert len(context["nobody_from"]) == 9


def test_many_at_once_leads_back_to_the_view(alices: Client, alice: User, rail: Tag) -> None:
    view = SavedViewFactory.create(owner=alice, query="tie=strong")
    query = alices.get(view.get_absolute_url()).context["form"].query

    asked = alices.get("/people/several/", {"everyone": "1", "filter": query})

    assert asked.context["count"] == 2
    assert asked.context["list_address"] == view.get_absolute_url()


def test_the_search_box_finds_views_by_name(alices: Client, alice: User) -> None:
    view = SavedViewFactory.create(owner=alice, name="Málaga people")
    OrganizationFactory.create(owner=alice, name="Acme")

    (group,) = alices.get("/people/find/", {"q": "malag"}).context["groups"]

    assert [(line.title, line.url) for line in group.lines] == [("Málaga people", view.get_absolute_url())]


@pytest.mark.parametrize("count", [1, 3])
def test_a_view_takes_as_many_queries_as_the_list_and_one_more(alices: Client, alice: User, count: int) -> None:
    SavedViewFactory.create_batch(count, owner=alice)
    ContactFactory.create_batch(count, owner=alice, tier="key")
    view = SavedView.for_user(alice).latest("pk")

    with CaptureQueriesContext(connection) as queries:
        alices.get(view.get_absolute_url())

    assert Contact.for_user(alice).count() == count
    assert len(queries) == 9
