"""Reminders by e-mail in a real browser: wished for, looked at, tried, found in the history."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts.models import User
from reminders.digests import send_due
from reminders.models import Heartbeat
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, FollowUpFactory, InterviewFactory

pytestmark = pytest.mark.browser


def test_a_weekly_review_is_wished_for_looked_at_tried_and_listed(open_page: OpenPage, alice: User) -> None:
    """On a phone in the dark, without scripts."""
    now = datetime.now(UTC)
    Heartbeat.record(now=now)
    hana = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    FollowUpFactory.create(contact=hana, what="Send Hana the photos", due_on=alice.local_date(now))
    InterviewFactory.create(contact=hana, starts_at=now + timedelta(days=3))
    page = open_page(size=PHONE, scheme="dark", user=alice, scripts=False)

    page.goto("/settings/")
    page.get_by_role("link", name="Choose what comes, and when").click()
    expect(page.get_by_text("None, as you chose.")).to_have_count(1)
    page.get_by_label("The review comes on").select_option("Friday")
    page.get_by_text("What it tells you of").first.click()
    page.get_by_label("Keeping in touch").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("None, as you chose.")).to_have_count(0)
    expect(page.get_by_label("Keeping in touch")).not_to_be_checked()
    page.get_by_role("link", name="weekly review").click()

    expect(page.get_by_role("heading", name="The weekly review")).to_be_visible()
    letter = page.frame_locator("iframe")
    expect(letter.get_by_text("Send Hana the photos")).to_be_visible()
    assert letter.locator(".go").first.evaluate("link => getComputedStyle(link).borderTopLeftRadius") == "9px"
    assert_no_sideways_scroll(page)
    page.get_by_role("button", name="Send me a test").click()

    expect(page.get_by_role("heading", name="What was sent")).to_be_visible()
    expect(page.get_by_text("On its way.")).to_be_visible()
    send_due(clock=lambda: datetime.now(UTC))
    page.reload()
    expect(page.get_by_text("test of the weekly review")).to_be_visible()
    expect(page.get_by_text("Sent at")).to_be_visible()
    assert [letter.subject.startswith("Test: Your week") for letter in mail.outbox] == [True]


def test_its_pages_are_accessible(open_page: OpenPage, alice: User) -> None:
    """On a desk in the dark, with something in them and without."""
    page = open_page(scheme="dark", user=alice)
    for address in ("/digests/", "/digests/sent/", "/digests/preview/?kind=daily", "/digests/preview/?kind=brief"):
        page.goto(address)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
