"""Rating one's network."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts.forms.rating import RatingForm
from contacts.models import NetworkRating
from contacts.network import rating


@require_http_methods(["GET", "POST"])
def network_rating(request: AuthedRequest) -> HttpResponse:
    """The five questions, the last verdict with what to do, and how it went over time (P10)."""
    form = RatingForm(request.POST or None, user=request.user)
    if form.is_valid():
        kept = rating.rate(request.user, answers=form.answers(), on=request.on)
        toast(request, f"{rating.verdict(kept.score).title}.")
        return redirect_to(request, "contacts:network_rating")
    ratings = list(NetworkRating.for_user(request.user).newest_first()[: rating.DRAWN])
    latest = ratings[0] if ratings else None
    known = rating.facts(request.user, on=request.on)
    again_on = rating.due_on(latest)
    context = {
        "form": form,
        "questions": [(form[question.name], known.beside(question)) for question in rating.QUESTIONS],
        "latest": latest,
        "verdict": rating.verdict(latest.score) if latest else None,
        "to_do": [each for each in rating.QUESTIONS if latest and not getattr(latest, each.name)],
        "chart": rating.history(ratings),
        "again_on": again_on,
        "is_time": again_on is None or again_on <= request.on,
        "total": known.people,
    }
    return render_page(request, "contacts/network/rating.html", context, status=422 if form.is_bound else 200)
