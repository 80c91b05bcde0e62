"""The user's own words for groups of people."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from common.htmx import redirect_to, render_page
from common.requests import AuthedRequest
from common.toasts import toast
from contacts.forms.tag import TagForm
from contacts.models import Tag
from contacts.removal import take_away


@require_GET
def tag_list(request: AuthedRequest) -> HttpResponse:
    """Every tag and how many people have it."""
    tags = Tag.for_user(request.user).with_people_count()
    return render_page(request, "contacts/tag_list.html", {"tags": tags})


@require_http_methods(["GET", "POST"])
def tag_update(request: AuthedRequest, pk: int) -> HttpResponse:
    """Rename a tag; onto the name of another one, they become one."""
    tag = get_object_or_404(Tag.for_user(request.user), pk=pk)
    form = TagForm(request.POST or None, user=request.user, initial={"name": tag.name})
    if not form.is_valid():
        context = {"form": form, "tag": tag}
        return render_page(request, "contacts/tag_form.html", context, status=422 if form.is_bound else 200)
    kept = form.rename(tag)
    toast(request, "Renamed." if kept.pk == pk else f"Both are now the tag “{kept.name}”.")
    return redirect_to(request, "contacts:tag_list")


@require_http_methods(["GET", "POST"])
def tag_delete(request: AuthedRequest, pk: int) -> HttpResponse:
    """Delete a tag, with a way back; its people stay."""
    tag = get_object_or_404(Tag.for_user(request.user).with_people_count(), pk=pk)
    if request.method == "POST":
        change = take_away(tag, owner=request.user, sentence=f"Deleted the tag “{tag.name}”", now=request.now)
        toast(request, f"The tag “{tag.name}” is deleted. The people stay.", undo_url=change.undo_url)
        return redirect_to(request, "contacts:tag_list")
    return render_page(request, "contacts/tag_delete.html", {"tag": tag})
