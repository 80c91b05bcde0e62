"""The library and the trends as somebody uses them, by finger in the light and by mouse in the dark (P40, P36)."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from reminders.sample import building
from tests.browser.chromium import DESK, PHONE, Scheme, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.conftest import MORNING

pytestmark = pytest.mark.browser


def is_fine(page: Page) -> None:
    assert_accessible(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_what_was_said_is_found_again_and_laid_side_by_side(
    open_page: OpenPage, alice: User, size: tuple[int, int], scheme: Scheme
) -> None:
    building.load(alice, now=MORNING)
    page = open_page(user=alice, size=size, scheme=scheme, touch=size == PHONE)
    page.goto("/interviews/")
    is_fine(page)

    page.get_by_role("link", name="Library").click()
    expect(page.get_by_text("Nobody advertises a first planner")).to_be_visible()
    is_fine(page)
    page.get_by_label("Words to look for").fill("SOHNE pilot")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Come in through a pilot project")).to_be_visible()
    expect(page.get_by_text("Nobody advertises a first planner")).to_be_hidden()
    is_fine(page)
    page.get_by_role("link", name="Show everything").click()
    page.get_by_role("link", name="What would you do first in my place?").click()
    expect(page.get_by_text("4 people, side by side.")).to_be_visible()
    tops = [round(box["y"]) for each in page.locator(".voice").all() if (box := each.bounding_box())]
    assert len(set(tops)) == (4 if size == PHONE else 1)
    is_fine(page)
    page.get_by_role("link", name="Library").click()
    page.get_by_role("link", name="Trends").click()
    expect(page.get_by_role("heading", name="Led to another name")).to_be_visible()
    is_fine(page)
