"""Keeping what the list shows as a view."""

from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import User
from common.forms import OwnedForm, OwnedModelForm
from contacts import saved_views
from contacts.forms.finding import ContactFilterForm
from contacts.models import SavedView
from contacts.models.saved_view import MOST_VIEWS, NAME_LENGTH, view_key

NAMELESS = "Give it a name of letters or digits."
TOO_MANY = f"You have {MOST_VIEWS} views, and there is room for no more. Delete one you no longer open, or replace it."


class AskedForm(OwnedForm):
    """What a list shows, as its address says it."""

    user: User

    query = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)

    asked: dict[str, str]

    def clean_query(self) -> str:
        """Raises ``ValidationError`` for a query that is no filter of the list, or asks for nothing."""
        query: str = self.cleaned_data["query"]
        narrowed = ContactFilterForm(QueryDict(query), user=self.user)
        if not narrowed.is_valid():
            raise forms.ValidationError("That filter is none any more. Set it again on the list.")
        self.asked = narrowed.asked
        if not self.asked:
            raise forms.ValidationError(
                "Set a filter or an order on the list first, so that there is something to keep."
            )
        return narrowed.query


class ViewForm(AskedForm):
    """A name for it. One that is taken wants a second press: ``replace``, with the key of the view that has it."""

    name = forms.CharField(label="Name", max_length=NAME_LENGTH, widget=forms.TextInput({"autocomplete": "off"}))
    replace = forms.CharField(required=False, widget=forms.HiddenInput)

    taken: SavedView | None = None
    """The view that has the name."""

    def clean_name(self) -> str:
        """Raises ``ValidationError`` for a name of marks alone."""
        name = " ".join(self.cleaned_data["name"].split())
        if not view_key(name):
            raise forms.ValidationError(NAMELESS)
        return name

    def clean(self) -> dict[str, Any]:
        """Raises ``ValidationError`` when the name is taken and that one is not meant, and when there are too many."""
        data = super().clean() or self.cleaned_data
        mine = SavedView.for_user(self.user)
        self.taken = mine.filter(name_key=view_key(data.get("name", ""))).first()
        if self.taken is not None and data.get("replace") != str(self.taken.pk):
            self.add_error("name", f"You already have a view called “{self.taken.name}”.")
        elif self.taken is None and mine.count() >= MOST_VIEWS:
            self.add_error(None, TOO_MANY)
        return data

    def keep(self) -> SavedView:
        """The view, new or shown anew; wants a valid form."""
        if self.taken is not None:
            saved_views.show(self.taken, self.asked)
            return self.taken
        return saved_views.keep(self.user, self.cleaned_data["name"], self.asked)


class ViewNameForm(OwnedModelForm[SavedView]):
    """Another name for a view."""

    class Meta:
        model = SavedView
        fields = ("name",)
        widgets = {"name": forms.TextInput({"autocomplete": "off"})}

    def clean_name(self) -> str:
        """Raises ``ValidationError`` for a name of marks alone."""
        name = " ".join(self.cleaned_data["name"].split())
        if not view_key(name):
            raise forms.ValidationError(NAMELESS)
        return name
