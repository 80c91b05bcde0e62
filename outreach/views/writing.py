"""A message on its way: written, checked, opened in the mail program, logged as sent (P15-P21, P26, P28)."""

import secrets
from typing import Any, cast

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Contact, PointKind
from outreach import heartening, moves, pursuit, reference_words, words
from outreach.introducing import steps
from outreach.introducing import words as about
from outreach.models import (
    Channel,
    Draft,
    Introduction,
    IntroductionStep,
    Move,
    News,
    Reference,
    ReferenceStep,
    ReferenceStepKind,
    ReferenceUse,
    Target,
)
from outreach.moves import PursuitError
from outreach.news import words as news_words
from outreach.reference_steps import AlreadyDoneError
from outreach.writing import beginnings, composing
from outreach.writing.addressee import Addressee, addressee
from outreach.writing.composing import AlreadySentError, Sent
from outreach.writing.errand import errand
from outreach.writing.forms import MessageForm, SentForm
from outreach.writing.telling import PURPOSES, telling

TARGET, PERSON, REFERENCE, USE, INTRODUCTION = "target", "person", "reference", "use", "introduction"
LAST_WORDS = 3
"""So many of the last interactions stand beside the message."""
_SENT = {
    Channel.EMAIL: "I sent it",
    Channel.CALL: "I called",
    Channel.MESSAGE: "I sent it",
    Channel.LETTER: "I posted it",
}


@require_GET
def write(request: AuthedRequest, whom: str, pk: int) -> HttpResponse:
    """The message begun, or what suits to begin with."""
    to = _to(request, whom, pk)
    draft = composing.draft_of(to)
    if draft is None:
        fits, _ = composing.to_choose(to, to.need.channel)
        draft = composing.fresh(to, fits[0] if fits else None, now=request.now)
    return _page(request, to, draft)


@require_POST
def write_save(request: AuthedRequest, whom: str, pk: int) -> HttpResponse:
    """Keep what is typed, then do what the pressed button says, if one was."""
    to = _to(request, whom, pk)
    form = MessageForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, to, _unsaved(request, to), form=form, partial="reading", status=422)
    with transaction.atomic():
        draft, is_elsewhere = _kept(request, to, form)
        said = _do(request, draft, to, because=form.cleaned_data["unlocked_because"])
    if not said and (request.htmx or is_elsewhere):
        return _page(request, to, draft, partial="reading", is_elsewhere=is_elsewhere)
    toast(request, said or "Your message is kept.")
    return redirect_to(request, reverse("outreach:write", args=_args(to)) + to.telling.query)


@require_POST
def write_sent(request: AuthedRequest, whom: str, pk: int) -> HttpResponse:
    """It went out: log it, with its text. The same from two tabs is logged once."""
    to = _to(request, whom, pk)
    form, sent = MessageForm(request.POST, user=request.user), SentForm(request.POST, user=request.user, on=request.on)
    if not form.is_valid():
        return _page(request, to, _unsaved(request, to), form=form, sent=sent, status=422)
    with transaction.atomic():
        draft, _ = _kept(request, to, form)
    if not sent.is_valid():
        return _page(request, to, draft, sent=sent, status=422)
    try:
        with transaction.atomic():
            done = composing.send(composing.draft_to_change(to, now=request.now), to, **sent.cleaned_data)
    except (pursuit.AlreadyLoggedError, AlreadySentError, AlreadyDoneError, steps.AlreadyTakenError) as already:
        composing.forget_if_sent(draft, to)
        says_it = isinstance(already, AlreadySentError | steps.AlreadyTakenError)
        warn(request, f"{already}" if says_it else f"{already} Nothing was doubled.")
        return redirect_to(request, to.page)
    except PursuitError as refusal:
        sent.add_error(None, str(refusal))
        return _page(request, to, draft, sent=sent, status=422)
    return _logged(request, to, done, draft.channel)


def _logged(request: AuthedRequest, to: Addressee, done: Sent, channel: str) -> HttpResponse:
    did = words.did(channel, to.contact)
    if to.introduction is not None and isinstance(done, IntroductionStep):
        said = about.taken(to.introduction, done.kind, request.on, request.user.country)
        toast(request, said, undo_url=reverse("outreach:introduction_undo", args=[done.pk]))
        return redirect_to(request, to.introduction)
    if to.target is not None and isinstance(done, Move):
        undo_url = reverse("outreach:move_undo", args=[done.pk]) if done.kind in moves.UNDOABLE else ""
        toast(request, f"{did}. {words.what_follows(to.target, request.on)}", undo_url=undo_url)
        return redirect_to(request, to.target)
    if to.errand is not None and isinstance(done, ReferenceStep):
        said = reference_words.recorded(ReferenceStepKind(done.kind), to.errand.reference, to.errand.use)
        toast(request, said, undo_url=reverse("outreach:reference_undo", args=[done.pk]))
        return redirect_to(request, to.errand.subject)
    told = News.for_user(request.user).filter(interaction=done.pk).for_rows().first()
    knows = f" {news_words.told(told)}" if told is not None else ""
    undo_url = reverse("outreach:news_reopen", args=[told.pk]) if told is not None else ""
    toast(request, f"{did}. It stands in the timeline, as you sent it.{knows}", undo_url=undo_url)
    if to.telling.owed is not None:
        return redirect_to(request, to.telling.owed.outcome)
    return redirect_to(request, "outreach:landed" if to.telling.is_after_landing else to.contact)


