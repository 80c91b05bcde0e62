"""Writing thanks, and saying that they went out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to, render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import InteractionKind
from interviews import thanks as gratitude
from interviews.models import Interview
from interviews.scheduling import InterviewError
from interviews.thanking_forms import WAY_LABELS, ThanksForm
from interviews.thanks import Letter
from outreach.writing.gaps import gaps_in

NAMED = {"yes": True, "no": False}


@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: AuthedRequest, pk: int) -> HttpResponse:
    """What to say (P38, P39); a POST records that it was said, with its words."""
    interview = _interview(request, pk)
    if not interview.is_held and request.method != "POST":
        return redirect_to(request, f"{interview.get_absolute_url()}#how-it-went")
    if request.method != "POST":
        return _page(request, interview)
    form = ThanksForm(request.POST, user=request.user)
    is_valid = form.is_valid()
    if interview.is_held and form.has_words:
        # Whatever else is asked, the words are kept.
        _keep(request, interview, form)
    if not is_valid:
        return _page(request, interview, form=form, status=422)
    try:
        gratitude.thank(interview, way=form.cleaned_data["way"], words=form.words, now=request.now, on=request.on)
    except InterviewError as refusal:
        warn(request, str(refusal))
    else:
        undo_url = reverse("interviews:thanks_undo", args=[pk])
        toast(request, f"Thanked {interview.contact.name}.", undo_url=undo_url)
    return redirect_to(request, interview)


@require_POST
def thanks_save(request: AuthedRequest, pk: int) -> HttpResponse:
    """Keep the words while they are typed."""
    interview = _interview(request, pk)
    form = ThanksForm(request.POST, user=request.user, is_sent=False)
    if not form.is_valid():
        return _page(request, interview, form=form, partial="kept", status=422)
    merged = _keep(request, interview, form)
    # While the words are Rapport's own, they follow the way that is chosen.
    is_new = merged or not interview.thanks_body
    if not wants_fragment(request):
        toast(request, "Your words are kept.")
        return redirect_to(request, "interviews:thanks", pk)
    response = _page(request, interview, partial="letter" if is_new else "kept", is_kept=True, merged=merged)
    if is_new:
        response.headers["HX-Retarget"] = "#letter-text"
        response.headers["HX-Reswap"] = "outerHTML"
    return response


def _interview(request: AuthedRequest, pk: int) -> Interview:
    return get_object_or_404(Interview.for_user(request.user).for_rows().select_related("contact__owner"), pk=pk)


def _proposed(request: AuthedRequest, interview: Interview) -> dict[str, Letter]:
    """The skeletons by way."""
    named = NAMED.get(request.GET.get("named", ""))
    known = gratitude.known_of(interview, named=named, on=request.on)
    return {way.value: gratitude.skeleton(known, way=way, on=request.on) for way in gratitude.WAYS}


def _keep(request: AuthedRequest, interview: Interview, form: ThanksForm) -> bool:
    typed = form.words or Letter(subject="", body="")
    return gratitude.keep(interview, typed=typed, was=form.was, proposed=_proposed(request, interview).values())


def _page(
    request: AuthedRequest,
    interview: Interview,
    *,
    form: ThanksForm | None = None,
    partial: str = "writing",
    is_kept: bool = False,
    merged: bool = False,
    status: int = 200,
) -> HttpResponse:
    asked = form.chosen if form is not None else request.GET.get("way", "") or request.POST.get("way", "")
    way = asked if asked in gratitude.WAYS else InteractionKind.EMAIL.value
    letter = gratitude.letter_of(interview, _proposed(request, interview)[way])
    address = gratitude.address_of(interview.contact)
    context: dict[str, Any] = {
        "interview": interview,
        "form": form
        or ThanksForm(
            user=request.user,
            initial={"way": way, "subject": letter.subject, "body": letter.body},
        ),
        "was": letter.body,
        "way": way,
        "ways": WAY_LABELS,
        "address": address,
        "mailto": letter.mailto(address),
        "gaps": gaps_in(letter.body),
        "is_own": bool(interview.thanks_body),
        "is_kept": is_kept,
        "merged": merged,
        "named": interview.named.order_by("pk"),
        "helped": gratitude.what_helped(interview),
        "named_unknown": interview.wrapped_up_at is None and not interview.thanks_body,
        "query": request.GET.urlencode(),
    }
    return render_page(request, "interviews/thanks.html", context, partial=partial, status=status)


@require_POST
def thanks_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """The thanks did not go out after all."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    try:
        gratitude.take_back(interview, on=request.on)
    except InterviewError as refusal:
        warn(request, str(refusal))
        return redirect_to(request, interview)
    toast(request, "Taken back.")
    return redirect_to(request, "interviews:thanks", pk)
