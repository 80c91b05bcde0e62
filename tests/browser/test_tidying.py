"""Many at once in a real browser: ticks, a range with Shift, everyone in a filter, and one press that takes it back."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from contacts.models import Contact
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, ContactPointFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def many(transactional_db: None, alice: User) -> None:
    for number in range(55):
        ContactFactory.create(owner=alice, first_name=f"Wei {number:02}", last_name="Zhang", tie="weak")


def test_a_range_is_ticked_with_shift_and_changed(open_page: OpenPage, alice: User, many: None) -> None:
    page = open_page(user=alice)
    page.goto("/people/")
    change = page.locator("[data-selection]").get_by_role("button", name="Change", include_hidden=True)
    expect(change).to_be_disabled()

    page.get_by_label("Select Wei 03 Zhang").click()
    page.get_by_label("Select Wei 07 Zhang").click(modifiers=["Shift"])
    page.get_by_label("Select Wei 05 Zhang").click()

    expect(page.get_by_text("4 selected")).to_be_visible()
    expect(page.get_by_text("All 55, also on other pages")).to_be_hidden()
    change.click()
    expect(page.get_by_label("Months between words")).to_be_hidden()
    page.get_by_label("A rhythm of their own").select_option("Every so many months")
    page.get_by_label("Months between words").fill("4")
    page.get_by_role("button", name="Change 4 people").click()
    expect(page.get_by_text("Changed 4 people.")).to_be_visible()
    assert Contact.for_user(alice).filter(cadence_months=4).count() == 4

    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("Taken back. All is as it was.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/people/$"))
    assert Contact.for_user(alice).filter(cadence_months=4).count() == 0


def test_everyone_in_the_filter_is_changed(open_page: OpenPage, alice: User, many: None) -> None:
    page = open_page(user=alice)
    page.goto("/people/?q=wei")
    page.get_by_label("Select all on this page").check()
    expect(page.get_by_text("50 selected")).to_be_visible()
    page.get_by_label("All 55, also on other pages").check()
    expect(page.get_by_text("All 55 selected")).to_be_visible()

    page.get_by_role("button", name="Change").click()
    page.get_by_label("Tie").select_option("Strong")
    page.get_by_role("button", name="Change 55 people").click()

    expect(page.get_by_text("Changed 55 people.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/people/\?q=wei$"))
    assert Contact.for_user(alice).filter(tie="strong").count() == 55


def test_everyone_is_changed_without_scripts(open_page: OpenPage, alice: User, many: None) -> None:
    page = open_page(user=alice, scripts=False)
    page.goto("/people/?q=wei")

    page.get_by_label("All 55, also on other pages").check()
    page.get_by_role("button", name="Change").click()
    page.get_by_label("In your list").select_option("Archive")
    page.get_by_role("button", name="Change 55 people").click()

    expect(page.get_by_text("Changed 55 people.")).to_be_visible()
    assert Contact.for_user(alice).filter(is_archived=True).count() == 55


def test_two_records_become_one_and_two_again(open_page: OpenPage, alice: User, many: None) -> None:
    for title in ("Director", "Head of Rail"):
        contact = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", title=title)
        ContactPointFactory.create(contact=contact, value="ana@example.com")
    page = open_page(user=alice, size=PHONE)
    page.goto("/people/duplicates/")
    assert_no_sideways_scroll(page)

    page.get_by_role("link", name="Merge Ana Silva and Ana Silva").click()
    page.get_by_label("Head of Rail").check()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.get_by_role("button", name="Make them one").click()

    expect(page).to_have_url(re.compile(r"/people/duplicates/$"))
    assert Contact.for_user(alice).filter(first_name="Ana").values_list("title").get() == ("Head of Rail",)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Merge Ana Silva and Ana Silva")).to_be_visible()
    assert Contact.for_user(alice).filter(first_name="Ana").count() == 2


def test_exactly_two_ticked_are_merged(open_page: OpenPage, alice: User, many: None) -> None:
    page = open_page(user=alice)
    page.goto("/people/")
    merge = page.locator("[data-selection]").get_by_role("button", name="Merge two", include_hidden=True)

    page.get_by_label("Select Wei 03 Zhang").check()
    expect(merge).to_be_disabled()
    page.get_by_label("Select Wei 05 Zhang").check()
    merge.click()

    expect(page).to_have_url(re.compile(r"/people/\d+/merge/\d+/$"))
    expect(page.get_by_role("link", name="Wei 05 Zhang")).to_be_visible()
