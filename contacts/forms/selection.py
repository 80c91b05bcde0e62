"""Whom a list's ticks mean, and what to change for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils.text import capfirst

from accounts.models import User
from common.dates import add_months
from common.forms import OwnedForm
from contacts.forms.finding import ContactFilterForm
from contacts.forms.tag import TagNamesField
from contacts.models import Contact, ContactQuerySet, Organization, Tag, Tie, Tier, WalkOfLife
from contacts.models.tag import tag_key
from contacts.several import Alterations

LEAVE = ("", "Leave as it is")
SET, CLEAR = "set", "clear"
FARTHEST_REST = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The people a list's form means."""

    people: ContactQuerySet
    """In the order of the list."""
    filter: QueryDict
    """What the list was narrowed to, to come back to it."""
    is_everyone: bool
    """Whether all of that filter are meant, not those ticked."""


def chosen(user: User, data: QueryDict, *, on: date) -> Chosen:
    """The contacts of ``user`` ticked in ``data``, or all whom its ``filter`` finds on local date ``on``.

    Raises ``Http404`` if a ticked one is not theirs, or the filter is none.
    """
    narrowed = QueryDict(data.get("filter", ""), mutable=True)
    narrowed.pop("page", None)
    if "everyone" not in data:
        return Chosen(_ticked(user, data.getlist("contact")), narrowed, is_everyone=False)
    form = ContactFilterForm(narrowed, user=user)
    if not form.is_valid():
        raise Http404("No such filter.")
    return Chosen(form.found(on=on), narrowed, is_everyone=True)


def selected(user: User, keys: Iterable[str]) -> list[Contact]:
    """The contacts of ``user`` with these primary keys, by name. Raises ``Http404`` if one of them is not theirs."""
    return list(_ticked(user, keys).select_related("organization", "owner"))


def _ticked(user: User, keys: Iterable[str]) -> ContactQuerySet:
    asked = set(keys)
    if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in asked):
        raise Http404("No such contact.")
    found = Contact.for_user(user).filter(pk__in=asked).by_name()
    if found.count() < len({int(key) for key in asked}):
        raise Http404("No such contact.")
    return found


def _with_clear(choices: Iterable[tuple[Any, Any]], said: str) -> list[tuple[str, str]]:
    return [LEAVE, *((value, capfirst(label)) for value, label in choices), (CLEAR, said)]


class SelectionForm(OwnedForm):
    """Whatever is left as it is stays; the rest is set or cleared for everyone."""

    tier = forms.ChoiceField(
        label="Keep in touch",
        choices=[LEAVE, *((value, capfirst(label)) for value, label in Tier.choices)],
        required=False,
    )
    months_how = forms.ChoiceField(
        label="A rhythm of their own",
        choices=[LEAVE, (SET, "Every so many months"), (CLEAR, "None: as their tier says")],
        required=False,
    )
    months = forms.IntegerField(label="Months between words", min_value=1, max_value=60, required=False)
    rest_how = forms.ChoiceField(
        label="Let reminders rest",
        choices=[
            LEAVE,
            ("week", "For a week"),
            ("month", "For a month"),
            (SET, "Until a day"),
            (CLEAR, "Wake those that rest"),
        ],
        required=False,
    )
    rest_until = forms.DateField(
        label="Rest until", required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    tie = forms.ChoiceField(
        label="Tie", choices=[LEAVE, *((value, capfirst(label)) for value, label in Tie.choices)], required=False
    )
    walk_of_life = forms.ChoiceField(
        label="Walk of life", choices=_with_clear(WalkOfLife.choices, "Clear it"), required=False
    )
    organization_how = forms.ChoiceField(
        label="Organization", choices=[LEAVE, (SET, "They work at"), (CLEAR, "Clear it")], required=False
    )
    organization_name = forms.CharField(
        label="Where they work",
        max_length=200,
        required=False,
        widget=forms.TextInput({"list": "organization-names", "autocomplete": "off"}),
    )
    tag_names = TagNamesField(label="Add tags", help_text="With commas between.")
    remove_tag_names = TagNamesField(label="Take tags off", help_text="Who does not have them stays as they are.")
    archive = forms.ChoiceField(
        label="In your list", choices=[LEAVE, (SET, "Archive"), (CLEAR, "Bring back")], required=False
    )
    do_not_contact = forms.ChoiceField(
        label="May they be contacted?",
        choices=[LEAVE, (CLEAR, "Yes"), (SET, "No, leave them in peace")],
        required=False,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["rest_until"].widget.attrs["min"] = (on + timedelta(days=1)).isoformat()

    def clean(self) -> dict[str, Any]:
        """Raises ``ValidationError`` where half of something was said, or nothing at all is to change."""
        data = super().clean() or self.cleaned_data
        for how, what in (("months_how", "months"), ("organization_how", "organization_name")):
            if data.get(what) and not data.get(how):
                data[how] = SET
        if data.get("rest_until") and not data.get("rest_how"):
            data["rest_how"] = SET
        if data.get("months_how") == SET and not data.get("months") and "months" not in self.errors:
            self.add_error("months", "Say how many months, from 1 to 60.")
        if data.get("organization_how") == SET and not data.get("organization_name"):
            self.add_error("organization_name", "Name the organization.")
        if data.get("rest_how") == SET and "rest_until" not in self.errors:
            self._check_rest(data.get("rest_until"))
        both = {tag_key(name) for name in data.get("tag_names", ())} & {
            tag_key(name) for name in data.get("remove_tag_names", ())
        }
        if both:
            self.add_error("remove_tag_names", "A tag cannot be added and taken off at once.")
        if not self.errors and not self.alterations():
            raise forms.ValidationError("Say what should change. Everything is still set to stay as it is.")
        return data

    def _check_rest(self, until: date | None) -> None:
        if until is None or until <= self.on:
            self.add_error("rest_until", "Choose a day that is still to come.")
        elif until > self.on + FARTHEST_REST:
            self.add_error("rest_until", "That is more than five years away. To leave them in peace, archive them.")

    def alterations(self) -> Alterations:
        """What was asked for; wants a cleaned form."""
        data = self.cleaned_data
        return Alterations(
            tier=data["tier"] or None,
            cadence_months={SET: data["months"], CLEAR: 0}.get(data["months_how"]),
            tie=data["tie"] or None,
            walk_of_life="" if data["walk_of_life"] == CLEAR else data["walk_of_life"] or None,
            organization={SET: data["organization_name"], CLEAR: ""}.get(data["organization_how"]),
            is_archived={SET: True, CLEAR: False}.get(data["archive"]),
            do_not_contact={SET: True, CLEAR: False}.get(data["do_not_contact"]),
            snoozed_until={
                "week": self.on + timedelta(days=7),
                "month": add_months(self.on, 1),
                SET: data["rest_until"],
            }.get(data["rest_how"]),
            wake=data["rest_how"] == CLEAR,
            add_tags=data["tag_names"],
            remove_tags=data["remove_tag_names"],
        )

    def tag_choices(self) -> Iterable[str]:
        """Names of the user's tags, to choose from while typing."""
        return Tag.for_user(self.user).values_list("name", flat=True)

    def organization_choices(self) -> Iterable[str]:
        """Names of the user's organizations, to choose from while typing."""
        return Organization.for_user(self.user).values_list("name", flat=True)
