"""Where people work, and where the user would like to."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import organizations
from contacts.forms.organization import OrganizationForm
from contacts.models import Contact, Interest, Organization, OrganizationAlias, Posting
from contacts.rows import rows_of

PAGE_SIZE = 50


@require_GET
def organization_list(request: AuthedRequest) -> HttpResponse:
    """Organizations, the most wanted first; ``?q=`` searches their names."""
    words = request.GET.get("q", "").replace("\x00", "")
    found = Organization.for_user(request.user).matching(words).with_people_count().with_posting_count().by_interest()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "q": words, "has_none": not page.object_list and not words}
    return render_page(request, "contacts/organization_list.html", context, partial="rows")


@require_GET
def organization_detail(request: AuthedRequest, pk: int) -> HttpResponse:
    """One organization and who is there (P05)."""
    organization = get_object_or_404(Organization.for_user(request.user), pk=pk)
    people = Contact.for_user(request.user).filter(organization=organization, is_archived=False)
    page = Paginator(people.for_rows().by_nearness(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "organization": organization,
        "page": page,
        "rows": rows_of(page, user=request.user, on=request.on, among_colleagues=True),
        "new_contact_query": urlencode({"organization": organization.name}),
        "interests": Interest.choices,
        "aliases": OrganizationAlias.for_user(request.user).filter(organization=organization),
        "postings": Posting.for_user(request.user).filter(organization=organization),
    }
    return render_page(request, "contacts/organization_detail.html", context)


@require_POST
def organization_alias_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Drop another name, with a way back."""
    alias = get_object_or_404(OrganizationAlias.for_user(request.user).select_related("organization", "owner"), pk=pk)
    organization, name = alias.organization, alias.name
    change = organizations.drop_alias(alias, now=request.now)
    toast(request, f"“{name}” is no longer a name of {organization.name}.", undo_url=change.undo_url)
    return redirect_to(request, organization)


@require_http_methods(["GET", "POST"])
def organization_create(request: AuthedRequest) -> HttpResponse:
    """Note an organization, also one where the user knows nobody yet."""
    form = OrganizationForm(request.POST or None, user=request.user)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render_page(request, "contacts/organization_form.html", {"form": form}, status=status)
    organization = form.save()
    toast(request, f"{organization.name} is in your list.")
    return redirect_to(request, organization)


@require_http_methods(["GET", "POST"])
def organization_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Change an organization."""
    organization = get_object_or_404(Organization.for_user(request.user), pk=pk)
    form = OrganizationForm(request.POST or None, user=request.user, instance=organization)
    if not form.is_valid():
        context = {"form": form, "organization": Organization.for_user(request.user).get(pk=pk)}
        return render_page(request, "contacts/organization_form.html", context, status=422 if form.is_bound else 200)
    form.save()
    toast(request, "Saved.")
    return redirect_to(request, organization)


@require_http_methods(["GET", "POST"])
def organization_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Delete an organization, with a way back; its people stay."""
    known = Organization.for_user(request.user).select_related("owner").with_people_count()
    organization = get_object_or_404(known, pk=pk)
    if request.method == "POST":
        change = organizations.delete(organization, now=request.now)
        toast(request, f"{organization.name} is deleted. The people stay.", undo_url=change.undo_url)
        return redirect_to(request, "contacts:organization_list")
    return render_page(request, "contacts/organization_delete.html", {"organization": organization})
