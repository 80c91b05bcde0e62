"""Changing several people at once."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts import saved_views, several
from contacts.forms.selection import Chosen, SelectionForm, chosen
from contacts.models import SavedView

NAMED = 5
"""So many are called by name."""


@require_http_methods(["GET", "POST"])
def selection(request: AuthedRequest) -> HttpResponse:
    """Change everyone named by ``?contact=1&contact=2``, or with ``everyone`` all whom ``filter`` finds."""
    meant = chosen(request.user, request.POST if request.method == "POST" else request.GET, on=request.on)
    keys = list(meant.people.values_list("pk", flat=True))
    if not keys:
        warn(request, "Tick the people you mean first." if not meant.is_everyone else "Nobody fits that filter now.")
        return redirect_to(request, _list_address(request, meant))
    if request.method == "GET":
        return _ask(request, meant, keys, SelectionForm(user=request.user, on=request.on))
    form = SelectionForm(request.POST, user=request.user, on=request.on)
    if not form.is_valid():
        return _ask(request, meant, keys, form, status=422)
    if meant.is_everyone and request.POST.get("count") != str(len(keys)):
        form.add_error(None, f"By now that filter finds {_people(len(keys))}. Nothing was changed; is it still right?")
        return _ask(request, meant, keys, form, status=422)
    change = several.alter(request.user, keys, form.alterations(), on=request.on, now=request.now)
    if change is None:
        toast(request, "They were all like that already, so nothing changed.")
    else:
        toast(request, f"Changed {_people(len(keys))}.", undo_url=change.undo_url)
    return redirect_to(request, _list_address(request, meant))


def _ask(
    request: AuthedRequest, meant: Chosen, keys: list[int], form: SelectionForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "chosen": meant,
        "keys": [] if meant.is_everyone else keys,
        "count": len(keys),
        "names": [str(contact) for contact in meant.people[:NAMED]],
        "others": max(0, len(keys) - NAMED),
        "list_address": _list_address(request, meant),
    }
    return render_page(request, "contacts/selection.html", context, status=status)


def _list_address(request: AuthedRequest, meant: Chosen) -> str:
    """The list one came from: the view that shows it, if there is one."""
    view = saved_views.like(
        SavedView.for_user(request.user).in_order(), {name: str(value) for name, value in meant.filter.items()}
    )
    if view is not None:
        return view.get_absolute_url()
    query = meant.filter.urlencode()
    return f"{reverse('contacts:list')}{'?' if query else ''}{query}"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"
