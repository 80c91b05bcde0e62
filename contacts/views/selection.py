"""Changing several people at once."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.forms.selection import SelectionForm, selected


@require_http_methods(["GET", "POST"])
def selection(request: AuthedRequest) -> HttpResponse:
    """Tier, tag or archive for everyone named by ``?contact=1&contact=2``."""
    data = request.POST if request.method == "POST" else request.GET
    contacts = selected(request.user, data.getlist("contact"))
    if not contacts:
        warn(request, "Tick the people you mean first.")
        return redirect_to(request, "contacts:list")
    form = SelectionForm(request.POST or None, user=request.user)
    if not form.is_valid():
        context = {"form": form, "contacts": contacts}
        return render_page(request, "contacts/selection.html", context, status=422 if form.is_bound else 200)
    form.apply(contacts, on=request.on)
    toast(request, f"Changed {len(contacts)} {'person' if len(contacts) == 1 else 'people'}.")
    return redirect_to(request, "contacts:list")
