"""What the user tells about the work they found."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.forms import OwnedForm
from contacts.forms.contact import SUGGESTED
from contacts.models.organization import organization_key
from outreach.forms import day_input, not_ahead


class LandedForm(OwnedForm):
    """Where, as what, and since when they know; where and what may stay unsaid."""

    organization_name = forms.CharField(
        label="Where",
        max_length=200,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "list": "organization-names", "placeholder": "Kessel", **SUGGESTED}
        ),
    )
    role = forms.CharField(
        label="As what",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Operations planner"}),
    )
    landed_on = forms.DateField(label="When you knew", widget=day_input())

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"landed_on": on}, **kwargs)
        self.fields["landed_on"].widget.attrs["max"] = on.isoformat()
        self.on = on

    def clean_organization_name(self) -> str:
        """A name has something in it to tell it by."""
        name: str = self.cleaned_data["organization_name"]
        if name and not organization_key(name):
            raise ValidationError("Write its name, or leave it empty.")
        return name

    def clean_landed_on(self) -> date:
        """Refuse a day that is still to come."""
        return not_ahead(self.cleaned_data["landed_on"], self.on)
