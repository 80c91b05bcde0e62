"""Notes that save themselves, through lost connections, two tabs and an expired login; and the pages around them."""

from datetime import timedelta
from itertools import count

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from contacts.models import Contact
from interviews import scheduling
from interviews.models import Interview
from tests.browser.chromium import assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, ContactPointFactory, InterviewFactory, InterviewQuestionFactory

pytestmark = pytest.mark.browser

OFFLINE = "Not saved yet: no connection. Kept on this device."


@pytest.fixture
def hana(alice: User, transactional_db: None) -> Contact:
    contact = ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    ContactPointFactory.create(contact=contact, value="hana@example.com")
    return contact


@pytest.fixture
def interview(hana: Contact) -> Interview:
    """A conversation that began six minutes ago."""
    interview = InterviewFactory.create(
        contact=hana,
        starts_at=timezone.now() - timedelta(minutes=6),
        place="https://meet.example.com/hana",
        goals="Who decides",
    )
    for text in ("Why rail?", "Whom else?"):
        InterviewQuestionFactory.create(interview=interview, text=text)
    return interview


def notes_path(interview: Interview) -> str:
    return f"/interviews/{interview.pk}/notes/"


def kept(interview: Interview) -> str:
    interview.refresh_from_db()
    return interview.notes


def open_notes(page: Page, interview: Interview) -> None:
    page.goto(notes_path(interview))
    expect(page.get_by_role("button", name="Save")).to_be_hidden()


def write(page: Page, text: str) -> None:
    """Type ``text`` at the end, as fingers do."""
    page.locator("#notes").press("Control+End")
    page.keyboard.type(text)


