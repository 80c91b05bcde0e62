"""P01 in a real browser: names typed one after the other, by keyboard alone, on a phone, over a bad line."""

import re

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from accounts.models import User
from contacts.models import Contact
from tests.browser.chromium import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory

pytestmark = pytest.mark.browser

URL = "/people/brainstorm/"


def names(user: User) -> list[str]:
    return [contact.name for contact in Contact.for_user(user).order_by("pk")]


def listed(page: Page) -> list[str]:
    return page.locator("#written h3").all_inner_texts()


def test_names_come_in_by_keyboard_alone(open_page: OpenPage, alice: User) -> None:
    ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato", title="Planner")
    page = open_page(user=alice)
    page.goto(f"{URL}?walk=school")
    field = page.get_by_label("A name, then Enter")
    expect(field).to_be_focused()

    for line in ("Ana Silva, buyer at Acme", "Rui", "Hana Sato"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        expect(field).to_have_value("")
    expect(page.locator("#asked")).to_contain_text("You have Hana Sato (Planner) already. The same?")
    page.keyboard.type("Eva")
    page.keyboard.press("Enter")

    expect(page.locator("#capture-said")).to_have_text("Eva is written down. 3 in all.")
    expect(field).to_be_focused()
    assert listed(page) == ["Eva", "Rui", "Ana Silva"]
    expect(page.locator("#walks [aria-current]")).to_contain_text("3")

    page.get_by_role("button", name="The same").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#capture-said")).to_contain_text("The same Hana Sato: kept once.")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Take Eva back").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".note", has_text="Eva is taken back.")).to_be_visible()
    expect(field).to_be_focused()

    page.keyboard.type("Marta")
    page.get_by_role("button", name="Family", exact=True).last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Family", exact=True)).to_be_visible()
    assert names(alice) == ["Hana Sato", "Ana Silva", "Rui", "Marta"]


def test_a_pasted_list_becomes_a_person_a_line(open_page: OpenPage, alice: User) -> None:
    page = open_page(user=alice)
    page.goto(URL)
    field = page.get_by_label("A name, then Enter")

    field.evaluate(
        """field => {
          const data = new DataTransfer();
          data.setData("text/plain", "Ana\\nRui\\nEva, my cousin");
          field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
          document.execCommand("insertText", false, "Ana\\nRui\\nEva, my cousin");
        }"""
    )
    field.press("Enter")

    expect(page.locator("#written .row-item")).to_have_count(3)
    assert names(alice) == ["Ana", "Rui", "Eva"]


def test_a_lost_connection_loses_no_name(open_page: OpenPage, alice: User) -> None:
    page = open_page(user=alice)
    page.goto(URL)
    said = page.locator("#capture-said")
    page.route(f"**{URL}", lambda route: route.abort() if route.request.method == "POST" else route.continue_())

    for name in ("Ana Silva", "Rui"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")

    expect(said).to_have_text(
        "No connection. Kept on this device: “Ana Silva”, “Rui”. It goes in by itself.", timeout=10_000
    )
    assert page.locator("#written .is-waiting [data-name]").all_inner_texts() == ["Rui", "Ana Silva"]
    assert_accessible(page)
    page.reload()  # as a phone does when it puts the page to sleep
    expect(page.locator("#written .is-waiting")).to_have_count(2)
    assert names(alice) == []

    page.unroute_all()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#written .row-item:not(.is-waiting)")).to_have_count(2)
    assert names(alice) == ["Ana Silva", "Rui"]
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_an_answer_lost_on_the_way_brings_nobody_twice(open_page: OpenPage, alice: User) -> None:
    page = open_page(user=alice)
    page.goto(URL)
    lost: list[APIResponse] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route(f"**{URL}", lose_the_first)
    page.keyboard.type("Ana Silva")
    page.keyboard.press("Enter")

    expect(page.locator("#written .row-item:not(.is-waiting)")).to_have_count(1, timeout=10_000)
    expect(page.locator("#asked .asked")).to_have_count(0)
    assert names(alice) == ["Ana Silva"]
    assert len(lost) == 1


def test_what_cannot_be_taken_comes_back_into_the_field(open_page: OpenPage, alice: User) -> None:
    page = open_page(user=alice)
    page.goto(URL)
    field = page.get_by_label("A name, then Enter")
    many = "\n".join(["Ana"] * 301)

    field.fill(many)
    field.press("Enter")

    expect(page.get_by_text("These are more than 300 people.")).to_be_visible()
    expect(field).to_have_value(many)


def test_it_works_without_scripts(open_page: OpenPage, alice: User) -> None:
    ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    page = open_page(user=alice, scripts=False)
    page.goto(URL)

    page.get_by_label("A name, then Enter").fill("Ana\nHana Sato")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#written .row-item")).to_have_count(1)
    page.get_by_role("button", name="Somebody else").click()
    expect(page.locator("#written .row-item")).to_have_count(2)
    page.get_by_role("button", name="Take Ana back").click()
    expect(page.locator("#written .row-item")).to_have_count(1)
    page.get_by_role("button", name="School").last.click()
    expect(page).to_have_url(re.compile(r"\?walk=school$"))
    page.get_by_role("button", name="Enough for today").click()
    page.get_by_label("Hana Sato").check()
    page.get_by_role("button", name="They know my work").click()

    expect(page.get_by_label("Hana Sato")).to_be_checked()
    assert list(Contact.for_user(alice).filter(tie="strong").values_list("walk_of_life", flat=True)) == ["work"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_its_pages_are_accessible_and_fit(open_page: OpenPage, alice: User, size: tuple[int, int]) -> None:
    ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    page = open_page(size=size, scheme="dark", user=alice)
    page.goto(URL)
    for line in ("Ana Silva, who was once the buyer of everything that Acme had on its shelves in Lyon", "Hana Sato"):
        page.get_by_label("A name, then Enter").fill(line)
        page.keyboard.press("Enter")
    expect(page.locator("#asked .asked")).to_have_count(1)

    for path in ("", "written/"):
        if path:
            page.goto(URL + path)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
