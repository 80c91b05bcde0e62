"""Events (P13): where one meets people, and whom one met."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import event_page, events
from contacts.forms.event import EventForm, LineForm, MeetForm
from contacts.models import Contact, Event

PAGE_SIZE = 50
NAMES_SHOWN = 5
FEWEST_LETTERS = 2


@require_GET
def event_list(request: AuthedRequest) -> HttpResponse:
    """Events to come, the next one first, then those that were."""
    mine = Event.for_user(request.user).with_counts()
    page = Paginator(mine.past(request.on), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"ahead": mine.ahead(request.on), "page": page}
    return render_page(request, "contacts/event_list.html", context)


@require_http_methods(["GET", "POST"])
def event_create(request: AuthedRequest) -> HttpResponse:
    """Note an event; its page is where people go in."""
    form = EventForm(request.POST or None, user=request.user, on=request.on)
    if not form.is_valid():
        return render_page(request, "contacts/event_form.html", {"form": form}, status=422 if form.is_bound else 200)
    return redirect_to(request, form.keep())


@require_GET
def event_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """Who was met there, and the fields to note the next one."""
    return event_page.show(request, _event(request, pk))


@require_http_methods(["GET", "POST"])
def event_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change an event."""
    event = _event(request, pk)
    form = EventForm(request.POST or None, user=request.user, on=request.on, instance=event)
    if not form.is_valid():
        context = {"form": form, "event": _event(request, pk)}
        return render_page(request, "contacts/event_form.html", context, status=422 if form.is_bound else 200)
    toast(request, "Saved.")
    return redirect_to(request, form.keep())


@require_http_methods(["GET", "POST"])
def event_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Delete an event; its people stay, with what was noted about them."""
    event = get_object_or_404(Event.for_user(request.user).with_counts(), pk=pk)
    if request.method == "POST":
        change = events.delete(event, now=request.now)
        said = f"{event.name} is deleted. The people stay."
        toast(request, said, undo_url=change.undo_url if change else "")
        return redirect_to(request, "contacts:event_list")
    return render_page(request, "contacts/event_delete.html", {"event": event})


@require_POST
def event_meet(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note somebody met, in one go with what it was about and when to write."""
    event = _event(request, pk)
    form = MeetForm(request.POST, user=request.user, on=request.on)
    if not form.is_valid():
        return event_page.show(request, event, form=form, status=422)
    sent, due_on = form.cleaned_data, form.due_on
    met = events.meet(
        event,
        sent["name"],
        line=sent["line"],
        due_on=due_on,
        contact=sent["contact"],
        key=sent["key"],
        on=request.on,
    )
    said = event_page.what_was_noted(met, due_on=due_on, is_ahead=event.on > request.on, on=request.on)
    mistaken = next((one.contact for one in met if one.was_known), None)
    return event_page.after_change(request, event, said=said, mistaken=mistaken)


@require_GET
def event_known(request: AuthedRequest, pk: int) -> HttpResponse:
    """Those of the user's people whose name begins like what is typed, to pick from."""
    event = _event(request, pk)
    words = request.GET.get("name", "").replace("\x00", "").strip()
    people = Contact.for_user(request.user)
    context = {
        "event": event,
        "known": people.named_like(words, most=NAMES_SHOWN) if len(words) >= FEWEST_LETTERS else [],
    }
    return render_page(request, "contacts/event_known.html", context)


@require_POST
def event_line(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change what was noted of one person, or plan to write to them after all."""
    event = _event(request, pk)
    contact = _guest(request, event)
    form = LineForm(request.POST, user=request.user, on=request.on)
    if event.on > request.on:
        raise Http404("Nobody was met there yet.")
    if not form.is_valid():
        return event_page.show(request, event, line=(contact, form), status=422)
    events.describe(event, contact, form.cleaned_data["line"], due_on=form.due_on, on=request.on)
    return event_page.after_change(request, event, said=f"Saved what you noted of {contact.name}.")


@require_POST
def event_somebody_else(request: AuthedRequest, pk: int) -> HttpResponse:
    """It was not the one of that name who is in the list: what was noted goes to somebody new."""
    event = _event(request, pk)
    other = events.it_was(event, _guest(request, event), None, on=request.on)
    return event_page.after_change(
        request, event, said=f"A second {other.name} is in your list now, and what you noted went there."
    )


@require_POST
def event_take_out(request: AuthedRequest, pk: int) -> HttpResponse:
    """Take somebody out of the event, with the way to undo it."""
    event = _event(request, pk)
    contact = _guest(request, event)
    said = f"{contact.name} is taken out."
    change = events.take_out(event, contact, on=request.on, now=request.now)
    return event_page.after_change(request, event, said=said, undo_url=change.undo_url if change else "")


def _event(request: AuthedRequest, pk: int) -> Event:
    return get_object_or_404(Event.for_user(request.user).select_related("owner"), pk=pk)


def _guest(request: AuthedRequest, event: Event) -> Contact:
    """The person of ``event`` whom the body names as ``contact``."""
    key = request.POST.get("contact", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise Http404("No such person.")
    return get_object_or_404(event.people.select_related("organization", "owner"), pk=key)
