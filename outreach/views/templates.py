"""Words to begin a message with: the user's templates, and the skeletons Rapport ships."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from outreach.models import MessageTemplate
from outreach.writing import beginnings
from outreach.writing.forms import TemplateForm
from outreach.writing.gaps import Stretch, marked
from outreach.writing.merge_fields import EXAMPLES, FIELDS, render
from outreach.writing.skeleton import Skeleton
from outreach.writing.skeletons import SKELETONS


@require_GET
def template_list(request: AuthedRequest) -> HttpResponse:
    """All there is to begin with."""
    mine = list(MessageTemplate.for_user(request.user).by_name())
    return render_page(
        request,
        "outreach/template_list.html",
        {
            "own": [(each, beginnings.described(each)) for each in mine if not each.is_archived],
            "archived": [(each, beginnings.described(each)) for each in mine if each.is_archived],
            "skeletons": [
                (each.words, beginnings.described(each.words), _with_example(each.words))
                for each in beginnings.unchanged(mine)
            ],
        },
    )


@require_http_methods(["GET", "POST"])
def template_create(request: AuthedRequest) -> HttpResponse:
    """A template of one's own; ``?from=<skeleton>`` begins with its words, and is the user's version of it."""
    key = request.GET.get("from", "")
    if not key:
        return _edit(request, MessageTemplate(owner=request.user))
    if key not in SKELETONS:
        raise Http404
    return _edit(request, beginnings.version_of(request.user, SKELETONS[key]))


@require_http_methods(["GET", "POST"])
def template_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Other words."""
    return _edit(request, get_object_or_404(MessageTemplate.for_user(request.user), pk=pk))


@require_POST
def template_archive(request: AuthedRequest, pk: int) -> HttpResponse:
    """Out of the way, and its skeleton too if it is a version of one."""
    return _archive(request, pk, is_archived=True, said="“{}” is archived. It stands at the foot of the list.")


@require_POST
def template_unarchive(request: AuthedRequest, pk: int) -> HttpResponse:
    """Back in use."""
    return _archive(request, pk, is_archived=False, said="“{}” is back.")


@require_http_methods(["GET", "POST"])
def template_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Let it go, after showing what goes; a version of a skeleton gives way to the skeleton. What was sent stays."""
    template = get_object_or_404(MessageTemplate.for_user(request.user), pk=pk)
    skeleton = SKELETONS.get(template.skeleton)
    if request.method == "POST":
        template.delete()
        toast(request, f"“{skeleton.name}” is the skeleton again." if skeleton else f"“{template}” is deleted.")
        return redirect_to(request, "outreach:template_list")
    return render_page(
        request,
        "outreach/template_delete.html",
        {"template": template, "skeleton": skeleton, "body": marked(template.body)},
    )


def _with_example(words: Skeleton | MessageTemplate) -> dict[str, list[Stretch]]:
    texts = {"subject": words.subject, "body": words.body, "voicemail": words.voicemail}
    return {name: marked(render(text, EXAMPLES).text) for name, text in texts.items()}


def _edit(request: AuthedRequest, template: MessageTemplate) -> HttpResponse:
    """The form, with how it would read; ``go=see`` only reads it back."""
    former = template.name if template.pk else ""
    form = TemplateForm(request.POST or None, user=request.user, instance=template)
    is_looked_at = request.POST.get("go") == "see"
    if request.method == "POST" and not is_looked_at and form.is_valid():
        form.save()
        toast(request, f"“{template}” is saved.")
        return redirect_to(request, "outreach:template_list")
    return render_page(
        request,
        "outreach/template_form.html",
        {
            "form": form,
            "template": template,
            "former": former,
            "skeleton": SKELETONS.get(template.skeleton),
            "shown": {name: marked(text) for name, text in form.shown().items()},
            "wrong": [error for name in ("subject", "body", "voicemail") for error in form.errors.get(name, [])]
            if is_looked_at
            else [],
            "fields": FIELDS.values(),
        },
        partial="reading" if is_looked_at else None,
        status=422 if form.errors and not is_looked_at else 200,
    )


def _archive(request: AuthedRequest, pk: int, *, is_archived: bool, said: str) -> HttpResponse:
    template = get_object_or_404(MessageTemplate.for_user(request.user), pk=pk)
    template.is_archived = is_archived
    template.save(update_fields=["is_archived"])
    toast(request, said.format(template))
    return redirect_to(request, "outreach:template_list")
