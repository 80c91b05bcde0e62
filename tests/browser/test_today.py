"""Today in a real browser: in place, by keyboard, without scripts, for everyone's eyes."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contacts.models import FollowUp
from reminders.links import Action, Errand, act_url, unsubscribe_url
from reminders.models import DigestKind, Heartbeat
from tests.browser.chromium import PHONE, Scheme, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, FollowUpFactory, TargetFactory

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _running(transactional_db: None) -> None:
    """Background work is alive."""
    Heartbeat.record(now=datetime.now(UTC))


def promises(owner: User, *names: str) -> list[FollowUp]:
    """One follow-up due today with each of ``names``, in this order."""
    today = owner.local_date(datetime.now(UTC))
    return [
        FollowUpFactory.create(
            contact__owner=owner,
            contact__first_name=name,
            contact__last_name="",
            what=f"Call {name}",
            due_on=today - timedelta(days=len(names) - place),
        )
        for place, name in enumerate(names)
    ]


def cards(page: Page) -> list[str]:
    return page.locator("[data-card] h3 a").all_inner_texts()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('[data-card]')?.querySelector('h3 a').textContent ?? ''"))


def test_today_is_accessible_full_empty_and_new(open_page: OpenPage, alice: User, mallory: User) -> None:
    """On a desk in the dark; ``test_every_page`` looks at the light and at the phone."""
    page = open_page(scheme="dark", user=alice)
    newcomer = open_page(scheme="dark", user=mallory)
    ContactFactory.create(owner=alice, tier="none")

    page.goto("/")
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    [first, *_] = promises(alice, "Ana", "Ben")
    FollowUpFactory.create(contact=first.contact, what="Ask about the night train", due_on=first.due_on)
    TargetFactory.create(campaign__owner=alice)
    Heartbeat.record(now=datetime.now(UTC) - timedelta(hours=1))
    for each in (page, newcomer):
        each.goto("/")
        assert_accessible(each)
        assert_no_sideways_scroll(each)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_behind_mailed_links_are_accessible(open_page: OpenPage, alice: User, scheme: Scheme) -> None:
    [row] = promises(alice, "Ana")
    page = open_page(size=PHONE, scheme=scheme)

    for url in (
        *(
            act_url(
                Errand(owner_id=alice.pk, kind="follow_up", key=key, action=action), now=datetime.now(UTC)
            ).removeprefix("http://localhost:8000")
            for action in Action
            for key in (str(row.pk), "0")
        ),
        unsubscribe_url(alice.pk, DigestKind.DAILY).removeprefix("http://localhost:8000"),
        "/d/broken",
    ):
        page.goto(url)
        assert_accessible(page)
        assert_no_sideways_scroll(page)


def test_a_card_leaves_in_place_and_says_what_was_noted(open_page: OpenPage, alice: User) -> None:
    promises(alice, "Ana", "Ben")
    page = open_page(user=alice)
    page.goto("/")
    page.evaluate("document.body.dataset.same = 'page'")

    page.get_by_role("button", name="Done: Call Ana").click()

    expect(page.locator("[data-card]")).to_have_count(1)
    expect(page.locator("#toasts")).to_contain_text("Done: Call Ana")
    expect(page.locator("#today-lede")).to_contain_text("one person, about 10 minutes")
    assert page.evaluate("document.body.dataset.same") == "page"


def test_snooze_can_be_undone(open_page: OpenPage, alice: User) -> None:
    promises(alice, "Ana", "Ben")
    page = open_page(user=alice)
    page.goto("/")

    page.get_by_label("Not now: Call Ana").click()
    page.get_by_role("button", name="For a week").locator("visible=true").click()
    expect(page.locator("[data-card]")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()

    expect(page.locator("[data-card]")).to_have_count(2)
    assert cards(page) == ["Ana", "Ben"]


def test_the_day_goes_by_keyboard_alone(open_page: OpenPage, alice: User) -> None:
    promises(alice, "Ana", "Ben", "Cleo")
    page = open_page(user=alice)
    page.goto("/")

    walk = []
    for key in ("j", "j", "j", "j", "k"):
        page.keyboard.press(key)
        walk.append(focused(page))
    page.keyboard.press("e")
    expect(page.locator("[data-card]:focus")).to_contain_text("Call Cleo")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(page.locator("[data-card]:focus")).to_contain_text("Call Ana")

    assert walk == ["Ana", "Ben", "Cleo", "Cleo", "Ben"]
    assert cards(page) == ["Ana"]


def test_the_last_card_leaves_the_focus_on_the_page(open_page: OpenPage, alice: User) -> None:
    promises(alice, "Ana")
    page = open_page(user=alice)
    page.goto("/")

    page.keyboard.press("j")
    page.keyboard.press("e")

    expect(page.get_by_role("heading", name="Time for someone who expects nothing")).to_be_visible()
    expect(page.locator("#main")).to_be_focused()


def test_enter_opens_what_there_is_to_do(open_page: OpenPage, alice: User) -> None:
    [row] = promises(alice, "Ana")
    page = open_page(user=alice)
    page.goto("/")

    page.keyboard.press("j")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/people/{row.contact_id}/")


def test_keys_are_left_alone_while_typing(open_page: OpenPage, alice: User) -> None:
    promises(alice, "Ana")
    page = open_page(user=alice)
    page.goto("/")

    page.keyboard.press("/")
    page.keyboard.type("jeks")

    expect(page.get_by_role("combobox", name="Find anyone and anything")).to_have_value("jeks")
    assert cards(page) == ["Ana"]


def test_everything_works_without_scripts(open_page: OpenPage, alice: User) -> None:
    promises(alice, "Ana", "Ben")
    page = open_page(user=alice, scripts=False)
    page.goto("/")

    page.get_by_role("button", name="Done: Call Ana").click()
    page.get_by_label("Not now: Call Ben").click()
    page.get_by_role("button", name="Until tomorrow").click()
    snoozed = cards(page)
    page.get_by_role("button", name="Undo").last.click()

    assert (snoozed, cards(page)) == ([], ["Ben"])


def test_the_button_behind_a_mailed_link_acts(open_page: OpenPage, alice: User) -> None:
    [row] = promises(alice, "Ana")
    page = open_page(size=PHONE)
    errand = Errand(owner_id=alice.pk, kind="follow_up", key=str(row.pk), action=Action.DONE)

    page.goto(act_url(errand, now=datetime.now(UTC)).removeprefix("http://localhost:8000"))
    row.refresh_from_db()
    opened = row.done_on
    page.get_by_role("button", name="Done").click()

    expect(page.get_by_role("heading", name="Noted")).to_be_visible()
    row.refresh_from_db()
    assert (opened, row.done_on) == (None, alice.local_date(datetime.now(UTC)))
