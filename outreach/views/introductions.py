"""Introductions people make for the user: asked for, followed up, thanked for, told of (P27, P42)."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.forms import OwnedForm
from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Contact
from outreach.introducing import beginning, making, steps, words
from outreach.introducing.forms import AskForm, BetterForm, MadeForm, StepForm
from outreach.models import AWAITED, Campaign, Draft, Introduction, IntroductionState, IntroductionStep, StepKind
from outreach.moves import PursuitError

S, K = IntroductionState, StepKind
MOST_CLOSED = 50
WAY = ((K.ASKED, "asked"), (K.AGREED, "agreed"), (K.MADE, "made"), (K.MET, "met"), (K.TOLD, "told"))
"""The way of an introduction that comes to something, as the line over its page shows it."""
_WRITTEN = (K.ASKED, K.NUDGED, K.THANKED, K.TOLD)


@require_GET
def introduction_list(request: AuthedRequest) -> HttpResponse:
    """What is open, with what is next, and what is behind."""
    mine = Introduction.for_user(request.user).for_rows()
    rows = sorted((_row(request, each) for each in mine.open().newest_first()), key=lambda row: row["due_on"])
    closed = [_row(request, each) for each in mine.closed().newest_first()[: MOST_CLOSED + 1]]
    context = {"rows": rows, "closed": closed[:MOST_CLOSED], "has_more": len(closed) > MOST_CLOSED}
    return render_page(request, "outreach/introduction_list.html", context)


def _row(request: AuthedRequest, introduction: Introduction) -> dict[str, Any]:
    due_on = words.due_on(introduction, request.user.country)
    return {
        "introduction": introduction,
        "to_do": words.to_do(introduction),
        "since": words.since(introduction, request.on, request.user.country),
        "can_write": not _cannot_write(introduction),
        "due_on": due_on or date.max,
        "waits": introduction.state in AWAITED and due_on is not None and due_on > request.on,
    }


def _cannot_write(introduction: Introduction) -> str:
    """Why nothing can be written to the connector now; blank when something can."""
    kind = _next_words(introduction)
    return steps.refusal(introduction, kind) if kind is not None else "nothing is next"


def _next_words(introduction: Introduction) -> StepKind | None:
    """The step that is next to be written to the connector, if one is."""
    by_state = {S.IDEA: K.ASKED, S.ASKED: K.NUDGED, S.AGREED: K.NUDGED, S.MADE: K.THANKED, S.MET: K.TOLD}
    return by_state.get(IntroductionState(introduction.state))


@require_http_methods(["GET", "POST"])
def introduction_create(request: AuthedRequest) -> HttpResponse:
    """Who could introduce the user (``?connector=``) to whom (``?whom=``), and why; then on to the words."""
    connector, whom = (_person(request, name) for name in ("connector", "whom"))
    campaign = _campaign(request)
    known = {"why": request.GET.get("why", ""), "wish": request.GET.get("wish", ""), "campaign": campaign}
    form = AskForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        connector=connector,
        whom=whom,
        initial=known,
    )
    if request.method == "POST" and form.is_valid():
        try:
            introduction = beginning.note(
                connector=form.connector_chosen(),
                whom=form.whom_chosen(),
                wish=form.cleaned_data.get("wish", ""),
                why=form.cleaned_data["why"],
                campaign=form.campaign_chosen(),
                on=request.on,
            )
        except PursuitError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after_noting(request, introduction)
    context = {"form": form, "connector": connector, "whom": whom}
    return render_page(request, "outreach/introduction_form.html", context, status=422 if form.errors else 200)


def _after_noting(request: AuthedRequest, introduction: Introduction) -> HttpResponse:
    if introduction.state != S.IDEA:
        warn(request, f"You asked {introduction.connector_first_name} already. This is where it stands.")
        return redirect_to(request, introduction)
    if "later" in request.POST:
        toast(request, f"Noted. {words.to_do(introduction)} when it suits you.")
        return redirect_to(request, introduction)
    return redirect_to(request, "outreach:write", "introduction", introduction.pk)


def _person(request: AuthedRequest, name: str) -> Contact | None:
    """The user's contact of ``?connector=`` or ``?whom=``. Raises ``Http404`` for somebody unknown."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    people = Contact.for_user(request.user).select_related("organization", "owner")
    return get_object_or_404(people, pk=int(text))


