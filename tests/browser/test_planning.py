"""From three proposed times to a confirmed talk in two timezones, and the month that shows it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from interviews.models import Interview
from tests.browser.chromium import assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, ContactPointFactory, InterviewFactory

pytestmark = pytest.mark.browser


def test_three_times_are_proposed_one_is_taken_confirmed_and_in_the_month(
    open_page: OpenPage, alice: User, transactional_db: None
) -> None:
    hana = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    ContactPointFactory.create(contact=hana, value="hana@example.com")
    page = open_page(user=alice)
    page.goto(f"/interviews/new/?contact={hana.pk}")

    page.get_by_role("link", name="Propose three times").first.click()
    page.get_by_label("Their timezone").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Suggest times again").click()
    expect(page.get_by_label("First time")).to_have_value("09:00")
    expect(page.get_by_label("Their timezone")).to_have_value("Asia/Tokyo")
    expect(page.locator("[data-other-clock]").first).to_have_text(re.compile(r"1[78]:00 in Tokyo"))
    page.get_by_label("Third time").fill("23:15")
    expect(page.locator("[data-other-clock]").last).to_have_text(re.compile(r"day \d+ [A-Z][a-z]+, 0[78]:15 in Tokyo"))
    page.get_by_label("Third time").fill("09:00")
    assert_accessible(page)
    page.get_by_role("button", name="Write the message").click()

    expect(page.get_by_label("What to say")).to_have_value(
        # Lisbon has an hour of summer time, Tokyo has none.
        re.compile(r"1[78]:00 in Tokyo \(09:00 in Lisbon\)")
    )
    assert_accessible(page)
    page.get_by_role("button", name="Schedule it").nth(1).click()

    expect(page.get_by_role("heading", name="Hana Sato")).to_be_visible()
    interview = Interview.for_user(alice).get()
    assert interview.timezone == "Asia/Tokyo"
    with page.expect_download() as download:
        page.get_by_role("link", name="To send to Hana").click()
    assert download.value.suggested_filename == "invitation-for-hana-sato.ics"

    page.get_by_role("link", name="Confirm it").first.click()
    expect(page.get_by_role("link", name="Open in your mail program")).to_have_attribute(
        "href", re.compile("^mailto:hana@example.com")
    )
    page.get_by_role("button", name="It is confirmed").click()
    expect(page.get_by_text("confirmed", exact=True)).to_be_visible()

    page.goto(f"/calendar/?month={interview.starts_at:%Y-%m}")
    page.get_by_role("link", name="Talk with Hana Sato", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Hana Sato")).to_be_visible()


def test_the_month_is_walked_by_keyboard_and_fits_a_phone(
    open_page: OpenPage, alice: User, transactional_db: None
) -> None:
    InterviewFactory.create(contact__owner=alice, starts_at=timezone.now() + timedelta(days=1))
    page = open_page(user=alice, scheme="dark")
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/calendar/?month=2027-02")
    expect(page.get_by_role("heading", name="Nothing in February yet")).to_be_visible()

    page.get_by_role("link", name="January 2027").press("Enter")
    expect(page.get_by_role("heading", name="January 2027")).to_be_visible()
    page.get_by_role("link", name="This month").press("Enter")

    expect(page.locator("td[aria-current=date]")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
