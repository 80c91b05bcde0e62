"""The page of one person in a real browser: changed where it stands, by keyboard, on a phone, without scripts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from contacts.models import Contact, Detail, Interaction
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    DetailFactory,
    EventFactory,
    InteractionFactory,
    OccasionFactory,
    OrganizationFactory,
    SavedLinkFactory,
    TagFactory,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def today(alice: User) -> date:
    return alice.local_date(timezone.now())


@pytest.fixture
def marisol(transactional_db: None, alice: User, today: date) -> Contact:
    """Somebody about whom everything is known."""
    wei = ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang")
    contact = ContactFactory.create(
        owner=alice,
        first_name="Marisol",
        organization=OrganizationFactory.create(owner=alice, name="Northwind"),
        how_known="Introduced by Wei",
        introduced_by=wei,
        notes="Grew up in Valencia.",
    )
    contact.tags.add(TagFactory.create(owner=alice, name="rail"))
    ContactPointFactory.create(contact=contact, value="marisol@example.com")
    DetailFactory.create(contact=contact, text="Two boys")
    OccasionFactory.create(contact=contact, year=1990)
    SavedLinkFactory.create(owner=alice, contact=contact)
    EventFactory.create(owner=alice).people.add(contact)
    InteractionFactory.create(contact=contact, kind="call", on=today - timedelta(days=9), summary="About Lyon")
    return contact


def test_a_fact_is_changed_where_it_stands_by_keyboard(open_page: OpenPage, alice: User, marisol: Contact) -> None:
    """P07."""
    page = open_page(user=alice)
    page.goto(f"/people/{marisol.pk}/")
    label = page.get_by_role("link", name="How I know them")

    label.press("Enter")
    field = page.locator("#fact-how input[name=how_known]")
    expect(field).to_be_focused()
    assert_accessible(page)
    field.fill("Not this")
    field.press("Escape")
    expect(page.locator("#fact-how")).to_contain_text("Introduced by Wei")
    expect(label).to_be_focused()

    label.press("Enter")
    field.fill("School, one year above me")
    field.press("Enter")
    expect(page.locator("#fact-how")).to_contain_text("School, one year above me")
    expect(label).to_be_focused()
    marisol.refresh_from_db()
    assert marisol.how_known == "School, one year above me"


def test_whoever_introduced_them_is_picked_while_typing(open_page: OpenPage, alice: User, marisol: Contact) -> None:
    for last in ("Silva", "Lopes"):
        ContactFactory.create(owner=alice, first_name="Ana", last_name=last)
    page = open_page(user=alice)
    page.goto(f"/people/{marisol.pk}/")

    page.get_by_role("link", name="Introduced by").click()
    # It has the cursor once it looks people up, and not before.
    expect(page.get_by_label("Introduced by", exact=True)).to_be_focused()
    page.get_by_label("Introduced by", exact=True).fill("ana")
    page.get_by_role("radio", name="Ana Lopes").check()
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#fact-introducer form")).to_have_count(0)
    expect(page.locator("#fact-introducer")).to_contain_text("Ana Lopes")
    marisol.refresh_from_db()
    assert marisol.introduced_by == Contact.for_user(alice).get(last_name="Lopes")


def test_what_they_told_is_kept_line_by_line_and_removed_with_a_way_back(
    open_page: OpenPage, alice: User, marisol: Contact
) -> None:
    """P50."""
    page = open_page(user=alice)
    page.goto(f"/people/{marisol.pk}/")

    page.keyboard.press("d")
    for line in ("needs: a data person", "likes sea kayaking"):
        expect(page.get_by_label("What you would like to remember")).to_be_focused()
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        expect(page.locator("#about")).to_contain_text(line.removeprefix("needs: "))
    page.locator(".fact", has_text="a data person").get_by_role("link", name="Change this").last.click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("#about")).not_to_contain_text("a data person")
    page.locator(".note", has_text="Removed.").get_by_role("button", name="Undo").click()

    expect(page.locator("#about")).to_contain_text("a data person")
    assert sorted(Detail.for_user(alice).values_list("kind", "text")) == [
        ("family", "Two boys"),
        ("interest", "likes sea kayaking"),
        ("need", "a data person"),
    ]


def test_an_entry_of_the_timeline_is_corrected_where_it_stands(
    open_page: OpenPage, alice: User, marisol: Contact
) -> None:
    page = open_page(user=alice)
    page.goto(f"/people/{marisol.pk}/")
    entry = page.locator(".timeline li").first

    entry.hover()
    entry.get_by_role("link", name="Change this entry").click()
    entry.get_by_label("What it was about").fill("About Porto")
    entry.get_by_label("What it was about").press("Control+Enter")

    expect(entry).to_contain_text("About Porto")
    assert Interaction.for_user(alice).get().summary == "About Porto"


def test_on_a_phone_one_of_the_two_is_shown(open_page: OpenPage, alice: User, marisol: Contact) -> None:
    page = open_page(user=alice, size=PHONE)
    page.goto(f"/people/{marisol.pk}/")

    expect(page.locator(".timeline")).to_be_visible()
    expect(page.locator("#about")).to_be_hidden()
    page.get_by_role("radio", name="About Marisol").check()
    expect(page.locator("#about")).to_be_visible()
    expect(page.locator(".timeline")).to_be_hidden()
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def open_all(page: Page) -> None:
    """Every small form there is, at once."""
    for link in ("#work", "#fact-tie", "#fact-introducer", "#fact-tags", "#fact-notes", ".saved-links .fact"):
        page.locator(f"{link} .fact-edit").first.click()
        expect(page.locator(f"{link} form, form{link}").first).to_be_visible()


def test_every_small_form_is_accessible_and_fits(open_page: OpenPage, alice: User, marisol: Contact) -> None:
    page = open_page(user=alice, scheme="dark")
    page.goto(f"/people/{marisol.pk}/")

    open_all(page)

    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_it_all_works_without_scripts(open_page: OpenPage, alice: User, marisol: Contact) -> None:
    ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva")
    page = open_page(user=alice, scripts=False)
    page.goto(f"/people/{marisol.pk}/")

    page.get_by_role("link", name="How I know them").click()
    page.get_by_label("How I know them").fill("School")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#fact-how")).to_contain_text("School")
    page.get_by_role("link", name="Introduced by").click()
    page.get_by_label("Introduced by").fill("silva")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#fact-introducer")).to_contain_text("Ana Silva")
    page.get_by_text("Add something").click()
    page.get_by_label("What you would like to remember").fill("birthday 6 December")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("This day is noted already.")).to_be_visible()
    page.get_by_label("What you would like to remember").fill("offers: a desk")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#about")).to_contain_text("a desk")
    page.get_by_role("button", name="Sent it").click()
    expect(page.locator(".timeline li").first).to_contain_text("Sent: Robots in the warehouse")

    assert list(Detail.for_user(alice).values_list("text", flat=True)) == ["Two boys", "a desk"]


def test_their_piece_of_the_map_opens_where_it_stands(open_page: OpenPage, alice: User, marisol: Contact) -> None:
    """P03."""
    page = open_page(user=alice, size=PHONE, scheme="dark")
    page.goto(f"/people/{marisol.pk}/")
    page.locator("label", has=page.locator("#show-about")).click()
    page.get_by_text("Their piece of the map").click()

    expect(page.locator(".piece-facts")).to_contain_text("led you to Marisol")
    assert_accessible(page)
    assert_no_sideways_scroll(page)

    page.locator(".piece-map").get_by_role("link", name="Wei Zhang").click()
    expect(page).to_have_title("Wei Zhang · Rapport")
