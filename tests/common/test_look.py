"""What templates need to look like Rapport, and the pieces every page is made of."""

from datetime import date

import pytest
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import ResolverMatch
from django.utils.html import escape
from django.views.defaults import server_error

from accounts.models import User
from common.templatetags.look import day, hue, initials
from common.toasts import toast, warn
from tests.conftest import MONDAY


def rendered(template: str, **context: object) -> str:
    return " ".join(Template(template).render(Context(context)).split())


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    """A request that can hold messages."""
    request = rf.get("/people/", {"q": "lyon", "page": "2"})
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Marisol Ibáñez", "MI"),
        ("Marisol del Carmen Ibáñez", "MI"),
        ("Åsa", "Å"),
        ("marisol (Lyon)", "M"),
        ("李 小龙", "李小"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_initials_are_of_the_first_and_last_word(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_hue_stays_with_a_name() -> None:
    assert [hue("Marisol Ibáñez"), hue("Marisol Ibáñez"), hue("Tobias Krüger"), hue("")] == [5, 5, 7, 0]


def test_a_face_in_a_list_is_the_one_elsewhere() -> None:
    assert rendered("{% face name %}", name="Ana <b>") == " ".join(
        render_to_string("_face.html", {"name": "Ana <b>"}).split()
    )


def test_every_hue_has_a_face_in_both_schemes() -> None:
    sheet = (settings.BASE_DIR / "static/css/faces.css").read_text(encoding="utf-8")

    assert [sheet.count(f".face-{number} ") for number in range(8)] == [2] * 8


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, ""),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 17), "last Tuesday"),
        (date(2026, 11, 16), "16 November"),
        (date(2026, 11, 29), "Sunday"),
        (date(2026, 11, 30), "30 November"),
        (date(2027, 1, 4), "4 January 2027"),
    ],
)
def test_day_is_said_as_people_say_it(when: date | None, expected: str) -> None:
    assert day(when, MONDAY) == expected


def test_icon_is_inline_and_hidden_from_screen_readers() -> None:
    assert rendered('{% icon "check" %}') == (
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M5 12l5 5l10 -10" /></svg>'
    )


class _LetterForm(forms.Form):
    email = forms.EmailField(widget=forms.EmailInput(attrs={"placeholder": "Email address"}))


def test_control_has_no_placeholder_that_repeats_the_label() -> None:
    assert rendered("{% control form.email %}", form=_LetterForm()) == (
        '<input type="email" name="email" maxlength="320" class="form-control" required id="id_email">'
    )


def test_control_names_its_help_and_its_errors() -> None:
    assert rendered("{% control form.email described=True %}", form=_LetterForm({"email": "x"})) == (
        '<input type="email" name="email" value="x" maxlength="320" class="form-control is-invalid" '
        'aria-describedby="id_email_error id_email_helptext" required aria-invalid="true" '
        'id="id_email">'
    )


def test_face_is_an_ornament_beside_the_name() -> None:
    assert render_to_string("_face.html", {"name": "Marisol Ibáñez"}).strip() == (
        '<span class="face face-5" aria-hidden="true">MI</span>'
    )


def test_toast_offers_to_undo_and_escapes_what_people_typed(request_: HttpRequest) -> None:
    toast(request_, "Logged the call with <Marisol>.", undo_url="/people/1/undo/")

    html = render_to_string("_toasts.html", {"messages": messages.get_messages(request_)}, request_)

    assert "<p>Logged the call with &lt;Marisol&gt;.</p>" in html
    assert '<form method="post" action="/people/1/undo/">' in html
    assert "csrfmiddlewaretoken" in html
    assert 'role="alert"' not in html


def test_warning_is_an_alert_without_undo(request_: HttpRequest) -> None:
    warn(request_, "That could not be sent. Your text is kept.")

    html = render_to_string("_toasts.html", {"messages": messages.get_messages(request_)}, request_)

    assert 'role="alert"' in html
    assert "<form" not in html


def test_toasts_ride_along_with_htmx_only_when_there_are_some(request_: HttpRequest) -> None:
    nothing = render_to_string("_toasts.html", {"messages": messages.get_messages(request_), "oob": True}, request_)
    toast(request_, "Logged.")
    something = render_to_string("_toasts.html", {"messages": messages.get_messages(request_), "oob": True}, request_)

    assert nothing.strip() == ""
    assert '<div id="toasts" hx-swap-oob="beforeend:#toasts">' in something


def pager(page: Page[int], request: HttpRequest) -> str:
    return " ".join(render_to_string("_pager.html", {"page": page}, request).split())


def test_pager_keeps_the_rest_of_the_query(request_: HttpRequest) -> None:
    html = pager(Paginator(range(30), 10).page(2), request_)

    assert f'href="{escape("?q=lyon&page=1")}"' in html
    assert f'href="{escape("?q=lyon&page=3")}"' in html
    assert "Page 2 of 3" in html


def test_pager_is_silent_on_a_single_page(request_: HttpRequest) -> None:
    assert pager(Paginator(range(3), 10).page(1), request_) == ""


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("reminders:today", ["Today"]),
        ("contacts:detail", ["People"]),
        ("contacts:organization_detail", ["Organizations"]),
        ("contacts:import_upload", ["Import"]),
        ("outreach:target_detail", ["Outreach"]),
        ("interviews:thanks", ["Interviews"]),
        ("accounts:settings", ["Settings"]),
        ("account_email", []),
    ],
)
def test_navigation_marks_where_one_is(rf: RequestFactory, view: str, expected: list[str]) -> None:
    request = rf.get("/")
    namespace, _, name = view.rpartition(":")
    request.resolver_match = ResolverMatch(
        lambda: None, (), {}, url_name=name, namespaces=[namespace] if namespace else []
    )

    html = render_to_string("_nav.html", {}, request)

    current = [piece.split("</a>")[0].rsplit(">", 1)[-1] for piece in html.split('aria-current="page"')[1:]]
    # What stands in the sheet of a phone stands under the rail of a desk, too.
    assert list(dict.fromkeys(current)) == expected


def test_missing_page_says_so_to_a_stranger(client: Client) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "<h1>There is nothing here</h1>" in response.content.decode()


def test_failure_page_needs_nothing(rf: RequestFactory) -> None:
    response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert "<h1>Something went wrong on our side</h1>" in response.content.decode()


@pytest.mark.django_db
def test_page_too_old_to_save_from_sends_people_back_to_their_text(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)

    response = strict.post("/accounts/logout/")

    assert response.status_code == 403
    assert "Go back: what you typed should still be there." in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "429.html"])
def test_other_error_pages_say_that_nothing_was_changed(rf: RequestFactory, name: str) -> None:
    assert "Nothing was changed." in render_to_string(name, {}, rf.get("/"))
