"""I got the job, in a real browser: what it says first, the list of thanks, a letter, and taking it back."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from contacts.models import Contact
from outreach.models import Campaign
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import CampaignFactory, ContactFactory, ContactPointFactory, TargetFactory

pytestmark = pytest.mark.browser


def today(user: User) -> date:
    return user.local_date(timezone.now())


@pytest.fixture
def ana(alice: User, transactional_db: None) -> Contact:
    """Ana led to Wei; and somebody in a campaign has not answered."""
    campaign = CampaignFactory.create(owner=alice, name="Rail freight")
    silent = ContactFactory.create(owner=alice, first_name="Silent", last_name="Sam")
    TargetFactory.create(
        campaign=campaign,
        contact=silent,
        state="waiting",
        attempts_made=2,
        next_attempt_on=today(alice) + timedelta(days=2),
    )
    contact = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")
    ContactPointFactory.create(contact=contact, value="ana@example.com")
    ContactFactory.create(owner=alice, first_name="Wei", last_name="Chen", introduced_by=contact)
    return contact


def test_the_search_ends_and_people_are_thanked(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = open_page(user=alice)
    page.goto("/settings/")
    page.get_by_role("link", name="I got the job").click()
    expect(page.get_by_text("1 campaign closes.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Where").fill("Kessel")
    page.get_by_label("As what").fill("Planner")
    page.get_by_role("button", name="I got the job").click()

    expect(page.get_by_role("heading", name="You found work")).to_be_visible()
    expect(page.get_by_text("0 of 1 thanked.")).to_be_visible()
    expect(page.get_by_text("Led you to Wei Chen")).to_be_visible()
    assert_accessible(page)

    # A letter, and the tick comes with it.
    page.get_by_role("link", name="Write to Ana Reis").click()
    body = page.get_by_label("What to say")
    expect(body).to_have_value(re.compile("I found work: Planner at Kessel"))
    body.fill("Dear Ana,\n\nI found work as a planner at Kessel. You led me to Wei. What can I do for you?")
    reading = page.locator("#reading")
    expect(reading).to_contain_text("I found work as a planner at Kessel.")
    reading.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("1 of 1 thanked.")).to_be_visible()
    page.get_by_role("button", name="Not yet: Ana Reis").click()
    expect(page.get_by_text("0 of 1 thanked.")).to_be_visible()
    page.get_by_role("button", name="Told: Silent Sam").click()
    expect(page.get_by_text("1 of 1 told.")).to_be_visible()

    page.goto("/")
    expect(page.get_by_text("You found work: Planner at Kessel.")).to_be_visible()

    page.goto("/outreach/landed/")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("one campaign is open again")).to_be_visible()
    assert Campaign.for_user(alice).get().closed_on is None


def test_it_fits_a_phone(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = open_page(user=alice, size=PHONE, scheme="dark")
    page.goto("/outreach/landed/")
    assert_no_sideways_scroll(page)
    page.get_by_role("button", name="I got the job").click()
    expect(page.get_by_role("heading", name="You found work")).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
