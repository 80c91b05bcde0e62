"""How people are followed up: the policies Rapport brings, and the user's own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from outreach import board, own_policies, policy
from outreach.models import Campaign, Follows, OwnPolicy
from outreach.policy_forms import OwnPolicyForm


@require_GET
def policy_list(request: AuthedRequest) -> HttpResponse:
    """Each drawn with the days on which it would come, if it began today."""
    mine = OwnPolicy.for_user(request.user).by_name().prefetch_related("campaigns")
    country = request.user.country
    brought = (
        (Follows.FIVE_ATTEMPTS, policy.FIVE_ATTEMPTS, "Three e-mails and two calls, further apart each time."),
        (
            Follows.THREE_B_SEVEN,
            policy.THREE_B_SEVEN,
            "One person at an organization at a time: after three silent business days somebody else there, after "
            "seven back to the first.",
        ),
        (Follows.ONCE, policy.ONCE, "One message, and nobody is chased. What announcements follow."),
    )
    return render_page(
        request,
        "outreach/policy_list.html",
        {
            "brought": [
                (kind.label, says, board.policy_line(plan, request.on, country)) for kind, plan, says in brought
            ],
            "own": [(own, board.policy_line(policy.of_own(own), request.on, country)) for own in mine],
        },
    )


@require_http_methods(["GET", "POST"])
def policy_create(request: AuthedRequest) -> HttpResponse:
    """Steps of one's own."""
    return _edit(request, OwnPolicy(owner=request.user))


@require_http_methods(["GET", "POST"])
def policy_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Other steps: what was done stays, what lies ahead follows them."""
    return _edit(request, get_object_or_404(OwnPolicy.for_user(request.user), pk=pk))


@require_http_methods(["GET", "POST"])
def policy_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Let it go, unless a campaign follows it."""
    own = get_object_or_404(OwnPolicy.for_user(request.user), pk=pk)
    if request.method == "POST":
        try:
            own_policies.delete(own)
        except own_policies.PolicyInUseError as refusal:
            warn(request, str(refusal))
            return redirect_to(request, "outreach:policy_delete", pk=pk)
        toast(request, f"“{own}” is deleted.")
        return redirect_to(request, "outreach:policy_list")
    return render_page(
        request, "outreach/policy_delete.html", {"policy": own, "followers": own_policies.followers(own)}
    )


def _edit(request: AuthedRequest, own: OwnPolicy) -> HttpResponse:
    former = own.name
    form = OwnPolicyForm(request.POST or None, user=request.user, instance=own)
    if form.is_valid():
        count = form.keep()
        ahead = " What lies ahead in its campaigns follows the new steps; what was done stays." if count else ""
        toast(request, f"“{own}” is saved.{ahead}")
        return redirect_to(request, "outreach:policy_list")
    followers = Campaign.for_user(request.user).filter(own_policy=own.pk) if own.pk else []
    return render_page(
        request,
        "outreach/policy_form.html",
        {"form": form, "policy": own, "former": former, "followers": followers},
        status=422 if form.is_bound else 200,
    )
