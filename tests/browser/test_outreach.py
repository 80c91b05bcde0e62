"""Outreach in a real browser: board, attempts, replies; by keyboard, by thumb, in the dark and without JavaScript."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from contacts.models import Contact
from outreach import pursuit, targeting
from outreach.models import Attempt, Campaign, Target
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import AttemptFactory, CampaignFactory, ContactFactory, ContactPointFactory, TargetFactory

pytestmark = pytest.mark.browser


def today(user: User) -> date:
    return user.local_date(timezone.now())


@pytest.fixture
def campaign(alice: User, transactional_db: None) -> Campaign:
    return CampaignFactory.create(owner=alice)


@pytest.fixture
def tobias(alice: User, campaign: Campaign) -> Contact:
    contact = ContactFactory.create(
        owner=alice, first_name="Tobias", last_name="Krüger", title="Dispatch lead", how_known="Met in Berlin"
    )
    ContactPointFactory.create(contact=contact, value="tobias@example.com")
    return contact


@pytest.fixture
def ready(alice: User, campaign: Campaign, tobias: Contact) -> Target:
    return TargetFactory.create(
        campaign=campaign, contact=tobias, reason="Left spreadsheets behind", next_attempt_on=today(alice)
    )


@pytest.fixture
def full_board(alice: User, campaign: Campaign, ready: Target) -> Campaign:
    """Someone in every column, late and due, beside Tobias."""
    on = today(alice)
    fields: list[dict[str, object]] = [
        {"state": "idea", "reason": "", "next_attempt_on": None},
        {"state": "waiting", "attempts_made": 2, "next_attempt_on": on - timedelta(days=3)},
        {"state": "waiting", "attempts_made": 5, "next_attempt_on": None, "close_out_on": on},
        {"state": "replied", "next_attempt_on": None},
        {"state": "meeting", "next_attempt_on": None},
        {"state": "not_now", "next_attempt_on": None, "revisit_on": on + timedelta(days=90)},
        {"state": "declined", "next_attempt_on": None},
    ]
    for each in fields:
        target = TargetFactory.create(campaign=campaign, **each)
        for number in range(1, target.attempts_made + 1):
            AttemptFactory.create(target=target, number=number, made_on=on - timedelta(days=20 - number))
    return campaign


def test_every_page_is_accessible_and_fits(
    open_page: OpenPage, alice: User, full_board: Campaign, ready: Target
) -> None:
    """On a desk in the dark; ``test_every_page`` looks at the light and at the phone."""
    page = open_page(user=alice, scheme="dark")
    others = "&".join(f"contact={contact.pk}" for contact in Contact.for_user(alice)[:3])
    paths = [
        "/outreach/",
        "/outreach/new/",
        f"/outreach/{full_board.pk}/",
        f"/outreach/{full_board.pk}/?view=list",
        f"/outreach/{full_board.pk}/delete/",
        "/outreach/add/",
        f"/outreach/add/?{others}",
        *(f"/outreach/targets/{target.pk}/" for target in Target.for_user(alice)),
        f"/outreach/targets/{ready.pk}/?do=wrong_person",
        f"/outreach/targets/{ready.pk}/?do=attempt",
        f"/outreach/targets/{ready.pk}/delete/",
    ]

    for path in paths:
        page.goto(path)
        assert_accessible(page)
        assert_no_sideways_scroll(page)


def test_the_board_shows_a_column_per_state_and_a_phone_the_same_as_a_list(
    open_page: OpenPage, alice: User, full_board: Campaign
) -> None:
    desk, phone = open_page(user=alice), open_page(user=alice, size=PHONE)
    desk.goto(f"/outreach/{full_board.pk}/")
    phone.goto(f"/outreach/{full_board.pk}/")

    tops = desk.locator(".board-column").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    lefts = phone.locator(".board-column").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")

    assert (len(tops), len(set(tops))) == (7, 1)
    assert (len(lefts), len(set(lefts))) == (7, 1)
    expect(desk.locator(".board-card").first).to_be_visible()


def test_an_attempt_is_written_logged_and_taken_back_with_the_keyboard_alone(
    open_page: OpenPage, alice: User, campaign: Campaign, ready: Target
) -> None:
    """P16, P17, P22."""
    page = open_page(user=alice)
    page.goto(f"/outreach/{campaign.pk}/")
    tab_to(page, "Write: Tobias Krüger")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Write to Tobias Krüger")).to_be_visible()
    tab_to(page, "Subject")
    page.keyboard.type("Rail freight")
    tab_to(page, "What to say")
    page.keyboard.press("Control+A")
    page.keyboard.type("Dear Tobias, could you spare 20 minutes on how rail freight left spreadsheets behind?")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("heading", name="Attempt 2 of 5: a call")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("Dear Tobias, could you spare 20 minutes")
    tab_to(page, "Undo")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Attempt 1 of 5: an e-mail")).to_be_visible()
    assert Attempt.for_user(alice).count() == 0


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is focused is called ``name``."""
    for _ in range(80):
        page.keyboard.press("Tab")
        called = page.evaluate(
            "document.activeElement.ariaLabel"
            " ?? (document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()"
        )
        if called == name:
            return
    raise AssertionError(f"Tab never reached {name!r}")


