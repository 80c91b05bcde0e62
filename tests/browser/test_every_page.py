"""Every page that a link leads to, in a full account and in an empty one: accessible and no wider than its window."""

import re
from collections import deque

import pytest
from playwright.sync_api import Error, Page

from accounts.models import User
from reminders.sample import building
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.conftest import MORNING

pytestmark = pytest.mark.browser

HREFS = "links => links.map(link => link.href).filter(href => href.startsWith(location.origin))"
DOWNLOAD = "Download is starting"
PAGES_AT_LEAST = 40


def shape(url: str) -> str:
    """What pages of one kind have in common: /people/12/?page=3#log → /people/N/?page."""
    return re.sub(r"=[^&]*", "", re.sub(r"\d+", "N", url.split("#")[0]))


def walk(page: Page, start: str) -> list[str]:
    """Look at one page of each kind that links lead to; returns the kinds."""
    page.goto(start)
    waiting, seen = deque([page.url]), set[str]()
    while waiting:
        url = waiting.popleft()
        if shape(url) in seen:
            continue
        seen.add(shape(url))
        try:
            response = page.goto(url)
        except Error as error:
            if DOWNLOAD not in error.message:
                raise
            continue  # a file, not a page
        assert response is not None, url
        assert response.status == 200, url
        assert_accessible(page)
        assert_no_sideways_scroll(page)
        waiting.extend(page.eval_on_selector_all("a[href]:not([download])", HREFS))
    return sorted(seen)


@pytest.mark.timeout(600)
def test_every_page_of_a_full_account(open_page: OpenPage, alice: User) -> None:
    """On a phone in the light; each app looks at its own pages on a desk in the dark."""
    building.load(alice, now=MORNING)

    kinds = walk(open_page(size=PHONE, user=alice), "/")

    assert len(kinds) >= PAGES_AT_LEAST, kinds


@pytest.mark.timeout(600)
def test_every_page_of_an_empty_account(open_page: OpenPage, alice: User) -> None:
    kinds = walk(open_page(size=PHONE, user=alice), "/")

    assert "/people/import/" in " ".join(kinds)
