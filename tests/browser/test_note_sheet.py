"""The note sheet in a talk: questions ticked, answered, starred and added, offline and on two devices at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from interviews.models import Interview, InterviewQuestion
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.browser.test_interviews import OFFLINE, drafts, expect_saved, leave_offline, notes_path
from tests.factories import InterviewFactory, InterviewQuestionFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def interview(alice: User, transactional_db: None) -> Interview:
    """A conversation that began six minutes ago, with two questions."""
    interview = InterviewFactory.create(
        contact__owner=alice,
        contact__first_name="Hana",
        contact__last_name="Sato",
        starts_at=timezone.now() - timedelta(minutes=6),
        goals="Who decides",
    )
    for position, text in enumerate(("Why rail?", "Whom else would you talk to, if you were me?")):
        InterviewQuestionFactory.create(interview=interview, text=text, position=position)
    return interview


@pytest.fixture
def open_sheet(open_page: OpenPage, alice: User, interview: Interview) -> Callable[..., Page]:
    """Opens the sheet in a browser of its own, or in the one of ``beside``."""

    def opened(beside: Page | None = None, **kwargs: object) -> Page:
        page = beside.context.new_page() if beside else open_page(user=alice, **kwargs)  # type: ignore[arg-type]
        page.goto(notes_path(interview))
        expect(page.get_by_role("button", name="Star this line")).to_be_visible()
        return page

    return opened


def sheet(interview: Interview) -> list[tuple[str, bool, str, bool]]:
    """Each question's first word with whether it was asked, what was said, and whether that helped."""
    return [
        (question.text.split()[0], question.asked_at is not None, question.answer, question.is_starred)
        for question in InterviewQuestion.unscoped.filter(interview=interview).order_by("position", "pk")
    ]


