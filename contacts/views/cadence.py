"""How often to stay in touch, and what that asks of a week."""

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import cadence
from contacts.forms.cadence import CadenceForm
from contacts.models import Contact


@require_http_methods(["GET", "POST"])
def cadence_settings(request: AuthedRequest) -> HttpResponse:
    """Months for each tier (P46, P49), with the touches a week they come to (P14).

    GET with the numbers in the query shows what they would come to and saves nothing.
    """
    previewed = "key_months" in request.GET and request.method == "GET"
    user = User.objects.get(pk=request.user.pk)
    form = CadenceForm(request.GET if previewed else request.POST or None, instance=user)
    is_valid = form.is_valid()
    if request.method == "POST" and is_valid:
        with transaction.atomic():
            form.save()
            cadence.refresh(Contact.for_user(user).select_related("owner"), on=request.on)
        toast(request, "Saved. Every next touch is worked out anew.")
        return redirect_to(request, "contacts:cadence")
    people = cadence.people_by_interval(user if is_valid else request.user)
    context = {
        "form": form,
        "touches": cadence.touches_a_week(people),
        "people": sum(people.values()),
        "weekly_goal": user.weekly_goal,
    }
    status = 422 if form.is_bound and not is_valid else 200
    return render_page(request, "contacts/cadence.html", context, partial="load", status=status)