def _campaign(request: AuthedRequest) -> Campaign | None:
    text = request.GET.get("campaign", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        return None
    return Campaign.for_user(request.user).open().filter(pk=int(text)).first()


def _introduction(request: AuthedRequest, pk: int) -> Introduction:
    mine = Introduction.for_user(request.user).for_rows().select_related("whom__introduced_by", "owner")
    return get_object_or_404(mine, pk=pk)


@require_GET
def introduction_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Where it stands and what comes next; ``?do=agreed`` opens that form."""
    return _page(request, _introduction(request, pk), opened=request.GET.get("do", ""))


@require_POST
def introduction_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Say it better: whom, why, the lines to pass on."""
    introduction = _introduction(request, pk)
    form = BetterForm(request.POST, user=request.user, introduction=introduction)
    if form.is_valid():
        data = form.cleaned_data
        try:
            beginning.rewrite(
                introduction,
                wish=data.get("wish", ""),
                why=data["why"],
                lines=data["lines"],
                campaign=form.campaign_chosen(),
            )
        except PursuitError as refusal:
            form.add_error("wish", str(refusal))
        else:
            toast(request, "Saved.")
            return redirect_to(request, introduction)
    return _page(request, introduction, opened="better", bound=form, status=422)


@require_POST
def introduction_step(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """Take one step; which may follow which is said where it is refused."""
    introduction = _introduction(request, pk)
    if kind not in StepKind.values or kind == K.MADE:
        raise Http404
    form = StepForm(request.POST, user=request.user, introduction=introduction, kind=StepKind(kind), on=request.on)
    if not form.is_valid():
        return _page(request, introduction, opened=kind, bound=form, status=422)
    try:
        step = steps.take(
            introduction,
            StepKind(kind),
            on=request.on,
            happened_on=form.cleaned_data["said_on"],
            words=form.words(),
            expected=form.cleaned_data["expected"],
        )
    except steps.AlreadyTakenError as already:
        warn(request, str(already))
        return redirect_to(request, introduction)
    except PursuitError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, introduction, opened=kind, bound=form, status=422)
    return _taken(request, introduction, step)


@require_POST
def introduction_made(request: AuthedRequest, pk: int) -> HttpResponse:
    """They introduced the user: whoever it was carries who led there."""
    introduction = _introduction(request, pk)
    form = MadeForm(request.POST, user=request.user, introduction=introduction, on=request.on)
    if not form.is_valid():
        return _page(request, introduction, opened=K.MADE, bound=form, status=422)
    try:
        step = making.make(
            introduction,
            words=form.words() or steps.Words(said_on=request.on),
            whom=form.who(),
            campaign=form.campaign_chosen(),
            replace_introducer=form.replaces(),
            on=request.on,
            expected=form.cleaned_data["expected"],
        )
    except steps.AlreadyTakenError as already:
        warn(request, str(already))
        return redirect_to(request, introduction)
    except PursuitError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, _introduction(request, pk), opened=K.MADE, bound=form, status=422)
    return _taken(request, introduction, step)


def _taken(request: AuthedRequest, introduction: Introduction, step: IntroductionStep) -> HttpResponse:
    said = words.taken(introduction, step.kind, request.on, request.user.country)
    toast(request, said, undo_url=reverse("outreach:introduction_undo", args=[step.pk]))
    return redirect_to(request, introduction)


@require_POST
def introduction_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take the last step back, with what it wrote into the timeline."""
    step = get_object_or_404(IntroductionStep.for_user(request.user), pk=pk)
    try:
        steps.undo(step, on=request.on)
    except PursuitError as refusal:
        warn(request, str(refusal))
    else:
        toast(request, "Taken back.")
    return redirect_to(request, "outreach:introduction_detail", pk=step.introduction_id)


@require_http_methods(["GET", "POST"])
def introduction_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take it out, after saying what stays."""
    introduction = _introduction(request, pk)
    if request.method == "POST":
        introduction.delete()
        toast(request, "Taken out. What you wrote and heard stays in the timelines.")
        return redirect_to(request, "outreach:introduction_list")
    return render_page(request, "outreach/introduction_delete.html", {"introduction": introduction})


def _page(
    request: AuthedRequest,
    introduction: Introduction,
    *,
    opened: str = "",
    bound: OwnedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; ``opened`` names the form that stands open, ``bound`` is that form with what was typed."""
    allowed = steps.allowed_from(introduction)
    forms: dict[str, OwnedForm] = {
        kind.value: MadeForm(user=request.user, introduction=introduction, on=request.on)
        if kind == K.MADE
        else StepForm(user=request.user, introduction=introduction, kind=kind, on=request.on)
        for kind in allowed
    }
    forms["better"] = BetterForm(user=request.user, introduction=introduction)
    # A form whose step is not possible any more still shows what was typed into it.
    stray = bound if bound is not None and opened not in forms else None
    if bound is not None and stray is None:
        forms[opened] = bound
    next_kind = _next_words(introduction)
    history = list(introduction.steps.select_related("interaction"))
    undoable = history[-1] if history and not steps.is_a_talk(history[-1]) else None
    refusal = _cannot_write(introduction)
    return render_page(
        request,
        "outreach/introduction_detail.html",
        {
            "introduction": introduction,
            "connector": introduction.connector,
            "whom": introduction.whom,
            "to_do": words.to_do(introduction),
            "since": words.since(introduction, request.on, request.user.country),
            "way": _way(introduction),
            "forms": forms,
            "opened": opened,
            "stray": stray,
            "next_kind": next_kind.value if next_kind in allowed else "",
            "next_form": forms.get(next_kind.value) if next_kind in allowed else None,
            "refusal": refusal if introduction.is_open and next_kind is not None else "",
            "has_draft": Draft.for_user(request.user).filter(introduction=introduction).exists(),
            "can_thank": K.THANKED in allowed and introduction.state != S.MADE,
            "silence_ends_on": words.silence_ends_on(introduction, request.user.country),
            "history": [(step, words.happened(introduction, step)) for step in reversed(history)],
            "undoable": undoable,
        },
        status=status,
    )


def _way(introduction: Introduction) -> list[dict[str, Any]]:
    """The stations of the way, each with its date, if it was reached, and which is next."""
    days = [(label, getattr(introduction, f"{kind.value}_on")) for kind, label in WAY]
    reached = max((place for place, (_, day) in enumerate(days) if day is not None), default=-1)
    return [
        {"label": label, "day": day, "is_behind": place <= reached, "is_next": place == reached + 1}
        for place, (label, day) in enumerate(days)
    ]
