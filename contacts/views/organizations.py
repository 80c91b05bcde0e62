"""Where people work, and where the user would like to."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from common.htmx import redirect_to, render_page, wants_fragment
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import organizations
from contacts.forms.organization import ORGANIZATION_FACTS, OrganizationFactForm, OrganizationForm
from contacts.models import Contact, Interest, Organization, OrganizationAlias, Posting
from contacts.rows import rows_of
from contacts.touching import touching

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
    return render_page(request, "contacts/organization_detail.html", _context(request, organization))


@require_http_methods(["GET", "POST"])
def organization_fact(request: AuthedRequest, pk: int, name: str) -> HttpResponse:
    """One of ``ORGANIZATION_FACTS``, changed where it stands; without scripts a small page."""
    if name not in ORGANIZATION_FACTS:
        raise Http404("There is no such thing to change.")
    organization = get_object_or_404(Organization.for_user(request.user), pk=pk)
    form = OrganizationFactForm(
        request.POST or None, user=request.user, instance=organization, only=name, auto_id=f"{name}_%s"
    )
    if request.method != "POST" or not form.is_valid():
        context = {
            "organization": Organization.for_user(request.user).get(pk=pk),
            "name": name,
            "label": form[name].label,
            "form": form,
            "address": reverse("contacts:organization_fact", args=[pk, name]),
        }
        status = 422 if request.method == "POST" else 200
        return render_page(request, "contacts/organization_fact.html", context, partial="fact", status=status)
    form.keep()
    if not wants_fragment(request):
        toast(request, "Saved.")
        return redirect(organization)
    context = {"organization": organization, "focus": name, **_about(request, organization)}
    response = render_page(request, "contacts/organization_detail.html", context, partial="about")
    return retarget(reswap(response, "outerHTML"), "#about")


def _context(request: AuthedRequest, organization: Organization) -> dict[str, object]:
    people = Contact.for_user(request.user).filter(organization=organization, is_archived=False)
    page = Paginator(people.for_rows().by_nearness(), PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        **touching(request),
        "organization": organization,
        "page": page,
        "rows": rows_of(page, user=request.user, on=request.on, among_colleagues=True),
        "new_contact_query": urlencode({"organization": organization.name}),
        "interests": Interest.choices,
        "postings": Posting.for_user(request.user).filter(organization=organization).select_related("led_by"),
        **_about(request, organization),
    }


def _about(request: AuthedRequest, organization: Organization) -> dict[str, object]:
    """What is known of it, each thing with where it is changed, and its other names."""
    said = {
        "industry": ("Industry", organization.industry, "What they do"),
        "website": ("Website", organization.shown_website, "Where they are found"),
        "notes": ("Notes", organization.notes, "What you would like to remember"),
    }
    facts = [
        {
            "key": name,
            "label": label,
            "said": text,
            "prompt": prompt,
            "link": organization.website if name == "website" else "",
            "url": reverse("contacts:organization_fact", args=[organization.pk, name]),
        }
        for name, (label, text, prompt) in said.items()
    ]
    return {"facts": facts, "aliases": OrganizationAlias.for_user(request.user).filter(organization=organization)}


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
