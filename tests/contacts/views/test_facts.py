"""Things about a person, changed where they stand: works, stranger, bad method, bad input."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from contacts.models import Contact
from tests.conftest import MORNING
from tests.factories import ContactFactory, ContactPointFactory, OrganizationFactory, TagFactory

HTMX = {"HX-Request": "true"}
EMPTY = {"points-TOTAL_FORMS": "0", "points-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def marisol(alice: User) -> Contact:
    return ContactFactory.create(
        owner=alice,
        first_name="Marisol",
        how_known="Introduced by Wei",
        notes="Grew up in Valencia.",
        organization=OrganizationFactory.create(owner=alice, name="Northwind"),
    )


def words(content: bytes) -> str:
    return " ".join(strip_tags(content.decode()).split())


CHANGES = [
    ("work", {"title": "Chief", "organization_name": "Globex"}, "Chief, Globex"),
    ("work", {"title": "", "organization_name": ""}, ""),
    ("how", {"how_known": "School"}, "School"),
    ("tie", {"tie": "strong", "walk_of_life": "school"}, ("strong", "school")),
    ("touch", {"tier": "key", "cadence_months": "2"}, date(2026, 10, 3)),
    ("tags", {"tag_names": "rail, Lyon"}, ["Lyon", "rail"]),
    ("notes", {"notes": "Two sons."}, "Two sons."),
]


def state(name: str, contact: Contact) -> object:
    """What a fact says of ``contact``."""
    return {
        "work": contact.headline,
        "how": contact.how_known,
        "tie": (contact.tie, contact.walk_of_life),
        "touch": contact.next_touch_on,
        "tags": sorted(tag.name for tag in contact.tags.all()),
        "notes": contact.notes,
    }[name]


@pytest.mark.parametrize(("name", "data", "changed"), CHANGES)
def test_each_fact_is_changed_alone(
    alices: Client, marisol: Contact, name: str, data: dict[str, str], changed: object
) -> None:
    """P07, P12, P49."""
    page = alices.get(f"/people/{marisol.pk}/edit/{name}/")
    before = {other: state(other, marisol) for other, _, _ in CHANGES}
    response = alices.post(f"/people/{marisol.pk}/edit/{name}/", data)

    contact = Contact.unscoped.select_related("organization").get(pk=marisol.pk)
    assert page.status_code == 200
    assert (response.status_code, response["Location"]) == (302, f"/people/{marisol.pk}/")
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Saved."]
    assert state(name, contact) == changed
    assert {other: state(other, contact) for other in before if other != name} == {
        other: said for other, said in before.items() if other != name
    }


def test_what_changed_meanwhile_is_not_written_over(alices: Client, marisol: Contact) -> None:
    """Another window changed the notes while this one was open at how they are known."""
    alices.get(f"/people/{marisol.pk}/edit/how/")
    Contact.unscoped.filter(pk=marisol.pk).update(notes="New notes", tier="key")

    alices.post(f"/people/{marisol.pk}/edit/how/", {"how_known": "School"})

    marisol.refresh_from_db()
    assert (marisol.how_known, marisol.notes, marisol.tier) == ("School", "New notes", "key")


def test_a_new_title_is_found_at_once(alices: Client, marisol: Contact) -> None:
    alices.post(f"/people/{marisol.pk}/edit/work/", {"title": "Conductor", "organization_name": "Northwind"})

    marisol.refresh_from_db()
    assert "conductor" in marisol.search_key


def test_htmx_gets_a_small_form_and_the_page_as_it_then_is(alices: Client, marisol: Contact) -> None:
    form = alices.get(f"/people/{marisol.pk}/edit/how/", headers=HTMX)
    saved = alices.post(f"/people/{marisol.pk}/edit/how/", {"how_known": "School"}, headers=HTMX)

    assert form.content.decode().lstrip().startswith('<div class="fact" id="fact-how">')
    assert 'value="Introduced by Wei"' in form.content.decode()
    assert saved.content.decode().lstrip().startswith('<div class="about" id="about"')
    assert (saved["HX-Retarget"], saved["HX-Reswap"]) == ("#about", "outerHTML")
    assert "How I know them School" in words(saved.content)
    assert 'href="/people/' in saved.content.decode()
    assert 'id="work"' not in saved.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "also"),
    [
        ("work", {"title": "Chief", "organization_name": ""}, '<span class="fact" id="work" hx-swap-oob="true">'),
        ("touch", {"tier": "none", "cadence_months": ""}, '<section class="panel" id="next"'),
    ],
)
def test_what_says_the_same_elsewhere_changes_along(
    alices: Client, marisol: Contact, name: str, data: dict[str, str], also: str
) -> None:
    saved = alices.post(f"/people/{marisol.pk}/edit/{name}/", data, headers=HTMX)

    assert also in saved.content.decode()
    assert saved.content.decode().count("hx-swap-oob") == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_kept_says_why_and_keeps_the_text(
    alices: Client, marisol: Contact, headers: dict[str, str]
) -> None:
    response = alices.post(
        f"/people/{marisol.pk}/edit/touch/", {"tier": "key", "cadence_months": "99"}, headers=headers
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {"cadence_months": ["Ensure this value is less than or equal to 60."]}
    assert 'value="99"' in response.content.decode()
    assert "HX-Retarget" not in response


def test_only_what_is_theirs_can_be_changed(alices: Client, mallorys: Client, marisol: Contact) -> None:
    for client, path in (
        (mallorys, f"/people/{marisol.pk}/edit/how/"),
        (mallorys, f"/people/{marisol.pk}/edit/addresses/"),
        (alices, "/people/999999/edit/how/"),
        (alices, f"/people/{marisol.pk}/edit/salary/"),
    ):
        assert (client.get(path).status_code, client.post(path, {"how_known": "Mine"}).status_code) == (404, 404)
    assert alices.put(f"/people/{marisol.pk}/edit/how/").status_code == 405
    marisol.refresh_from_db()
    assert marisol.how_known == "Introduced by Wei"


# --- Who introduced them ----------------------------------------------------------------------------------------------


@pytest.fixture
def anas(alice: User) -> dict[str, Contact]:
    """Two people called Ana, and Ben."""
    return {
        last: ContactFactory.create(owner=alice, first_name=first, last_name=last, title="Baker")
        for first, last in (("Ana", "Silva"), ("Ana", "Lopes"), ("Ben", "Whitaker"))
    }


def introduce(client: Client, contact: Contact, **data: object) -> int:
    return client.post(f"/people/{contact.pk}/edit/introducer/", data).status_code


@pytest.mark.parametrize("typed", ["Ben Whitaker", "ben", "whit", " BEN  w"])
def test_whoever_introduced_them_is_found_by_typing(
    alices: Client, marisol: Contact, anas: dict[str, Contact], typed: str
) -> None:
    assert introduce(alices, marisol, introduced_by_name=typed) == 302

    marisol.refresh_from_db()
    assert marisol.introduced_by == anas["Whitaker"]


def test_of_several_one_is_picked(alices: Client, marisol: Contact, anas: dict[str, Contact]) -> None:
    asked = alices.post(f"/people/{marisol.pk}/edit/introducer/", {"introduced_by_name": "ana"})
    picked = introduce(alices, marisol, introduced_by_name="ana", introduced_by=anas["Lopes"].pk)

    marisol.refresh_from_db()
    assert asked.status_code == 422
    assert asked.context["form"].errors == {"introduced_by": ["Several people fit. Pick the one you mean below."]}
    page = asked.content.decode()
    assert [f'value="{person.pk}"' in page for person in anas.values()] == [True, True, False]
    assert 'value="ana"' in page
    assert (picked, marisol.introduced_by) == (302, anas["Lopes"])


def test_the_words_count_more_than_somebody_picked_before(
    alices: Client, marisol: Contact, anas: dict[str, Contact]
) -> None:
    """Without scripts the list below still shows whom the page knew."""
    introduce(alices, marisol, introduced_by_name="Ben", introduced_by=anas["Lopes"].pk)

    marisol.refresh_from_db()
    assert marisol.introduced_by == anas["Whitaker"]


def test_nothing_typed_means_nobody(alices: Client, marisol: Contact, anas: dict[str, Contact]) -> None:
    Contact.unscoped.filter(pk=marisol.pk).update(introduced_by=anas["Silva"])

    page = alices.get(f"/people/{marisol.pk}/edit/introducer/").content.decode()
    introduce(alices, marisol, introduced_by_name="", introduced_by=anas["Silva"].pk)

    marisol.refresh_from_db()
    assert 'value="Ana Silva"' in page
    assert marisol.introduced_by is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Zoe", "Nobody of that name is in your list. Add them first, or leave this empty."),
        ("Marisol", "Nobody of that name is in your list. Add them first, or leave this empty."),
        ("x\x00y", "Null characters are not allowed."),
    ],
)
def test_nobody_there_is_said(alices: Client, marisol: Contact, typed: str, message: str) -> None:
    response = alices.post(f"/people/{marisol.pk}/edit/introducer/", {"introduced_by_name": typed})

    assert response.status_code == 422
    assert response.context["form"].errors["introduced_by"][0] in {
        message,
        "Nobody of that name is in your list. Add them first, or leave this empty.",
    }


def test_a_circle_is_refused_with_its_people(alices: Client, marisol: Contact, anas: dict[str, Contact]) -> None:
    Contact.unscoped.filter(pk=anas["Silva"].pk).update(introduced_by=marisol)

    response = alices.post(f"/people/{marisol.pk}/edit/introducer/", {"introduced_by_name": "Ana Silva"})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "introduced_by": ["That would go in a circle: Marisol led to Ana, who led to Marisol. Nothing was saved."]
    }


def test_the_picker_offers_only_ones_own_people_and_few(
    alices: Client, alice: User, mallory: User, anas: dict[str, Contact]
) -> None:
    ContactFactory.create(owner=mallory, first_name="Anastasia")
    ContactFactory.create_batch(12, owner=alice, first_name="Dora")

    def asked(typed: str) -> bytes:
        query = {"field": "introduced_by", "introduced_by_name": typed}
        return alices.get("/people/pick/", query, headers=HTMX).content

    found, many, one, nobody = words(asked("an")), asked("do").decode(), asked("ben").decode(), words(asked("q\x00"))

    assert found == "Ana Lopes Baker Ana Silva Baker"
    assert many.count('type="radio"') == 8
    assert "checked" in one
    assert nobody == "Nobody of that name is in your list."
    assert alices.get("/people/pick/", {"field": "notes", "notes_name": "ben"}).status_code == 404
    assert alices.post("/people/pick/").status_code == 405


def test_organizations_are_suggested_while_one_types(alices: Client, alice: User, mallory: User) -> None:
    OrganizationFactory.create(owner=mallory, name="Northern")
    for name in ("Northwind", "Norddeich", "Acme"):
        OrganizationFactory.create(owner=alice, name=name)

    found = alices.get("/people/organizations/suggest/", {"organization_name": "nor"}, headers=HTMX).content.decode()
    nothing = alices.get("/people/organizations/suggest/", {"organization_name": " "}, headers=HTMX).content.decode()

    assert "".join(found.split()) == '<optionvalue="Norddeich"></option><optionvalue="Northwind"></option>'
    assert nothing.strip() == ""
    assert alices.post("/people/organizations/suggest/").status_code == 405


def test_no_form_carries_a_list_of_everybody(alices: Client, alice: User, marisol: Contact) -> None:
    """A select of thousands made the page 285 KB."""
    for page in (f"/people/{marisol.pk}/edit/", "/people/new/", f"/people/{marisol.pk}/edit/introducer/"):
        alone = len(alices.get(page).content)
        ContactFactory.create_batch(30, owner=alice)
        OrganizationFactory.create_batch(30, owner=alice)
        assert len(alices.get(page).content) == alone


# --- Ways to reach them -----------------------------------------------------------------------------------------------


def test_addresses_are_changed_in_place(alices: Client, marisol: Contact) -> None:
    point = ContactPointFactory.create(contact=marisol, value="old@example.com")
    lines = {
        "points-TOTAL_FORMS": "2",
        "points-INITIAL_FORMS": "1",
        "points-0-id": str(point.pk),
        "points-0-kind": "email",
        "points-0-value": "new@example.com",
        "points-1-value": "912 345 678",
    }

    form = alices.get(f"/people/{marisol.pk}/edit/addresses/", headers=HTMX).content.decode()
    saved = alices.post(f"/people/{marisol.pk}/edit/addresses/", lines, headers=HTMX).content.decode()

    assert 'value="old@example.com"' in form
    assert list(marisol.points.values_list("kind", "value")) == [
        ("email", "new@example.com"),
        ("phone", "912 345 678"),
    ]
    assert 'id="reach" hx-swap-oob="true"' in saved
    assert "mailto:new@example.com" in saved


def test_an_address_that_is_none_is_kept_in_its_line(alices: Client, marisol: Contact) -> None:
    lines = {"points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0", "points-0-kind": "email", "points-0-value": "x@"}

    response = alices.post(f"/people/{marisol.pk}/edit/addresses/", lines, headers=HTMX)

    assert response.status_code == 422
    assert "This is no e-mail address yet." in response.content.decode()
    assert 'value="x@"' in response.content.decode()
    assert marisol.points.count() == 0


def test_an_address_that_someone_has_is_mentioned(alices: Client, alice: User, marisol: Contact) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    ContactPointFactory.create(contact=ana, value="ana@example.com")
    lines = {"points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0", "points-0-value": "ana@example.com"}

    response = alices.post(f"/people/{marisol.pk}/edit/addresses/", lines)

    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Ana Silva already has the address ana@example.com. Are they the same person?",
        "Saved.",
    ]


def test_a_page_shows_pencils_for_everything(alices: Client, marisol: Contact) -> None:
    marisol.tags.add(TagFactory.create(owner=marisol.owner))

    page = alices.get(f"/people/{marisol.pk}/").content.decode()

    for name in ("work", "how", "tie", "touch", "introducer", "tags", "notes", "addresses"):
        assert f'href="/people/{marisol.pk}/edit/{name}/"' in page, name
