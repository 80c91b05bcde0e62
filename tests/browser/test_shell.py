"""What stands around every page: signing in, the rail and the thumb bar, the keyboard, the notes."""

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from tests.browser.chromium import DESK, PHONE, Scheme, assert_accessible, assert_no_sideways_scroll
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

OUTSIDE = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/"]
INSIDE = ["/settings/", "/accounts/password/change/", "/accounts/email/", "/accounts/logout/"]
PASSWORD = "four quiet herons wading"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_for_strangers_are_accessible(open_page: OpenPage, size: tuple[int, int], scheme: Scheme) -> None:
    page = open_page(size=size, scheme=scheme)

    for path in OUTSIDE:
        page.goto(path)
        assert_accessible(page)
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_of_an_account_are_accessible(
    open_page: OpenPage, alice: User, size: tuple[int, int], scheme: Scheme
) -> None:
    page = open_page(size=size, scheme=scheme, user=alice)

    for path in INSIDE:
        page.goto(path)
        assert_accessible(page)
        assert_no_sideways_scroll(page)


def test_wrong_password_says_so_and_keeps_the_address(page: Page, alice: User) -> None:
    page.goto("/accounts/login/")

    page.get_by_label("E-mail").fill(alice.email)
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value(alice.email)
    assert_accessible(page)


def test_signing_in_leads_to_today(page: Page, alice: User) -> None:
    alice.password = make_password(PASSWORD)
    alice.save(update_fields=["password"])
    page.goto("/accounts/login/")

    page.get_by_label("E-mail").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Today")).to_have_attribute(
        "aria-current", "page"
    )


def test_signing_up_without_scripts_leads_to_the_first_step(open_page: OpenPage) -> None:
    page = open_page(scripts=False)
    page.goto("/accounts/signup/")

    page.get_by_label("E-mail").fill("new@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create your account").click()

    page.wait_for_url("**/settings/welcome/**")
    assert User.objects.filter(email="new@example.com").count() == 1


def test_rejected_sign_up_names_the_field(page: Page) -> None:
    page.goto("/accounts/signup/")

    page.get_by_label("E-mail").fill("new@example.com")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Create your account").click()

    field = page.get_by_label("Password")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert "id_password1_error" in (field.get_attribute("aria-describedby") or "")
    assert_accessible(page)


def test_first_tab_skips_the_rail(signed_in_page: Callable[[User], Page], alice: User) -> None:
    page = signed_in_page(alice)
    page.goto("/settings/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_rarer_links_are_in_a_sheet_on_a_phone(open_page: OpenPage, alice: User) -> None:
    page = open_page(size=PHONE, user=alice)
    page.goto("/settings/")
    bar = page.get_by_role("navigation", name="Main")
    expect(bar.get_by_role("link")).to_have_count(4)

    bar.get_by_text("More", exact=True).click()
    expect(bar.get_by_role("link", name="Organizations")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")

    expect(bar.get_by_role("link", name="Organizations")).to_be_hidden()
    expect(bar.locator("summary")).to_be_focused()


def test_signing_out_says_so_in_a_note(signed_in_page: Callable[[User], Page], alice: User) -> None:
    page = signed_in_page(alice)
    page.goto("/settings/")

    page.get_by_role("button", name="Sign out").click()

    note = page.get_by_role("region", name="Notes").get_by_text("You are signed out.")
    expect(note).to_be_visible()
    page.get_by_role("button", name="Close this note").click()
    expect(note).to_be_hidden()


def test_notes_leave_by_themselves_but_not_under_the_pointer(
    signed_in_page: Callable[[User], Page], alice: User
) -> None:
    page = signed_in_page(alice)
    page.clock.install()
    page.goto("/settings/")
    page.evaluate(
        """async () => {
            const { show } = await import(document.querySelector("script[type=module]").src.replace("app", "toasts"));
            show("Logged.");
            show("Not saved.", { warning: true });
        }"""
    )
    note = page.locator("[data-note]").filter(has_text="Logged.")

    note.hover()
    page.clock.run_for(30_000)
    expect(note).to_be_visible()
    page.mouse.move(0, 0)
    page.clock.run_for(10_000)

    expect(note).to_have_count(0)
    expect(page.get_by_role("alert")).to_contain_text("Not saved.")


def test_lost_connection_is_said_and_nothing_is_lost(
    signed_in_page: Callable[[User], Page], alice: User, complaints: list[str]
) -> None:
    page = signed_in_page(alice)
    page.goto("/settings/")
    page.evaluate(
        """() => {
            const form = document.createElement("form");
            form.setAttribute("hx-post", "/settings/");
            form.innerHTML = '<label>Word <input name="word" value="kept"></label><button>Keep it</button>';
            document.querySelector(".page-main").append(form);
            htmx.process(form);
        }"""
    )
    page.context.set_offline(True)

    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_role("alert")).to_contain_text("Not saved: no connection. What you typed is still here.")
    expect(page.get_by_label("Word")).to_have_value("kept")
    expect(page.get_by_role("button", name="Keep it")).not_to_have_attribute("aria-disabled", "true")
    complaints.clear()  # htmx logs the lost request as an error, which it is


def test_form_is_sent_once_however_often_it_is_pressed(signed_in_page: Callable[[User], Page], alice: User) -> None:
    page = signed_in_page(alice)
    page.goto("/settings/")
    page.evaluate(
        """() => {
            const form = document.createElement("form");
            form.method = "post";
            form.action = "/sent/";
            form.innerHTML = "<button>Send it</button>";
            document.querySelector(".page-main").append(form);
        }"""
    )
    held: list[Route] = []
    page.route("**/sent/", lambda route: held.append(route))

    page.get_by_role("button", name="Send it").evaluate(
        """async (button) => {
            for (let press = 0; press < 3; press++) {
                button.click();
                await new Promise((resolve) => setTimeout(resolve, 100));
            }
        }"""
    )

    assert [route.request.method for route in held] == ["POST"]
    held[0].fulfill(body="Sent.")
    page.wait_for_url("**/sent/")
