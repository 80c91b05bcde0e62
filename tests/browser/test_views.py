"""Saved views in a real browser: kept in place by keyboard, changed and replaced, a name that is taken, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from contacts.models import SavedView
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, SavedViewFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def views(transactional_db: None, alice: User) -> None:
    ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", tie="strong", tier="key")
    ContactFactory.create(owner=alice, first_name="Ben", last_name="Whitaker", tie="weak", tier="key")
    for number in range(12):
        SavedViewFactory.create(owner=alice, name=f"View number {number}", query="tie=strong", position=number)


def test_a_view_is_kept_changed_and_replaced_without_leaving_the_list(
    open_page: OpenPage, alice: User, views: None
) -> None:
    page = open_page(user=alice)
    page.goto("/people/")
    page.get_by_label("Sort").select_option("Newest first")
    page.get_by_text("Save this view").press("Enter")
    name = page.get_by_label("What do you call it?")
    expect(name).to_be_focused()
    name.fill("view number 3")
    name.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("You already have a view called “View number 3”.")
    expect(page.get_by_role("button", name="Replace “View number 3”")).to_be_visible()
    assert_accessible(page)

    name.fill("Newest")
    name.press("Enter")

    expect(page.locator(".views [aria-current]")).to_have_text("Newest")
    page.get_by_label("Search people").fill("silva")
    expect(page).to_have_url(re.compile(r"/people/views/\d+/\?q=silva&sort=newest$"))
    page.get_by_role("button", name="Replace “Newest”").click()
    expect(page.get_by_text("“Newest” now shows this.")).to_be_visible()
    assert SavedView.for_user(alice).get(name="Newest").query == "q=silva&sort=newest"


def test_views_scroll_sideways_on_a_phone_with_the_open_one_in_sight(
    open_page: OpenPage, alice: User, views: None
) -> None:
    page = open_page(user=alice, size=PHONE, scheme="dark")
    page.goto(SavedView.for_user(alice).in_order()[9].get_absolute_url())

    expect(page.locator(".views [aria-current]")).to_be_in_viewport()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.goto("/people/views/")
    page.get_by_role("button", name="Delete View number 9").click()
    expect(page.get_by_text("The view “View number 9” is deleted.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="View number 9", exact=True)).to_be_visible()
    assert_no_sideways_scroll(page)
