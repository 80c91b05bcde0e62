"""Where the links of a digest lead: a page that asks, and a button that acts. Scanners open links, so GET only shows.

The signed token is the permission, so neither a login nor a cookie is needed, nor a CSRF token: whoever could forge the
request would need the token and could then simply open the link.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.agenda import NothingToDoError
from reminders import agenda
from reminders.digests import timetable
from reminders.forms import LONGEST_REST, SnoozeForm, WakeForm
from reminders.links import Action, BrokenLinkError, Errand, ExpiredLinkError, read_errand, read_unsubscribe
from reminders.models import DigestKind
from reminders.wording import snooze_choices, tell


class MomentRequest(HttpRequest):
    """A request of anyone, with the moment that ``LocalTimeMiddleware`` puts on it."""

    now: datetime


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def mail_act(request: MomentRequest, token: str) -> HttpResponse:
    """Show what a mailed *Done* or *Not now* would do; do it on POST, once, the latter with a way back."""
    try:
        errand = read_errand(token, now=request.now)
        owner = User.objects.get(pk=errand.owner_id, is_active=True)
    except ExpiredLinkError:
        return _page(request, "mail_expired", status=410)
    except (BrokenLinkError, User.DoesNotExist):
        return _page(request, "mail_broken", status=404)
    on = owner.local_date(request.now)
    try:
        if request.method != "POST":
            return _confirm(request, owner, errand, on)
        if errand.action is Action.DONE:
            said = agenda.complete(owner, errand.kind, errand.key, now=request.now, on=on)
            return _page(request, "mail_acted", said=said)
        said, undo = _not_now(request, owner, errand, on)
    except NothingToDoError:
        return _page(request, "mail_settled")
    except InvalidDateError as refusal:
        return _confirm(request, owner, errand, on, problem=str(refusal))
    return _page(request, "mail_acted", said=said, undo=undo)


class InvalidDateError(ValueError):
    """A day was typed that nothing can rest until."""


def _confirm(request: MomentRequest, owner: User, errand: Errand, on: date, *, problem: str = "") -> HttpResponse:
    item = agenda.find(owner, errand.kind, errand.key, on=on)
    context = {
        "told": tell(item, on=on),
        "errand": errand,
        "choices": snooze_choices(on),
        "first_day": on + timedelta(days=1),
        "last_day": on + LONGEST_REST,
        "problem": problem,
    }
    return _page(request, "mail_confirm", status=422 if problem else 200, **context)


def _not_now(request: MomentRequest, owner: User, errand: Errand, on: date) -> tuple[str, dict[str, str]]:
    """Do what the button of a *Not now* page says; the sentence, and what posting back takes it back."""
    kind, key, asked = errand.kind, errand.key, request.POST.get("do", "")
    if asked == "mute":
        return agenda.mute(owner, kind, key, on=on), {"do": "unmute"}
    if asked == "unmute":
        return agenda.unmute(owner, kind, key, on=on), {}
    if asked == "pass":
        return agenda.let_pass(owner, kind, key, on=on), {"do": "take_back"}
    if asked == "take_back":
        return agenda.take_back(owner, kind, key, on=on), {}
    if asked == "wake":
        form = WakeForm(request.POST)
        if not form.is_valid():
            raise NothingToDoError(key)
        agenda.wake(owner, kind, key, on=on, **form.cleaned_data)
        return "Back on today’s list.", {}
    rest = SnoozeForm(request.POST, on=on)
    if not rest.is_valid():
        raise InvalidDateError(rest.errors["until"][0])
    until: date = rest.cleaned_data["until"]
    former = agenda.find(owner, kind, key, on=on).due_on
    said = agenda.snooze(owner, kind, key, on=on, until=until)
    return said, {"do": "wake", "rests_until": until.isoformat(), "former": former.isoformat()}


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether digests of the letter's kind shall end; POST ends them, also by a mail program's click (RFC 8058)."""
    try:
        owner_id, kind = read_unsubscribe(token)
        owner = User.objects.get(pk=owner_id)
    except (BrokenLinkError, User.DoesNotExist):
        return _page(request, "mail_broken", status=404)
    others = timetable.others(owner, kind)
    said: dict[str, Any] = {"kind": kind, "comes": timetable.comes(owner, kind), "others": others}
    if request.method == "POST":
        ended = list(DigestKind) if request.POST.get("do") == "all" else [kind]
        timetable.end(owner, ended)
        return _page(request, "mail_unsubscribed", **said, ended=ended)
    return _page(request, "mail_unsubscribe", **said)


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: object) -> HttpResponse:
    response = render(request, f"reminders/{name}.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
