"""Every page that a link leads to, in a full account and in an empty one: accessible and no wider than its window."""

import re
from collections import Counter, deque

import pytest
from playwright.sync_api import Error, Page

from accounts.models import User
from reminders.sample import building
from tests.browser.chromium import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage
from tests.conftest import MORNING

pytestmark = pytest.mark.browser

# A link of a drawing has no plain ``href``.
HREFS = """links => links.map(link => new URL(link.getAttribute("href"), location).href)
    .filter(href => href.startsWith(location.origin))"""
DOWNLOAD = "Download is starting"
PAGES_AT_LEAST = 40
ASKED_AT_MOST = 3
"""So many of the ways in which links narrow or sort one page are looked at."""


def shape(url: str) -> str:
    """What pages of one kind have in common: /people/12/?page=3#log → /people/N/?page."""
    return re.sub(r"=[^&]*", "", re.sub(r"\d+", "N", url.split("#")[0]))


def walk(page: Page, start: str) -> list[str]:
    """Look at one page of each kind that links lead to; returns the kinds."""
    page.goto(start)
    waiting, seen, asked = deque([page.url]), set[str](), Counter[str]()
    while waiting:
        url = waiting.popleft()
        kind = shape(url)
        bare = kind.partition("?")[0]
        if kind in seen or (kind != bare and asked[bare] == ASKED_AT_MOST):
            continue
        seen.add(kind)
        asked[bare] += kind != bare
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
