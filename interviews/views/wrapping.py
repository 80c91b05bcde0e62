"""Wrapping a conversation up on the phone, and the taps around it: how one feels, what is looked into, advice told."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts import recurring
from contacts.models import Tag
from interviews import advice, moods, wrapping_up
from interviews.models import Insight, Interview
from interviews.scheduling import InterviewError
from interviews.views.rows import when
from interviews.wrapping_forms import MoodForm, Sheet
from outreach.models import Introduction, IntroductionState


@require_http_methods(["GET", "HEAD", "POST"])
def wrap_up(request: AuthedRequest, pk: int) -> HttpResponse:
    """What came of it, in two minutes; first of all what became of it."""
    mine = Interview.for_user(request.user).for_rows().select_related("contact__owner", "next_touch", "interaction")
    interview = get_object_or_404(mine, pk=pk)
    if not interview.is_held:
        return _not_held(request, interview)
    posted = request.method == "POST"
    sheet = Sheet(interview, user=request.user, on=request.on, data=request.POST if posted else None)
    if not (posted and sheet.is_valid()):
        return _sheet(request, interview, sheet, is_refused=posted)
    try:
        named = wrapping_up.save(interview, sheet.wrap_up, now=request.now, on=request.on)
    except InterviewError as refusal:
        warn(request, str(refusal))
        return redirect_to(request, interview)
    toast(request, _said([contact.first_name for contact in named]))
    goes_on = "thanks" in request.POST and interview.owes_thanks
    return redirect_to(request, reverse("interviews:thanks", args=[pk]) if goes_on else interview)


def _sheet(request: AuthedRequest, interview: Interview, sheet: Sheet, *, is_refused: bool) -> HttpResponse:
    led = Introduction.for_user(request.user).for_rows().filter(whom=interview.contact_id, connector__isnull=False)
    context: dict[str, Any] = {
        "interview": interview,
        "sheet": sheet,
        "form": sheet.form,
        "is_refused": is_refused,
        "named": interview.named.select_related("organization").order_by("pk"),
        "when": when(interview, user=request.user, on=request.on),
        "tags": Tag.for_user(request.user).values_list("name", flat=True),
        "to_tell": led.filter(state=IntroductionState.MET).newest_first().first(),
    }
    return render_page(request, "interviews/wrap_up.html", context, partial="sheet", status=422 if is_refused else 200)


def _not_held(request: AuthedRequest, interview: Interview) -> HttpResponse:
    """Ask what became of it, once it has begun; before that, and once it is called off, its page says how it stands."""
    has_begun = interview.starts_at <= request.now
    if request.method == "POST":
        warn(request, "Say first what became of it. What you typed is kept on this device.")
    if not (interview.is_scheduled and has_begun):
        return redirect_to(request, interview)
    context = {
        "interview": interview,
        "when": when(interview, user=request.user, on=request.on),
        "has_begun": has_begun,
        "is_over": interview.is_over(request.now),
    }
    return render_page(request, "interviews/wrap_up.html", context)


def _said(names: list[str]) -> str:
    """What became of the sheet, in a sentence."""
    if not names:
        return "Kept. You can change it whenever you like."
    *others, last = names
    who = f"{', '.join(others)} and {last}" if others else last
    return f"Kept. {who} {'are' if others else 'is'} among your people now."


@require_POST
def mood(request: AuthedRequest, pk: int) -> HttpResponse:
    """How one feels before the talk (P41)."""
    interview = get_object_or_404(Interview.for_user(request.user), pk=pk)
    form = MoodForm(request.POST, user=request.user)
    if form.is_valid():
        moods.note_before(interview, form.cleaned_data["mood"])
        toast(request, "Noted. Afterwards you can see whether it was as you thought.")
    else:
        warn(request, "Choose one of the five.")
    return redirect_to(request, interview)


@require_POST
def thing_done(request: AuthedRequest, pk: int) -> HttpResponse:
    """Something to look into was looked into; a second press changes nothing."""
    interview = get_object_or_404(Interview.for_user(request.user), pk=pk)
    named = request.POST.get("thing", "")
    thing = interview.things.filter(pk=int(named) if named.isdecimal() and len(named) < 19 else 0).first()
    if thing is None:
        raise Http404
    if thing.done_on is None:
        recurring.finish(thing, on=request.on)
    toast(request, f"Done: {thing.what}")
    return redirect_to(request, f"{interview.get_absolute_url()}#how-it-went")


@require_POST
def insight_acted(request: AuthedRequest, pk: int) -> HttpResponse:
    """The user did what it advises: whoever said it will be told."""
    insight = _insight(request, pk)
    advice.act_on(insight, on=request.on)
    name = insight.interview.contact.first_name
    undo_url = reverse("interviews:insight_back", args=[pk])
    toast(request, f"Well noted. From tomorrow, Rapport reminds you to tell {name} what came of it.", undo_url=undo_url)
    return redirect_to(request, f"{insight.interview.get_absolute_url()}#insights")


@require_POST
def insight_told(request: AuthedRequest, pk: int) -> HttpResponse:
    """Whoever said it knows what came of it."""
    insight = _insight(request, pk)
    advice.tell(insight, on=request.on)
    undo_url = reverse("interviews:insight_back", args=[pk])
    toast(request, f"{insight.interview.contact.first_name} knows what came of it.", undo_url=undo_url)
    return redirect_to(request, f"{insight.interview.get_absolute_url()}#how-it-went")


@require_POST
def insight_back(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take the last of both back."""
    insight = _insight(request, pk)
    advice.take_back(insight)
    toast(request, "Taken back.")
    return redirect_to(request, f"{insight.interview.get_absolute_url()}#insights")


def _insight(request: AuthedRequest, pk: int) -> Insight:
    return get_object_or_404(Insight.for_user(request.user).for_rows(), pk=pk)