def wait_until(page: Page, expression: str) -> None:
    """As ``wait_for_function``, which asks the second time by a way that the policy of our pages forbids."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"Never true: {expression}")


def tick(page: Page, words: str) -> None:
    page.get_by_text(words, exact=False).first.click()


def ticked(page: Page, words: str) -> Locator:
    """Where the question is ticked off."""
    return page.locator(".ask", has_text=words).locator("[data-asked]")


def answer(page: Page, words: str, text: str) -> None:
    box = page.get_by_label(f"What they say to: {words}")
    box.press("Control+End")
    page.keyboard.type(text)


def star(page: Page, words: str) -> None:
    page.locator(".ask", has_text=words).locator(".ask-star").click()


def test_a_talk_on_a_phone_from_the_first_question_to_the_last(
    open_sheet: Callable[..., Page], interview: Interview
) -> None:
    """P35, P36: ticked and starred by a thumb, a question added on the spot, a line starred, the clock beside it."""
    page = open_sheet(size=PHONE, touch=True)
    expect(page.get_by_text("6 of 20 minutes")).to_be_visible()

    tick(page, "Why rail?")
    answer(page, "Why rail?", "Her father drove a steam engine")
    star(page, "Why rail?")
    page.get_by_label("Another question").fill("Who hires in Lyon?")
    page.get_by_role("button", name="Add").tap()
    expect(page.get_by_label("What they say to: Who hires in Lyon?")).to_be_focused()
    page.keyboard.type("Ines")
    page.get_by_role("link", name="Notes").tap()
    page.locator("#notes").tap()
    page.keyboard.type("Lyon opens in spring\nAsk Ben")
    page.get_by_role("button", name="Star this line").tap()
    expect_saved(page)

    assert_accessible(page)
    assert_no_sideways_scroll(page)
    assert sheet(interview) == [
        ("Why", True, "Her father drove a steam engine", True),
        ("Whom", False, "", False),
        ("Who", False, "Ines", False),
    ]
    interview.refresh_from_db()
    assert interview.notes == "Lyon opens in spring\nAsk Ben ★"
    assert drafts(page) == 0


def test_the_sheet_by_keyboard_alone(open_sheet: Callable[..., Page], interview: Interview) -> None:
    page = open_sheet()

    ticked(page, "Why rail?").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Steam")
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("What they say to: Whom else")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notes")).to_be_focused()
    page.get_by_label("Another question").fill("Who hires?")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What they say to: Who hires?")).to_be_focused()
    expect_saved(page)

    assert sheet(interview) == [("Why", True, "Steam ★", True), ("Whom", True, "", False), ("Who", False, "", False)]


def test_ticks_stars_answers_and_questions_made_offline_arrive(
    open_sheet: Callable[..., Page], interview: Interview
) -> None:
    page = open_sheet()
    page.context.set_offline(True)

    tick(page, "Why rail?")
    answer(page, "Why rail?", "Steam")
    star(page, "Why rail?")
    page.get_by_label("Another question").fill("Who hires?")
    page.keyboard.press("Enter")
    page.keyboard.type("Ines")
    tick(page, "Who hires?")
    expect(page.locator("[data-live-state]")).to_have_text(OFFLINE)
    assert sheet(interview) == [("Why", False, "", False), ("Whom", False, "", False)]
    page.context.set_offline(False)
    expect_saved(page)

    assert sheet(interview) == [("Why", True, "Steam", True), ("Whom", False, "", False), ("Who", True, "Ines", False)]
    assert drafts(page) == 0


def test_a_sheet_closed_offline_comes_back_whole(open_sheet: Callable[..., Page], interview: Interview) -> None:
    """Also what was typed under a question that another device took off the list meanwhile."""
    page = open_sheet()
    page.context.set_offline(True)
    tick(page, "Why rail?")
    answer(page, "Whom else", "Ben")
    page.get_by_label("Another question").fill("Who hires?")
    page.keyboard.press("Enter")
    page.keyboard.type("Ines")
    expect(page.locator("[data-live-state]")).to_have_text(OFFLINE)
    wait_until(page, "Object.values(localStorage).some(kept => kept.includes('\"Ines\"'))")
    leave_offline(page)
    InterviewQuestion.unscoped.filter(text__startswith="Whom").delete()

    page.context.set_offline(False)
    again = open_sheet(beside=page)

    expect(again.get_by_label("What they say to: Who hires?")).to_have_value("Ines")
    expect(again.get_by_label("What they say to: Whom else")).to_have_value("Ben")
    expect(ticked(again, "Why rail?")).to_be_checked()
    expect_saved(again)
    wait_until(again, "Object.keys(localStorage).length === 0")
    assert sorted(sheet(interview)) == [
        ("Who", False, "Ines", False),
        ("Whom", False, "Ben", False),
        ("Why", True, "", False),
    ]


def test_two_devices_tick_and_type_at_once(open_sheet: Callable[..., Page], interview: Interview) -> None:
    laptop, phone = open_sheet(), open_sheet(size=PHONE, touch=True)
    phone.context.set_offline(True)

    answer(laptop, "Why rail?", "from the laptop")
    answer(phone, "Why rail?", "from the phone")
    tick(laptop, "Why rail?")
    tick(phone, "Whom else")
    phone.get_by_label("Another question").fill("Who hires?")
    phone.keyboard.press("Enter")
    expect_saved(laptop)
    phone.context.set_offline(False)
    expect_saved(phone)
    laptop.evaluate("window.dispatchEvent(new Event('focus'))")

    both = "from the laptop\nfrom the phone"
    expect(laptop.get_by_label("What they say to: Why rail?")).to_have_value(both)
    expect(ticked(laptop, "Whom else")).to_be_checked()
    expect(laptop.get_by_label("What they say to: Who hires?")).to_be_visible()
    assert sheet(interview) == [("Why", True, both, False), ("Whom", True, "", False), ("Who", False, "", False)]


def test_the_sheet_without_scripts(open_page: OpenPage, alice: User, interview: Interview) -> None:
    page = open_page(user=alice, scripts=False, size=PHONE)
    page.goto(notes_path(interview))

    ticked(page, "Why rail?").check()
    page.get_by_label("What they say to: Why rail?").fill("Steam")
    page.get_by_label("Another question").fill("Who hires?")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_label("What they say to: Who hires?")).to_be_visible()
    expect(ticked(page, "Why rail?")).to_be_checked()
    assert sheet(interview) == [("Why", True, "Steam", False), ("Whom", False, "", False), ("Who", False, "", False)]
