"""What happened with a target: each page does one move of ``outreach.pursuit``, or none."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from common.htmx import redirect_to
from common.requests import AuthedRequest
from common.toasts import toast, warn
from outreach import moves, pursuit, words
from outreach.forms import AnswerForm, AttemptForm, DeclinedForm, NoReplyForm, NotNowForm, WrongPersonForm
from outreach.models import Move, Target
from outreach.moves import PursuitError
from outreach.views.targets import page, target_of


@require_POST
def target_attempt(request: AuthedRequest, pk: int) -> HttpResponse:
    """Log an attempt (P22); the same one from two tabs is logged once."""
    target = target_of(request, pk)
    form = AttemptForm(request.POST, user=request.user, target=target, on=request.on)
    if not form.is_valid():
        return page(request, target, opened="attempt", bound=form, status=422)
    try:
        move = pursuit.log_attempt(target, on=request.on, **form.cleaned_data)
    except pursuit.AlreadyLoggedError as already:
        warn(request, f"{already} Nothing was doubled.")
        return redirect_to(request, target)
    except PursuitError as refusal:
        form.add_error(None, str(refusal))
        return page(request, target, opened="attempt", bound=form, status=422)
    did = words.did(form.cleaned_data["channel"], target.contact)
    return _moved(request, target, move, f"{did}. {words.what_follows(target, request.on)}")


@require_POST
def target_reply(request: AuthedRequest, pk: int) -> HttpResponse:
    """They answered: the attempts stop."""
    target = target_of(request, pk)
    form = AnswerForm(request.POST, user=request.user, target=target, on=request.on)
    said = f"{target.contact.first_name} replied. The attempts stop here."
    return _try(request, target, form, said, lambda: pursuit.log_reply(target, answer=form.answer(), on=request.on))


@require_POST
def target_declined(request: AuthedRequest, pk: int) -> HttpResponse:
    """They said no; life goes on (P24)."""
    target = target_of(request, pk)
    form = DeclinedForm(request.POST, user=request.user, target=target, on=request.on)
    said = f"{target.contact.first_name} said no. Here is whom to turn to next."
    return _try(request, target, form, said, lambda: pursuit.decline(target, answer=form.answer(), on=request.on))


@require_POST
def target_not_now(request: AuthedRequest, pk: int) -> HttpResponse:
    """Later, on a date (P24)."""
    target = target_of(request, pk)
    form = NotNowForm(request.POST, user=request.user, target=target, on=request.on)
    return _try(
        request,
        target,
        form,
        "",
        lambda: pursuit.not_now(
            target, revisit_on=form.cleaned_data["revisit_on"], answer=form.answer_if_said(), on=request.on
        ),
    )


@require_POST
def target_wrong_person(request: AuthedRequest, pk: int) -> HttpResponse:
    """Someone else is better; whom they named becomes a contact, proposed for the same campaign (P24)."""
    target = target_of(request, pk)
    form = WrongPersonForm(request.POST, user=request.user, target=target, on=request.on)
    if not form.is_valid():
        return page(request, target, opened="wrong_person", bound=form, status=422)
    try:
        named = pursuit.wrong_person(target, answer=form.answer(), named=form.named(), on=request.on)
    except PursuitError as refusal:
        form.add_error(None, str(refusal))
        return page(request, target, opened="wrong_person", bound=form, status=422)
    if named is None:
        toast(request, "Noted. Here is whom to turn to next.")
        return redirect_to(request, target)
    is_led = named.introduced_by_id == target.contact_id
    how = f", introduced by {target.contact.first_name}" if is_led else " already"
    toast(request, f"{named.name} is among your people{how}.")
    asked = urlencode({"contact": named.pk, "campaign": target.campaign_id})
    return redirect_to(request, f"{reverse('outreach:target_add')}?{asked}")


@require_POST
def target_no_reply(request: AuthedRequest, pk: int) -> HttpResponse:
    """Call it a day (P22, P23)."""
    target = target_of(request, pk)
    form = NoReplyForm(request.POST, user=request.user, target=target, on=request.on)
    said = f"{target.contact.first_name} is closed as “no reply”. You did what there was to do."
    return _try(
        request,
        target,
        form,
        said,
        lambda: pursuit.close_no_reply(target, revisit_on=form.cleaned_data["revisit_on"], on=request.on),
    )


@require_POST
def target_reopen(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    target = target_of(request, pk)
    return _try(request, target, None, "", lambda: pursuit.reopen(target, on=request.on))


@require_POST
def target_done(request: AuthedRequest, pk: int) -> HttpResponse:
    """Nothing more to do here."""
    target = target_of(request, pk)
    said = f"{target.contact.first_name} is done in “{target.campaign}”."
    return _try(request, target, None, said, lambda: pursuit.finish(target, on=request.on))


@require_POST
def target_meeting_off(request: AuthedRequest, pk: int) -> HttpResponse:
    """The agreed meeting will not take place; you are talking again."""
    target = target_of(request, pk)
    said = f"You and {target.contact.first_name} are talking again."
    return _try(request, target, None, said, lambda: pursuit.call_off_meeting(target, on=request.on))


@require_POST
def move_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take the last move back, with what it wrote into the timeline."""
    move = get_object_or_404(Move.for_user(request.user), pk=pk)
    try:
        moves.undo(move, on=request.on)
    except PursuitError as refusal:
        warn(request, str(refusal))
    else:
        toast(request, "Taken back.")
    return redirect_to(request, "outreach:target_detail", pk=move.target_id)


def _try(
    request: AuthedRequest,
    target: Target,
    form: AnswerForm | NoReplyForm | None,
    said: str,
    make: Callable[[], Move],
) -> HttpResponse:
    """Make a move with a valid ``form``; what was refused is shown with all that was typed."""
    if form is not None and not form.is_valid():
        return page(request, target, opened=form.name, bound=form, status=422)
    try:
        move = make()
    except PursuitError as refusal:
        if form is None:
            warn(request, str(refusal))
            return redirect_to(request, target)
        form.add_error(None, str(refusal))
        return page(request, target, opened=form.name, bound=form, status=422)
    return _moved(request, target, move, said or words.what_follows(target, request.on))


def _moved(request: AuthedRequest, target: Target, move: Move, said: str) -> HttpResponse:
    said = " ".join(filter(None, [said, words.stopped_elsewhere(move)]))
    toast(request, said, undo_url=reverse("outreach:move_undo", args=[move.pk]) if move.kind in moves.UNDOABLE else "")
    return redirect_to(request, target)
