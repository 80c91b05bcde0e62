"""One search for everything: the box on every page, and the page it is without JavaScript."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from common.htmx import render_page
from common.requests import AuthedRequest
from contacts.finding import found

LONGEST = 200


@require_GET
def find(request: AuthedRequest) -> HttpResponse:
    """What ``?q=`` finds; without words the people of ``?recent=3,1,4``, as this browser knows who was opened."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    if words:
        groups, later = found.by_name(words, user=request.user)
    else:
        groups, later = found.recent(request.GET.get("recent", "").split(","), user=request.user), []
    context = {"words": words, "groups": groups, "later": later}
    return render_page(request, "contacts/find.html", context, partial="options")
