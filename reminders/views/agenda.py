"""Acting on one agenda item: done, later, or not later after all."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from common.agenda import NothingToDoError
from common.htmx import redirect_to, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast, warn
from reminders.agenda import comes_round, complete, find, let_pass, mute, snooze, take_back, unmute, wake
from reminders.forms import SnoozeForm, WakeForm
from reminders.views.today import show_today

SETTLED = "That was already taken care of. Nothing was changed."


@require_POST
def agenda_complete(request: AuthedRequest, kind: str, key: str) -> HttpResponse:
    """Record that an item was done; 404 with a kind word when there is nothing left to do."""
    try:
        item = find(request.user, kind, key, on=request.on)
        said = complete(request.user, kind, key, now=request.now, on=request.on)
    except NothingToDoError:
        return _settled(request)
    look = format_html('{} <a href="{}">Look</a>', said, item.person.url if item.person else item.url)
    toast(request, look, undo_url=_take_back_url(kind, key) if comes_round(kind) else "")
    return _back(request)


@require_POST
def agenda_snooze(request: AuthedRequest, kind: str, key: str) -> HttpResponse:
    """Let an item rest until the posted date, with a way back."""
    form = SnoozeForm(request.POST, on=request.on)
    if not form.is_valid():
        warn(request, str(form.errors["until"][0]))
        return show_today(request, status=422)
    until = form.cleaned_data["until"]
    try:
        former = find(request.user, kind, key, on=request.on).due_on
        said = snooze(request.user, kind, key, on=request.on, until=until)
    except NothingToDoError:
        return _settled(request)
    undo = urlencode({"rests_until": until.isoformat(), "former": former.isoformat()})
    toast(request, said, undo_url=f"{reverse('reminders:agenda_wake', args=[kind, key])}?{undo}")
    return _back(request)


@require_POST
def agenda_wake(request: AuthedRequest, kind: str, key: str) -> HttpResponse:
    """Take a snooze back."""
    form = WakeForm(request.GET)
    if not form.is_valid():
        return _settled(request)
    try:
        wake(request.user, kind, key, on=request.on, **form.cleaned_data)
    except NothingToDoError:
        return _settled(request)
    toast(request, "Back on today’s list.")
    return _back(request)


@require_POST
def agenda_pass(request: AuthedRequest, kind: str, key: str) -> HttpResponse:
    """Drop an item for this time, with a way back."""
    return _told(request, let_pass, kind, key, undo_url=_take_back_url(kind, key))


@require_POST
def agenda_take_back(request: AuthedRequest, kind: str, key: str) -> HttpResponse:
    """Open again what was dropped or done."""
    return _told(request, take_back, kind, key)


@require_POST
def agenda_mute(request: AuthedRequest, kind: str, key: str) -> HttpResponse:
    """No more of this kind about this person, with a way back."""
    return _told(request, mute, kind, key, undo_url=reverse("reminders:agenda_unmute", args=[kind, key]))


@require_POST
def agenda_unmute(request: AuthedRequest, kind: str, key: str) -> HttpResponse:
    """Let reminders of this kind about this person come again."""
    return _told(request, unmute, kind, key)


def _told(request: AuthedRequest, act: Callable[..., str], kind: str, key: str, *, undo_url: str = "") -> HttpResponse:
    """Act on an item and say what it says was done."""
    try:
        said = act(request.user, kind, key, on=request.on)
    except NothingToDoError:
        return _settled(request)
    toast(request, said, undo_url=undo_url)
    return _back(request)


def _take_back_url(kind: str, key: str) -> str:
    return reverse("reminders:agenda_take_back", args=[kind, key])


def _settled(request: AuthedRequest) -> HttpResponse:
    warn(request, SETTLED)
    return show_today(request, status=404)


def _back(request: AuthedRequest) -> HttpResponse:
    """What is left, in place for htmx, else by way of Today."""
    everything = request.POST.get("all") == "1"
    if wants_fragment(request):
        return show_today(request, everything=everything)
    return redirect_to(request, reverse("reminders:today") + ("?all=1" if everything else ""))
