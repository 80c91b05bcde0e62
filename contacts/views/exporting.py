"""Taking people along: those of a list as a file, or everything."""

from functools import partial

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from common.downloads import download
from common.htmx import redirect_to, render_page
from common.portability.packing import holdings
from common.requests import AuthedRequest
from common.toasts import warn
from contacts.exporting import everything, spreadsheet, vcards, wording
from contacts.forms.finding import ContactFilterForm
from contacts.forms.selection import chosen
from contacts.models import ContactQuerySet

LARGE_ROWS = 50_000
"""From so many rows on the page says that it takes a moment."""


@require_GET
def your_data(request: AuthedRequest) -> HttpResponse:
    """What the account holds, how to take it along and how to bring it back."""
    counts = holdings(request.user)
    context = {
        "held": wording.held(counts),
        "has_people": "contacts.contact" in counts,
        "takes_a_moment": sum(counts.values()) > LARGE_ROWS,
    }
    return render_page(request, "contacts/your_data.html", context)


@require_GET
def export_everything(request: AuthedRequest) -> HttpResponseBase:
    """The whole account as a zip."""
    return download(
        partial(everything.write, owner=request.user, now=request.now),
        filename=everything.file_name(request.user, now=request.now),
        content_type=everything.CONTENT_TYPE,
    )


@require_GET
def export(request: AuthedRequest) -> HttpResponseBase:
    """The people of a list as vCards or as a table (``?as=csv``): those ticked, else all that are found."""
    people = _asked_for(request)
    if not people.exists():
        warn(request, "There is nobody in this list to export.")
        return redirect_to(request, "contacts:list")
    name = f"contacts-{request.on}"
    if request.GET.get("as") == "csv":
        table = spreadsheet.lines(people, owner=request.user)
        return download(
            lambda file: file.writelines(table), filename=f"{name}.csv", content_type=spreadsheet.CONTENT_TYPE
        )
    cards = vcards.cards(people, owner=request.user, now=request.now)
    return download(lambda file: file.writelines(cards), filename=f"{name}.vcf", content_type=vcards.CONTENT_TYPE)


def _asked_for(request: AuthedRequest) -> ContactQuerySet:
    """Raises ``Http404`` for a filter that is none, and for a person who is not the user's."""
    asked = request.GET
    if "contact" in asked or "everyone" in asked:
        return chosen(request.user, asked, on=request.on).people
    # The list's own form carries its filter in one field, a link has it as it is.
    form = ContactFilterForm(QueryDict(asked["filter"]) if "filter" in asked else asked, user=request.user)
    if not form.is_valid():
        raise Http404("No such filter.")
    return form.found(on=request.on)
