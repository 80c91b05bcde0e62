"""Reminders by e-mail: what comes and when, a letter as it would be now, what was sent."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings as site
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from reminders.delivery_words import Logged, logged
from reminders.digests import timetable, trying
from reminders.forms import DigestsForm
from reminders.models import DigestDelivery, DigestDeliveryQuerySet, DigestKind
from reminders.tasks import send_due_digests

A_PAGE = 30

_LETTER_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
"""Styles on its elements, as mail has them, and nothing else: no script, no request, no form (ADR 0028)."""


@require_http_methods(["GET", "HEAD", "POST"])
def digests(request: AuthedRequest) -> HttpResponse:
    """What comes by e-mail, and when it comes next."""
    # Its own copy: an invalid form leaves half-truths on its instance.
    form = DigestsForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.keep(now=request.now)
        toast(request, "Saved. What comes next is on the side.")
        return redirect_to(request, "reminders:digests")
    context = {
        "form": form,
        "coming": timetable.coming(request.user, now=request.now),
        "sent": [_logged(request, row) for row in _history(request.user)[:3]],
    }
    return render_page(request, "reminders/digests.html", context, status=422 if form.errors else 200)


@require_GET
def digest_log(request: AuthedRequest) -> HttpResponse:
    """What was sent and when, what was not and why."""
    page = Paginator(_history(request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_logged(request, row) for row in page],
        "mail_stays_here": not site.MAIL_LEAVES_THIS_MACHINE,
    }
    return render_page(request, "reminders/digest_log.html", context)


@require_GET
def digest_kept(request: AuthedRequest, pk: int) -> HttpResponse:
    """A letter that is kept as it will be tried again; one that arrived is not kept."""
    row = get_object_or_404(_history(request.user).exclude(text_body=""), pk=pk)
    return render_page(request, "reminders/digest_kept.html", {"row": row, "logged": _logged(request, row)})


@require_GET
def digest_preview(request: AuthedRequest) -> HttpResponse:
    """A letter of that kind as it would be now, in a frame that runs nothing, and its text."""
    kind = _kind(request.GET)
    context = {"kind": kind, "kinds": DigestKind}
    try:
        letter, would_come = trying.letter_now(request.user, kind, now=request.now)
    except trying.NothingToShowError:
        return render_page(request, "reminders/digest_preview.html", context)
    context |= {"letter": letter, "would_come": would_come, "address": request.user.email}
    return render_page(request, "reminders/digest_preview.html", context)


@require_GET
@xframe_options_sameorigin
@csp_replace(_LETTER_POLICY)  # type: ignore[arg-type]  # it knows Django's own request alone
def digest_letter(request: AuthedRequest) -> HttpResponse:
    """The HTML of a letter as it would be now, for the frame of the preview alone; its links open beside it."""
    try:
        letter, _ = trying.letter_now(request.user, _kind(request.GET), now=request.now)
    except trying.NothingToShowError as nothing:
        raise Http404("No talk is ahead.") from nothing
    return HttpResponse(letter.html.replace("<a ", '<a target="_blank" rel="noopener" '))


@require_POST
def digest_test(request: AuthedRequest) -> HttpResponse:
    """Send a letter of that kind to oneself, by the way that every digest goes."""
    wanted = _kind(request.POST)
    try:
        with transaction.atomic():
            trying.ask_for_test(request.user, wanted, now=request.now)
            transaction.on_commit(send_due_digests.delay)
    except trying.TooManyTestsError:
        warn(request, "Five tests an hour are enough to see what comes. Try again in an hour.")
    except trying.NothingToShowError:
        warn(request, "No interview is ahead, so there is no brief to send. Plan one first.")
        return redirect_to(request, f"{reverse('reminders:digest_preview')}?kind={wanted}")
    else:
        toast(request, f"A test is on its way to {request.user.email}. Here you see when it went out.")
    return redirect_to(request, "reminders:digest_log")


def _kind(asked: QueryDict) -> DigestKind:
    """The kind that was asked for, the daily one unless it was said."""
    try:
        return DigestKind(asked.get("kind", DigestKind.DAILY))
    except ValueError as unknown:
        raise Http404("No such digest.") from unknown


def _history(user: User) -> DigestDeliveryQuerySet:
    return DigestDelivery.for_user(user).newest_first()


def _logged(request: AuthedRequest, row: DigestDelivery) -> Logged:
    return logged(row, zone=request.user.zone, now=request.now)
