"""Finding people in the list."""

from datetime import date
from typing import Any, cast

from django import forms

from accounts.models import User
from common.forms import OwnedForm
from contacts.models import Contact, ContactQuerySet, Organization, Tag, Tie, Tier

SORTS = {
    "": "By name, or best match",
    "name": "By name",
    "last": "Longest without a word",
    "next": "Next touch first",
    "newest": "Newest first",
}
SHOWN = {
    "": "Everyone",
    "due": "Due for a word",
    "archived": "Archived",
    "blocked": "Not to be contacted",
}


class ContactFilterForm(OwnedForm):
    """Words and filters, sent by plain GET; everything is optional."""

    user: User

    q = forms.CharField(
        label="Search",
        required=False,
        widget=forms.TextInput({"type": "search", "placeholder": "Name, title, organization, tag, e-mail"}),
    )
    show = forms.ChoiceField(label="Show", choices=list(SHOWN.items()), required=False)
    tier = forms.ChoiceField(label="Keep in touch", choices=[("", "Any tier"), *Tier.choices], required=False)
    tie = forms.ChoiceField(label="Tie", choices=[("", "Any tie"), *Tie.choices], required=False)
    tag: "forms.ModelChoiceField[Tag]" = forms.ModelChoiceField(
        label="Tag", queryset=None, empty_label="Any tag", required=False
    )
    # Words, not a choice: an address book may name a thousand organizations.
    organization = forms.CharField(label="Organization", required=False)
    sort = forms.ChoiceField(label="Sort", choices=list(SORTS.items()), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        cast("forms.ModelChoiceField[Tag]", self.fields["tag"]).queryset = Tag.for_user(user)

    def found(self, *, on: date) -> ContactQuerySet:
        """The contacts asked for, in the order asked for; wants a valid form."""
        asked = self.cleaned_data
        people = Contact.for_user(self.user)
        if asked["show"] == "archived":
            people = people.filter(is_archived=True)
        elif asked["show"] == "blocked":
            people = people.filter(do_not_contact=True)
        elif asked["show"] == "due":
            people = people.due_for_touch(on)
        else:
            people = people.filter(is_archived=False)
        narrowed = {name: asked[name] for name in ("tier", "tie") if asked[name]}
        people = people.filter(**narrowed)
        if asked["tag"]:
            people = people.filter(tags=asked["tag"])
        if asked["organization"]:
            people = people.filter(organization__in=Organization.for_user(self.user).matching(asked["organization"]))
        return self._sorted(people.matching(asked["q"]))

    def _sorted(self, people: ContactQuerySet) -> ContactQuerySet:
        order = {
            "name": people.by_name,
            "last": people.by_last_interaction,
            "next": people.by_next_touch,
            "newest": people.by_newest,
        }.get(self.cleaned_data["sort"])
        return order() if order else people.by_relevance(self.cleaned_data["q"])

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was asked for."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "sort")

    @property
    def has_rare_filters(self) -> bool:
        """Whether one of the folded filters is in use."""
        return any(self.cleaned_data.get(name) for name in ("tier", "tie", "tag", "organization"))
