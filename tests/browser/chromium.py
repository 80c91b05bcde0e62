"""The Chromium of this machine, and what a test may ask of a page in it."""

import shutil
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Response

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "Chromium not found: apt-get install chromium"
PHONE = (360, 780)
DESK = (1280, 900)

Scheme = Literal["light", "dark"]


def find_chromium() -> str | None:
    """Path of a Chromium or Chrome on the search path."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def launch(playwright: Playwright, executable: str) -> Browser:
    """Start ``executable`` without a window."""
    return playwright.chromium.launch(executable_path=executable, args=ARGS)


def watch(page: Page, complaints: list[str]) -> None:
    """Write into ``complaints`` whatever ``page`` complains about: script errors, CSP violations, missing files.

    A page that answers with an error by itself (404) and an invalid form for htmx (422) are no complaints.
    """

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"console: {message.text}")

    def on_response(response: Response) -> None:
        if response.status >= 400 and response.status != 422 and not response.request.is_navigation_request():
            complaints.append(f"{response.status} {response.url}")

    page.on("console", on_console)
    page.on("response", on_response)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))


def assert_accessible(page: Page) -> None:
    """No violation of any axe rule on ``page`` as it stands."""
    # Without its own copy of the sheets: axe looks for what they import beside the page, not beside the sheet.
    results = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})

    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"


def assert_no_sideways_scroll(page: Page) -> None:
    """Nothing on ``page`` is wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert wide == 0, f"{page.url} is {wide} px wider than its window"
