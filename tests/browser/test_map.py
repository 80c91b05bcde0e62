"""The map of the network in a real browser: found, narrowed, opened; and moved without being drawn anew."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contacts.models import Contact
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, OrganizationFactory

pytestmark = pytest.mark.browser

COUNT = """() => {
  window.drawn_ = 0;
  const { prototype } = CanvasRenderingContext2D;
  for (const name of ["fill", "fillText", "drawImage", "stroke"]) {
    const before = prototype[name];
    prototype[name] = function (...rest) { window.drawn_ += 1; return before.apply(this, rest); };
  }
}"""


@pytest.fixture
def ana(transactional_db: None, alice: User) -> Contact:
    """A strong tie at a goal, who led to Ben."""
    goal = OrganizationFactory.create(owner=alice, name="Northwind", interest=3)
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", tie="strong", organization=goal)
    ContactFactory.create(owner=alice, first_name="Ben", last_name="Okafor", tie="weak", introduced_by=ana)
    return ana


def _map(page: Page) -> Page:
    page.goto("/people/network/")
    expect(page.locator("[data-map-canvas] canvas").last).to_be_visible()
    return page


def test_someone_is_found_on_the_map_and_opened_from_it(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = _map(open_page(user=alice))

    page.get_by_label("Find on the map").fill("silva")
    page.get_by_label("Find on the map").press("Enter")

    expect(page.get_by_text("1 found.")).to_be_visible()
    page.wait_for_timeout(400)
    # Whoever was found stands in the middle.
    canvas = page.locator("[data-map-canvas]")
    canvas.click()
    expect(page).to_have_url(re.compile(rf"/people/{ana.pk}/$"))


def test_the_map_says_when_nobody_is_called_so(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = _map(open_page(user=alice))

    page.get_by_label("Find on the map").fill("Zoe")
    page.get_by_label("Find on the map").press("Enter")

    expect(page.get_by_text("Nobody on the map has this name.")).to_be_visible()


def test_a_tie_that_is_not_ticked_is_not_drawn(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = _map(open_page(user=alice))
    page.evaluate(COUNT)
    page.get_by_role("button", name="Show all").click()
    page.wait_for_timeout(200)
    everyone = page.evaluate("window.drawn_")

    for tie in ("Strong", "Weak", "None yet"):
        page.get_by_label(tie, exact=True).uncheck()
    page.wait_for_timeout(200)
    page.evaluate("window.drawn_ = 0")
    page.get_by_role("button", name="Show all").click()
    page.wait_for_timeout(200)

    # You, and the organization.
    assert 0 < page.evaluate("window.drawn_") < everyone


def test_a_large_map_is_moved_as_a_picture(open_page: OpenPage, alice: User, transactional_db: None) -> None:
    """Two thousand people pan smoothly because dragging draws nobody anew; ``make bench`` has the frames."""
    first = ContactFactory.create(owner=alice)
    people = [
        Contact(owner=alice, first_name=f"N{number}", added_on=first.added_on, introduced_by=first)
        for number in range(450)
    ]
    Contact.unscoped.bulk_create(people)
    page = _map(open_page(user=alice))
    page.evaluate(COUNT)
    box = page.locator("[data-map-canvas]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 15, box["y"] + 15)
    page.mouse.down()

    for step in range(1, 41):
        page.mouse.move(box["x"] + 15 + 4 * step, box["y"] + 15)

    drawn = page.evaluate("window.drawn_")
    page.mouse.up()
    page.wait_for_timeout(500)
    # Once for the picture that is moved, not once a step; and anew when it is let go.
    assert 450 <= drawn < 3 * 450 * 2
    assert page.evaluate("window.drawn_") > drawn
