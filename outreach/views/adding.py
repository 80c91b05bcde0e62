"""Choosing whom to reach, and saying why (P06, P08)."""

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Contact, Tie
from outreach import campaigns, targeting, words
from outreach.forms import AddForm, PickForm
from outreach.models import AskKind, Campaign, Target

AT_ONCE = 25
"""A reason each takes thought; more than this at once is a mailing (P14, P25)."""
SHOWN = 30
"""How many candidates a search shows."""


@require_http_methods(["GET", "POST"])
def target_add(request: AuthedRequest) -> HttpResponse:
    """Add the people of ``?contact=…`` to a campaign, each with a reason; without any, choose them first."""
    people = _people(request)
    if not people or "find" in request.GET:
        return _choose(request, people)
    if request.method == "POST":
        return _add(request, people)
    campaign = _campaign(request)
    form = AddForm(user=request.user, initial={"campaign": campaign})
    known = _known(request)
    picks = [PickForm(user=request.user, contact=contact, initial=known) for contact in people]
    return _ask_reasons(request, form, picks)


def _add(request: AuthedRequest, people: list[Contact]) -> HttpResponse:
    form = AddForm(request.POST, user=request.user)
    allowed = [contact for contact in people if not targeting.refusal(contact)]
    picks = [PickForm(request.POST, user=request.user, contact=contact) for contact in allowed]
    if not all([form.is_valid(), *(pick.is_valid() for pick in picks)]):
        refused = [PickForm(user=request.user, contact=contact) for contact in people if contact not in allowed]
        return _ask_reasons(request, form, [*picks, *refused], status=422)
    with transaction.atomic():
        campaign = form.campaign_for(request.user, on=request.on)
        added = targeting.add_targets(
            campaign=campaign,
            picks=[targeting.Pick(contact=pick.contact, **pick.cleaned_data) for pick in picks],
            on=request.on,
        )
    said = words.added(added, campaign)
    toast(request, said) if added.targets else warn(request, said)
    return redirect_to(request, campaign)


def _ask_reasons(request: AuthedRequest, form: AddForm, picks: list[PickForm], *, status: int = 200) -> HttpResponse:
    people = [pick.contact for pick in picks]
    elsewhere = targeting.live_elsewhere(people, user=request.user)
    chosen = form.data.get("campaign") if form.is_bound else getattr(form.initial.get("campaign"), "pk", "")
    there = Target.for_user(request.user).filter(contact__in=people).values_list("contact_id", "campaign_id")
    already = {contact_id for contact_id, campaign_id in there if str(campaign_id) == str(chosen)}
    rows = [
        {
            "form": pick,
            "contact": pick.contact,
            "refusal": targeting.refusal(pick.contact),
            "is_there": pick.contact.pk in already,
            "elsewhere": None if pick.contact.pk in already else elsewhere.get(pick.contact.pk),
        }
        for pick in picks
    ]
    beyond_strong_ties = any(contact.tie != Tie.STRONG for contact in people)
    return render_page(
        request,
        "outreach/target_add.html",
        {
            "form": form,
            "rows": rows,
            "addable": sum(not row["refusal"] and not row["is_there"] for row in rows),
            "warn_brief": beyond_strong_ties and campaigns.is_brief_empty(request.user),
            "left_out": max(0, len(set(_asked(request))) - AT_ONCE),
        },
        status=status,
    )


def _choose(request: AuthedRequest, picked: list[Contact]) -> HttpResponse:
    campaign = _campaign(request)
    search = request.GET.get("q", "").strip()
    found = targeting.candidates(request.user, words=search, not_in=campaign)
    found = found.exclude(pk__in=[contact.pk for contact in picked])
    shown = list(found[: SHOWN + 1])
    return render_page(
        request,
        "outreach/target_choose.html",
        {
            "campaign": campaign,
            "search": search,
            "picked": picked,
            "found": shown[:SHOWN],
            "has_more": len(shown) > SHOWN,
        },
        partial="found",
    )


def _known(request: AuthedRequest) -> dict[str, str]:
    """What a link knows beforehand: the kind of ask, and ``?about=``, somebody whom they could lead to (P27)."""
    known = {}
    if request.GET.get("ask_kind") in AskKind.values:
        known["ask_kind"] = request.GET["ask_kind"]
    about = request.GET.get("about", "")
    if about.isascii() and about.isdigit() and len(about) < 19:
        other = Contact.for_user(request.user).filter(pk=int(about)).select_related("organization").first()
        if other is not None:
            known["reason"] = f"Could introduce me to {other.name}" + (f", {other.headline}" if other.headline else "")
    return known


def _asked(request: AuthedRequest) -> list[int]:
    """The contacts the address or form names; what is no number is no contact."""
    given = (request.POST if request.method == "POST" else request.GET).getlist("contact")
    return [int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 19]


def _people(request: AuthedRequest) -> list[Contact]:
    """The user's contacts among those named, as many as make sense at once."""
    found = Contact.for_user(request.user).filter(pk__in=_asked(request)).select_related("organization")
    return list(found.by_name()[:AT_ONCE])


def _campaign(request: AuthedRequest) -> Campaign | None:
    """The open campaign of ``?campaign=…``, else the only one there is."""
    open_ones = Campaign.for_user(request.user).open()
    text = request.GET.get("campaign", "")
    if text.isascii() and text.isdigit() and len(text) < 19:
        return open_ones.filter(pk=int(text)).first()
    some = list(open_ones[:2])
    return some[0] if len(some) == 1 else None
