"""Saved views of the list of people: kept, renamed, put in order, deleted. ``people.contact_list`` shows one."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts import saved_views
from contacts.forms.finding import STARTS
from contacts.forms.saved_views import AskedForm, ViewForm, ViewNameForm
from contacts.models import Contact, SavedView
from contacts.removal import take_away
from contacts.walks import NAMES

_STEPS = {"left": -1, "right": 1}


@require_GET
def view_list(request: AuthedRequest) -> HttpResponse:
    """Every view with what can be done to it, and some worth keeping (P02, P07, P13)."""
    views = list(SavedView.for_user(request.user).in_order())
    known = Contact.for_user(request.user).count_by_walk()
    context = {
        "views": views,
        "starts": [
            (label, query) for label, query in STARTS if saved_views.like(views, QueryDict(query).dict()) is None
        ],
        "nobody_from": [(walk, name) for walk, name in NAMES.items() if not known.get(walk)],
    }
    return render_page(request, "contacts/view_list.html", context)


@require_http_methods(["GET", "POST"])
def view_create(request: AuthedRequest) -> HttpResponse:
    """Keep what ``query`` shows under a name; GET asks for the name."""
    asked = {"query": request.GET.get("query", ""), "name": request.GET.get("name", "")}
    form = ViewForm(request.POST or None, user=request.user, initial=asked, auto_id="view-%s")
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render_page(request, "contacts/view_form.html", {"form": form}, partial="naming", status=status)
    view = form.keep()
    toast(request, f"“{view.name}” now shows this." if form.taken else f"“{view.name}” is kept above your people.")
    return redirect_to(request, view)


@require_POST
def view_show(request: AuthedRequest, pk: int) -> HttpResponse:
    """Let the view show what ``query`` does from now on."""
    view = get_object_or_404(SavedView.for_user(request.user).select_related("owner"), pk=pk)
    form = AskedForm(request.POST, user=request.user)
    if form.is_valid():
        saved_views.show(view, form.asked)
        toast(request, f"“{view.name}” now shows this.")
    else:
        warn(request, f"“{view.name}” stays as it is. {form.errors['query'][0]}")
    return redirect_to(request, view)


@require_http_methods(["GET", "POST"])
def view_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Rename a view."""
    view = get_object_or_404(SavedView.for_user(request.user), pk=pk)
    form = ViewNameForm(request.POST or None, user=request.user, instance=view)
    if not form.is_valid():
        name = SavedView.for_user(request.user).get(pk=pk).name
        context = {"form": form, "name": name}
        return render_page(request, "contacts/view_rename.html", context, status=422 if form.is_bound else 200)
    form.save()
    toast(request, "Renamed.")
    return redirect_to(request, "contacts:view_list")


@require_POST
def view_move(request: AuthedRequest, pk: int) -> HttpResponse:
    """Move a view by one place: ``to`` is left or right."""
    view = get_object_or_404(SavedView.for_user(request.user).select_related("owner"), pk=pk)
    step = _STEPS.get(request.POST.get("to", ""))
    if step is None:
        raise Http404("No such way.")
    saved_views.move(view, by=step)
    return redirect_to(request, "contacts:view_list")


@require_POST
def view_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Delete a view, with a way back; the people in it stay."""
    view = get_object_or_404(SavedView.for_user(request.user), pk=pk)
    change = take_away(view, owner=request.user, sentence=f"Deleted the view “{view.name}”", now=request.now)
    toast(request, f"The view “{view.name}” is deleted. The people stay.", undo_url=change.undo_url)
    return redirect_to(request, "contacts:view_list")
