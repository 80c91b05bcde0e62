"""The list of people, and one of them: works, stranger, bad method, bad input."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contacts.models import Contact, ContactPoint, Organization
from tests.conftest import MONDAY, MORNING
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    EventFactory,
    FollowUpFactory,
    InteractionFactory,
    OrganizationFactory,
    TagFactory,
)

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def names(response: "Response") -> list[str]:
    return [row.contact.name for row in response.context["rows"]]


def toasts(response: "Response") -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- List -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def three(alice: User) -> dict[str, Contact]:
    northwind = OrganizationFactory.create(owner=alice, name="Northwind")
    rail = TagFactory.create(owner=alice, name="rail")
    ana = ContactFactory.create(
        owner=alice,
        first_name="Ana",
        last_name="",
        tier="key",
        tie="strong",
        organization=northwind,
        next_touch_on=date(2026, 11, 21),
        last_interaction_on=date(2026, 8, 21),
        added_on=date(2026, 8, 1),
    )
    ana.tags.add(rail)
    ContactFactory.create(
        owner=alice, first_name="Ben", last_name="", next_touch_on=date(2027, 2, 1), added_on=date(2026, 8, 3)
    )
    ContactFactory.create(
        owner=alice,
        first_name="Chloé",
        last_name="",
        tier="none",
        last_interaction_on=date(2026, 11, 1),
        added_on=date(2026, 8, 2),
    )
    ContactFactory.create(owner=alice, first_name="Dora", last_name="", is_archived=True, do_not_contact=True)
    return {contact.first_name: contact for contact in Contact.for_user(alice)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ana", "Ben", "Chloé"]),
        ("q=chloe", ["Chloé"]),
        ("q=northwind", ["Ana"]),
        ("tier=key", ["Ana"]),
        ("tie=strong", ["Ana"]),
        ("show=due", ["Ana"]),
        ("show=archived", ["Dora"]),
        ("show=blocked", ["Dora"]),
        ("sort=last", ["Ben", "Ana", "Chloé"]),
        ("sort=next", ["Ana", "Ben", "Chloé"]),
        ("sort=newest", ["Ben", "Chloé", "Ana"]),
        ("q=ana&tier=light", []),
        ("last=3", ["Ana"]),
        ("last=6", []),
        ("last=never", ["Ben"]),
        ("walk=none", ["Ana", "Ben", "Chloé"]),
        ("walk=work", []),
        ("added=2026-08-02", ["Ben", "Chloé"]),
        ("email=yes", []),
        ("email=no", ["Ana", "Ben", "Chloé"]),
        ("organization=north", ["Ana"]),
        ("organization=globex", []),
        ("page=99", ["Ana", "Ben", "Chloé"]),
    ],
)
def test_the_list_finds_filters_and_sorts(
    alices: Client, three: dict[str, Contact], query: str, found: list[str]
) -> None:
    assert names(alices.get(f"/people/?{query}")) == found


def test_the_list_filters_by_tag(alices: Client, three: dict[str, Contact]) -> None:
    assert names(alices.get("/people/", {"tag": three["Ana"].tags.get().pk})) == ["Ana"]


@pytest.mark.parametrize(
    "query", ["tier=royal", "tag=999999", "organization=%00", "show=all", "q=%00", "event=1", "last=1", "added=x"]
)
def test_a_filter_that_is_none_is_not_found(alices: Client, three: dict[str, Contact], query: str) -> None:
    assert alices.get(f"/people/?{query}").status_code == 404


def test_the_list_filters_by_event_and_address(alices: Client, three: dict[str, Contact], alice: User) -> None:
    fair = EventFactory.create(owner=alice, name="Fair")
    fair.people.add(three["Ben"])
    ContactPointFactory.create(contact=three["Ana"])

    assert names(alices.get("/people/", {"event": fair.pk})) == ["Ben"]
    assert names(alices.get("/people/?email=yes")) == ["Ana"]


def test_what_is_on_can_be_taken_away_one_by_one(alices: Client, three: dict[str, Contact]) -> None:
    rail = three["Ana"].tags.get()

    form = alices.get(f"/people/?q=ana&tag={rail.pk}&walk=&last=3&added=2026-08-01&page=1").context["form"]

    assert [(chip.label, chip.without) for chip in form.chips] == [
        ("Tag: rail", "q=ana&last=3&added=2026-08-01"),
        ("No word for three months", f"q=ana&tag={rail.pk}&added=2026-08-01"),
        ("Added since 1 August 2026", f"q=ana&tag={rail.pk}&last=3"),
    ]


def test_a_row_says_why_it_was_found(alices: Client, three: dict[str, Contact]) -> None:
    InteractionFactory.create(contact=three["Ben"], summary="Talked about Lyon", on=date(2026, 11, 21))

    answer = " ".join(alices.get("/people/?q=lyon").content.decode().split())

    assert "last Saturday: Talked about <mark>Lyon</mark>" in answer


def test_a_strangers_tag_is_not_found(mallorys: Client, three: dict[str, Contact]) -> None:
    assert mallorys.get("/people/", {"tag": three["Ana"].tags.get().pk}).status_code == 404
    assert names(mallorys.get("/people/")) == []


def test_the_list_says_where_one_stands(alices: Client, three: dict[str, Contact]) -> None:
    FollowUpFactory.create(contact=three["Ben"], what="Send the slides", due_on=date(2026, 11, 20))

    page = alices.get("/people/").content.decode()

    for words in (
        "Due for a word since Saturday",
        "Send the slides",
        "planned for last Friday",
        "Last spoke on 1 November",
    ):
        assert words in page


def test_typing_swaps_the_rows_and_keeps_a_clean_address(alices: Client, three: dict[str, Contact]) -> None:
    response = alices.get("/people/?q=ana&tier=&tag=&sort=name", headers=HTMX)

    assert response.content.decode().lstrip().startswith('<div id="rows">')
    assert response["HX-Push-Url"] == "/people/?q=ana&sort=name"
    assert "HX-Request" in response["Vary"]


def test_the_list_has_pages(alices: Client, alice: User) -> None:
    ContactFactory.create_batch(51, owner=alice)

    first, second = alices.get("/people/"), alices.get("/people/?page=2&q=marisol")

    assert (len(names(first)), len(names(second))) == (50, 1)
    assert 'href="?page=1&amp;q=marisol"' in second.content.decode()


def test_nobody_yet_teaches_where_to_look(alices: Client) -> None:
    """P01."""
    page = alices.get("/people/").content.decode()

    assert "You know more people than you think" in page
    assert "/people/brainstorm/?walk=school" in page


def test_nobody_found_offers_a_way_back(alices: Client, three: dict[str, Contact]) -> None:
    assert "Nobody found" in alices.get("/people/?q=nobody").content.decode()


def test_everyone_archived_says_so(alices: Client, alice: User) -> None:
    ContactFactory.create(owner=alice, is_archived=True)

    assert "Everyone is archived" in alices.get("/people/").content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(alices: Client, alice: User) -> None:
    def add() -> None:
        contact = ContactFactory.create(
            owner=alice, organization=OrganizationFactory.create(owner=alice), next_touch_on=MONDAY
        )
        contact.tags.add(TagFactory.create(owner=alice))
        FollowUpFactory.create(contact=contact)

    add()
    alices.get("/people/")
    with CaptureQueriesContext(connection) as one:
        alices.get("/people/")
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        alices.get("/people/")

    assert len(one) == len(three) <= 10


# --- One person -------------------------------------------------------------------------------------------------------


@pytest.fixture
def marisol(alice: User) -> Contact:
    return ContactFactory.create(
        owner=alice,
        first_name="Marisol",
        organization=OrganizationFactory.create(owner=alice, name="Northwind"),
        how_known="Introduced by Wei",
        notes="Grew up in Valencia.",
    )


def test_a_contact_shows_who_they_are(alices: Client, alice: User, marisol: Contact) -> None:
    """P07, P50."""
    wei = ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")
    Contact.unscoped.filter(pk=marisol.pk).update(introduced_by=wei)
    ContactPointFactory.create(contact=marisol, value="marisol@example.com")
    ContactPointFactory.create(contact=marisol, kind="profile", value="linkedin.com/in/marisol", label="work")
    ContactPointFactory.create(contact=wei, value="Marisol@example.com")
    marisol.tags.add(TagFactory.create(owner=alice, name="rail"))

    page = alices.get(f"/people/{marisol.pk}/").content.decode()
    weis = alices.get(f"/people/{wei.pk}/").content.decode()

    for words in (
        "Marisol Ibáñez",
        "Head of Logistics",
        "Northwind",
        "Introduced by Wei",
        "Grew up in Valencia.",
        "mailto:marisol@example.com",
        'rel="noopener noreferrer"',
        "already has Marisol@example.com",
        "Regular, every 6 months",
        f"/outreach/add/?contact={marisol.pk}",
        f"/interviews/new/?contact={marisol.pk}",
    ):
        assert words in " ".join(page.split()), words
    assert f'<a href="/people/{marisol.pk}/">Marisol Ibáñez</a>' in weis


def test_a_timeline_has_pages(alices: Client, marisol: Contact) -> None:
    for day in range(1, 26):
        InteractionFactory.create(contact=marisol, on=date(2026, 10, day), summary=f"Talk {day}.")

    first = alices.get(f"/people/{marisol.pk}/").content.decode()
    older = alices.get(f"/people/{marisol.pk}/?page=2").content.decode()

    assert "Talk 25." in first
    assert "Talk 5." not in first
    assert "Talk 5." in older


def test_the_timeline_says_at_which_event_they_met(alices: Client, alice: User, marisol: Contact) -> None:
    event = EventFactory.create(owner=alice, name="Rail evening", on=date(2026, 11, 3))
    event.people.add(marisol)
    InteractionFactory.create(contact=marisol, kind="meeting", direction="mutual", event=event, on=event.on)
    InteractionFactory.create(contact=marisol, kind="call", direction="mutual")

    page = " ".join(alices.get(f"/people/{marisol.pk}/").content.decode().split())

    assert f'<h3> You met at <a href="/people/events/{event.pk}/">Rail evening</a> </h3>' in page
    assert "<h3> You talked on the phone </h3>" in page


def test_a_contact_costs_the_same_for_one_and_for_three(alices: Client, marisol: Contact) -> None:
    def add() -> None:
        InteractionFactory.create(contact=marisol)
        FollowUpFactory.create(contact=marisol)
        ContactPointFactory.create(contact=marisol)

    add()
    alices.get(f"/people/{marisol.pk}/")
    with CaptureQueriesContext(connection) as one:
        alices.get(f"/people/{marisol.pk}/")
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        alices.get(f"/people/{marisol.pk}/")

    assert len(one) == len(three)


@pytest.mark.parametrize("path", ["", "edit/", "delete/"])
def test_a_stranger_finds_nobody(mallorys: Client, marisol: Contact, path: str) -> None:
    assert mallorys.get(f"/people/{marisol.pk}/{path}").status_code == 404
    assert mallorys.get("/people/999999/").status_code == 404
    assert mallorys.post(f"/people/{marisol.pk}/edit/", {"first_name": "Mine"}).status_code == 404
    assert mallorys.post(f"/people/{marisol.pk}/delete/").status_code == 404
    assert Contact.unscoped.get(pk=marisol.pk).first_name == "Marisol"


@pytest.mark.parametrize("path", ["/people/", "/people/{}/"])
def test_pages_that_only_show_refuse_to_be_posted_to(alices: Client, marisol: Contact, path: str) -> None:
    assert alices.post(path.format(marisol.pk)).status_code == 405


# --- Adding -----------------------------------------------------------------------------------------------------------

NEW = {"first_name": "Wei", "tie": "weak", "tier": "regular"}


def test_a_first_name_is_enough(alices: Client, alice: User) -> None:
    response = alices.post("/people/new/", NEW)

    contact = Contact.for_user(alice).get()
    assert (response.status_code, response["Location"]) == (302, f"/people/{contact.pk}/")
    assert (contact.name, contact.added_on, contact.next_touch_on) == ("Wei", MONDAY, date(2027, 5, 23))
    assert toasts(response) == ["Wei is in your list."]


def test_all_that_is_typed_is_kept(alices: Client, alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana")

    alices.post(
        "/people/new/",
        {
            **NEW,
            "last_name": "Zhang",
            "how_known": "My manager",
            "title": "Director",
            "organization_name": "Acme Freight",
            "email": "wei@example.com",
            "phone": "912 345 678",
            "profile": "linkedin.com/in/wei",
            "tier": "key",
            "cadence_months": "2",
            "tie": "strong",
            "walk_of_life": "work",
            "introduced_by": ana.pk,
            "tag_names": "rail, Lyon",
            "notes": "Two sons.",
        },
    )

    wei = Contact.for_user(alice).get(first_name="Wei")
    assert (wei.headline, wei.how_known, wei.notes) == ("Director, Acme Freight", "My manager", "Two sons.")
    assert (wei.tier, wei.tie, wei.walk_of_life, wei.introduced_by) == ("key", "strong", "work", ana)
    assert wei.next_touch_on == date(2027, 1, 23)
    assert sorted(tag.name for tag in wei.tags.all()) == ["Lyon", "rail"]
    assert list(wei.points.values_list("kind", "value")) == [
        ("email", "wei@example.com"),
        ("phone", "912 345 678"),
        ("profile", "linkedin.com/in/wei"),
    ]


def test_adding_another_stays_in_the_same_walk_of_life(alices: Client) -> None:
    """P01: prompt by prompt, names quickly."""
    page = alices.get("/people/new/?walk_of_life=school&organization=Acme").content.decode()
    response = alices.post("/people/new/?walk_of_life=school", {**NEW, "another": "1"})

    assert "Classmates, teachers" in page
    assert '<option value="school" selected>School or university</option>' in page
    assert 'value="Acme"' in page
    assert response["Location"] == "/people/new/?walk_of_life=school"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("first_name", "", "This field is required."),
        ("email", "wei@", "This is no e-mail address yet. It looks like ana@example.com."),
        ("phone", "call me", "This has too few digits for a phone number."),
        ("profile", "javascript:alert(1)", "This is no web address yet. It looks like linkedin.com/in/ana."),
        ("cadence_months", "0", "Ensure this value is greater than or equal to 1."),
        ("tag_names", "x" * 61, f"“{'x' * 30}…” is too long for a tag: 60 letters at most."),
    ],
)
def test_what_cannot_be_kept_says_why_and_keeps_the_text(
    alices: Client, alice: User, field: str, value: str, message: str
) -> None:
    response = alices.post("/people/new/", {**NEW, "notes": "Two sons.", field: value})

    assert response.status_code == 422
    assert response.context["form"].errors == {field: [message]}
    assert "Two sons." in response.content.decode()
    assert Contact.for_user(alice).count() == 0


def test_an_introducer_of_someone_else_is_no_choice(alices: Client, alice: User, mallory: User) -> None:
    theirs = ContactFactory.create(owner=mallory)

    response = alices.post("/people/new/", {**NEW, "introduced_by": theirs.pk})

    assert response.status_code == 422
    assert Contact.for_user(alice).count() == 0


def test_an_address_that_someone_has_is_mentioned_not_refused(alices: Client, alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    ContactPointFactory.create(contact=ana, value="ana@example.com")

    response = alices.post("/people/new/", {**NEW, "email": "Ana@Example.com"})

    assert response.status_code == 302
    assert toasts(response) == [
        "Wei is in your list.",
        "Ana Silva already has the address ana@example.com. Are they the same person?",
    ]


# --- Changing ---------------------------------------------------------------------------------------------------------


def lines(*points: dict[str, str], initial: int = 0) -> dict[str, str]:
    """The point lines as a browser sends them."""
    data = {"points-TOTAL_FORMS": str(len(points)), "points-INITIAL_FORMS": str(initial)}
    for number, point in enumerate(points):
        data |= {f"points-{number}-{name}": value for name, value in point.items()}
    return data


CHANGED = {"first_name": "Marisol", "last_name": "Ibáñez", "tie": "strong", "tier": "key"}


def test_changing_someone_moves_their_cadence(alices: Client, marisol: Contact) -> None:
    page = alices.get(f"/people/{marisol.pk}/edit/")
    response = alices.post(
        f"/people/{marisol.pk}/edit/", {**CHANGED, "organization_name": "Globex", "tag_names": "rail", **lines()}
    )

    marisol.refresh_from_db()
    assert page.status_code == 200
    assert page.context["form"].initial["organization_name"] == "Northwind"
    assert response["Location"] == f"/people/{marisol.pk}/"
    assert (marisol.tier, marisol.next_touch_on) == ("key", date(2026, 11, 3))
    assert (marisol.organization and marisol.organization.name, marisol.tags.get().name) == ("Globex", "rail")
    assert Organization.for_user(marisol.owner).count() == 2


def test_points_are_added_changed_swapped_and_removed(alices: Client, marisol: Contact) -> None:
    one, two, gone = (
        ContactPointFactory.create(contact=marisol, value=value)
        for value in ("one@example.com", "two@example.com", "gone@example.com")
    )

    response = alices.post(
        f"/people/{marisol.pk}/edit/",
        {
            **CHANGED,
            **lines(
                {"id": str(one.pk), "kind": "email", "value": "two@example.com"},
                {"id": str(two.pk), "kind": "email", "value": "one@example.com"},
                {"id": str(gone.pk), "kind": "email", "value": "gone@example.com", "DELETE": "on"},
                {"kind": "", "value": "linkedin.com/in/marisol", "label": ""},
                {"kind": "", "value": "", "label": ""},
                initial=3,
            ),
        },
    )

    assert response.status_code == 302
    assert list(marisol.points.order_by("pk").values_list("pk", "kind", "normalised")) == [
        (one.pk, "email", "two@example.com"),
        (two.pk, "email", "one@example.com"),
        (gone.pk + 1, "profile", "linkedin.com/in/marisol"),
    ]


def test_a_wrong_or_doubled_point_says_so_at_its_line(alices: Client, marisol: Contact) -> None:
    response = alices.post(
        f"/people/{marisol.pk}/edit/",
        {
            **CHANGED,
            "notes": "Two sons.",
            **lines(
                {"kind": "phone", "value": "912 345 678"},
                {"kind": "phone", "value": "+351 912345678"},
                {"kind": "email", "value": "marisol@"},
                {"kind": "fax", "value": "1234"},
            ),
        },
    )

    assert response.status_code == 422
    assert response.context["points"].errors == [
        {},
        {"value": ["This address is already in the list."]},
        {"value": ["This is no e-mail address yet. It looks like ana@example.com."]},
        {"kind": ["Select a valid choice. fax is not one of the available choices."]},
    ]
    assert "Two sons." in response.content.decode()
    assert ContactPoint.unscoped.count() == 0


def test_a_point_of_someone_else_cannot_be_taken_over(alices: Client, marisol: Contact, mallory: User) -> None:
    theirs = ContactPointFactory.create(contact=ContactFactory.create(owner=mallory), value="them@example.com")

    response = alices.post(
        f"/people/{marisol.pk}/edit/",
        {**CHANGED, **lines({"id": str(theirs.pk), "kind": "email", "value": "mine@example.com"}, initial=1)},
    )

    theirs.refresh_from_db()
    assert response.status_code == 422
    assert "was removed meanwhile" in response.content.decode()
    assert theirs.value == "them@example.com"


def test_nobody_is_offered_as_their_own_introducer(alices: Client, marisol: Contact) -> None:
    response = alices.post(f"/people/{marisol.pk}/edit/", {**CHANGED, "introduced_by": marisol.pk, **lines()})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["introduced_by"]


# --- Deleting ---------------------------------------------------------------------------------------------------------


def test_deleting_says_what_goes_along_then_does_it(alices: Client, alice: User, marisol: Contact) -> None:
    InteractionFactory.create_batch(2, contact=marisol)

    page = alices.get(f"/people/{marisol.pk}/delete/").content.decode()
    assert Contact.for_user(alice).count() == 1
    response = alices.post(f"/people/{marisol.pk}/delete/")

    assert "2 interactions" in page
    assert response["Location"] == "/people/"
    assert Contact.for_user(alice).count() == 0


def test_a_number_no_key_can_be_is_nobody(alices: Client) -> None:
    assert alices.get(f"/people/{2**63}/").status_code == 404
    assert alices.get(f"/people/{2**64}/").status_code == 404
