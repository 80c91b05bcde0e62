"""The search box: opened from anywhere by keyboard, or by hand on a phone; arrows, Enter, Escape."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from contacts.models import Contact
from tests.browser.chromium import DESK, PHONE, Scheme, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, InteractionFactory, OrganizationFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def ana(transactional_db: None, alice: User) -> Contact:
    kessel = OrganizationFactory.create(owner=alice, name="Kessel Rail")
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Souza", organization=kessel)
    InteractionFactory.create(contact=ana, summary="Coffee, talked about the Lyon depot")
    ContactFactory.create(owner=alice, first_name="Anatol", last_name="Holm", title="")
    return ana


def words(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Find anyone and anything")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Found").get_by_role("option")


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_open_it_and_enter_opens_the_nearest(
    signed_in_page: Callable[[User], Page], alice: User, ana: Contact, keys: str
) -> None:
    page = signed_in_page(alice)
    page.goto("/settings/")

    page.keyboard.press(keys)
    expect(words(page)).to_be_focused()
    page.keyboard.type("ana")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("2 to choose from")).to_be_visible()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/people/{ana.pk}/")


def test_arrows_choose_and_the_choice_is_said(
    signed_in_page: Callable[[User], Page], alice: User, ana: Contact
) -> None:
    page = signed_in_page(alice)
    page.goto("/people/")
    page.keyboard.press("/")
    page.keyboard.type("ana")
    expect(page.get_by_text("2 to choose from")).to_be_visible()

    page.keyboard.press("ArrowDown")

    chosen = page.locator("#finder-found [aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(chosen).to_contain_text("Anatol Holm")
    expect(words(page)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    expect(words(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    expect(chosen).to_contain_text("Ana Souza")
    page.keyboard.press("ArrowUp")
    expect(chosen).to_contain_text("Add “ana” to your people")


def test_enter_before_the_answer_waits_for_it(
    signed_in_page: Callable[[User], Page], alice: User, ana: Contact
) -> None:
    page = signed_in_page(alice)
    page.goto("/people/")

    page.keyboard.press("/")
    page.keyboard.type("lyon")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/people/{ana.pk}/")


def test_escape_leads_back_to_where_one_was(signed_in_page: Callable[[User], Page], alice: User, ana: Contact) -> None:
    page = signed_in_page(alice)
    page.goto("/settings/")
    page.get_by_label("Your name").focus()

    page.keyboard.press("Control+k")
    expect(words(page)).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.type("/")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_whoever_was_opened_is_offered_first(signed_in_page: Callable[[User], Page], alice: User, ana: Contact) -> None:
    page = signed_in_page(alice)
    page.goto(f"/people/{ana.pk}/")
    page.goto("/settings/")

    page.keyboard.press("/")

    expect(options(page).first).to_contain_text("Ana Souza")
    expect(page.get_by_role("group", name="Opened lately")).to_be_visible()
    kept = page.evaluate("Object.entries(localStorage)")
    assert kept == [[f"rapport.opened.{alice.pk}", f"[{ana.pk}]"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_it_is_accessible(
    open_page: OpenPage, alice: User, ana: Contact, size: tuple[int, int], scheme: Scheme
) -> None:
    page = open_page(size=size, scheme=scheme, user=alice)
    page.goto("/")

    page.get_by_role("link", name="Find anyone").click()
    words(page).fill("lyon")

    expect(options(page).first).to_contain_text("talked about the Lyon depot")
    expect(options(page).first.locator("mark")).to_have_text("Lyon")
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_a_lost_connection_is_said_in_it(
    signed_in_page: Callable[[User], Page], alice: User, ana: Contact, complaints: list[str]
) -> None:
    page = signed_in_page(alice)
    page.goto("/settings/")
    page.keyboard.press("/")
    expect(options(page).first).to_be_visible()
    page.context.set_offline(True)

    page.keyboard.type("ana")

    expect(page.get_by_text("No connection. Try again in a moment.")).to_be_visible()
    expect(options(page)).to_have_count(0)
    complaints.clear()  # htmx logs the lost request as an error, which it is


def test_it_is_a_page_without_scripts(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = open_page(user=alice, scripts=False)
    page.goto("/")

    page.get_by_role("link", name="Find anyone").click()
    page.get_by_role("searchbox", name="Find anyone and anything").fill("lyon")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Ana Souza").click()

    page.wait_for_url(f"**/people/{ana.pk}/")
