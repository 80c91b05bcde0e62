"""The calendar feed: what calendar programs read, and the page where its address is made, changed and ended."""

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest, MomentRequest
from common.toasts import toast
from reminders.feed import feed_at, written
from reminders.forms import FeedForm
from reminders.models import CalendarFeed

READS_AN_HOUR = 60
"""Calendar programs come once in a quarter of an hour at most; a few of them may follow the same address."""
AN_HOUR = 3600
LOCAL = {"localhost", "127.0.0.1", "::1"}


@login_not_required
@require_safe
def feed(request: MomentRequest, token: str) -> HttpResponseBase:
    """The calendar at its secret address: 304 while nothing changed, 404 once the address is another's or nobody's."""
    found = feed_at(token)
    if found is None:
        raise Http404
    if _is_read_too_often(found):
        return HttpResponse(
            "Too many readers. Come back in an hour.", status=429, headers={"Retry-After": str(AN_HOUR)}
        )
    content = written(found, now=request.now)
    headers = {
        "ETag": quote_etag(sha256(content).hexdigest()),
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="rapport.ics"',
        "X-Robots-Tag": "noindex",
    }
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response


@require_http_methods(["GET", "HEAD", "POST"])
def feed_detail(request: AuthedRequest) -> HttpResponse:
    """Its address, how calendars take it, and what it shows; before there is one, what it would be."""
    found = CalendarFeed.for_user(request.user).first()
    form = FeedForm(request.POST or None, instance=found) if found else None
    if form and form.is_valid():
        form.keep()
        toast(request, "Saved. Calendars show it when they read the address again.")
        return redirect_to(request, "reminders:feed_detail")
    context = {"feed": found, "form": form, **(_addresses(found) if found else {})}
    return render_page(request, "reminders/feed.html", context, status=422 if form and form.errors else 200)


@require_POST
def feed_start(request: AuthedRequest) -> HttpResponse:
    """Make the address; twice makes one."""
    CalendarFeed.for_user(request.user).get_or_create(owner=request.user, defaults={"made_at": request.now})
    toast(request, "The address is made. It is yours alone: whoever has it reads your calendar.")
    return redirect_to(request, "reminders:feed_detail")


@require_POST
def feed_renew(request: AuthedRequest) -> HttpResponse:
    """Another address; what follows the old one gets nothing more."""
    found = get_object_or_404(CalendarFeed.for_user(request.user))
    found.change_address(now=request.now)
    found.save(update_fields=["token", "made_at"])
    toast(request, "The address is a new one. Calendars that follow the old one get nothing more.")
    return redirect_to(request, "reminders:feed_detail")


@require_POST
def feed_stop(request: AuthedRequest) -> HttpResponse:
    """No address any more."""
    CalendarFeed.for_user(request.user).delete()
    toast(request, "The address leads nowhere any more.")
    return redirect_to(request, "reminders:feed_detail")


def _addresses(found: CalendarFeed) -> dict[str, str | bool]:
    address = settings.SITE_URL + reverse("reminders:feed", args=[found.token])
    scheme, _, rest = address.partition("://")
    return {
        "address": address,
        "webcal": f"webcal://{rest}",
        "is_local": urlsplit(address).hostname in LOCAL or scheme == "http",
    }


def _is_read_too_often(found: CalendarFeed) -> bool:
    key = f"feed-reads-{found.pk}"
    if cache.add(key, 1, AN_HOUR):
        return False
    try:
        return cache.incr(key) > READS_AN_HOUR
    except ValueError:
        return False  # the hour ended just now
