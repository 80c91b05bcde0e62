"""The list of people, and one of them."""

from functools import partial

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from common.htmx import redirect_to, render_page
from common.paging import FoundPaginator, LeanPaginator
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import contact_page, duplicates, list_page, people
from contacts.forms.contact import ContactForm, NewContactForm
from contacts.forms.photo import PhotoForm
from contacts.forms.points import ContactPointFormSet
from contacts.models import Contact, Tag, WalkOfLife
from contacts.portrait import person
from contacts.removal import what_goes_with
from contacts.rows import ROWS, by_id, rows_of, with_excerpts
from contacts.touching import touching
from contacts.walks import PROMPTS


@require_GET
def contact_list(request: AuthedRequest, pk: int | None = None) -> HttpResponse:
    """People found by words and filters, fifty a page; with ``pk`` those of a saved view, unless others are asked."""
    listed = list_page.opened(request.GET, user=request.user, pk=pk)
    form = listed.form
    found = form.found(on=request.on)
    is_searched = bool(form.cleaned_data["q"])
    pages: Paginator[Contact] = (
        FoundPaginator(found, ROWS, shown=partial(by_id, request.user))
        if is_searched
        else LeanPaginator(found, ROWS, shown=found.for_rows())
    )
    page = pages.get_page(request.GET.get("page"))
    rows = rows_of(page, user=request.user, on=request.on)
    if is_searched:
        rows = with_excerpts(rows, form.cleaned_data["q"], user=request.user)
    context = {
        **touching(request),
        "listed": listed,
        "form": form,
        "page": page,
        "rows": rows,
        "unknown_organization": "" if rows else form.unknown_organization(),
        "has_nobody": not rows and not Contact.for_user(request.user).exists(),
        "duplicate_count": duplicates.known_count(request.user),
        "prompts": [(walk, WalkOfLife(walk).label, prompt) for walk, prompt in PROMPTS.items()],
    }
    response = render_page(request, "contacts/list.html", context, partial="rows")
    response["HX-Push-Url"] = listed.url(page=request.GET.get("page", ""))
    return response


@require_GET
def contact_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """One person: what comes next, a place to log, what happened."""
    contact = person(request.user, pk)
    if contact is None:
        raise Http404
    return contact_page.show(request, contact)


@require_http_methods(["GET", "POST"])
def contact_create(request: AuthedRequest) -> HttpResponse:
    """Enter someone new; ``?name=``, ``?organization=`` and ``?walk_of_life=`` fill in what a link knows."""
    first_name, _, last_name = request.GET.get("name", "").strip().partition(" ")
    initial = {
        "first_name": first_name,
        "last_name": last_name,
        "organization_name": request.GET.get("organization"),
        "walk_of_life": request.GET.get("walk_of_life"),
    }
    form = NewContactForm(request.POST or None, user=request.user, initial=initial)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        walk = request.GET.get("walk_of_life", "")
        context = {**_form_context(request, form), "prompt": PROMPTS.get(walk)}
        return render_page(request, "contacts/form.html", context, status=status)
    contact = form.keep(on=request.on)
    toast(request, f"{contact.name} is in your list.")
    contact_page.mention_shared_points(request, contact)
    return redirect_to(request, request.get_full_path() if "another" in request.POST else contact)


@require_http_methods(["GET", "POST"])
def contact_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change someone and the ways to reach them."""
    contact = get_object_or_404(Contact.for_user(request.user).select_related("organization", "owner"), pk=pk)
    form = ContactForm(request.POST or None, user=request.user, instance=contact)
    points = ContactPointFormSet(request.POST or None, instance=contact)
    photo_form = PhotoForm(request.POST or None, request.FILES or None, contact=contact)
    if not all([form.is_valid(), points.is_valid(), photo_form.is_valid()]):
        context = {
            **_form_context(request, form),
            "points": points,
            "photo_form": photo_form,
            "contact": Contact.for_user(request.user).with_photo().get(pk=pk),
        }
        return render_page(request, "contacts/form.html", context, status=422 if form.is_bound else 200)
    with transaction.atomic():
        form.keep(on=request.on)
        points.save()
        photo_form.keep()
    toast(request, "Saved.")
    if points.has_changed():
        contact_page.mention_shared_points(request, contact)
    return redirect_to(request, contact)


@require_http_methods(["GET", "POST"])
def contact_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Say what goes with them, then delete."""
    contact = get_object_or_404(Contact.for_user(request.user), pk=pk)
    if request.method == "POST":
        people.delete(contact)
        toast(request, f"{contact.name} and everything about them is deleted.")
        return redirect_to(request, "contacts:list")
    context = {"contact": contact, "goes_with": what_goes_with(contact)}
    return render_page(request, "contacts/delete.html", context)


def _form_context(request: AuthedRequest, form: ContactForm) -> dict[str, object]:
    return {
        "form": form,
        "tags": Tag.for_user(request.user).values_list("name", flat=True),
    }
