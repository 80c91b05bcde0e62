"""Who asks, and when it is where they are."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class LocalTimeMiddleware:
    """Puts the moment and the user's local date on the request: the one place where pages read the clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set ``request.now`` (UTC) and, signed in, ``request.on``; render times in the user's zone."""
        request.now = timezone.now()  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return self.get_response(request)
        request.on = request.user.local_date(request.now)  # type: ignore[attr-defined]
        with timezone.override(request.user.zone):
            return self.get_response(request)


class PrivatePagesMiddleware:
    """Keeps what a signed-in user saw out of every cache, and off a shared computer once they sign out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add ``no-store`` unless the view chose its own caching; at the end, the browser drops pages and drafts."""
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        is_signed_in = request.user.is_authenticated
        if (was_signed_in or is_signed_in) and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store, private"
        if was_signed_in and not is_signed_in:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
