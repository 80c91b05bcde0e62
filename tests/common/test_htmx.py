"""One page, two shapes."""

from collections.abc import Iterator

import pytest
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory, override_settings
from django_htmx.middleware import HtmxMiddleware

from common.htmx import ExpiredLoginMiddleware, redirect_to, render_page, wants_fragment
from common.toasts import toast, warn

PAGE = "{% load partials %}<h1>People</h1>{% partialdef rows inline %}<ul>{{ who }}</ul>{% endpartialdef %}"
HTMX = {"HX-Request": "true"}


TOASTS = "{% for message in messages %}[{{ message }}|{{ message.extra_tags }}]{% endfor %}{% if oob %}oob{% endif %}"


@pytest.fixture(autouse=True)
def _pages() -> Iterator[None]:
    """Two small templates in the place of ours."""
    pages = {"page.html": PAGE, "_toasts.html": TOASTS}
    engine = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.locmem.Loader", pages)])],
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    }
    with override_settings(TEMPLATES=[engine]):
        yield


def ask(headers: dict[str, str] | None = None) -> HttpRequest:
    request = RequestFactory().get("/people/", headers=headers or {})
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    HtmxMiddleware(lambda _: HttpResponse())(request)
    return request


def test_a_browser_gets_the_whole_page() -> None:
    response = render_page(ask(), "page.html", {"who": "Marisol"}, partial="rows")

    assert response.content == b"<h1>People</h1><ul>Marisol</ul>"
    assert response.status_code == 200
    assert response["Vary"] == "HX-Request"


def test_htmx_gets_the_fragment_and_waiting_toasts() -> None:
    request = ask(HTMX)
    toast(request, "Logged.", undo_url="/people/1/undo/")
    warn(request, "Not sent.")

    response = render_page(request, "page.html", {"who": "Marisol"}, partial="rows", status=422)

    assert response.content == b"<ul>Marisol</ul>[Logged.|/people/1/undo/][Not sent.|]oob"
    assert response.status_code == 422
    assert response["Vary"] == "HX-Request"


def test_htmx_gets_the_whole_page_where_there_is_no_fragment() -> None:
    response = render_page(ask(HTMX), "page.html", {"who": "Marisol"})

    assert response.content == b"<h1>People</h1><ul>Marisol</ul>"
    assert response["Vary"] == "HX-Request"


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_boosted_links_and_restored_history_get_the_whole_page(header: str) -> None:
    request = ask({**HTMX, header: "true"})

    assert not wants_fragment(request)
    assert render_page(request, "page.html", {"who": "Ana"}, partial="rows").content == b"<h1>People</h1><ul>Ana</ul>"


def test_a_request_that_met_no_htmx_middleware_wants_the_whole_page() -> None:
    assert not wants_fragment(RequestFactory().get("/", headers=HTMX))


def test_redirects_come_in_the_askers_kind() -> None:
    plain, htmx = redirect_to(ask(), "accounts:settings"), redirect_to(ask(HTMX), "accounts:settings")

    assert (plain.status_code, plain["Location"]) == (302, "/settings/")
    assert (htmx.status_code, htmx["HX-Redirect"]) == (200, "/settings/")


def test_an_expired_login_sends_htmx_to_the_login_page(client: Client, db: None) -> None:
    plain, htmx = client.get("/settings/"), client.get("/settings/", headers=HTMX)

    assert (plain.status_code, plain["Location"]) == (302, "/accounts/login/?next=/settings/")
    assert (htmx.status_code, htmx["HX-Redirect"]) == (200, "/accounts/login/?next=/settings/")
    assert htmx.content == b""


def test_other_redirects_stay_what_they_are() -> None:
    elsewhere = ExpiredLoginMiddleware(lambda _: HttpResponseRedirect("/people/"))

    assert elsewhere(ask(HTMX))["Location"] == "/people/"
