"""One pursuit: why them, what was tried, what comes next."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.forms import OwnedForm
from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from outreach import board, crowding, effort, first_words, moves, pursuit, references, targeting, unnoted, words
from outreach.forms import (
    AnswerForm,
    AttemptForm,
    DeclinedForm,
    NoReplyForm,
    NotNowForm,
    ReasonForm,
    WrongPersonForm,
)
from outreach.models import CLOSED, LIVE, PURSUED, Draft, Move, MoveKind, Target, TargetState
from outreach.pace_forms import AwayForm

FORMS: dict[str, type[AttemptForm | AnswerForm | NoReplyForm]] = {
    "attempt": AttemptForm,
    "reply": AnswerForm,
    "declined": DeclinedForm,
    "not_now": NotNowForm,
    "wrong_person": WrongPersonForm,
    "no_reply": NoReplyForm,
}
"""The forms of the page by the move they make."""


def target_of(request: AuthedRequest, pk: int) -> Target:
    """The user's target with all its page shows; raises ``Http404``."""
    found = Target.for_user(request.user).for_board().with_last_attempt().select_related("contact__introduced_by")
    return get_object_or_404(found, pk=pk)


@require_GET
def target_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Everything about this pursuit; ``?do=reply`` opens that form."""
    return page(request, target_of(request, pk), opened=request.GET.get("do", ""))


@require_POST
def target_reason(request: AuthedRequest, pk: int) -> HttpResponse:
    """Say why them, which makes an idea ready; or say it better (P07, P08)."""
    target = target_of(request, pk)
    form = ReasonForm(request.POST, user=request.user, target=target)
    if not form.is_valid():
        return page(request, target, opened="reason", bound=form, status=422)
    data = form.cleaned_data
    if target.state != TargetState.IDEA:
        pursuit.rewrite(target, reason=data["reason"], ask_kind=data["ask_kind"])
        toast(request, "Saved.")
        return redirect_to(request, target)
    pursuit.give_reason(target, on=request.on, **data)
    toast(request, f"{target.contact.first_name} is ready. {words.what_follows(target, request.on)}")
    return redirect_to(request, target)


@require_http_methods(["GET", "POST"])
def target_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take someone out of the campaign, after saying what goes with them."""
    target = target_of(request, pk)
    if request.method == "POST":
        campaign = target.campaign
        target.delete()
        toast(request, f"{target.contact.name} is no longer in “{campaign}”.")
        return redirect_to(request, campaign)
    return render_page(
        request, "outreach/target_delete.html", {"target": target, "has_draft": _has_draft(request, target)}
    )


def _has_draft(request: AuthedRequest, target: Target) -> bool:
    return Draft.for_user(request.user).filter(target=target).exclude(subject="", body="", voicemail="").exists()


def page(
    request: AuthedRequest,
    target: Target,
    *,
    opened: str = "",
    bound: OwnedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The target's page; ``opened`` names the form that stands open, ``bound`` is that form with what was typed."""
    allowed = set(moves.allowed_from(target.state))
    step = pursuit.step_of(target)
    rests = target.campaign.closed_on is not None
    can_close = target.close_out_on is not None and target.close_out_on <= request.on
    if step is None or rests:
        allowed.discard(MoveKind.ATTEMPT)
    if not can_close:
        allowed.discard(MoveKind.NO_REPLY)
    forms: dict[str, OwnedForm] = {
        name: form(user=request.user, target=target, on=request.on)
        for name, form in FORMS.items()
        if MoveKind(name) in allowed
    }
    forms["reason"] = ReasonForm(user=request.user, target=target)
    # A form whose move is not possible any more still shows what was typed into it.
    stray = bound if bound is not None and opened not in forms else None
    word = unnoted.word_of(target)
    if word is not None:
        for form in forms.values():
            if "heard_on" in form.fields:
                form.initial["heard_on"] = word.on
    if bound is not None and stray is None:
        forms[opened] = bound
    crowds = crowding.crowds([target.contact], user=request.user, campaign=target.campaign).get(target.contact_id, [])
    card = board.card(target, on=request.on, crowds=crowds if target.state in LIVE else [])
    return render_page(
        request,
        "outreach/target_detail.html",
        {
            "target": target,
            "word": word,
            "word_says": words.said(word, request.on) if word is not None else "",
            "contact": target.contact,
            "card": card,
            "others_there": targeting.others_there(target) if card.another_due else [],
            "step": step,
            "has_draft": step is not None and _has_draft(request, target),
            "place": words.place_in_policy(target),
            "proposal": words.a_channel(step.channel) if step else "",
            "why_now": words.silence(target, on=request.on, country=request.user.country),
            "forms": forms,
            "allowed": {kind.value for kind in allowed},
            "opened": opened,
            "stray": stray,
            "can_close": can_close,
            "rests": rests and target.state in PURSUED,
            "history": Move.for_user(request.user).filter(target=target).for_history(),
            "undoable": moves.last_undoable(target),
            "points": target.contact.points.all(),
            "others": target.contact.targets.exclude(pk=target.pk).for_rows().by_due(),
            "next_candidates": targeting.next_candidates(target) if target.state in CLOSED else [],
            "away": AwayForm(user=request.user, auto_id="id_away_%s"),
            "in_peace": pursuit.why_in_peace(target, on=request.on),
            "may_agree": references.may_agree(target),
            "purpose": first_words.next_purpose(target, request.on),
            "has_caught_up": first_words.has_caught_up(target),
            "is_closed": target.state in CLOSED,
            "record": effort.record_of(request.user),
        },
        status=status,
    )
