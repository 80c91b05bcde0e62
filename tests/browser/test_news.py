"""What came of it, in a real browser: note an interview, see who is owed the news, write, tell, take it back."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from contacts.models import Contact
from contacts.organizations import named
from outreach.models import News
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    InteractionFactory,
    NewsFactory,
    OutcomeFactory,
    PostingFactory,
)

pytestmark = pytest.mark.browser


def today(user: User) -> date:
    return user.local_date(timezone.now())


@pytest.fixture
def ana(alice: User, transactional_db: None) -> Contact:
    """Ana told of a posting at Kessel, where Theo talked with the user."""
    kessel = named(alice, "Kessel")
    contact = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis")
    ContactPointFactory.create(contact=contact, value="ana@example.com")
    applied_on = today(alice) - timedelta(days=9)
    PostingFactory.create(organization=kessel, title="Planner", led_by=contact, applied_on=applied_on)
    theo = ContactFactory.create(owner=alice, first_name="Theo", last_name="There", organization=kessel)
    InteractionFactory.create(contact=theo, kind="meeting", direction="mutual", on=today(alice) - timedelta(days=5))
    return contact


def test_an_interview_got_is_told_to_whoever_helped(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = open_page(user=alice)
    page.goto(f"/people/organizations/{ana.postings_led_to.get().organization_id}/")
    page.get_by_role("link", name="What came of Planner").click()
    assert_accessible(page)
    page.get_by_label("I got a job interview").check()
    page.get_by_role("button", name="Note it, and see who helped").click()

    expect(page.get_by_role("heading", name="A job interview at Kessel")).to_be_visible()
    expect(page.get_by_text("0 of 2 know.")).to_be_visible()
    expect(page.get_by_text("Told you of the posting")).to_be_visible()
    assert_accessible(page)

    # Today asks for it, and leads to a letter that begins with it; once it is out, she knows.
    page.goto("/")
    card = page.locator("[data-card]").filter(has_text="Tell Ana that you got an interview at Kessel")
    card.get_by_role("link", name="Write").first.click()
    body = page.get_by_label("What to say")
    expect(body).to_have_value(re.compile(r"I have a job interview at Kessel \(Planner\)"))
    body.fill("Dear Ana,\n\nI have an interview at Kessel, and you told me of it. Thank you. How are you?")
    reading = page.locator("#reading")
    expect(reading).to_contain_text("I have an interview at Kessel")
    reading.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("1 of 2 know.")).to_be_visible()

    # The other in one press, and back.
    page.get_by_role("button", name="Told: Theo There").click()
    expect(page.get_by_text("2 of 2 know.")).to_be_visible()
    page.get_by_role("button", name="Not yet: Theo There").click()
    expect(page.get_by_text("1 of 2 know.")).to_be_visible()
    page.get_by_role("button", name="Theo There need not know").click()
    expect(page.get_by_text("1 of 1 knows.")).to_be_visible()
    assert list(News.for_user(alice).order_by("pk").values_list("told_on", flat=True)) == [today(alice), None]


def test_it_fits_a_phone_and_can_be_removed(open_page: OpenPage, alice: User, ana: Contact) -> None:
    outcome = OutcomeFactory.create(owner=alice, kind="rejection", happened_on=today(alice))
    NewsFactory.create(outcome=outcome, contact=ana, due_on=today(alice))
    page = open_page(user=alice, size=PHONE, scheme="dark")
    page.goto("/outreach/news/")
    assert_no_sideways_scroll(page)
    page.get_by_role("link", name="A no from Kessel").click()
    expect(page.get_by_text("it says nothing about what you can do")).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.get_by_label("More about this").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("heading", name="No hit and run")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.goto("/outreach/news/")
    expect(page.get_by_role("link", name="A no from Kessel")).to_be_visible()
