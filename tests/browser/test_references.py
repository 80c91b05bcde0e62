"""References in a real browser: chosen, asked, prepared before a call, thanked, and each step taken back (P51)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from contacts.models import Contact
from outreach.models import Reference, ReferenceUse
from tests.browser.chromium import DESK, PHONE, Scheme, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, ContactPointFactory, ReferenceFactory, ReferenceUseFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def wei(alice: User, transactional_db: None) -> Contact:
    contact = ContactFactory.create(
        owner=alice,
        first_name="Wei",
        last_name="Zhang",
        how_known="My manager at Acme",
        tie="strong",
        walk_of_life="work",
    )
    ContactPointFactory.create(contact=contact, value="wei@example.com")
    return contact


def today(user: User) -> date:
    return user.local_date(timezone.now())


def send(page: Page, subject: str, words: str) -> None:
    page.get_by_label("Subject").fill(subject)
    page.get_by_label("What to say").fill(words)
    expect(page.locator("[data-sent]")).to_be_visible()
    page.locator("[data-sent]").click()


def test_somebody_is_asked_agrees_is_prepared_and_told(open_page: OpenPage, alice: User, wei: Contact) -> None:
    page = open_page(user=alice)
    page.goto("/outreach/references/")
    expect(page.get_by_role("heading", name="References come first")).to_be_visible()
    page.get_by_role("link", name="Choose Wei Zhang").click()
    page.get_by_label("What they could speak to").fill("Two depots opened on time")
    page.get_by_role("button", name="Put on the list").click()
    page.get_by_role("link", name="Write and ask").click()
    send(page, "A question", "Dear Wei, you saw two depots open on time. Would you be willing to speak for me?")
    expect(page.get_by_text("You asked Wei to be a reference.")).to_be_visible()
    page.get_by_role("button", name="They said yes").click()
    page.get_by_role("button", name="Done already: Tell Wei what you are aiming for").click()

    page.get_by_role("link", name="Somebody will call").click()
    page.get_by_label("Organization").fill("Globex")
    page.get_by_label("Role").fill("Planning manager")
    page.get_by_label("Who will call").fill("Hana Sato")
    page.get_by_role("button", name="Note the call").click()
    page.get_by_role("link", name="Prepare Wei for the call from Globex").click()
    send(
        page,
        "Globex will call",
        "Dear Wei, Hana Sato of Globex will call about the planning manager. Does it suit you?",
    )
    expect(page.get_by_text("Wei is prepared for the call from Globex.")).to_be_visible()

    page.get_by_text("How it went", exact=True).click()
    page.get_by_role("button", name="You got an offer").click()
    expect(page.get_by_role("link", name="Tell Wei how it went with Globex")).to_be_visible()
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Tell Wei how it went with Globex")).to_have_count(0)
    use = ReferenceUse.unscoped.get()
    assert (use.briefed_on, use.outcome, Reference.unscoped.get().standing) == (today(alice), "", "agreed")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")])
def test_the_pages_fit_and_are_accessible(
    open_page: OpenPage, alice: User, wei: Contact, size: tuple[int, int], scheme: Scheme
) -> None:
    day = today(alice)
    reference = ReferenceFactory.create(contact=wei)
    for days in (-9, -5, -2, 2):
        ReferenceUseFactory.create(reference=reference, noted_on=day, expected_on=day + timedelta(days=days))
    ReferenceFactory.create(contact=ContactFactory.create(owner=alice), affirmed_on=None, goals_on=None)
    page = open_page(user=alice, scheme=scheme, size=size)
    for path in (
        "/outreach/references/",
        reference.get_absolute_url(),
        f"/outreach/references/{reference.pk}/calls/new/",
        f"/outreach/write/use/{ReferenceUse.unscoped.latest('expected_on').pk}/",
    ):
        page.goto(path)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
