"""Where someone worked before, studied, or belongs to (P03, P07)."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils.text import capfirst

from accounts.models import User
from common.forms import OwnedModelForm
from contacts import organizations
from contacts.forms.contact import SUGGESTED
from contacts.models import Affiliation, AffiliationKind
from contacts.models.organization import organization_key

_EARLIEST = 1900
_YEAR = {"inputmode": "numeric", "autocomplete": "off"}


class AffiliationForm(OwnedModelForm[Affiliation]):
    """What they did, at which organization by its name, and from when to when; a new name makes an organization."""

    user: User

    organization_name = forms.CharField(
        label="Where",
        max_length=200,
        widget=forms.TextInput({"list": "organization-names", "autocomplete": "off", "autofocus": True, **SUGGESTED}),
    )
    from_year = forms.IntegerField(label="From (year)", required=False, widget=forms.TextInput(_YEAR))
    until_year = forms.IntegerField(label="Until (year)", required=False, widget=forms.TextInput(_YEAR))
    field_order = ("kind", "organization_name", "from_year", "until_year")

    class Meta:
        model = Affiliation
        fields = ("kind", "from_year", "until_year")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        kind = cast("forms.ChoiceField", self.fields["kind"])
        kind.choices = [(value, capfirst(label)) for value, label in AffiliationKind.choices]
        if self.instance.pk is not None:
            self.initial["organization_name"] = self.instance.organization.name

    def clean_from_year(self) -> int | None:
        """Raises ``ValidationError`` for a year that is still to come, or long gone."""
        return self._past(self.cleaned_data["from_year"])

    def clean_until_year(self) -> int | None:
        """Raises ``ValidationError`` for a year that is still to come, or long gone."""
        return self._past(self.cleaned_data["until_year"])

    def clean(self) -> dict[str, Any]:
        """Say it to the field where an end comes before its beginning, or the same is noted already."""
        data = super().clean() or self.cleaned_data
        began, ended = data.get("from_year"), data.get("until_year")
        if began and ended and ended < began:
            self.add_error("until_year", "That is before it began.")
        same = Affiliation.for_user(self.user).filter(
            contact=self.instance.contact,
            kind=data.get("kind", ""),
            organization__name_key=organization_key(data.get("organization_name", "")),
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("organization_name", "That is noted already; change it where it stands.")
        return data

    @transaction.atomic
    def keep(self) -> Affiliation:
        """Save it, with the organization it names, which is made where there is none of that name."""
        organization = organizations.named(self.user, self.cleaned_data["organization_name"])
        if organization is None:
            raise ValueError("Only a valid form can be kept.")
        self.instance.organization = organization
        return self.save()

    def _past(self, year: int | None) -> int | None:
        if year is not None and year > self.on.year:
            raise forms.ValidationError("That is still to come. Leave it empty while it lasts.")
        if year is not None and year < _EARLIEST:
            raise forms.ValidationError("A year has four digits: 2014.")
        return year
