"""The first three steps: what are you looking for, bring your people, when should the digest come."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import DigestForm, LookingForm
from accounts.models import SearchBrief, User
from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def looking(request: AuthedRequest) -> HttpResponse:
    """Step one; whatever was typed is kept, also by someone who goes on without finishing."""
    form = LookingForm(request.POST or None, instance=SearchBrief.of(request.user), user=request.user)
    if request.method == "POST" and form.is_valid():
        form.keep()
        return redirect_to(request, "accounts:welcome_people")
    context = {"form": form, "step": 1}
    return render_page(request, "accounts/welcome_looking.html", context, status=422 if form.errors else 200)


@require_GET
def people(request: AuthedRequest) -> HttpResponse:
    """Step two: the ways to bring people in."""
    return render_page(request, "accounts/welcome_people.html", {"step": 2})


@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: AuthedRequest) -> HttpResponse:
    """Step three, the last: the digest comes as chosen here, and Today begins."""
    form = DigestForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.keep(now=request.now)
        if request.POST.get("go") == "back":
            return redirect_to(request, "accounts:welcome_people")
        return leave(request)
    context = {"form": form, "step": 3}
    return render_page(request, "accounts/welcome_digest.html", context, status=422 if form.errors else 200)


@require_POST
def leave(request: AuthedRequest) -> HttpResponse:
    """Go to Today; the welcome does not come back by itself."""
    if request.user.welcomed_at is None:
        request.user.welcomed_at = request.now
        request.user.save(update_fields=["welcomed_at"])
    return redirect_to(request, "reminders:today")
