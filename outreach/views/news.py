"""What came of the search, and who is told: noted, listed, told in one press, let be, taken back (P43)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Organization, Posting
from outreach import landing
from outreach.models import Campaign, News, Outcome, OutcomeKind
from outreach.news import noting, owed, words
from outreach.news.forms import AlsoForm, OutcomeForm, asked_kind
from outreach.news.owed import NewsError

PAGE_SIZE = 50


@require_GET
def outcome_list(request: AuthedRequest) -> HttpResponse:
    """Everything that came of it, the newest first, each with how many know."""
    found = Outcome.for_user(request.user).for_rows().with_counts().newest_first()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [words.row(each) for each in page]
    context = {
        "page": page,
        "rows": rows,
        "waiting": [row for row in rows if vars(row[0])["open_count"]],
        "known": [row for row in rows if not vars(row[0])["open_count"]],
    }
    return render_page(request, "outreach/outcome_list.html", context)


@require_http_methods(["GET", "POST"])
def outcome_create(request: AuthedRequest) -> HttpResponse:
    """Note one; ``?organization=``, ``?posting=`` and ``?campaign=`` say what it is about."""
    organization, posting, campaign = _about(request)
    initial = {
        "kind": asked_kind(request.GET.get("kind", "")),
        "organization_name": organization.name if organization is not None else "",
        "role": posting.title if posting is not None else "",
        "happened_on": campaign.closed_on if campaign is not None else request.on,
    }
    form = _form(request, initial, kind=OutcomeKind.CLOSED if campaign is not None else "")
    if not form.is_valid():
        return _form_page(request, {"form": form, "campaign": campaign, "back": campaign or organization})
    outcome = noting.note(request.user, form.said(), posting=posting, campaign=campaign, on=request.on)
    toast(request, "Noted. Here is who would like to hear it.")
    return redirect_to(request, outcome)


@require_GET
def outcome_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """One of them, with everyone who is owed the news; of the job, while it holds, the page of thanks."""
    outcome = _outcome(request, pk)
    if outcome.kind == OutcomeKind.LANDED and landing.holds(outcome, request.user):
        return redirect_to(request, "outreach:landed")
    return _detail(request, outcome)


@require_http_methods(["GET", "POST"])
def outcome_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Correct it; the list of those who helped follows."""
    outcome = _outcome(request, pk)
    form = _form(request, OutcomeForm.initial_of(outcome), kind=outcome.kind)
    if not form.is_valid():
        return _form_page(request, {"form": form, "campaign": outcome.campaign, "outcome": outcome, "back": outcome})
    noting.change(outcome, form.said(), on=request.on)
    toast(request, "Saved.")
    return redirect_to(request, outcome)


@require_POST
def outcome_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Drop it, with a way back; what was written to people stays. The end of a search is taken back where it stands."""
    outcome = _outcome(request, pk)
    if outcome.kind == OutcomeKind.LANDED:
        warn(request, "This ended a search, so it stays. While it holds, it can be taken back on the page of thanks.")
        return redirect_to(request, outcome)
    change = noting.discard(outcome, now=request.now)
    toast(request, "It is removed. What you wrote to people stays.", undo_url=change.undo_url)
    return redirect_to(request, "outreach:outcome_list")


@require_POST
def outcome_add(request: AuthedRequest, pk: int) -> HttpResponse:
    """Somebody else helped."""
    outcome = _outcome(request, pk)
    form = AlsoForm(request.POST, user=request.user)
    if not form.is_valid():
        return _detail(request, outcome, form=form, status=422)
    news = noting.add(outcome, form.cleaned_data["whom"], why=form.cleaned_data["why"], on=request.on)
    toast(request, f"{news.contact.name} is listed.")
    return redirect_to(request, outcome)


@require_POST
def news_told(request: AuthedRequest, pk: int) -> HttpResponse:
    """They know."""
    news = _news(request, pk)
    try:
        owed.tell(news, told_on=request.on, on=request.on)
    except NewsError as refusal:
        warn(request, str(refusal))
    return _back(request, news)


@require_POST
def news_waive(request: AuthedRequest, pk: int) -> HttpResponse:
    """They need not know."""
    news = _news(request, pk)
    try:
        owed.waive(news, on=request.on)
    except NewsError as refusal:
        warn(request, str(refusal))
    return _back(request, news)


@require_POST
def news_reopen(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take either back."""
    news = _news(request, pk)
    owed.reopen(news, on=request.on)
    if not request.htmx:
        toast(request, words.reopened(news))
    return _back(request, news)


def _about(request: AuthedRequest) -> tuple[Organization | None, Posting | None, Campaign | None]:
    """What the address says that it is about; raises ``Http404``."""
    asked = {name: request.GET[name] for name in ("organization", "posting", "campaign") if request.GET.get(name)}
    organization, posting, campaign = None, None, None
    if "campaign" in asked:
        closed = Campaign.for_user(request.user).filter(closed_on__isnull=False)
        campaign = get_object_or_404(closed, pk=_key(asked["campaign"]))
    elif "posting" in asked:
        postings = Posting.for_user(request.user).select_related("organization")
        posting = get_object_or_404(postings, pk=_key(asked["posting"]))
        organization = posting.organization
    elif "organization" in asked:
        organization = get_object_or_404(Organization.for_user(request.user), pk=_key(asked["organization"]))
    return organization, posting, campaign


def _key(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def _outcome(request: AuthedRequest, pk: int) -> Outcome:
    return get_object_or_404(Outcome.for_user(request.user).for_rows().select_related("owner"), pk=pk)


def _news(request: AuthedRequest, pk: int) -> News:
    return get_object_or_404(News.for_user(request.user).for_rows().select_related("outcome__owner"), pk=pk)


def _form(request: AuthedRequest, initial: dict[str, Any], *, kind: str) -> OutcomeForm:
    return OutcomeForm(request.POST or None, user=request.user, on=request.on, kind=kind, initial=initial)


def _form_page(request: AuthedRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render_page(request, "outreach/outcome_form.html", context, status=status)


def _detail(
    request: AuthedRequest, outcome: Outcome, *, form: AlsoForm | None = None, status: int = 200
) -> HttpResponse:
    rows = list(News.for_user(request.user).filter(outcome=outcome).with_newer().for_rows().open_first())
    told = sum(news.told_on is not None for news in rows)
    context = {
        "outcome": outcome,
        "title": words.title(outcome),
        "rows": [(news, words.write_url(news)) for news in rows],
        "told": told,
        "of": sum(news.waived_on is None for news in rows),
        "form": form or AlsoForm(user=request.user),
    }
    if not request.htmx:
        context["forgotten"] = noting.forgotten(outcome, on=request.on)
    return render_page(request, "outreach/outcome_detail.html", context, partial="owed", status=status)


def _back(request: AuthedRequest, news: News) -> HttpResponse:
    return _detail(request, news.outcome) if request.htmx else redirect_to(request, news.outcome)
