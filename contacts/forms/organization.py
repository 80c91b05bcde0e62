"""An organization and how much the user would like to work there."""

from typing import Any

from django import forms
from django.utils.html import format_html

from common.forms import OwnedModelForm
from contacts import organizations
from contacts.models import Organization
from contacts.models.organization import organization_key


class OrganizationForm(OwnedModelForm[Organization]):
    """Name, interest (P05), industry (P11), website, notes."""

    website = forms.URLField(max_length=500, required=False, assume_scheme="https")

    class Meta:
        model = Organization
        fields = ("name", "interest", "industry", "website", "notes")
        widgets = {"interest": forms.RadioSelect, "notes": forms.Textarea({"rows": 4})}

    def clean_name(self) -> str:
        """Raises ``ValidationError`` with the way to the organization that has this name already."""
        name: str = self.cleaned_data["name"]
        key = organization_key(name)
        twin = organizations.known_as(self.user, key)
        if twin is not None and twin.pk != self.instance.pk:
            raise forms.ValidationError(
                format_html(
                    'You already have this one: <a href="{}">{}</a>. Nothing was saved.',
                    twin.get_absolute_url(),
                    twin.name,
                )
            )
        return name


ORGANIZATION_FACTS = ("industry", "website", "notes")
"""What of an organization is changed where it stands."""


class OrganizationFactForm(OrganizationForm):
    """One of ``ORGANIZATION_FACTS``; the others stay as they are, whatever happened to them meanwhile."""

    def __init__(self, *args: Any, only: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name != only]:
            del self.fields[name]
        self.fields[only].widget.attrs |= {"autocomplete": "off", "autofocus": True}

    def keep(self) -> None:
        """Save what was changed."""
        columns = [*self.fields, *(["industry_key"] if "industry" in self.fields else [])]
        self.save(commit=False).save(update_fields=columns)
