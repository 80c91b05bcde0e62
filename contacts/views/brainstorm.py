"""The brainstorm (P01): a prompt for each walk of life, names one after the other, and what to do with them."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.htmx import redirect_to
from common.requests import AuthedRequest
from common.toasts import toast
from contacts import brainstorm, brainstorm_page, people
from contacts.forms.brainstorm import AnswerForm, BrainstormForm
from contacts.forms.selection import selected
from contacts.models import Brainstorm, Tie
from contacts.walks import PROMPTS


@require_http_methods(["GET", "POST"])
def brainstorm_walk(request: AuthedRequest) -> HttpResponse:
    """Write down who comes to mind; ``?walk=`` names the walk of life, without it one goes on where one left."""
    if request.method == "GET":
        walk = request.GET.get("walk") or Brainstorm.of(request.user).walk
        if walk not in PROMPTS:
            raise Http404("No such walk of life.")
        return brainstorm_page.show(request, walk)
    form = BrainstormForm(request.POST, user=request.user)
    if not form.is_valid():
        if "walk" in form.errors:
            raise Http404("No such walk of life.")
        return brainstorm_page.show(request, form.cleaned_data["walk"], form=form, status=422)
    sent = form.cleaned_data
    written = brainstorm.write_down(
        request.user, sent["names"], walk=sent["walk"], tier=sent["tier"], key=sent["key"], on=request.on
    )
    undo = urlencode({"walk": sent["walk"], "contact": [contact.pk for contact in written.added]}, doseq=True)
    undo_url = f"{reverse('contacts:brainstorm_take_back')}?{undo}" if written.added else ""
    if "go" in request.POST:
        return _go(request, request.POST["go"])
    return brainstorm_page.after_change(
        request, sent["walk"], said=brainstorm_page.what_came(written), undo_url=undo_url
    )


@require_POST
def brainstorm_answer(request: AuthedRequest) -> HttpResponse:
    """Say whether somebody typed is the one of that name who is here, or somebody else."""
    form = AnswerForm(request.POST, user=request.user)
    if not form.is_valid():
        raise Http404("No such question.")
    number, contact = form.cleaned_data["number"], form.cleaned_data["contact"]
    if contact is not None:
        same = brainstorm.the_same(request.user, number, contact)
        said = f"The same {same.name}: kept once." if same else ""
    else:
        other = brainstorm.somebody_else(request.user, number, on=request.on)
        said = f"{other.name} is written down too." if other else ""
    return brainstorm_page.after_change(request, _walk(request), said=said)


@require_POST
def brainstorm_take_back(request: AuthedRequest) -> HttpResponse:
    """Take people back who were only just written down: ``contact``, once or more, in the body or the query."""
    contacts = selected(request.user, request.POST.getlist("contact") or request.GET.getlist("contact"))
    said = ""
    if contacts:
        stay, change = brainstorm.take_back(contacts, on=request.on, now=request.now)
        said = brainstorm_page.what_was_taken_back(contacts, stay)
        if change is not None:
            toast(request, said, undo_url=change.undo_url)
            said = ""
    return brainstorm_page.after_change(request, _walk(request), said=said)


@require_http_methods(["GET", "POST"])
def brainstorm_written(request: AuthedRequest) -> HttpResponse:
    """Everybody by walk of life, and who of them knows the user's work (P06)."""
    if request.method == "GET":
        return brainstorm_page.show_written(request)
    shown = selected(request.user, request.POST.getlist("shown"))
    strong = {contact.pk for contact in selected(request.user, request.POST.getlist("knows"))}
    if shown:
        change = people.rate_ties(shown, strong=strong, key="key" in request.POST, on=request.on, now=request.now)
        became = sum(contact.pk in strong and contact.tie != Tie.STRONG for contact in shown)
        toast(request, brainstorm_page.who_knows(became), undo_url=change.undo_url if change else "")
    return redirect_to(request, request.get_full_path())


def _go(request: AuthedRequest, where: str) -> HttpResponse:
    """On to another walk of life, or to the end."""
    if where == "written":
        return redirect_to(request, "contacts:brainstorm_written")
    if where not in PROMPTS:
        raise Http404("No such walk of life.")
    brainstorm.go_to(request.user, where)
    return redirect_to(request, brainstorm_page.address(where))


def _walk(request: AuthedRequest) -> str:
    """The walk of life that the page shows."""
    walk = request.POST.get("walk") or request.GET.get("walk") or Brainstorm.of(request.user).walk
    if walk not in PROMPTS:
        raise Http404("No such walk of life.")
    return walk
