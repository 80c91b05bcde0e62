"""Choosing whom to reach, and saying why (P06, P08)."""

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.forms.selection import chosen
from contacts.models import Contact, ContactQuerySet, Tie
from outreach import campaigns, crowding, targeting, words
from outreach.forms import AddForm, PickForm
from outreach.models import AskKind, Campaign, CampaignKind, Target

AT_ONCE = 25
"""A reason each takes thought; more than this at once is a mailing (P14, P25)."""
SHOWN = 30
"""How many candidates a search shows."""


@require_http_methods(["GET", "POST"])
def target_add(request: AuthedRequest) -> HttpResponse:
    """Add the people of ``?contact=…`` to a campaign, each with a reason; without any, choose them first."""
    everyone = _everyone(request)
    people = _people(request, everyone)
    if not people or "find" in request.GET:
        return _choose(request, people)
    if request.method == "POST":
        return _add(request, people, everyone)
    campaign = _campaign(request)
    form = AddForm(user=request.user, initial={"campaign": campaign})
    known = {**({"ask_kind": campaign.ask_kind} if campaign else {}), **_known(request)}
    tells = _tells(campaign)
    picks = [PickForm(user=request.user, contact=contact, initial=known, tells=tells) for contact in people]
    return _ask_reasons(request, form, picks, everyone)


def _add(request: AuthedRequest, people: list[Contact], everyone: ContactQuerySet | None) -> HttpResponse:
    form = AddForm(request.POST, user=request.user)
    tells = _tells(form.cleaned_data["campaign"] if form.is_valid() else None)
    allowed = [contact for contact in people if not targeting.refusal(contact)]
    picks = [PickForm(request.POST, user=request.user, contact=contact, tells=tells) for contact in allowed]
    if not all([form.is_valid(), *(pick.is_valid() for pick in picks)]):
        refused = [PickForm(user=request.user, contact=contact) for contact in people if contact not in allowed]
        return _ask_reasons(request, form, [*picks, *refused], everyone, status=422)
    others = _others(everyone, people) if form.cleaned_data["others"] else []
    with targeting.recording(request.user, [*(each.pk for each in people), *others], now=request.now) as ledger:
        campaign = form.campaign_for(request.user, on=request.on)
        added = targeting.add_targets(
            campaign=campaign,
            picks=[targeting.Pick(contact=pick.contact, **pick.cleaned_data) for pick in picks],
            on=request.on,
        )
        more = targeting.add_ideas(campaign=campaign, people=others, on=request.on)
        ledger.sentence = words.joined(len(added.targets) + more, campaign)
    said = words.added(added, campaign, more=more)
    if added.targets or more:
        toast(request, said, undo_url=ledger.change.undo_url if ledger.change else "")
    else:
        warn(request, said)
    return redirect_to(request, campaign)


def _ask_reasons(
    request: AuthedRequest,
    form: AddForm,
    picks: list[PickForm],
    everyone: ContactQuerySet | None,
    *,
    status: int = 200,
) -> HttpResponse:
    people = [pick.contact for pick in picks]
    asked_for = _campaign(request)
    crowds = crowding.crowds(people, user=request.user, campaign=asked_for)
    chosen = form.data.get("campaign") if form.is_bound else getattr(form.initial.get("campaign"), "pk", "")
    there = Target.for_user(request.user).filter(contact__in=people).values_list("contact_id", "campaign_id")
    already = {contact_id for contact_id, campaign_id in there if str(campaign_id) == str(chosen)}
    rows = [
        {
            "form": pick,
            "contact": pick.contact,
            "refusal": targeting.refusal(pick.contact),
            "is_there": pick.contact.pk in already,
            "crowds": [] if pick.contact.pk in already else crowds.get(pick.contact.pk, []),
            "beside": [
                other
                for other in people
                if other != pick.contact and other.organization_id == pick.contact.organization_id is not None
            ],
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
            "left_out": max(0, len(set(_asked(request))) - AT_ONCE) if everyone is None else 0,
            "others": len(_others(everyone, people)),
            "tells": _tells(asked_for),
            "filter": _given(request).get("filter", ""),
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


def _tells(campaign: Campaign | None) -> bool:
    """Whether ``campaign`` only tells people that the user is looking, which wants no reason for each (P09)."""
    return campaign is not None and campaign.kind == CampaignKind.ANNOUNCEMENT


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


def _given(request: AuthedRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def _asked(request: AuthedRequest) -> list[int]:
    """The contacts the address or form names; what is no number is no contact."""
    given = _given(request).getlist("contact")
    return [int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 19]


def _everyone(request: AuthedRequest) -> ContactQuerySet | None:
    """All whom the list's filter finds, if all of them are meant; those in the campaign already left out."""
    if "everyone" not in _given(request):
        return None
    people = chosen(request.user, _given(request), on=request.on).people.active()
    campaign = _campaign(request)
    return people if campaign is None else people.exclude(targets__campaign=campaign)


def _people(request: AuthedRequest, everyone: ContactQuerySet | None) -> list[Contact]:
    """The user's contacts among those named, as many as make sense at once; of everyone the first ones."""
    if everyone is not None and request.method == "GET":
        return list(everyone.select_related("organization")[:AT_ONCE])
    found = Contact.for_user(request.user).filter(pk__in=_asked(request)).select_related("organization")
    return list(found.by_name()[:AT_ONCE])


def _others(everyone: ContactQuerySet | None, people: list[Contact]) -> list[int]:
    """Of everyone meant, those who are not asked about one by one."""
    if everyone is None:
        return []
    shown = {contact.pk for contact in people}
    return [key for key in everyone.values_list("pk", flat=True) if key not in shown]


def _campaign(request: AuthedRequest) -> Campaign | None:
    """The open campaign of ``?campaign=…``, else the only one there is."""
    open_ones = Campaign.for_user(request.user).open()
    text = _given(request).get("campaign", "")
    if text.isascii() and text.isdigit() and len(text) < 19:
        return open_ones.filter(pk=int(text)).first()
    some = list(open_ones[:2])
    return some[0] if len(some) == 1 else None
