"""The list of people as one opened it: by its own address, by a saved view's, or changed from one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from common.prepared import Prepared
from contacts import saved_views
from contacts.forms.finding import STARTS, ContactFilterForm
from contacts.forms.saved_views import ViewForm
from contacts.models import SavedView


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What the list is narrowed to, and which views there are."""

    form: ContactFilterForm
    """Valid."""
    views: Sequence[SavedView]
    view: SavedView | None = None
    """The one it was opened by."""
    gone: Sequence[str] = ()
    """What that view names and is shown without: "the tag “rail”"."""

    @property
    def address(self) -> str:
        """Where it filters on from."""
        return self.view.get_absolute_url() if self.view else reverse("contacts:list")

    @property
    def is_changed(self) -> bool:
        """Whether it shows something else than its view does."""
        return self.view is not None and not self.gone and self.form.asked != self.view.asked

    @property
    def twin(self) -> SavedView | None:
        """Another view that shows the same."""
        return saved_views.like([view for view in self.views if view != self.view], self.form.asked)

    @property
    def can_be_kept(self) -> bool:
        """Whether there is something to keep that no view shows."""
        return bool(self.form.asked) and self.twin is None and (self.view is None or self.is_changed)

    @property
    def naming(self) -> ViewForm:
        """The form that keeps what it shows."""
        asked = {"query": self.form.query, "name": self._name()}
        return ViewForm(user=self.form.user, initial=asked, auto_id="view-%s")

    def url(self, *, page: str = "") -> str:
        """The address under which it is found again."""
        asked = self.form.asked
        if self.view is not None and asked == self.view.asked:
            asked = {}
        elif self.view is not None and not asked:
            # All taken away is not the same as the view itself.
            asked = {"q": ""}
        asked |= {"page": page} if page else {}
        return f"{self.address}{'?' if asked else ''}{urlencode(asked)}"

    def _name(self) -> str:
        """What a view of this could be called."""
        known = {query: label for label, query in STARTS}
        chips = [chip.label for chip in self.form.chips]
        return known.get(self.form.query) or (chips[0] if len(chips) == 1 else "")


_VIEWS = Prepared(lambda owner: SavedView.unscoped.filter(owner=owner).in_order(), "owner")


def opened(asked: QueryDict, *, user: User, pk: int | None) -> ListPage:
    """The list for an address with the query ``asked``, below the view ``pk`` or none; two queries at most.

    Raises ``Http404`` for a filter that is none, and for a view that is not ``user``'s. A view's own filters are never
    refused: what is gone since is left out and named.
    """
    views = _VIEWS.fetch(owner=user.pk)
    view = next((each for each in views if each.pk == pk), None)
    if pk is not None and view is None:
        raise Http404("No such view.")
    if view is not None and not any(name in asked for name in ContactFilterForm.base_fields):
        form, gone = _of(view, user)
        return ListPage(form=form, views=views, view=view, gone=gone)
    form = ContactFilterForm(asked, user=user)
    if not form.is_valid():
        raise Http404("No such filter.")
    return ListPage(form=form, views=views, view=view)


def _of(view: SavedView, user: User) -> tuple[ContactFilterForm, list[str]]:
    form, gone = ContactFilterForm(view.asked, user=user), view.gone
    if not form.is_valid():
        refused = set(form.errors)
        gone += [f"the filter “{form.fields[name].label}”" for name in form.fields if name in refused]
        form = ContactFilterForm({k: v for k, v in view.asked.items() if k not in refused}, user=user)
        form.full_clean()
    return form, gone
