"""How much the user would like to work somewhere (P05), and what is advertised there (P53)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts.forms.posting import PostingForm
from contacts.models import Interest, Organization, Posting
from contacts.removal import take_away


@require_POST
def organization_interest(request: AuthedRequest, pk: int) -> HttpResponse:
    """Set the interest in one press."""
    organization = get_object_or_404(Organization.for_user(request.user), pk=pk)
    asked = request.POST.get("interest", "")
    if asked not in {str(value) for value in Interest.values}:
        raise Http404("There is no such interest.")
    organization.interest = int(asked)
    organization.save(update_fields=["interest"])
    toast(request, f"{organization.name}: {organization.get_interest_display().lower()}.")
    return redirect_to(request, organization)


@require_http_methods(["GET", "POST"])
def posting_create(request: AuthedRequest, pk: int) -> HttpResponse:
    """Note a job that is advertised there."""
    organization = get_object_or_404(Organization.for_user(request.user), pk=pk)
    posting = Posting(organization=organization, added_on=request.on)
    form = PostingForm(request.POST or None, user=request.user, instance=posting)
    if not form.is_valid():
        return _form(request, {"form": form, "organization": organization})
    form.save()
    toast(request, "The posting is noted.")
    return redirect_to(request, organization)


@require_http_methods(["GET", "POST"])
def posting_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Correct it, or note that the user applied."""
    posting = get_object_or_404(Posting.for_user(request.user).select_related("organization"), pk=pk)
    form = PostingForm(request.POST or None, user=request.user, instance=posting)
    if not form.is_valid():
        return _form(request, {"form": form, "organization": posting.organization, "posting_id": pk})
    form.save()
    toast(request, "Saved.")
    return redirect_to(request, posting.organization)


@require_POST
def posting_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Drop it, with a way back."""
    posting = get_object_or_404(Posting.for_user(request.user).select_related("organization"), pk=pk)
    organization = posting.organization
    sentence = f"Removed a posting of {organization.name}: {posting}"
    change = take_away(posting, owner=request.user, sentence=sentence, now=request.now)
    toast(request, "The posting is removed.", undo_url=change.undo_url)
    return redirect_to(request, organization)


def _form(request: AuthedRequest, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render_page(request, "contacts/posting_form.html", context, status=status)
