"""I got the job: what will happen, one step that does it, and everyone to thank afterwards (P48)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Contact
from outreach import landing
from outreach.landing import LandingError
from outreach.landing_forms import LandedForm
from outreach.models import WordKind
from outreach.words import number


@require_http_methods(["GET", "HEAD", "POST"])
def landed(request: AuthedRequest) -> HttpResponse:
    """Before: what will happen, and the step itself. Afterwards: whom to thank, and whom to tell."""
    if request.method != "POST":
        return _afterwards(request) if request.user.has_landed else _before(request, _form(request))
    form = _form(request)
    if not form.is_valid():
        return _before(request, form, status=422)
    landing.land(request.user, **form.cleaned_data, on=request.on)
    toast(
        request,
        "Well done. Your campaigns are closed; now the people who helped.",
        undo_url=reverse("outreach:landed_undo"),
    )
    return redirect_to(request, "outreach:landed")


@require_POST
def landed_undo(request: AuthedRequest) -> HttpResponse:
    """Take it back: what it closed opens again, and nothing else."""
    try:
        opened = landing.take_back(request.user)
    except LandingError as refusal:
        warn(request, str(refusal))
    else:
        campaigns = f"{number(opened)} {'campaign is' if opened == 1 else 'campaigns are'} open again" if opened else ""
        toast(request, f"Taken back; {campaigns}." if campaigns else "Taken back. No campaign had been closed by it.")
    return redirect_to(request, "outreach:list")


@require_POST
def landed_again(request: AuthedRequest) -> HttpResponse:
    """Begin a new search; the old campaigns stay closed."""
    try:
        landing.search_again(request.user, on=request.on)
    except LandingError as refusal:
        warn(request, str(refusal))
    else:
        toast(request, "You are searching again. The old campaigns stay closed; open the ones you still want.")
    return redirect_to(request, "outreach:list")


@require_POST
def landed_said(request: AuthedRequest, kind: str, pk: int) -> HttpResponse:
    """Tick somebody off as thanked or told."""
    contact, word = _whom(request, kind, pk)
    try:
        landing.say(request.user, contact, word, said_on=request.on, on=request.on)
    except LandingError as refusal:
        warn(request, str(refusal))
    return _back(request)


@require_POST
def landed_unsaid(request: AuthedRequest, kind: str, pk: int) -> HttpResponse:
    """Take that back."""
    contact, word = _whom(request, kind, pk)
    try:
        landing.unsay(request.user, contact, word, on=request.on)
    except LandingError as refusal:
        warn(request, str(refusal))
    return _back(request)


def _whom(request: AuthedRequest, kind: str, pk: int) -> tuple[Contact, WordKind]:
    if kind not in list(WordKind):
        raise Http404
    return get_object_or_404(Contact.for_user(request.user), pk=pk), WordKind(kind)


def _back(request: AuthedRequest) -> HttpResponse:
    if request.htmx and request.user.has_landed:
        return _afterwards(request)
    return redirect_to(request, "outreach:landed")


def _form(request: AuthedRequest) -> LandedForm:
    return LandedForm(request.POST or None, user=request.user, on=request.on)


def _before(request: AuthedRequest, form: LandedForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "ahead": landing.ahead(request.user, on=request.on)}
    return render_page(request, "outreach/landed_before.html", context, status=status)


def _afterwards(request: AuthedRequest) -> HttpResponse:
    standing = landing.current(request.user)
    said = landing.words_of(request.user, standing, on=request.on) if standing is not None else None
    context = {"landing": standing, "said": said}
    return render_page(request, "outreach/landed.html", context, partial="said" if said is not None else None)
