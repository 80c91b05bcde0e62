"""P13 in a real browser: someone met is noted in seconds on a phone, also where the line is bad."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from contacts.models import Contact, Event, FollowUp, Interaction
from tests.browser.chromium import DESK, PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.factories import ContactFactory, EventFactory

pytestmark = pytest.mark.browser

KEYBOARD = 300  # CSS pixels that a phone's keyboard covers


@pytest.fixture
def today(alice: User) -> date:
    return alice.local_date(timezone.now())


@pytest.fixture
def rail(transactional_db: None, alice: User, today: date) -> Event:
    ContactFactory.create(owner=alice, first_name="Hana", last_name="Sato", title="Planner", how_known="school")
    return EventFactory.create(owner=alice, name="Rail evening", on=today)


def noted(event: Event) -> list[tuple[str, str]]:
    rows = Interaction.unscoped.filter(event=event).select_related("contact").order_by("pk")
    return [(row.contact.name, row.summary) for row in rows]


def test_three_people_are_noted_by_two_touches_each(open_page: OpenPage, alice: User, rail: Event, today: date) -> None:
    """On a phone, someone takes: a name, Enter, a line, a tap. What the product adds to the typing is measured."""
    page = open_page(size=PHONE, user=alice)
    page.goto(f"/people/events/{rail.pk}/")
    name, line = page.get_by_label("Who did you meet?"), page.get_by_label("What did you talk about?")
    expect(name).to_be_focused()
    box = page.get_by_role("button", name="No follow-up").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < PHONE[1] - KEYBOARD

    page.keyboard.type("Mara Lindt, planner at Northwind")
    page.keyboard.press("Enter")
    expect(line).to_be_focused()
    page.keyboard.type("wagons that stand still")
    page.get_by_role("button", name="Write tomorrow").click()
    expect(name).to_be_focused()
    page.keyboard.type("Tiago")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="In 3 days").click()
    page.keyboard.type("Han")
    page.get_by_role("button", name="Hana Sato").click()
    expect(line).to_be_focused()
    page.keyboard.type("the new timetable")
    page.get_by_role("button", name="No follow-up").click()

    expect(page.locator("#guests .guest")).to_have_count(3)
    expect(page.locator("#capture-said")).to_have_text("Hana Sato is noted.")
    expect(name).to_have_value("")
    assert noted(rail) == [
        ("Mara Lindt", "wagons that stand still"),
        ("Tiago", ""),
        ("Hana Sato", "the new timetable"),
    ]
    assert Contact.for_user(alice).count() == 3
    assert list(FollowUp.for_user(alice).order_by("due_on").values_list("contact__first_name", "due_on")) == [
        ("Mara", today + timedelta(days=1)),
        ("Tiago", today + timedelta(days=3)),
    ]


def test_it_works_by_keyboard_alone(open_page: OpenPage, alice: User, rail: Event) -> None:
    page = open_page(user=alice)
    page.goto(f"/people/events/{rail.pk}/")
    name = page.get_by_label("Who did you meet?")

    page.keyboard.type("han")
    expect(page.locator("#known button")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("the new timetable")
    page.keyboard.press("Enter")
    expect(page.locator("#guests .guest")).to_have_count(1)
    expect(name).to_be_focused()

    page.locator("#guests summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What you talked about", exact=True).fill("the old timetable")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.locator("#guests .guest-line")).to_have_text("the old timetable")
    page.locator("#guests summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take Hana out").press("Enter")
    expect(page.locator("#guests .guest")).to_have_count(0)
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#guests .guest")).to_have_count(1)

    assert noted(rail) == [("Hana Sato", "the old timetable")]
    assert Contact.for_user(alice).get().follow_ups.count() == 1


def test_someone_typed_over_is_let_go(open_page: OpenPage, alice: User, rail: Event) -> None:
    page = open_page(user=alice)
    page.goto(f"/people/events/{rail.pk}/")
    name = page.get_by_label("Who did you meet?")

    name.press_sequentially("Hana")
    page.get_by_role("button", name="Hana Sato").click()
    name.fill("Hanno")
    page.get_by_role("button", name="No follow-up").click()

    expect(page.locator("#guests .guest")).to_have_count(1)
    assert noted(rail) == [("Hanno", "")]


def test_a_lost_connection_keeps_the_note(open_page: OpenPage, alice: User, rail: Event) -> None:
    page = open_page(size=PHONE, user=alice)
    page.goto(f"/people/events/{rail.pk}/")
    page.route("**/met/", lambda route: route.abort())

    page.keyboard.type("Mara")
    page.keyboard.press("Enter")
    page.keyboard.type("wagons")
    page.keyboard.press("Enter")

    expect(page.locator("#capture-said")).to_have_text(
        "No connection. Kept on this device: “Mara”. It goes in by itself.", timeout=10_000
    )
    expect(page.locator("#guests .is-waiting")).to_have_count(1)
    assert_accessible(page)
    page.unroute_all()
    page.reload()
    expect(page.locator("#guests .guest-line")).to_have_text("wagons")
    assert noted(rail) == [("Mara", "wagons")]
    assert FollowUp.for_user(alice).count() == 1


def test_someone_hoped_for_is_met_by_a_tap(open_page: OpenPage, alice: User, rail: Event) -> None:
    hana = Contact.for_user(alice).get()
    rail.people.add(hana)
    page = open_page(size=PHONE, user=alice)
    page.goto(f"/people/events/{rail.pk}/")

    page.get_by_role("button", name="You met Hana Sato").click()
    expect(page.get_by_label("What did you talk about?")).to_be_focused()
    page.keyboard.type("the timetable")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Met · 1")).to_be_visible()
    assert noted(rail) == [("Hana Sato", "the timetable")]


def test_it_works_without_scripts(open_page: OpenPage, alice: User, rail: Event) -> None:
    rail.people.add(Contact.for_user(alice).get())
    page = open_page(user=alice, scripts=False)
    page.goto("/people/events/")
    page.get_by_role("link", name="Rail evening").click()

    page.get_by_label("Who did you meet?").fill("Mara")
    page.get_by_label("What did you talk about?").fill("wagons")
    page.get_by_role("button", name="Next week").click()
    page.get_by_role("button", name="You met Hana Sato").click()
    expect(page.get_by_role("heading", name="Met · 2")).to_be_visible()
    page.locator("#guests summary").first.click()
    page.get_by_role("button", name="It was somebody else of this name").first.click()
    page.locator("#guests summary").last.click()
    page.get_by_role("button", name="Take Mara out").click()
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_text("Taken back. All is as it was.")).to_be_visible()
    assert sorted(noted(rail)) == [("Hana Sato", ""), ("Mara", "wagons")]
    assert Contact.for_user(alice).count() == 3


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_its_pages_are_accessible_and_fit(
    open_page: OpenPage, alice: User, rail: Event, today: date, size: tuple[int, int]
) -> None:
    ahead = EventFactory.create(owner=alice, name="Port fair with a very long name", on=today + timedelta(days=9))
    page = open_page(size=size, scheme="dark", user=alice)
    for event in (rail, ahead):
        page.goto(f"/people/events/{event.pk}/")
        for line in ("Mara Lindt, planner of everything at Northwind and its daughters", "Hana Sato"):
            page.keyboard.type(line)
            page.keyboard.press("Enter")
            page.keyboard.type("wagons that stand still for days on end in the port of Sines")
            page.keyboard.press("Enter")
        expect(page.locator("#guests .guest")).to_have_count(2)
        page.evaluate("document.querySelectorAll('.guest-more').forEach(one => one.open = true)")
        page.get_by_role("textbox").first.press_sequentially("Han")
        expect(page.locator("#known button")).to_have_count(1)
        assert_accessible(page)
        assert_no_sideways_scroll(page)

    for path in ("", "new/", f"{rail.pk}/edit/", f"{rail.pk}/delete/"):
        page.goto(f"/people/events/{path}")
        assert_accessible(page)
        assert_no_sideways_scroll(page)