def _to(request: AuthedRequest, whom: str, pk: int) -> Addressee:
    """Whom the address means; raises ``Http404``."""
    if whom == TARGET:
        found = Target.for_user(request.user).for_rows().select_related("contact__introduced_by")
        target = get_object_or_404(found.with_last_attempt().prefetch_related("attempts"), pk=pk)
        return addressee(request.user, target.contact, target, on=request.on)
    if whom in (REFERENCE, USE):
        subject: Reference | ReferenceUse
        if whom == REFERENCE:
            references = Reference.for_user(request.user).for_rows().select_related("contact__introduced_by")
            subject = get_object_or_404(references, pk=pk)
            contact = subject.contact
        else:
            uses = ReferenceUse.for_user(request.user).for_rows().select_related("reference__contact__introduced_by")
            subject = get_object_or_404(uses, pk=pk)
            contact = subject.reference.contact
        return addressee(request.user, contact, None, on=request.on, errand=errand(subject, on=request.on))
    if whom == INTRODUCTION:
        mine = Introduction.for_user(request.user).for_rows().select_related("connector__introduced_by")
        introduction = get_object_or_404(mine.filter(connector__isnull=False), pk=pk)
        connector = cast(Contact, introduction.connector)
        return addressee(request.user, connector, None, on=request.on, introduction=introduction)
    if whom == PERSON:
        people = Contact.for_user(request.user).select_related("organization", "introduced_by")
        contact = get_object_or_404(people, pk=pk)
        purpose = PURPOSES.get(request.GET.get("for", ""), "")
        told = telling(
            contact,
            request.user,
            purpose,
            on=request.on,
            outcome=request.GET.get("about", ""),
            everything="begin" in request.POST,
        )
        return addressee(request.user, contact, None, on=request.on, telling=told)
    raise Http404


def _args(to: Addressee) -> tuple[str, int]:
    return to.key


def _kept(request: AuthedRequest, to: Addressee, form: MessageForm) -> tuple[Draft, bool]:
    """The draft with what the valid ``form`` says, and whether another page had written there too."""
    draft = composing.draft_to_change(to, now=request.now)
    data = form.cleaned_data
    is_elsewhere = composing.keep(
        draft,
        channel=data["channel"],
        words=form.words(),
        number=data["number"] if to.number is not None else None,
        page=data["page"],
        version=data["version"] or 0,
        began=data["began"],
        now=request.now,
    )
    return draft, is_elsewhere


def _do(request: AuthedRequest, draft: Draft, to: Addressee, *, because: str) -> str:
    """What the pressed button asks for; what to say about it, empty for plain saving."""
    pressed = request.POST
    if "begin" in pressed:
        beginning = beginnings.named(request.user, pressed["begin"])
        if beginning is None:
            return "That template is not there any more. Your message is kept."
        composing.begin_with(draft, to, beginning)
        return f"“{beginning.words.name}” stands there now. What stood there before can be brought back."
    if "wave" in pressed:
        composing.wave(draft, pressed["wave"])
        return "" if request.htmx else "Nothing more is said about that in this message."
    if "back" in pressed:
        composing.bring_back(draft)
        return "Brought back."
    if "advice" in pressed:
        composing.ask_for_advice(draft, to)
        return "You ask for advice now. Begin with another template, or change a word or two."
    if "unlock" in pressed:
        composing.unlock(draft, because=because)
        return "Noted, and the referral may be asked for." if because else "Say in a few words why."
    return ""


def _unsaved(request: AuthedRequest, to: Addressee) -> Draft:
    """What is kept so far, for a page that shows what was typed beside it."""
    return composing.draft_of(to) or composing.fresh(to, None, now=request.now)


def _page(
    request: AuthedRequest,
    to: Addressee,
    draft: Draft,
    *,
    form: MessageForm | None = None,
    sent: SentForm | None = None,
    partial: str | None = None,
    is_elsewhere: bool = False,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "to": to,
        "contact": to.contact,
        "target": to.target,
        "errand": to.errand,
        "introduction": to.introduction,
        "draft": draft,
        "form": form or _form_of(request, draft, to),
        "sent": sent or SentForm(user=request.user, on=request.on),
        "sent_label": _SENT[Channel(draft.channel)],
        "reading": composing.read(draft, to),
        "is_elsewhere": is_elsewhere,
        "phone": to.first_point(PointKind.PHONE),
        "save_url": reverse("outreach:write_save", args=_args(to)) + to.telling.query,
        "sent_url": reverse("outreach:write_sent", args=_args(to)) + to.telling.query,
    }
    if not request.htmx:
        fits, others = composing.to_choose(to, draft.channel)
        context |= {
            "fits": [(each, beginnings.described(each.words)) for each in fits],
            "others": [(each, beginnings.described(each.words)) for each in others],
            "place": words.place_in_policy(to.target) if to.target and not to.refusal else "",
            "why_now": words.silence(to.target, on=request.on, country=request.user.country) if to.target else "",
            "news_title": news_words.title(to.telling.owed.outcome) if to.telling.owed else "",
            "to_do": about.to_do(to.introduction) if to.introduction else "",
            "stands": about.since(to.introduction, request.on, request.user.country) if to.introduction else "",
            "is_left_over": draft.pk is not None and draft.number != to.number,
            "last_words": to.contact.interactions.happened_by(request.on).newest_first()[:LAST_WORDS],
            "pursued": []
            if to.target or to.errand or to.introduction
            else list(to.contact.targets.pursued().select_related("campaign")[:2]),
            "hearten": [] if to.telling.is_after_landing else heartening.lines(request.user),
        }
    return render_page(request, "outreach/write.html", context, partial=partial, status=status)


def _form_of(request: AuthedRequest, draft: Draft, to: Addressee) -> MessageForm:
    shown = {name: getattr(draft, name) for name in ("channel", "version", *composing.WORDS)}
    # Each page has a name of its own, by which its later saves are told from those of another tab.
    page = {"number": to.number, "page": secrets.token_hex(12), "began": beginnings.key_of(draft)}
    return MessageForm(user=request.user, initial={**shown, **page})
