"""A whole account brought back in a real browser, from the page to the finished bar."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from contacts import tasks
from contacts.models import Contact, ImportBatch
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.contacts.importing.test_bringing_back import archive_of, renumbered
from tests.factories import ContactFactory, UserFactory

pytestmark = pytest.mark.browser


def test_a_zip_comes_back_and_its_bar_survives_a_reload(
    transactional_db: None, open_page: OpenPage, alice: User
) -> None:
    before = UserFactory.create()
    ContactFactory.create_batch(201, owner=before)
    page = open_page(user=alice, size=PHONE)
    page.goto("/people/your-data/")
    page.get_by_role("link", name="Bring a file").click()
    page.get_by_label("Your file").set_input_files(
        {"name": "rapport.zip", "mimeType": "application/zip", "buffer": archive_of(before)}
    )
    page.get_by_role("button", name="Look what is in it").click()
    expect(page.get_by_role("heading", name="Your account, in one file")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)

    page.get_by_role("button", name="Bring everything back").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.reload()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert not Contact.for_user(alice).exists()
    tasks.commit_import(ImportBatch.for_user(alice).get().pk)

    expect(page.get_by_role("heading", name="Everything is back")).to_be_visible()
    assert renumbered(alice) == renumbered(before)
    page.get_by_role("link", name="Undo this import").click()
    expect(page.get_by_role("heading", name="All of it goes again")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
