"""After a talk, on the phone: it took place, what came of it in one sheet through a lost connection, and the thanks."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from contacts.models import Contact
from interviews.models import Interview
from outreach.models import Introduction
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, ContactPointFactory, InterviewFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def hana(alice: User, transactional_db: None) -> Contact:
    contact = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    ContactPointFactory.create(contact=contact, value="hana@example.com")
    return contact


@pytest.fixture
def over(hana: Contact) -> Interview:
    return InterviewFactory.create(contact=hana, starts_at=timezone.now() - timedelta(minutes=40))


def tap(page: Page, question: str, answer: str) -> None:
    """Answer a question of the sheet with a finger."""
    page.get_by_role("group", name=question).get_by_role("radio", name=answer, exact=True).tap()


def test_from_the_talk_to_the_thanks_on_the_phone(
    open_page: OpenPage, alice: User, over: Interview, hana: Contact
) -> None:
    """P36-P41: held, two names of which one is known, a thing, an insight, two taps, and the letter drafted of it."""
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Reis", title="Dispatcher")
    page = open_page(user=alice, size=PHONE, scheme="dark", touch=True)
    page.goto(f"{over.get_absolute_url()}#how-it-went")

    page.get_by_role("button", name="It took place").tap()
    expect(page.get_by_role("heading", name="Wrap up")).to_be_visible()
    page.get_by_label("Whom did they name?").fill("Ana Reis, planner at Kessel\nTom Berg")
    page.get_by_label("What will you look into?").first.fill("Read the port report")
    page.get_by_label("One thing at a time").first.fill("Drivers decide")
    page.get_by_label("Tags").first.fill("rail")
    page.get_by_role("button", name="Another one").last.tap()
    expect(page.get_by_label("One thing at a time").nth(1)).to_be_visible()
    tap(page, "Who spoke more?", "they did")
    tap(page, "Did you interrupt?", "once")
    tap(page, "And how do you feel now?", "very good")
    tap(page, "Did Hana offer to keep you in mind?", "yes")
    assert_no_sideways_scroll(page)
    assert_accessible(page)

    page.context.set_offline(True)
    page.get_by_role("button", name="Save, then thank Hana").tap()
    expect(page.locator("[data-kept-state]")).to_contain_text("No connection. All you typed is kept on this device")
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost", timeout=10_000)
    expect(page.get_by_label("One thing at a time").first).to_have_value("Drivers decide")
    page.get_by_label("Yes: Ana Reis").check()
    assert_accessible(page)
    page.get_by_role("button", name="Save, then thank Hana").tap()

    expect(page.get_by_role("heading", name="Thank Hana Sato")).to_be_visible()
    letter = page.get_by_label("What to say")
    expect(letter).to_have_value(
        "Dear Hana,\n\nThank you for the 20 minutes you gave me today.\n\n"
        "What has stayed with me most: Drivers decide. [What you will do with it.]\n\n"
        "Thank you also for naming Ana Reis and Tom Berg. I will write to them [when], and let you know how it goes."
        "\n\n"
        "Thank you for offering to keep me in mind. I am looking for: [the work you look for]. "
        "And if I can help you with anything, tell me.\n\nKind regards\nAlice Almeida"
    )
    assert page.evaluate("Object.keys(localStorage).length") == 0
    tap(page, "How you thank them", "By message")
    expect(letter).to_have_value(re.compile(r"^Hello Hana,"))
    page.get_by_role("button", name="I thanked them").tap()
    expect(page.get_by_role("alert")).to_contain_text("places are still in [brackets]")
    page.get_by_label("What to say").fill("Hello Hana, thank you. I write to Ana and Tom tomorrow.")
    expect(page.locator("#kept")).to_contain_text("Kept.")
    assert_no_sideways_scroll(page)
    assert_accessible(page)
    page.get_by_role("button", name="I thanked them").tap()
    expect(page.get_by_text("Hana is thanked")).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible(page)

    over.refresh_from_db()
    assert (over.spoke_more, over.interrupted, over.mood_after, over.keep_in_mind) == ("they", "once", 5, True)
    assert [each.name for each in over.named.order_by("pk")] == ["Ana Reis", "Tom Berg"]
    assert over.named.order_by("pk").first() == ana
    assert [each.text for each in over.insights.all()] == ["Drivers decide"]
    assert over.thanks is not None
    assert (over.thanks.kind, over.thanks.summary) == (
        "message",
        "Hello Hana, thank you. I write to Ana and Tom tomorrow.",
    )
    assert Introduction.for_user(alice).exclude(thanked_on=None).count() == 2


def test_a_sheet_closed_halfway_comes_back(open_page: OpenPage, alice: User, hana: Contact) -> None:
    now = timezone.now()
    held = InterviewFactory.create(
        contact=hana, starts_at=now - timedelta(hours=1), state="held", held_on=alice.local_date(now)
    )
    page = open_page(user=alice)
    page.goto(f"/interviews/{held.pk}/wrap-up/")
    page.get_by_label("Whom did they name?").fill("Ana Reis")
    more = page.get_by_role("button", name="Another one").last
    for number in range(4):
        page.get_by_label("One thing at a time").nth(number).fill(f"Insight {number}")
        more.click()
    page.get_by_role("radio", name="so-so").last.check()
    page.close()

    again = page.context.new_page()
    again.goto(f"/interviews/{held.pk}/wrap-up/")
    expect(again.locator("[data-kept-state]")).to_have_text(
        "What this device had kept is back. Save it when it is right."
    )
    expect(again.get_by_label("One thing at a time").nth(3)).to_have_value("Insight 3")
    again.get_by_role("button", name="Save", exact=True).click()
    expect(again.get_by_role("heading", name="Follow through")).to_be_visible()

    held.refresh_from_db()
    assert [each.text for each in held.insights.all()] == [f"Insight {number}" for number in range(4)]
    assert (held.named.get().name, held.mood_after) == ("Ana Reis", 3)
