"""An introduction in a real browser, from Paths to telling how it went (P27, P42)."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import SearchBrief, User
from contacts.models import Contact
from outreach.models import Introduction, IntroductionState
from tests.browser.chromium import assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import CampaignFactory, ContactFactory, OrganizationFactory

pytestmark = pytest.mark.browser

WORDS = (
    "Dear Ana, Ines left spreadsheets behind at Kessel, and I am learning how rail freight plans. "
    "“I planned freight at Acme until the summer. I would like to hear from Ines how Kessel left spreadsheets behind. "
    "Twenty minutes are enough, and a no is quite all right.” Would you be comfortable introducing us?"
)


@pytest.fixture
def ana(alice: User, transactional_db: None) -> Contact:
    SearchBrief.unscoped.create(owner=alice, news="I planned freight at Acme.", roles="rail freight planner")
    CampaignFactory.create(owner=alice, name="Rail")
    return ContactFactory.create(
        owner=alice,
        first_name="Ana",
        last_name="Ferreira",
        tie="strong",
        organization=OrganizationFactory.create(owner=alice),
        last_interaction_on=alice.local_date(timezone.now()),
    )


def test_an_introduction_from_the_first_thought_to_telling(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = open_page(user=alice)
    page.goto(ana.get_absolute_url())
    page.get_by_role("link", name="Ask Ana for an introduction").click()
    page.get_by_label("Whom you would like to meet").fill("Whoever left spreadsheets behind at Kessel")
    page.get_by_label("Why them").fill("Left spreadsheets behind")
    page.get_by_label("Once you are introduced").select_option(label="Rail")
    assert_accessible(page)
    page.get_by_role("button", name="Go on to the words").click()

    reading = page.locator("#reading")
    expect(reading).to_contain_text("“I planned freight at Acme. I would like to hear from")
    expect(reading).to_contain_text("gaps to fill in")
    page.get_by_label("What to say").fill(WORDS)
    page.get_by_label("Subject").fill("Kessel")
    expect(reading.locator(".message-text")).to_contain_text("Would you be comfortable")
    reading.get_by_role("button", name="I sent it").click()

    expect(page.get_by_text("Noted that you asked Ana.")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.get_by_text("They will do it").click()
    page.locator("#agreed").get_by_label("What they said").fill("Gladly.")
    page.get_by_role("button", name="Note that they agreed").click()
    expect(page.get_by_role("heading", name="Ana agreed")).to_be_visible()

    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Ana agreed")).to_have_count(0)

    page.get_by_text("You were introduced").click()
    made = page.locator("#made")
    made.get_by_label("First name").fill("Ines")
    made.get_by_label("Last name").fill("Lima")
    assert_accessible(page)
    page.get_by_role("button", name="Note the introduction").click()
    expect(page.get_by_role("heading", name="Thank Ana for the introduction to Ines")).to_be_visible()
    ines = Contact.for_user(alice).get(first_name="Ines")
    assert (ines.introduced_by, ines.targets.get().campaign.name) == (ana, "Rail")

    page.get_by_text("You met, without a planned conversation").click()
    page.get_by_role("button", name="Note that you met").click()
    page.get_by_role("link", name="Tell Ana").click()
    page.get_by_label("What to say").fill("Dear Ana, Ines and I talked, thanks to you. I learned how Kessel plans.")
    page.get_by_label("Subject").fill("Ines and I talked")
    page.locator("#reading").get_by_role("button", name="I sent it").click()

    expect(page.get_by_role("heading", name="You told Ana how it went")).to_be_visible()
    assert Introduction.for_user(alice).get().state == IntroductionState.TOLD


def test_the_list_and_the_page_fit_a_phone_in_the_dark(open_page: OpenPage, alice: User, ana: Contact) -> None:
    page = open_page(user=alice, scheme="dark", size=(360, 740))
    page.goto("/outreach/introductions/")
    page.get_by_role("link", name="Ask for an introduction").click()
    page.get_by_label("Who could introduce you").press_sequentially("Ana")
    expect(page.get_by_role("radio", name="Ana Ferreira")).to_be_checked()
    page.get_by_label("Whom you would like to meet").fill(
        "Someone in data at a company with a very long name of its own"
    )
    page.get_by_label("Why them").fill("Numbers")
    page.get_by_role("button", name="Only note it").click()

    expect(page.get_by_role("heading", level=2, name="Ask Ana to introduce you to someone in data")).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.goto("/outreach/introductions/")
    assert_no_sideways_scroll(page)
    assert_accessible(page)
