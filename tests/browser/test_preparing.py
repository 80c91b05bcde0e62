"""From nothing to the brief, on a phone in the dark; and questions dragged, and without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import SearchBrief, User
from interviews.models import Interview, Question
from interviews.questions import BY_KEY
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import InterviewFactory, InterviewQuestionFactory, OrganizationFactory
from tests.interviews.picked import texts_of

pytestmark = pytest.mark.browser


@pytest.fixture
def interview(alice: User, transactional_db: None) -> Interview:
    """The day after tomorrow."""
    SearchBrief.unscoped.create(owner=alice, brings="Seven years of freight")
    interview = InterviewFactory.create(
        contact__owner=alice,
        contact__first_name="Hana",
        contact__last_name="Sato",
        starts_at=timezone.now() + timedelta(days=2),
    )
    interview.contact.organization = OrganizationFactory.create(owner=alice, name="Globex")
    interview.contact.save()
    return interview


def ticked(page: Page) -> list[str]:
    """What the checklist has as done."""
    return page.locator("#checklist .is-done a > span:first-of-type").all_inner_texts()


def test_a_talk_is_prepared_from_nothing_to_the_brief(open_page: OpenPage, alice: User, interview: Interview) -> None:
    """P32–P35."""
    page = open_page(size=PHONE, scheme="dark", user=alice, touch=True)
    page.goto(interview.get_absolute_url())
    expect(page.get_by_label("Who I am")).to_have_value("Seven years of freight")
    assert ticked(page) == []

    page.get_by_label("What you found out", exact=True).fill("Spoke at Freight Forum")
    expect(page.locator("#kept")).to_contain_text("Saved")
    page.get_by_label("What you found out about the place").fill("Merged in spring")
    page.get_by_label("What you hope to learn").fill("Who decides")
    page.get_by_label("Why you").fill("She moved 200 lanes")
    expect(page.locator("#checklist .is-done")).to_have_count(4)

    page.get_by_role("button", name=f"Add: {BY_KEY['whom_else'].text}").click()
    expect(page.locator(".asking > li")).to_have_count(1)
    page.get_by_role("button", name=f"Add: {BY_KEY['week'].text}").click()
    expect(page.locator(".asking > li")).to_have_count(2)
    page.get_by_label("A question of your own").fill("Why rail?")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".asking > li")).to_have_count(3)
    page.get_by_label("A question of your own").fill("And another")
    page.get_by_role("button", name="Ask earlier: Why rail?").click()
    expect(page.locator(".asking > li").first).to_contain_text("Why rail?")
    expect(page.get_by_label("A question of your own")).to_have_value("And another")
    page.get_by_label("A question of your own").fill("")
    page.get_by_role("button", name=f"Could look this up: {BY_KEY['week'].text}").click()
    expect(page.get_by_text("To look up first")).to_be_visible()
    expect(page.locator("#checklist .is-done")).to_have_count(5)
    assert_accessible(page)
    assert_no_sideways_scroll(page)

    page.get_by_role("button", name="I am prepared").click()
    expect(page.get_by_text("you are prepared", exact=True)).to_be_visible()
    page.get_by_role("link", name="Brief", exact=True).click()

    expect(page.get_by_role("heading", name="Hana Sato")).to_be_visible()
    for words in ("Seven years of freight", "She moved 200 lanes", "Who decides", "Merged in spring", "Why rail?"):
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_text(BY_KEY["week"].text)).to_have_count(0)
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Open the note page")).to_be_hidden()
    expect(page.get_by_text("Names, and what to look into")).to_be_visible()

    assert texts_of(interview) == ["Why rail?", f"[{BY_KEY['week'].text}]", BY_KEY["whom_else"].text]
    interview.refresh_from_db()
    assert (interview.goals, interview.who_i_am) == ("Who decides", "Seven years of freight")
    assert interview.prepared_at is not None
    assert Question.for_user(alice).get().text == "Why rail?"


def test_questions_are_dragged_into_another_order(open_page: OpenPage, alice: User, interview: Interview) -> None:
    for text in ("One", "Two", "Three"):
        InterviewQuestionFactory.create(interview=interview, text=text)
    page = open_page(user=alice)
    page.goto(interview.get_absolute_url())
    rows = page.locator(".asking > li")
    expect(page.locator("[data-ordered]")).to_have_count(1)

    with page.expect_response(lambda response: response.request.method == "POST"):
        rows.nth(2).locator(".asking-text").drag_to(rows.nth(0), target_position={"x": 60, "y": 4})

    expect(rows.first).to_contain_text("Three")
    expect(page.locator("[data-ordered]")).to_have_count(1)
    assert texts_of(interview) == ["Three", "One", "Two"]


def test_preparing_works_without_scripts(open_page: OpenPage, alice: User, interview: Interview) -> None:
    page = open_page(user=alice, scripts=False)
    page.goto(interview.get_absolute_url())

    page.get_by_role("button", name=f"Add: {BY_KEY['path'].text}").click()
    page.get_by_label("A question of your own").fill("Why rail?")
    page.get_by_role("button", name="Add it").click()
    page.get_by_label("What you hope to learn").fill("Who decides")
    page.get_by_role("button", name="Ask earlier: Why rail?").click()
    expect(page.locator(".asking > li").first).to_contain_text("Why rail?")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("What you hope to learn")).to_have_value("Who decides")

    assert texts_of(interview) == ["Why rail?", BY_KEY["path"].text]
