"""What to change for several people at once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import Http404

from common.forms import OwnedForm
from contacts import people, tagging
from contacts.forms.tag import TagNamesField
from contacts.models import Contact, Tag, Tier

_ALIKE = [("", "Leave as it is")]


def selected(user: AbstractBaseUser, keys: Iterable[str]) -> list[Contact]:
    """The contacts of ``user`` with these primary keys, by name. Raises ``Http404`` if one of them is not theirs."""
    asked = set(keys)
    if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in asked):
        raise Http404("No such contact.")
    found = list(Contact.for_user(user).filter(pk__in=asked).select_related("organization", "owner").by_name())
    if len(found) < len({int(key) for key in asked}):
        raise Http404("No such contact.")
    return found


class SelectionForm(OwnedForm):
    """A tier, a tag, the archive; whatever is left empty stays as it is."""

    tier = forms.ChoiceField(label="Keep in touch", choices=[*_ALIKE, *Tier.choices], required=False)
    tag_names = TagNamesField(label="Add tags", help_text="With commas between.")
    archive = forms.BooleanField(label="Archive them", required=False)

    def clean(self) -> dict[str, Any]:
        """Raises ``ValidationError`` when nothing is to change."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.values()):
            raise forms.ValidationError("Say what should change: a tier, a tag, or the archive.")
        return data

    def tag_choices(self) -> Iterable[str]:
        """Names of the user's tags, to choose from while typing."""
        return Tag.for_user(self.user).values_list("name", flat=True)

    @transaction.atomic
    def apply(self, contacts: list[Contact], *, on: date) -> None:
        """Change ``contacts`` as asked, ``on`` being the user's today."""
        for name in self.cleaned_data["tag_names"]:
            tagging.add_tag(contacts, name)
        if self.cleaned_data["tier"]:
            people.set_tier(contacts, self.cleaned_data["tier"], on=on)
        if self.cleaned_data["archive"]:
            people.archive(contacts)
