"""A real Chromium for every browser test; whatever it complains about fails the test."""

import os
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.chromium import DESK, MISSING, Scheme, find_chromium, launch, watch


class OpenPage(Protocol):
    """Opens a page that knows the address of the server: ``page.goto("/people/")``."""

    def __call__(
        self,
        *,
        size: tuple[int, int] = DESK,
        scheme: Scheme = "light",
        user: User | None = None,
        scripts: bool = True,
        touch: bool = False,
    ) -> Page:
        """``size`` in CSS pixels; ``user`` is signed in; without ``scripts`` JavaScript is off; ``touch``: a finger."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """This machine's Chromium; without one the tests are skipped, or fail where everything must run."""
    executable = find_chromium()
    if executable is None:
        if os.environ.get("RAPPORT_REQUIRE_SERVICES") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        # Playwright's loop runs in this thread, which Django takes for a reason to refuse the database.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        running = launch(playwright, executable)
        yield running
        running.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the pages of this test complained about; must be empty at its end."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def open_page(
    browser: Browser, transactional_db: None, live_server: LiveServer, complaints: list[str]
) -> Iterator[OpenPage]:
    """Opens pages in browsers of their own, closed at the end."""
    contexts = []

    def opened(
        *,
        size: tuple[int, int] = DESK,
        scheme: Scheme = "light",
        user: User | None = None,
        scripts: bool = True,
        touch: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=scripts,
            has_touch=touch,
            is_mobile=touch,
        )
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        watch(page, complaints)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A desk-sized page with nobody signed in."""
    return open_page()


@pytest.fixture
def signed_in_page(open_page: OpenPage) -> Callable[[User], Page]:
    """Opens a desk-sized page in which a user is signed in."""
    return lambda user: open_page(user=user)