def test_two_tabs_log_one_attempt(open_page: OpenPage, alice: User, ready: Target) -> None:
    first, second = open_page(user=alice), open_page(user=alice)
    for page in (first, second):
        page.goto(f"/outreach/targets/{ready.pk}/?do=attempt")

    first.get_by_role("button", name="Log attempt 1").click()
    expect(first.get_by_role("heading", name="Attempt 2 of 5: a call")).to_be_visible()
    second.get_by_role("button", name="Log attempt 1").click()

    expect(second.locator("#toasts")).to_contain_text("Attempt 1 was already logged. Nothing was doubled.")
    assert Attempt.for_user(alice).count() == 1


def test_a_person_who_is_named_ends_up_as_the_next_target(
    open_page: OpenPage, alice: User, campaign: Campaign, ready: Target
) -> None:
    """P24: wrong person, who is better, and on."""
    pursuit.log_attempt(ready, channel="email", made_on=today(alice), on=today(alice), expected_number=1)
    page = open_page(user=alice)
    page.goto(f"/outreach/targets/{ready.pk}/")

    page.get_by_text("Someone else is better").click()
    page.get_by_label("Who is better? First name").fill("Ben")
    page.get_by_role("button", name="Note it").click()
    page.get_by_label("Why them").fill("Tobias says Ben decides")
    page.get_by_role("button", name="Add to the campaign").click()

    expect(page.get_by_role("heading", name="Rail freight", level=1)).to_be_visible()
    ben = Target.for_user(alice).get(contact__first_name="Ben")
    assert (ben.state, ben.campaign, ben.contact.introduced_by) == ("ready", campaign, ready.contact)


def test_searching_for_people_keeps_who_is_ticked(open_page: OpenPage, alice: User, tobias: Contact) -> None:
    ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato")
    page = open_page(user=alice)
    page.goto("/outreach/add/")

    page.get_by_label("Tobias Krüger").check()
    page.get_by_label("Search your people").fill("hana")
    expect(page.locator("#found li")).to_have_count(2)
    page.get_by_label("Hana Sato").check()
    page.get_by_role("button", name="Go on with these").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Why these 2?")
    expect(page.locator(".person h2")).to_have_text(["Hana Sato", "Tobias Krüger"])


