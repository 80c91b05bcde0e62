"""Preferences, and what the user looks for."""

from django.conf import settings as site
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.forms import SearchBriefForm, SettingsForm
from accounts.models import SearchBrief, User
from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: AuthedRequest) -> HttpResponse:
    """Who they are, where, and when their digest comes."""
    # Its own copy: an invalid form leaves half-truths on its instance, and the page greets ``request.user``.
    person = User.objects.get(pk=request.user.pk)
    form = SettingsForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.keep(now=request.now)
        toast(request, "Your settings are saved.")
        return redirect_to(request, "accounts:settings")
    context = {
        "form": form,
        "next_digest_at": request.user.next_digest_at,
        "is_on_its_way": request.user.next_digest_at is not None and request.user.next_digest_at <= request.now,
        "brief": SearchBrief.of(request.user),
        "mail_stays_here": not site.MAIL_LEAVES_THIS_MACHINE,
    }
    return render_page(request, "accounts/settings.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def brief(request: AuthedRequest) -> HttpResponse:
    """What they look for and bring (P04); ``go=see`` only reads it back."""
    form = SearchBriefForm(request.POST or None, instance=SearchBrief.of(request.user), user=request.user)
    is_looked_at = request.POST.get("go") == "see"
    if request.method == "POST" and not is_looked_at and form.is_valid():
        form.keep()
        toast(request, "Your search is written down.")
        return redirect_to(request, "accounts:settings")
    return render_page(
        request,
        "accounts/brief.html",
        {"form": form, "reading": form.reading()},
        partial="reading" if is_looked_at else None,
        status=422 if form.errors and not is_looked_at else 200,
    )
