"""What a contact's own page shows, whichever view answers with it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django_htmx.http import reswap, retarget

from accounts.models import User
from common.htmx import render_page, wants_fragment
from common.requests import AuthedRequest
from common.routes import addresses_of
from common.toasts import warn
from contacts import timeline
from contacts.forms.facts import FACTS
from contacts.forms.follow_up import FollowUpForm, quick_days
from contacts.forms.interaction import HOW, QUICK_LOGS, WHO, LogForm
from contacts.forms.remembering import TOLD, RememberForm
from contacts.models import Contact, ContactPoint, RepeatFrom, RepeatUnit
from contacts.portrait import Portrait, portrait_of
from contacts.portrait_words import facts_of, groups_of, occasions_of
from contacts.standing import standing
from contacts.timeline_words import TimelineEntry, exact_day, icon_of, title_of

INTRODUCED_SHOWN = 8
_LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Said:
    """How the line in the log box is understood, said back."""

    icon: str
    title: str
    """What it will be: "You met", "Follow-up"."""
    day: str
    rest: str
    asks: bool = False
    """Whether it asks if this is a plan: its day is still to come."""


class Blank(dict[str, Any]):
    """What a form of the page holds, by field; empty text for the rest, which a key missed costs a template more."""

    def __missing__(self, key: str) -> str:
        return ""


@dataclass(slots=True)
class Box:
    """A small form of the page as it stands: what was typed into it, and what is wrong with that.

    Most visits type nothing, so the page writes these by hand and makes no form for it.
    """

    typed: Blank = field(default_factory=Blank)
    errors: Blank = field(default_factory=Blank)


def show(
    request: AuthedRequest,
    contact: Contact,
    *,
    log_form: LogForm | None = None,
    follow_up_form: FollowUpForm | None = None,
    remember_form: RememberForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of ``contact``, or for htmx its record alone, or what stands beside that if ``remember_form`` is given.

    The forms given keep what was typed into them.
    """
    context = {
        **_context(request, contact),
        "said": said_back(log_form) if log_form else None,
        "log": _box(log_form),
        "plan": _box(follow_up_form),
        "remember": _box(remember_form),
    }
    part = "about" if remember_form else "record"
    return render_page(request, "contacts/detail.html", context, partial=part, status=status)


def after_change(request: AuthedRequest, contact: Contact) -> HttpResponse:
    """Show what changed: the record anew for htmx, else the page by way of a redirect."""
    return show(request, contact) if wants_fragment(request) else redirect(contact)


def after_amending(
    request: AuthedRequest, contact: Contact, *, focus: str = "", also: Collection[str] = ()
) -> HttpResponse:
    """Show what is known of ``contact`` anew, with the focus back at ``focus``; or the page by way of a redirect.

    ``also`` is what else of the page changed with it: "work", "reach", "next", "timeline".
    """
    if not wants_fragment(request):
        return redirect(contact)
    context = {**_context(request, contact), "plan": Box(), "remember": Box(), "focus": focus, "also": also}
    response = render_page(request, "contacts/detail.html", context, partial="amended")
    return retarget(reswap(response, "outerHTML"), "#about")


def after_correcting(request: AuthedRequest, contact: Contact) -> HttpResponse:
    """Show the timeline anew and what comes next, which follows from it; or the page by way of a redirect."""
    if not wants_fragment(request):
        return redirect(contact)
    context = {**_context(request, contact), "plan": Box()}
    response = render_page(request, "contacts/detail.html", context, partial="corrected")
    return retarget(reswap(response, "outerHTML"), "#timeline")


def said_back(form: LogForm) -> Said | None:
    """What would become of the line in ``form`` as it stands; ``None`` for an empty one."""
    if form.reading is None or not form.reading.line:
        return None
    day = exact_day(form.reading.day, form.on)
    if form.is_plan or form.asks:
        return Said("bell", "Follow-up", day, form.reading.plan or form.reading.line, asks=not form.is_plan)
    if not form.is_valid():
        return None
    log = form.cleaned_data
    title = title_of(log["kind"], log["direction"])
    return Said(icon_of(log["kind"]), title, exact_day(log["happened_on"], form.on), log["summary"])


def mention_shared_points(request: AuthedRequest, contact: Contact) -> None:
    """Say who else has an address of ``contact``: perhaps they are the same."""
    for point in ContactPoint.for_user(request.user).shared_with(contact):
        warn(request, f"{point.contact.name} already has the address {point.value}. Are they the same person?")


