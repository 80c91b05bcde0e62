"""A reply written down where it was read: in one line on the person's page, then noted from Today (ADR 0024)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from outreach import pursuit
from outreach.models import Target
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import CampaignFactory, ContactFactory, TargetFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def due(transactional_db: None, alice: User) -> Target:
    """Written to two weeks ago: a call is due."""
    on = timezone.now().date()
    contact = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    target = TargetFactory.create(campaign=CampaignFactory.create(owner=alice, name="Rail"), contact=contact)
    pursuit.log_attempt(target, channel="email", made_on=on - timedelta(days=14), on=on, expected_number=1)
    return target


def test_a_line_on_their_page_stops_the_attempts_and_one_press_notes_it(
    open_page: OpenPage, alice: User, due: Target
) -> None:
    page = open_page(user=alice, size=PHONE, scheme="dark")
    page.goto("/")
    expect(page.get_by_text("Call Hana: attempt 2 of 5")).to_be_visible()
    page.goto(f"/people/{due.contact_id}/")
    page.locator("[name=summary]").first.fill("she wrote yesterday: gladly, next week")
    page.locator("[name=summary]").first.press("Enter")
    expect(page.get_by_text("Logged: e-mail")).to_be_visible()

    page.goto("/")
    expect(page.get_by_text("Get back to Hana").first).to_be_visible()
    expect(page.get_by_text("Call Hana: attempt 2 of 5")).to_have_count(0)
    assert_accessible(page)
    page.get_by_role("link", name="Note the answer").first.click()
    expect(page.get_by_role("heading", name="Hana wrote yesterday")).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.get_by_role("button", name="Note it as the answer").click()
    expect(page.get_by_text("The attempts with Hana stop here.")).to_be_visible()
    expect(page.get_by_role("heading", name="You are talking")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Hana wrote yesterday")).to_be_visible()

    page.get_by_role("button", name="No answer: go on").click()

    expect(page.get_by_role("heading", name="Attempt 2 of 5: a call")).to_be_visible()
    assert due.contact.interactions.count() == 2
