"""Writing thanks, and saying that they went out."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast, warn
from contacts.models import Contact
from interviews import thanks as gratitude
from interviews.forms import ThanksForm
from interviews.models import Interview
from interviews.scheduling import InterviewError

NAMED = {"yes": True, "no": False}


@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: AuthedRequest, pk: int) -> HttpResponse:
    """What to say (P38, P39); a POST records that it was said."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows().select_related("contact__owner"), pk=pk)
    form = ThanksForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            gratitude.thank(interview, way=form.cleaned_data["way"], now=request.now, on=request.on)
        except InterviewError as refusal:
            warn(request, str(refusal))
        else:
            undo_url = reverse("interviews:thanks_undo", args=[pk])
            toast(request, f"Thanked {interview.contact.name}.", undo_url=undo_url)
        return redirect_to(request, interview)
    if not interview.is_held:
        return redirect_to(request, f"{interview.get_absolute_url()}#how-it-went")
    named = NAMED.get(request.GET.get("named", ""), _named_someone(interview.contact))
    letter = gratitude.letter_for(interview, named_someone=named, on=request.on)
    address = gratitude.address_of(interview.contact)
    context = {
        "interview": interview,
        "form": form,
        "letter": letter,
        "address": address,
        "mailto": letter.mailto(address),
        "named": named,
    }
    return render_page(request, "interviews/thanks.html", context, status=422 if form.errors else 200)


def _named_someone(contact: Contact) -> bool | None:
    """True when somebody in the user's contacts came through them; else nobody knows."""
    return True if contact.introduced.exists() else None


@require_POST
def thanks_undo(request: AuthedRequest, pk: int) -> HttpResponse:
    """The thanks did not go out after all."""
    interview = get_object_or_404(Interview.for_user(request.user).for_rows(), pk=pk)
    try:
        gratitude.take_back(interview, on=request.on)
    except InterviewError as refusal:
        warn(request, str(refusal))
        return redirect_to(request, interview)
    toast(request, "Taken back.")
    return redirect_to(request, "interviews:thanks", pk)
