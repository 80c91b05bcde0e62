"""One page, two shapes: whole for a browser, a fragment for htmx. Everything here works without JavaScript too."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of the page; boosted links and history restores want the whole."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render ``template``, or only its partial named ``partial`` when htmx asks; waiting toasts ride along.

    ``status`` 422 marks an invalid form; htmx is configured to swap it in.
    """
    if partial is not None and wants_fragment(request):
        response = render(request, f"{template}#{partial}", context, status=status)
        response.content += render_to_string("_toasts.html", {"oob": True}, request=request).encode()
    else:
        response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def redirect_to(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Go on to ``to`` (a URL, a view name or a model): a redirect, or htmx's own kind of one."""
    url = resolve_url(to, *args, **kwargs)
    return HttpResponseClientRedirect(url) if wants_fragment(request) else HttpResponseRedirect(url)


class ExpiredLoginMiddleware:
    """Sends htmx to the login page as a whole page, instead of swapping that page into a fragment."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.login_url = resolve_url(settings.LOGIN_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Turn a redirect to the login page into ``HX-Redirect`` when the request came from htmx."""
        response = self.get_response(request)
        location = response.headers.get("Location", "")
        if response.status_code == 302 and "HX-Request" in request.headers and location.startswith(self.login_url):
            return HttpResponseClientRedirect(location)
        return response
