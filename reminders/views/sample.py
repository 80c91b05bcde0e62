"""The sample, brought in and taken out again."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from common.htmx import redirect_to
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
        toast(request, f"{count} made-up people are here. Look around; you can clear them at any time.")
    onward = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = reverse("reminders:today")
    return redirect_to(request, onward)


@require_POST
def clear_sample(request: AuthedRequest) -> HttpResponse:
    """Take the sample's people out with all that hangs on them; what the user added stays."""
    count = building.clear(request.user)
    toast(request, f"{count} made-up people are gone.")
    return redirect_to(request, "contacts:list")