def leave_offline(page: Page) -> None:
    """Close a page that has no connection; a browser played offline would let its last, outliving save through."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('offline')) }")
    page.close()


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-live-state]")).to_contain_text("Saved ", timeout=10_000)
    expect(page.locator("[data-live-state]")).to_have_attribute("data-tone", "calm")


def drafts(page: Page) -> int:
    """How many texts this device keeps that the server may not have."""
    return int(page.evaluate("Object.keys(localStorage).length"))


def test_notes_save_themselves_while_typing(open_page: OpenPage, alice: User, interview: Interview) -> None:
    page = open_page(user=alice)
    open_notes(page, interview)

    write(page, "Started as a dispatcher.\nAsk Ben")
    expect_saved(page)

    assert kept(interview) == "Started as a dispatcher.\nAsk Ben"
    assert drafts(page) == 0
    expect(page.locator("[data-talk-clock]")).to_have_text("6 of 20 minutes")


def test_notes_typed_without_a_pause_are_saved_on_the_way(
    open_page: OpenPage, alice: User, interview: Interview
) -> None:
    page = open_page(user=alice)
    open_notes(page, interview)

    page.locator("#notes").press_sequentially("x" * 60, delay=100)

    assert kept(interview).startswith("x" * 20)


def test_notes_typed_offline_are_kept_and_saved_when_the_net_is_back(
    open_page: OpenPage, alice: User, interview: Interview
) -> None:
    page = open_page(user=alice)
    open_notes(page, interview)
    page.context.set_offline(True)

    write(page, "Lyon hires in spring")
    expect(page.locator("[data-live-state]")).to_have_text(OFFLINE)
    assert kept(interview) == ""
    write(page, "\nand in autumn")
    page.context.set_offline(False)
    expect_saved(page)

    assert kept(interview) == "Lyon hires in spring\nand in autumn"
    assert drafts(page) == 0


def test_notes_of_a_page_closed_offline_come_back(open_page: OpenPage, alice: User, interview: Interview) -> None:
    page = open_page(user=alice)
    open_notes(page, interview)
    write(page, "first")
    expect_saved(page)
    page.context.set_offline(True)
    write(page, " and second")
    expect(page.locator("[data-live-state]")).to_have_text(OFFLINE)
    leave_offline(page)

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(notes_path(interview))

    expect(again.locator("#notes")).to_have_value("first and second")
    expect_saved(again)
    assert kept(interview) == "first and second"
    assert drafts(again) == 0


def test_notes_of_a_page_closed_offline_join_what_was_written_elsewhere(
    open_page: OpenPage, alice: User, interview: Interview
) -> None:
    laptop, phone = open_page(user=alice), open_page(user=alice)
    open_notes(laptop, interview)
    laptop.context.set_offline(True)
    write(laptop, "from the laptop")
    expect(laptop.locator("[data-live-state]")).to_have_text(OFFLINE)
    leave_offline(laptop)
    open_notes(phone, interview)
    write(phone, "from the phone")
    expect_saved(phone)

    laptop.context.set_offline(False)
    again = laptop.context.new_page()
    again.goto(notes_path(interview))

    expect(again.locator("#notes")).to_have_value("from the phone\nfrom the laptop")
    assert kept(interview) == "from the phone\nfrom the laptop"
    assert drafts(again) == 0


def test_notes_are_not_doubled_when_only_the_answers_get_lost(
    open_page: OpenPage, alice: User, interview: Interview
) -> None:
    page = open_page(user=alice)
    open_notes(page, interview)
    numbers = count(1)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        if next(numbers) <= 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/notes/save/", lose_the_answer)

    write(page, "Lyon")
    expect(page.locator("[data-live-state]")).to_have_text(OFFLINE)
    assert kept(interview) == "Lyon"
    page.locator("#notes").press("Control+Home")
    page.keyboard.type("In ")
    expect_saved(page)

    assert kept(interview) == "In Lyon"


def test_two_tabs_typing_at_once_keep_both_texts(open_page: OpenPage, alice: User, interview: Interview) -> None:
    one = open_page(user=alice)
    other = one.context.new_page()
    open_notes(one, interview)
    open_notes(other, interview)

    write(one, "from the first tab")
    write(other, "from the second tab")
    expect_saved(one)
    expect_saved(other)
    write(one, ", and on")
    expect_saved(one)

    assert sorted(kept(interview).split("\n")) == ["from the first tab, and on", "from the second tab"]


def test_what_another_device_wrote_appears_behind_an_unmoved_caret(
    open_page: OpenPage, alice: User, interview: Interview
) -> None:
    laptop, phone = open_page(user=alice), open_page(user=alice)
    open_notes(laptop, interview)
    write(laptop, "rail\nroad")
    expect_saved(laptop)
    laptop.locator("#notes").evaluate("area => area.setSelectionRange(4, 4)")
    open_notes(phone, interview)
    phone.locator("#notes").press("Control+Home")
    phone.keyboard.type("Hana\n")
    expect_saved(phone)

    laptop.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(laptop.locator("#notes")).to_have_value("Hana\nrail\nroad")
    laptop.keyboard.type("way")
    expect(laptop.locator("#notes")).to_have_value("Hana\nrailway\nroad")
    expect_saved(laptop)

    assert kept(interview) == "Hana\nrailway\nroad"


def test_server_trouble_is_said_and_tried_again(
    open_page: OpenPage, alice: User, interview: Interview, complaints: list[str]
) -> None:
    page = open_page(user=alice)
    open_notes(page, interview)
    page.route("**/notes/save/", lambda route: route.fulfill(status=503), times=2)

    write(page, "Lyon")
    expect(page.locator("[data-live-state]")).to_contain_text("something went wrong on our side")
    expect_saved(page)

    assert kept(interview) == "Lyon"
    assert len(complaints) == 2
    complaints.clear()


def test_signed_out_while_typing_keeps_the_text_until_one_signs_in_elsewhere(
    open_page: OpenPage, alice: User, interview: Interview, complaints: list[str]
) -> None:
    page = open_page(user=alice)
    open_notes(page, interview)
    cookies = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    write(page, "Lyon")
    expect(page.locator("[data-live-state]")).to_contain_text("Sign in in another tab, then it saves by itself.")
    expect(page.get_by_role("link", name="Sign in in another tab")).to_be_visible()
    assert kept(interview) == ""
    # Signing in gives the browser a new session and a new token, which this page does not have.
    client = Client()
    client.force_login(alice)
    url = next(f"http://{cookie['domain']}" for cookie in cookies if "domain" in cookie)
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": url,
            },
            {"name": settings.CSRF_COOKIE_NAME, "value": "a1B2" * 8, "url": url},
        ]
    )
    expect_saved(page)

    assert kept(interview) == "Lyon"
    expect(page.get_by_role("link", name="Sign in in another tab")).to_be_hidden()
    assert [complaint.split()[0] for complaint in complaints] == ["403"]
    complaints.clear()


def test_half_a_megabyte_pasted_is_kept_even_when_the_page_is_left_at_once(
    open_page: OpenPage, alice: User, interview: Interview
) -> None:
    page = open_page(user=alice)
    open_notes(page, interview)
    text = "Ein Satz über Güterzüge.\n" * 20_000

    page.locator("#notes").evaluate(
        "(area, text) => { area.value = text; area.dispatchEvent(new Event('input', {bubbles: true})); }", text
    )
    page.goto("/interviews/")
    open_notes(page, interview)

    expect(page.locator("#notes")).to_have_value(text, timeout=20_000)
    page.wait_for_function("Object.keys(localStorage).length === 0")
    assert kept(interview) == text


def test_few_words_typed_just_before_leaving_are_saved(open_page: OpenPage, alice: User, interview: Interview) -> None:
    page = open_page(user=alice)
    open_notes(page, interview)

    page.locator("#notes").fill("just before leaving")
    page.goto("/interviews/")
    open_notes(page, interview)

    expect(page.locator("#notes")).to_have_value("just before leaving")
    page.wait_for_function("Object.keys(localStorage).length === 0")
    assert kept(interview) == "just before leaving"


def test_notes_work_without_scripts(open_page: OpenPage, alice: User, interview: Interview) -> None:
    page = open_page(user=alice, scripts=False)
    page.goto(notes_path(interview))

    page.get_by_label("Notes of the talk with Hana Sato").fill("Lyon\nBen")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_label("Notes of the talk with Hana Sato")).to_have_value("Lyon\nBen")
    assert kept(interview) == "Lyon\nBen"


def test_thank_you_letter_goes_into_the_mail_link_as_typed(
    open_page: OpenPage, alice: User, interview: Interview
) -> None:
    """P39."""
    now = timezone.now()
    scheduling.hold(interview, now=now, on=alice.local_date(now))
    page = open_page(user=alice)
    page.goto(f"/interviews/{interview.pk}/thanks/")

    page.get_by_label("What to say").fill("Dear Hana,\nthank you & all the best.")

    expect(page.get_by_role("link", name="Open in your mail program")).to_have_attribute(
        "href",
        "mailto:hana@example.com?subject=Thank%20you%20for%20your%20time%20today"
        "&body=Dear%20Hana%2C%0D%0Athank%20you%20%26%20all%20the%20best.",
    )
    page.get_by_role("button", name="I thanked them").click()
    expect(page.get_by_text("Hana is thanked")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("What to say")).to_have_value("Dear Hana,\nthank you & all the best.")
    expect(page.get_by_role("button", name="I thanked them")).to_be_visible()


def test_someone_is_found_and_a_talk_scheduled_by_keyboard(open_page: OpenPage, alice: User, hana: Contact) -> None:
    page = open_page(user=alice)
    page.goto("/interviews/new/")

    page.keyboard.type("sato")
    page.get_by_role("link", name="Schedule a talk with Hana Sato").press("Enter")
    page.get_by_label("Day").fill((timezone.now() + timedelta(days=3)).date().isoformat())
    page.get_by_role("textbox", name="Time").fill("10:00")
    page.get_by_label("Minutes").fill("45")
    page.keyboard.press("Enter")
    page.get_by_label("Why it needs more than 30 minutes").fill("She shows me the depot")
    page.get_by_role("button", name="Schedule the talk").click()

    expect(page.get_by_role("heading", name="Prepare")).to_be_visible()
    assert Interview.for_user(alice).get().minutes == 45


def test_pages_are_accessible(open_page: OpenPage, alice: User, interview: Interview) -> None:
    """On a desk in the dark; ``test_every_page`` looks at the light and at the phone."""
    hana, now = interview.contact, timezone.now()
    ahead = InterviewFactory.create(contact=hana, starts_at=now + timedelta(days=2))
    held = InterviewFactory.create(contact=hana, starts_at=now - timedelta(days=3), notes="Lyon\n" * 60)
    scheduling.hold(held, now=now, on=alice.local_date(now))
    cancelled = InterviewFactory.create(contact=hana, starts_at=now - timedelta(days=9))
    scheduling.move(cancelled, to=now - timedelta(days=8), now=now)
    scheduling.cancel(cancelled, now=now, on=alice.local_date(now))
    page = open_page(scheme="dark", user=alice)

    for path in (
        "",
        "new/",
        "new/?q=hana",
        f"new/?contact={hana.pk}",
        *(f"{each.pk}/" for each in (interview, ahead, held, cancelled)),
        f"{ahead.pk}/edit/",
        f"{ahead.pk}/move/",
        f"{ahead.pk}/delete/",
        f"{ahead.pk}/notes/",
        f"{interview.pk}/notes/",
        f"{held.pk}/thanks/",
    ):
        page.goto(f"/interviews/{path}")
        assert_accessible(page)
        assert_no_sideways_scroll(page)

    page.goto(f"/interviews/new/?contact={hana.pk}")
    page.get_by_label("Day").fill("2020-01-01")
    page.get_by_role("textbox", name="Time").fill("10:00")
    page.get_by_label("Minutes").fill("45")
    page.get_by_role("button", name="Schedule the talk").click()
    expect(page.get_by_label("It has happened already")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
