import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, Tag
from tests.factories import ContactFactory, TagFactory


@pytest.fixture
def rail(alice: User) -> Tag:
    tag = TagFactory.create(owner=alice, name="rail")
    ContactFactory.create(owner=alice).tags.add(tag)
    return tag


def test_tags_are_listed_with_their_people(alices: Client, rail: Tag) -> None:
    page = " ".join(alices.get("/people/tags/").content.decode().split())

    assert f'<a href="/people/?tag={rail.pk}">rail</a>' in page
    assert "1 person" in page


def test_no_tags_yet_says_what_they_are_for(alices: Client) -> None:
    assert "No tags yet" in alices.get("/people/tags/").content.decode()


def test_a_tag_is_renamed(alices: Client, rail: Tag) -> None:
    page = alices.get(f"/people/tags/{rail.pk}/edit/").content.decode()
    response = alices.post(f"/people/tags/{rail.pk}/edit/", {"name": " Rail  freight "})

    assert 'value="rail"' in page
    assert response["Location"] == "/people/tags/"
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Renamed."]
    assert Tag.unscoped.get().name == "Rail freight"


def test_renaming_onto_another_tag_makes_them_one(alices: Client, alice: User, rail: Tag) -> None:
    railway = TagFactory.create(owner=alice, name="Railway")

    response = alices.post(f"/people/tags/{rail.pk}/edit/", {"name": "railway"})

    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Both are now the tag “Railway”."]
    assert Contact.unscoped.get().tags.get() == railway


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "This field is required."),
        ("a, b", "A comma separates tags, so a name cannot have one."),
        ("\u0301", "Give it a name of letters or digits."),
    ],
)
def test_a_name_that_is_none_is_refused(alices: Client, rail: Tag, name: str, message: str) -> None:
    response = alices.post(f"/people/tags/{rail.pk}/edit/", {"name": name})

    assert response.status_code == 422
    assert response.context["form"].errors == {"name": [message]}
    assert Tag.unscoped.get().name == "rail"


def test_deleting_a_tag_leaves_the_people(alices: Client, rail: Tag) -> None:
    page = alices.get(f"/people/tags/{rail.pk}/delete/").content.decode()
    assert Tag.unscoped.count() == 1
    response = alices.post(f"/people/tags/{rail.pk}/delete/")
    (message,) = get_messages(response.wsgi_request)
    left = (Tag.unscoped.count(), Contact.unscoped.count())
    alices.post(message.extra_tags)

    assert "taken off 1 person" in page
    assert response["Location"] == "/people/tags/"
    assert left == (0, 1)
    assert list(Contact.unscoped.values_list("tags__name")) == [("rail",)]


def test_tags_are_the_owners_alone(alices: Client, mallorys: Client, rail: Tag) -> None:
    assert alices.post("/people/tags/").status_code == 405
    assert ">rail<" not in mallorys.get("/people/tags/").content.decode()
    for verb in ("edit", "delete"):
        assert mallorys.get(f"/people/tags/{rail.pk}/{verb}/").status_code == 404
        assert mallorys.post(f"/people/tags/{rail.pk}/{verb}/", {"name": "mine"}).status_code == 404
    assert Tag.unscoped.get().name == "rail"


def test_tags_cost_the_same_for_one_and_for_three(alices: Client, alice: User, rail: Tag) -> None:
    alices.get("/people/tags/")
    with CaptureQueriesContext(connection) as one:
        alices.get("/people/tags/")
    for tag in TagFactory.create_batch(2, owner=alice):
        ContactFactory.create(owner=alice).tags.add(tag)
    with CaptureQueriesContext(connection) as three:
        alices.get("/people/tags/")

    assert len(one) == len(three)
