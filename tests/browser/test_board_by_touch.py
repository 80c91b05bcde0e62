"""The board under a finger: a card is held and dragged on a tablet, and moved by its menu on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from outreach import pursuit
from outreach.models import Campaign, Target
from tests.browser.chromium import PHONE, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import CampaignFactory, ContactFactory, TargetFactory

pytestmark = pytest.mark.browser

TABLET = (1180, 820)


@pytest.fixture
def campaign(transactional_db: None, alice: User) -> Campaign:
    return CampaignFactory.create(owner=alice, name="Rail")


@pytest.fixture
def waiting(campaign: Campaign, alice: User) -> Target:
    on = timezone.now().date()
    contact = ContactFactory.create(owner=alice, first_name="Tobias", last_name="Krüger")
    target = TargetFactory.create(campaign=campaign, contact=contact)
    pursuit.log_attempt(target, channel="email", made_on=on - timedelta(days=1), on=on, expected_number=1)
    return target


def drag_by_finger(page: Page, what: Locator, onto: Locator, *, hold_ms: int) -> None:
    """Put a finger on ``what``, hold it there, draw it over ``onto``, lift it."""
    start, end = what.bounding_box(), onto.bounding_box()
    assert start is not None
    assert end is not None
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    to_x, to_y = end["x"] + end["width"] / 2, end["y"] + min(60, end["height"] / 2)
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    page.wait_for_timeout(hold_ms)
    for step in range(1, 13):
        point = {"x": x + (to_x - x) * step / 12, "y": y + (to_y - y) * step / 12}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        page.wait_for_timeout(20)
    page.wait_for_timeout(100)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_card_that_is_held_is_dragged_into_another_column(
    open_page: OpenPage, alice: User, campaign: Campaign, waiting: Target
) -> None:
    page = open_page(user=alice, size=TABLET, touch=True)
    page.goto(f"/outreach/{campaign.pk}/")
    columns = page.locator(".board-column")
    card = page.locator(".board-card", has_text="Tobias Krüger")

    drag_by_finger(page, card.locator(".board-card-reason"), columns.nth(3), hold_ms=350)

    expect(columns.nth(3).locator(".board-card")).to_have_count(1)
    expect(page.get_by_text("Tobias Krüger: talking.")).to_be_visible()
    waiting.refresh_from_db()
    assert waiting.state == "replied"


def test_a_swipe_scrolls_and_moves_nothing(
    open_page: OpenPage, alice: User, campaign: Campaign, waiting: Target
) -> None:
    page = open_page(user=alice, size=TABLET, touch=True)
    page.goto(f"/outreach/{campaign.pk}/")
    columns = page.locator(".board-column")

    drag_by_finger(page, page.locator(".board-card-reason"), columns.nth(3), hold_ms=0)
    page.wait_for_timeout(300)

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_a_phone_moves_a_card_by_its_menu(
    open_page: OpenPage, alice: User, campaign: Campaign, waiting: Target
) -> None:
    page = open_page(user=alice, size=PHONE, scheme="dark", touch=True)
    page.goto(f"/outreach/{campaign.pk}/")

    page.get_by_label("Move Tobias Krüger").tap()
    reply = page.get_by_role("button", name="They replied today")
    box = reply.bounding_box()
    assert_no_sideways_scroll(page)
    reply.tap()

    expect(page.locator(".board-column", has_text="Talking").locator(".board-card")).to_have_count(1)
    assert box is not None
    assert box["height"] >= 40  # room for a thumb
    waiting.refresh_from_db()
    assert waiting.state == "replied"
