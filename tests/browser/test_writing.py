"""Writing to somebody in a real browser: read back while one types, kept through a lost connection, sent once."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from contacts.models import Contact, Interaction
from outreach.models import Attempt, Draft, Target
from tests.browser.chromium import assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import CampaignFactory, ContactFactory, ContactPointFactory, MessageTemplateFactory, TargetFactory

pytestmark = pytest.mark.browser

WORDS = "Dear Tobias, could you spare 20 minutes on how rail freight left spreadsheets behind?"


@pytest.fixture
def tobias(alice: User, transactional_db: None) -> Contact:
    contact = ContactFactory.create(owner=alice, first_name="Tobias", last_name="Krüger", how_known="Met in Berlin")
    ContactPointFactory.create(contact=contact, value="tobias@example.com")
    ContactPointFactory.create(contact=contact, kind="phone", value="+351912345678")
    return contact


@pytest.fixture
def ready(alice: User, tobias: Contact) -> Target:
    return TargetFactory.create(
        campaign=CampaignFactory.create(owner=alice, goal="Learn how rail freight plans"),
        contact=tobias,
        reason="Left spreadsheets behind",
        next_attempt_on=today(alice),
    )


def today(user: User) -> date:
    return user.local_date(timezone.now())


def written(page: Page, words: str = WORDS) -> None:
    page.get_by_label("Subject").fill("Rail freight")
    page.get_by_label("What to say").fill(words)


def test_a_message_is_read_back_mended_and_sent(open_page: OpenPage, alice: User, ready: Target) -> None:
    """P16, P17, P19, P22."""
    page = open_page(user=alice, scheme="dark")
    page.goto(f"/outreach/targets/{ready.pk}/")
    page.get_by_role("link", name="Write to Tobias").click()
    reading = page.locator("#reading")
    expect(reading).to_contain_text("gaps to fill in")
    assert_accessible(page)
    written(page, f"May I pick your brain? {WORDS}")
    expect(reading).to_contain_text("“pick your brain” could go to anyone.")
    expect(reading.locator("mark.in-phrase")).to_have_text("pick your brain")
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    reading.get_by_role("button", name="Leave it").click()
    expect(reading).to_contain_text("1 left as it is")
    expect(reading).to_be_focused()

    page.get_by_label("What to say").fill(WORDS)
    expect(reading.locator(".message-text")).to_have_text(WORDS)
    link = reading.get_by_role("link", name="Open in your mail program").get_attribute("href")
    reading.get_by_role("button", name="I sent it").click()

    expect(page.get_by_role("heading", name="Attempt 2 of 5: a call")).to_be_visible()
    assert link is not None
    assert link.startswith("mailto:tobias@example.com?subject=Rail%20freight&body=Dear%20Tobias%2C%20could")
    assert [attempt.text for attempt in Attempt.for_user(alice)] == [f"Subject: Rail freight\n\n{WORDS}"]
    page.get_by_role("link", name="Prepare the call").click()
    expect(page.get_by_role("link", name="Call +351912345678")).to_have_attribute("href", "tel:+351912345678")
    assert_accessible(page)


def test_words_typed_without_a_connection_are_there_the_next_time(
    open_page: OpenPage, alice: User, ready: Target, complaints: list[str]
) -> None:
    page = open_page(user=alice)
    page.goto(f"/outreach/write/target/{ready.pk}/")
    page.context.set_offline(True)
    written(page)
    expect(page.locator("#toasts")).to_contain_text("Not saved: no connection. What you typed is still here.")
    browser = page.context
    page.close()
    assert not Draft.for_user(alice).exists()
    browser.set_offline(False)
    complaints[:] = []  # the browser's own, about the connection

    again = browser.new_page()
    again.goto(f"/outreach/write/target/{ready.pk}/")

    expect(again.get_by_label("What to say")).to_have_value(WORDS)
    expect(again.locator("#reading")).to_contain_text("Kept")
    assert Draft.for_user(alice).get().body == WORDS


def test_words_typed_before_the_scripts_came_are_kept_too(
    open_page: OpenPage, alice: User, ready: Target, tobias: Contact
) -> None:
    page = open_page(user=alice)
    held: list[Route] = []
    page.route("**/compose*.js", lambda route: held.append(route))
    page.goto(f"/outreach/write/target/{ready.pk}/", wait_until="commit")
    page.get_by_label("What to say").fill(WORDS)
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()

    expect(page.locator("#reading .message-text")).to_have_text(WORDS)
    assert Draft.for_user(alice).get().body == WORDS


def test_a_template_takes_the_place_and_gives_it_back(open_page: OpenPage, alice: User, ready: Target) -> None:
    MessageTemplateFactory.create(owner=alice, name="Ports", ask_kind="advice", step=1, body="Dear {{ first_name }}!")
    page = open_page(user=alice)
    page.goto(f"/outreach/write/target/{ready.pk}/")
    written(page)

    page.get_by_text("Begin with…").click()
    page.get_by_role("button", name="Ports").click()
    expect(page.get_by_label("What to say")).to_have_value("Dear Tobias!")
    page.get_by_role("button", name="Bring back what stood there before").click()

    expect(page.get_by_label("What to say")).to_have_value(WORDS)


def test_everything_works_without_javascript(open_page: OpenPage, alice: User, ready: Target, tobias: Contact) -> None:
    """Kept, read back, waved off, sent; also to somebody outside all campaigns."""
    page = open_page(user=alice, scripts=False)
    page.goto(f"/outreach/write/target/{ready.pk}/")
    written(page, f"Quick question: {WORDS}")
    page.get_by_role("button", name="Keep it and look through it").click()
    page.get_by_role("button", name="Leave it").click()
    expect(page.locator("#reading")).to_contain_text("1 left as it is")
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_role("heading", name="Attempt 2 of 5: a call")).to_be_visible()

    page.goto(f"/people/{tobias.pk}/")
    page.get_by_role("link", name="Write", exact=True).click()
    written(page, "How is it going with the yard?")
    page.get_by_role("button", name="Keep it and look through it").click()
    page.get_by_role("button", name="I sent it").click()

    expect(page.get_by_role("heading", name="Tobias Krüger", level=1)).to_be_visible()
    assert list(Interaction.for_user(alice).order_by("pk").values_list("summary", flat=True)) == [
        f"Subject: Rail freight\n\nQuick question: {WORDS}",
        "Subject: Rail freight\n\nHow is it going with the yard?",
    ]


def test_templates_are_read_back_while_they_are_written(open_page: OpenPage, alice: User) -> None:
    page = open_page(user=alice, scheme="dark")
    page.goto("/outreach/templates/new/?from=ask-advice")

    page.get_by_label("What to say").fill("Dear {{ fist_name }}, [why]")
    expect(page.locator("#reading")).to_contain_text("Did you mean “first_name”?")
    assert_accessible(page)
    page.get_by_label("What to say").fill("Dear {{ first_name }}, [why]")
    expect(page.locator("#reading .message-text")).to_have_text("Dear Tobias, [why]")
    page.get_by_label("How it goes out").select_option("call")
    expect(page.get_by_label("Subject")).to_be_hidden()
    page.get_by_role("button", name="Save the template").click()

    expect(page.get_by_role("heading", name="Templates")).to_be_visible()
    assert_accessible(page)
