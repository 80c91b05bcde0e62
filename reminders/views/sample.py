"""The sample, brought in and taken out again."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from reminders.sample import building


@require_POST
def load_sample(request: AuthedRequest) -> HttpResponse:
    """Fill the user's empty account with the sample, then go on to ``next`` (a path of ours), else to Today."""
    try:
        count = building.load(request.user, now=request.now)
    except building.AccountNotEmptyError as error:
        warn(request, str(error))
    else:
        toast(request, f"{count} made-up people are here. Look around; Settings has a way to clear them.")
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = reverse("reminders:today")
    return redirect_to(request, onward)


@require_http_methods(["GET", "HEAD", "POST"])
def clear_sample(request: AuthedRequest) -> HttpResponse:
    """Ask, then take the sample's people out with all that hangs on them; whom the user added stays."""
    if request.method != "POST":
        count = building.people_of(request.user).count()
        return render_page(request, "reminders/sample_clear.html", {"count": count})
    count = building.clear(request.user)
    toast(request, f"{count} made-up people are gone.")
    return redirect_to(request, "contacts:list")
