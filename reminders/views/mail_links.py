"""Where the links of a digest lead: a page that asks, and a button that acts. Scanners open links, so GET only shows.

The signed token is the permission, so neither a login nor a cookie is needed, nor a CSRF token: whoever could forge the
request would need the token and could then simply open the link.
"""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.agenda import NothingToDoError
from reminders import agenda
from reminders.links import Action, BrokenLinkError, Errand, ExpiredLinkError, read_errand, read_unsubscribe
from reminders.wording import long_date, tell

SNOOZE = timedelta(days=7)


class MomentRequest(HttpRequest):
    """A request of anyone, with the moment that ``LocalTimeMiddleware`` puts on it."""

    now: datetime


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def mail_act(request: MomentRequest, token: str) -> HttpResponse:
    """Show what a mailed *Done* or *Snooze a week* would do; do it on POST, once."""
    try:
        errand = read_errand(token, now=request.now)
        owner = User.objects.get(pk=errand.owner_id, is_active=True)
    except ExpiredLinkError:
        return _page(request, "mail_expired", status=410)
    except (BrokenLinkError, User.DoesNotExist):
        return _page(request, "mail_broken", status=404)
    on = owner.local_date(request.now)
    try:
        item = agenda.find(owner, errand.kind, errand.key, on=on)
        if request.method != "POST":
            told = tell(item, on=on)
            return _page(request, "mail_confirm", told=told, errand=errand, until=long_date(on + SNOOZE))
        said = _act(owner, errand, request=request)
    except NothingToDoError:
        return _page(request, "mail_settled")
    return _page(request, "mail_acted", said=said)


def _act(owner: User, errand: Errand, *, request: MomentRequest) -> str:
    on = owner.local_date(request.now)
    if errand.action is Action.DONE:
        return agenda.complete(owner, errand.kind, errand.key, now=request.now, on=on)
    return agenda.snooze(owner, errand.kind, errand.key, on=on, until=on + SNOOZE)


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the digests shall end; POST ends them, also for a mail program's one click (RFC 8058)."""
    try:
        owner = User.objects.get(pk=read_unsubscribe(token))
    except (BrokenLinkError, User.DoesNotExist):
        return _page(request, "mail_broken", status=404)
    if request.method == "POST":
        User.objects.filter(pk=owner.pk).update(digest_days="", next_digest_at=None)
        return _page(request, "mail_unsubscribed")
    return _page(request, "mail_unsubscribe", has_digests=bool(owner.digest_days))


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> HttpResponse:
    response = render(request, f"reminders/{name}.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
