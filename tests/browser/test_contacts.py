"""People in a real browser: search while typing, log in two clicks, undo; also without scripts, dark, on a phone."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from contacts import cadence
from contacts.models import Contact, FollowUp, Interaction
from tests.browser.chromium import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import (
    ContactFactory,
    ContactPointFactory,
    FollowUpFactory,
    InteractionFactory,
    OrganizationFactory,
    TagFactory,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def today(alice: User) -> date:
    return alice.local_date(timezone.now())


@pytest.fixture
def siobhan(transactional_db: None, alice: User, today: date) -> Contact:
    """Somebody about whom there is something in every corner of the page."""
    contact = ContactFactory.create(
        owner=alice,
        first_name="Siobhán",
        last_name="O’Brien",
        title="Recruiter",
        organization=OrganizationFactory.create(owner=alice, name="Harbour Talent", interest=3, notes="In Cork."),
        how_known="Placed me at Acme in 2019",
        notes="Her daughter started school in September.",
        added_on=today - timedelta(days=400),
    )
    contact.tags.add(TagFactory.create(owner=alice, name="recruiter"))
    ContactPointFactory.create(contact=contact, value="siobhan@example.com")
    ContactPointFactory.create(contact=contact, kind="phone", value="912 345 678")
    ContactPointFactory.create(
        contact=contact, kind="profile", value="https://www.linkedin.com/in/siobhan-with-a-long-name"
    )
    FollowUpFactory.create(contact=contact, what="Send her the article", due_on=today - timedelta(days=2))
    InteractionFactory.create(contact=contact, kind="meeting", direction="mutual", on=today - timedelta(days=200))
    cadence.refresh([contact], on=today)
    return contact


@pytest.fixture
def many(alice: User, siobhan: Contact) -> None:
    for number in range(60):
        ContactFactory.create(owner=alice, first_name=f"Wei {number:02}", last_name="Zhang", title="Director")


def test_the_list_searches_while_one_types(open_page: OpenPage, alice: User, many: None) -> None:
    page = open_page(user=alice)
    page.goto("/people/")
    expect(page.locator("#rows .row-item")).to_have_count(50)

    page.get_by_label("Search people").press_sequentially("siobhan harbour")

    expect(page.locator("#rows .row-item")).to_have_count(1)
    expect(page.get_by_role("link", name="Siobhán O’Brien")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/people/\?q=siobhan\+harbour$"))
    page.reload()
    expect(page.get_by_label("Search people")).to_have_value("siobhan harbour")
    expect(page.locator("#rows .row-item")).to_have_count(1)


def test_filters_narrow_the_list(open_page: OpenPage, alice: User, many: None) -> None:
    page = open_page(user=alice)
    page.goto("/people/")

    page.get_by_label("Show", exact=True).select_option("Due for a word")
    expect(page.locator("#rows .row-item")).to_have_count(1)
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Keep in touch").select_option("Key")

    expect(page.get_by_role("heading", name="Nobody found")).to_be_visible()
    page.get_by_role("link", name="Clear the search").click()
    expect(page.locator("#rows .row-item")).to_have_count(50)


def test_ticked_people_go_on_to_a_campaign(open_page: OpenPage, alice: User, many: None) -> None:
    page = open_page(user=alice)
    page.goto("/people/?q=Wei+0")
    add = page.get_by_role("button", name="Add to a campaign")
    expect(add).to_be_hidden()

    page.get_by_label("Select all on this page").check()
    page.get_by_label("Select Wei 00 Zhang").uncheck()
    expect(add).to_be_visible()
    chosen = [str(pk) for pk in Contact.for_user(alice).matching("Wei 0").by_name().values_list("pk", flat=True)][1:]
    with page.expect_navigation():
        add.click()

    assert re.findall(r"contact=(\d+)", page.url) == chosen


def test_a_word_is_logged_in_two_clicks_and_taken_back(
    open_page: OpenPage, alice: User, siobhan: Contact, today: date
) -> None:
    """P29, P46."""
    page = open_page(user=alice)
    page.goto("/people/")

    page.get_by_role("link", name="Siobhán O’Brien").click()
    page.get_by_role("button", name="Called").click()

    expect(page.locator(".timeline li").first).to_contain_text("You talked on the phone")
    expect(page.locator("#record")).to_contain_text("Last spoke today")
    note = page.locator(".note", has_text="Logged: call, today.")
    expect(note).to_be_visible()
    assert Interaction.for_user(alice).filter(kind="call", direction="mutual", on=today).count() == 1

    note.get_by_role("button", name="Undo").click()
    expect(page.locator(".note", has_text="Taken out of the timeline.")).to_be_visible()
    assert Interaction.for_user(alice).count() == 1


def test_a_line_is_read_while_typing_and_logged_without_a_mouse(
    open_page: OpenPage, alice: User, siobhan: Contact, today: date
) -> None:
    """P29, P46: "l", a line, Enter."""
    page = open_page(user=alice)
    page.goto(f"/people/{siobhan.pk}/")

    page.keyboard.press("l")
    page.keyboard.type("coffee yesterday, talked about Cork")
    expect(page.locator("#reading")).to_contain_text("You met · yesterday")
    page.keyboard.press("Enter")

    expect(page.locator(".timeline li").first).to_contain_text("talked about Cork")
    expect(page.locator(".note", has_text="Logged: meeting, yesterday.")).to_be_visible()
    expect(page.get_by_label("What it was about")).to_be_focused()
    expect(page.get_by_label("What it was about")).to_have_value("")
    logged = Interaction.for_user(alice).newest_first().values_list("kind", "on", "summary")
    assert logged[0] == ("meeting", today - timedelta(days=1), "talked about Cork")


def test_what_is_to_come_is_planned_instead(open_page: OpenPage, alice: User, siobhan: Contact, today: date) -> None:
    page = open_page(user=alice)
    page.goto(f"/people/{siobhan.pk}/")

    page.get_by_label("What it was about").fill("lunch tomorrow, bring the brief")
    page.get_by_label("What it was about").press("Enter")
    expect(page.get_by_text("That is still to come")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Plan it for tomorrow").click()

    expect(page.locator("#record .row-item", has_text="Lunch, bring the brief")).to_be_visible()
    assert FollowUp.for_user(alice).get(what="Lunch, bring the brief").due_on == today + timedelta(days=1)


def test_enter_in_the_unfolded_form_logs_what_it_says(
    open_page: OpenPage, alice: User, siobhan: Contact, today: date
) -> None:
    page = open_page(user=alice)
    page.goto(f"/people/{siobhan.pk}/")

    page.get_by_text("Another day or kind").click()
    page.get_by_label("How", exact=True).select_option("Letter or card")
    page.get_by_label("When", exact=True).fill((today - timedelta(days=3)).isoformat())
    page.get_by_label("When", exact=True).press("Enter")

    expect(page.locator(".timeline li").first).to_contain_text("You wrote a letter or card")
    assert Interaction.for_user(alice).filter(kind="letter", on=today - timedelta(days=3)).count() == 1


def test_a_day_to_come_keeps_what_was_typed(open_page: OpenPage, alice: User, siobhan: Contact, today: date) -> None:
    page = open_page(user=alice)
    page.goto(f"/people/{siobhan.pk}/")

    page.get_by_label("What it was about").fill("Coffee with her")
    page.get_by_text("Another day or kind").click()
    # Past the browser's own check, as an old one would let it.
    page.get_by_label("When", exact=True).evaluate("field => field.removeAttribute('max')")
    page.get_by_label("When", exact=True).fill((today + timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Log it").last.click()

    expect(page.get_by_text("That day is still to come.")).to_be_visible()
    expect(page.get_by_label("What it was about")).to_have_value("Coffee with her")
    assert_accessible(page)


def test_a_follow_up_is_planned_and_done(open_page: OpenPage, alice: User, siobhan: Contact, today: date) -> None:
    page = open_page(user=alice)
    page.goto(f"/people/{siobhan.pk}/")

    page.get_by_text("Plan a follow-up").click()
    page.get_by_label("What you will do").fill("Ask about Cork")
    page.get_by_role("button", name="Tomorrow").click()
    item = page.locator("#record .row-item", has_text="Ask about Cork")
    expect(item).to_contain_text("Tomorrow")
    item.get_by_role("button", name="Done").click()

    expect(page.locator(".note", has_text="Done: Ask about Cork")).to_be_visible()
    expect(item).to_have_count(0)
    assert FollowUp.for_user(alice).get(what="Ask about Cork").done_on == today


def test_tags_are_suggested_one_after_the_other(open_page: OpenPage, alice: User, siobhan: Contact) -> None:
    TagFactory.create(owner=alice, name="rail")
    page = open_page(user=alice)
    page.goto(f"/people/{siobhan.pk}/edit/")

    page.get_by_label("Tags").press("End")
    page.get_by_label("Tags").press_sequentially(", ra")
    offered = page.evaluate("[...document.querySelectorAll('#tag-names option')].map(option => option.value)")

    assert offered == ["recruiter, rail", ""]


# --- Without scripts --------------------------------------------------------------------------------------------------


def test_everything_works_without_scripts(open_page: OpenPage, alice: User, many: None, today: date) -> None:
    page = open_page(user=alice, scripts=False)
    page.goto("/people/")

    page.get_by_label("Search people").fill("siobhan")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#rows .row-item")).to_have_count(1)
    page.get_by_label("Select Siobhán O’Brien").check()
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Keep in touch").select_option("key")
    page.get_by_role("button", name="Change 1 person").click()
    expect(page.get_by_text("Changed 1 person.")).to_be_visible()

    page.goto("/people/?q=siobhan")
    page.get_by_role("link", name="Siobhán O’Brien").click()
    page.get_by_label("What it was about").fill("Rang her")
    page.get_by_role("button", name="Called").click()
    expect(page.locator(".timeline li").first).to_contain_text("Rang her")
    page.get_by_text("Plan a follow-up").click()
    page.get_by_label("What you will do").fill("Ask about Cork")
    page.get_by_role("button", name="In two weeks").click()
    expect(page.locator("#record")).to_contain_text("Ask about Cork")
    page.locator(".row-item", has_text="Send her the article").get_by_role("button", name="Done").click()

    expect(page.locator("#record")).not_to_contain_text("Send her the article")
    assert list(FollowUp.for_user(alice).filter(done_on=None).values_list("what", "due_on")) == [
        ("Ask about Cork", today + timedelta(days=14))
    ]


# --- How it looks -----------------------------------------------------------------------------------------------------


def every_page(siobhan: Contact) -> list[str]:
    follow_up, interaction, tag = siobhan.follow_ups.get(), siobhan.interactions.get(), siobhan.tags.get()
    return [
        "/people/",
        "/people/?q=nobody",
        f"/people/?tag={tag.pk}",
        "/people/new/",
        f"/people/several/?contact={siobhan.pk}",
        "/people/changes/",
        "/people/duplicates/",
        f"/people/{siobhan.pk}/merge/",
        "/people/organizations/duplicates/",
        f"/people/organizations/{siobhan.organization_id}/merge/",
        "/people/cadence/",
        f"/people/{siobhan.pk}/",
        f"/people/{siobhan.pk}/edit/",
        f"/people/{siobhan.pk}/delete/",
        f"/people/interactions/{interaction.pk}/edit/",
        f"/people/interactions/{interaction.pk}/delete/",
        f"/people/follow-ups/{follow_up.pk}/edit/",
        f"/people/follow-ups/{follow_up.pk}/delete/",
        "/people/organizations/",
        "/people/organizations/new/",
        f"/people/organizations/{siobhan.organization_id}/",
        f"/people/organizations/{siobhan.organization_id}/edit/",
        f"/people/organizations/{siobhan.organization_id}/delete/",
        "/people/tags/",
        f"/people/tags/{tag.pk}/edit/",
        f"/people/tags/{tag.pk}/delete/",
    ]


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details:not(.menu):not([data-closes])').forEach(one => one.open = true)")


def test_every_page_is_accessible_and_fits(open_page: OpenPage, alice: User, many: None, siobhan: Contact) -> None:
    """On a desk in the dark; ``test_every_page`` looks at the light and at the phone."""
    page = open_page(scheme="dark", user=alice)

    for path in every_page(siobhan):
        page.goto(path)
        unfold(page)
        assert_accessible(page)
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_first_look_is_accessible_and_fits(open_page: OpenPage, alice: User, size: tuple[int, int]) -> None:
    page = open_page(size=size, user=alice)

    for path in ("/people/", "/people/organizations/", "/people/tags/", "/people/cadence/"):
        page.goto(path)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