def test_everything_works_without_javascript(
    open_page: OpenPage, alice: User, campaign: Campaign, tobias: Contact
) -> None:
    """Choosing, reasons, an attempt, a reply and the plain list."""
    page = open_page(user=alice, scripts=False)
    page.goto(f"/outreach/{campaign.pk}/")

    page.get_by_role("link", name="Choose people").click()
    page.get_by_label("Search your people").fill("tobias")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Tobias Krüger").check()
    page.get_by_role("button", name="Go on with these").click()
    page.get_by_label("Why them").fill("Left spreadsheets behind")
    page.get_by_role("button", name="Add to the campaign").click()
    page.get_by_role("link", name="Tobias Krüger", exact=True).click()
    page.get_by_text("You did it already? Log it").click()
    page.get_by_label("What you wrote or said").fill("Dear Tobias")
    page.get_by_role("button", name="Log attempt 1").click()
    page.get_by_text("They replied").click()
    page.locator("#reply").get_by_label("What they said").fill("Gladly")
    page.get_by_role("button", name="Log the reply").click()
    expect(page.get_by_role("heading", name="You are talking")).to_be_visible()
    page.get_by_role("link", name="Rail freight").first.click()
    page.get_by_role("link", name="List", exact=True).click()

    expect(page.locator(".row-item")).to_contain_text(["Talking since today"])
    assert Target.for_user(alice).get().state == "replied"


def test_adding_by_reason_from_the_page_of_an_idea(open_page: OpenPage, alice: User, campaign: Campaign) -> None:
    """P07, P08."""
    wei = ContactFactory.create(owner=alice, first_name="Wei", last_name="Zhang", how_known="")
    targeting.add_targets(campaign=campaign, picks=[targeting.Pick(contact=wei)], on=today(alice))
    page = open_page(user=alice)
    page.goto(f"/outreach/{campaign.pk}/")

    page.get_by_role("link", name="Say why: Wei Zhang").click()
    page.get_by_label("Why them").fill("Knows who signs")
    page.get_by_label("How you know them").fill("Ana’s uncle")
    page.get_by_role("button", name="Ready to write to Wei").click()

    expect(page.get_by_role("heading", name="Attempt 1 of 5: an e-mail")).to_be_visible()
    assert Contact.for_user(alice).get(pk=wei.pk).how_known == "Ana’s uncle"


def test_a_card_is_dragged_and_moved_with_the_keyboard_and_a_refusal_says_why(
    open_page: OpenPage, alice: User, campaign: Campaign, ready: Target
) -> None:
    page = open_page(user=alice)
    page.goto(f"/outreach/{campaign.pk}/")
    card = page.locator("[data-card]")
    column = page.locator("[data-sort-into]")

    card.locator(".board-card-head").drag_to(column.nth(2))
    expect(page.locator("#toasts")).to_contain_text("Tobias Krüger: reached out. Next: a call")
    expect(column.nth(2).locator("[data-card]")).to_have_count(1)
    card.locator(".board-card-head").drag_to(column.nth(1))
    expect(page.locator("#toasts")).to_contain_text("so you cannot take it up again now.")
    expect(column.nth(2).locator("[data-card]")).to_have_count(1)
    tab_to(page, "Move Tobias Krüger")
    page.keyboard.press("Enter")
    tab_to(page, "They replied today")
    page.keyboard.press("Enter")

    expect(column.nth(3).locator("[data-card]")).to_have_count(1)
    expect(page.locator("#put-" + str(ready.pk))).to_be_focused()
    assert Target.for_user(alice).get().state == "replied"


def test_a_holiday_is_begun_seen_on_today_and_ended(open_page: OpenPage, alice: User, ready: Target) -> None:
    """P25."""
    on = today(alice)
    page = open_page(user=alice, size=PHONE)
    page.goto("/outreach/pace/")

    page.get_by_label("First day").fill(on.isoformat())
    page.get_by_label("Last day").fill((on + timedelta(days=4)).isoformat())
    page.get_by_role("button", name="Rest on these days").click()
    expect(page.get_by_role("button", name="I am back")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.goto("/")
    expect(page.locator("#agenda")).to_contain_text("Your outreach rests until")
    expect(page.locator("#agenda")).not_to_contain_text("Write to Tobias")
    page.get_by_role("link", name="Change that").click()
    page.get_by_role("button", name="I am back").click()
    page.goto("/")

    expect(page.locator("#agenda")).not_to_contain_text("rests until")
