"""Finding people in the list."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.http import urlencode

from accounts.models import User
from common.dates import add_months
from common.forms import OwnedForm
from contacts.models import Contact, ContactQuerySet, Event, Organization, PointKind, Tag, Tie, Tier, WalkOfLife

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

WALKS = [("", "Any walk of life"), *WalkOfLife.choices, ("none", "no walk of life yet")]
SILENCES = {
    "": "Any last word",
    "3": "No word for three months",
    "6": "No word for six months",
    "12": "No word for a year",
    "never": "Never a word",
}
MAIL = {"": "With or without e-mail", "yes": "With an e-mail address", "no": "Without an e-mail address"}
STARTS = (
    ("Longest without a word", "sort=last"),
    ("No word for a year", "last=12&sort=last"),
    ("No tie yet", "tie=none"),
    ("From no walk of life yet", "walk=none"),
    ("No e-mail address", "email=no"),
)
"""Filters worth a look, with their queries."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on."""

    label: str
    without: str
    """The query of the list without it."""


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
    walk = forms.ChoiceField(label="Walk of life", choices=WALKS, required=False)
    event: "forms.ModelChoiceField[Event]" = forms.ModelChoiceField(
        label="Met at", queryset=None, empty_label="Met anywhere", required=False
    )
    last = forms.ChoiceField(label="Last word", choices=list(SILENCES.items()), required=False)
    added = forms.DateField(label="Added since", required=False, widget=forms.DateInput({"type": "date"}))
    email = forms.ChoiceField(label="E-mail", choices=list(MAIL.items()), required=False)
    sort = forms.ChoiceField(label="Sort", choices=list(SORTS.items()), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        cast("forms.ModelChoiceField[Tag]", self.fields["tag"]).queryset = Tag.for_user(user)
        cast("forms.ModelChoiceField[Event]", self.fields["event"]).queryset = Event.for_user(user).newest_first()

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
        return self._sorted(self._with_rare_filters(people, on=on).matching(asked["q"]))

    def _with_rare_filters(self, people: ContactQuerySet, *, on: date) -> ContactQuerySet:
        asked = self.cleaned_data
        if asked["walk"]:
            people = people.filter(walk_of_life="" if asked["walk"] == "none" else asked["walk"])
        if asked["event"]:
            people = people.filter(events=asked["event"])
        if asked["last"] == "never":
            people = people.never_spoken_to()
        elif asked["last"]:
            people = people.without_a_word_since(add_months(on, -int(asked["last"])))
        if asked["added"]:
            people = people.filter(added_on__gte=asked["added"])
        if asked["email"]:
            people = people.reached_by(PointKind.EMAIL, there_is=asked["email"] == "yes")
        return people

    def _sorted(self, people: ContactQuerySet) -> ContactQuerySet:
        order = {
            "name": people.by_name,
            "last": people.by_last_interaction,
            "next": people.by_next_touch,
            "newest": people.by_newest,
        }.get(self.cleaned_data["sort"])
        return order() if order else people.by_relevance(self.cleaned_data["q"])

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for, by field and in their order, as an address has it; wants a valid form."""
        said = ((name, self.cleaned_data.get(name)) for name in self.fields)
        return {name: str(getattr(value, "pk", value)) for name, value in said if value}

    @property
    def query(self) -> str:
        """The same as the query of an address: "tier=key&sort=last"."""
        return urlencode(self.asked)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was asked for."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "sort")

    def unknown_organization(self) -> str:
        """The organization asked for, where none is called so (any more); a query where one is asked for."""
        words: str = self.cleaned_data["organization"]
        return "" if not words or Organization.for_user(self.user).matching(words).exists() else words

    @property
    def starts(self) -> tuple[tuple[str, str], ...]:
        """Filters worth a look: label and query."""
        return STARTS

    @property
    def chips(self) -> list[Chip]:
        """What the list is narrowed to, but for the words, each with the way to do without it; wants a valid form."""
        asked = self.cleaned_data
        labels = {
            "show": SHOWN.get(asked["show"], ""),
            "tier": f"Keep in touch: {self._said('tier')}",
            "tie": f"Tie: {self._said('tie')}",
            "tag": f"Tag: {asked['tag']}",
            "organization": f"At “{asked['organization']}”",
            "walk": f"From {self._said('walk')}",
            "event": f"Met at {asked['event']}",
            "last": self._said("last"),
            "added": f"Added since {asked['added']:%-d %B %Y}" if asked["added"] else "",
            "email": self._said("email"),
        }
        return [Chip(label, self._without(name)) for name, label in labels.items() if asked[name]]

    def _said(self, name: str) -> str:
        choices = cast("list[tuple[str, str]]", cast("forms.ChoiceField", self.fields[name]).choices)
        return dict(choices).get(self.cleaned_data[name], "")

    def _without(self, name: str) -> str:
        return urlencode({key: value for key, value in self.asked.items() if key != name})