def _context(request: AuthedRequest, contact: Contact) -> dict[str, Any]:
    """All but what was typed."""
    user, on = request.user, request.on
    portrait = portrait_of(contact)
    contact.photo_digest = portrait.photo or None
    return {
        "contact": contact,
        "contact_url": contact.get_absolute_url(),
        "portrait": portrait,
        "standing": standing(contact, user=user, on=on),
        "is_snoozed": contact.is_active and contact.is_snoozed(on),
        "quick_logs": QUICK_LOGS,
        "quick_days": quick_days(on),
        "in_a_week": (on + timedelta(days=7)).isoformat(),
        "focus": "",
        "oob": False,
        "how": HOW,
        "who": WHO,
        "told": TOLD,
        "repeat_units": RepeatUnit.choices,
        "repeat_starts": RepeatFrom.choices,
        **_known(portrait, contact, user=user, on=on),
        **_around(portrait),
        **_timeline(request, contact),
    }


def _known(portrait: Portrait, contact: Contact, *, user: User, on: date) -> dict[str, Any]:
    """What is known of them, each thing with where it is changed."""
    detail, occasion = addresses_of("contacts:detail_update"), addresses_of("contacts:occasion_update")
    link, sent = addresses_of("contacts:link_update"), addresses_of("contacts:link_sent")
    before, _, after = reverse("contacts:fact", args=[contact.pk, "-"]).rpartition("-")
    days = occasions_of(portrait.occasions, on=on, notice_days=user.occasion_notice_days)
    settle = [addresses_of(f"contacts:occasion_{what}") for what in ("greeted", "pass", "take_back")]
    return {
        "edit": {name: f"{before}{name}{after}" for name in (*FACTS, "addresses")},
        "facts": [(fact, f"{before}{fact.key}{after}") for fact in facts_of(contact, user=user)],
        "groups": [
            (group.label, [(each, detail(each.pk)) for each in group.details]) for group in groups_of(portrait.details)
        ],
        "occasions": [
            (line, occasion(line.occasion.pk), *(address(line.occasion.pk) for address in settle)) for line in days
        ],
        "links": [(each, link(each.pk), sent(each.pk)) for each in portrait.links],
        "is_known": bool(portrait.details or portrait.occasions or portrait.links or contact.notes),
    }


def _around(portrait: Portrait) -> dict[str, Any]:
    """Whom and what they are connected with, each with its address."""
    person, unmute = addresses_of("contacts:detail"), addresses_of("contacts:muted_end")
    affiliation = addresses_of("contacts:affiliation_update")
    done, update, delete = (addresses_of(f"contacts:follow_up_{what}") for what in ("done", "update", "delete"))
    return {
        "led_by": [(each.name, person(each.pk)) for each in reversed(portrait.led_by)],
        "muted": [(each, unmute(each.pk)) for each in portrait.muted],
        "introduced": [(each.name, person(each.pk)) for each in portrait.introduced[:INTRODUCED_SHOWN]],
        "introduced_more": max(0, len(portrait.introduced) - INTRODUCED_SHOWN),
        "met_at": [(each.name, each.on, _event_address(each.pk)) for each in portrait.events],
        "background": [
            (each, each.organization.get_absolute_url(), affiliation(each.pk)) for each in portrait.affiliations
        ],
        "shared": [(each.name, person(each.pk), each.address) for each in portrait.shared],
        "tag_url": f"{reverse('contacts:list')}?tag=",
        "follow_ups": [
            (each, {"done": done(each.pk), "update": update(each.pk), "delete": delete(each.pk)})
            for each in portrait.follow_ups
        ],
    }


def _timeline(request: AuthedRequest, contact: Contact) -> dict[str, Any]:
    """A page of what happened, and whether there is more on either side; one query."""
    asked = request.GET.get("page", "")
    number = min(max(int(asked), 1), _LAST_PAGE) if asked.isascii() and asked.isdigit() else 1
    found = timeline.newest(contact) if number == 1 else timeline.older(contact, page=number)
    address = addresses_of("contacts:interaction_update")
    return {
        "entries": [
            TimelineEntry.of(
                each,
                request.on,
                edit_url=address(each.pk),
                event_url=_event_address(each.event_id) if each.event_id else "",
            )
            for each in found[: timeline.PAGE]
        ],
        "newer": number - 1,
        "older": number + 1 if len(found) > timeline.PAGE else 0,
    }


def _event_address(pk: int) -> str:
    try:
        return addresses_of("contacts:event_detail")(pk)
    except NoReverseMatch:
        return ""


def _box(form: LogForm | FollowUpForm | RememberForm | None) -> Box:
    if form is None:
        return Box()
    return Box(
        typed=Blank({name: form[name].value() for name in form.fields}),
        errors=Blank({name: [str(each) for each in said] for name, said in form.errors.items()}),
    )
