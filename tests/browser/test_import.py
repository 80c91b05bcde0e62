"""A file of people in a real browser: dropped, asked who is who, and its bar across a reload."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from contacts import tasks
from contacts.importing import intake, progress
from contacts.models import Contact, ImportBatch, ImportState
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.conftest import MORNING
from tests.contacts.importing.samples import card
from tests.factories import ContactFactory

pytestmark = pytest.mark.browser

DROP = """(zone, files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(files)) dataTransfer.items.add(new File([text], name));
    for (const type of ["dragenter", "dragover", "drop"]) {
        zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
        if (type === "dragover" && !zone.classList.contains("is-over")) throw new Error("The zone does not say so.");
    }
}"""
"""What the browser makes of files let go over an element."""


def ready(owner: User, *cards: str) -> ImportBatch:
    batch = intake.receive(["".join(cards).encode()], filename="phone.vcf", owner=owner, now=MORNING)
    intake.read_batch(batch, now=MORNING)
    return batch


def test_files_are_dropped_on_their_area(open_page: OpenPage, alice: User) -> None:
    page = open_page(user=alice)
    page.goto("/people/import/")

    page.locator("[data-drop]").evaluate(DROP, {"ana.vcf": card("FN:Ana Silva"), "rui.vcf": card("FN:Rui Silva")})

    expect(page.locator("[data-drop]")).not_to_have_class(re.compile("is-over"))
    expect(page.get_by_label("Your file")).to_be_focused()
    page.get_by_role("button", name="Look what is in it").click()
    expect(page.get_by_text("2 files are here. Look at each before it comes in.")).to_be_visible()
    expect(page.get_by_role("link", name="ana.vcf", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="rui.vcf", exact=True)).to_be_visible()


def test_who_is_who_is_answered_and_comes_in_as_answered(open_page: OpenPage, alice: User) -> None:
    ana = ContactFactory.create(owner=alice, first_name="Ana", last_name="Silva", title="Buyer")
    ContactFactory.create(owner=alice, first_name="Rui", last_name="Silva", title="Buyer")
    batch = ready(alice, card("FN:Ana Silva", "EMAIL:ana@example.com"), card("FN:Rui Silva"))
    page = open_page(user=alice, size=PHONE)
    page.goto(f"/people/import/{batch.pk}/")
    page.get_by_role("link", name="Go through them").click()

    same = page.get_by_role("group", name="Who is Ana Silva?").get_by_role("button", name="Same person")
    same.focus()
    page.keyboard.press("Enter")
    expect(same).to_have_attribute("aria-pressed", "true")
    expect(same).to_be_focused()
    page.get_by_role("group", name="Who is Rui Silva?").get_by_role("button", name="Someone else").click()
    expect(page.get_by_text("You answered every question about who is who.")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.get_by_role("button", name="Bring in").click()

    expect(page.get_by_role("heading", name="Your people are here")).to_be_visible()
    page.goto(f"/people/{ana.pk}/")
    expect(page.get_by_text("ana@example.com").first).to_be_visible()
    names = Contact.for_user(alice).order_by("first_name").values_list("first_name", flat=True)
    assert list(names) == ["Ana", "Rui", "Rui"]


def test_the_bar_survives_a_reload(open_page: OpenPage, alice: User) -> None:
    batch = ready(alice, *(card(f"FN:Ana Silva {number}") for number in range(201)))
    page = open_page(user=alice, size=PHONE)
    page.goto(f"/people/import/{batch.pk}/")
    page.get_by_role("button", name="Bring in 201 people").click()
    expect(page.get_by_role("progressbar", name="Starting")).to_be_visible()

    progress.teller(batch.pk, ImportState.COMMITTING)(120, 201)
    expect(page.get_by_role("progressbar", name="120 of 201 rows")).to_be_visible()
    page.reload()
    bar = page.get_by_role("progressbar", name="120 of 201 rows")
    expect(bar).to_have_attribute("value", "120")
    assert_accessible(page)
    assert not Contact.for_user(alice).exists()
    tasks.commit_import(batch.pk)

    expect(page.get_by_role("heading", name="Your people are here")).to_be_visible()
    assert Contact.for_user(alice).count() == 201
