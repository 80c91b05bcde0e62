"""A person: the few fields that matter first, then the rare ones."""

from datetime import date
from typing import Any, cast

from django import forms
from django.urls import reverse_lazy
from django.utils.text import capfirst

from accounts.models import User
from common.forms import OwnedModelForm
from contacts import people
from contacts.cadence import interval_months
from contacts.forms.picking import Offer, PersonField
from contacts.forms.points import check_address
from contacts.forms.tag import TagNamesField
from contacts.introducing import CircularIntroductionError, require_no_circle
from contacts.models import Contact, PointKind, Tier

SUGGESTED = {
    "hx-get": reverse_lazy("contacts:organization_suggest"),
    "hx-trigger": "input changed delay:150ms",
    "hx-target": "#organization-names",
    "hx-swap": "innerHTML",
    "hx-sync": "this:queue last",
}
"""What asks for names of organizations while one is typed."""

_RARE = ("tier", "cadence_months", "tie", "walk_of_life", "introduced_by", "tag_names", "notes")


class ContactForm(OwnedModelForm[Contact]):
    """A contact with the organization and tags typed as text; new names make new rows."""

    user: User

    organization_name = forms.CharField(
        label="Organization",
        max_length=200,
        required=False,
        widget=forms.TextInput({"list": "organization-names", "autocomplete": "off", **SUGGESTED}),
    )
    introduced_by = PersonField(label="Introduced by", queryset=None, required=False)
    tag_names = TagNamesField(label="Tags", help_text="Your own words for groups of people, with commas between.")

    class Meta:
        model = Contact
        fields = (
            "first_name",
            "last_name",
            "how_known",
            "title",
            "tier",
            "cadence_months",
            "tie",
            "walk_of_life",
            "introduced_by",
            "notes",
        )
        widgets = {
            "first_name": forms.TextInput({"autocomplete": "off"}),
            "last_name": forms.TextInput({"autocomplete": "off"}),
            "notes": forms.Textarea({"rows": 4}),
        }
        help_texts = {
            "how_known": "“Worked together at Northwind”, “a friend of Ana’s”. It is what you open with.",
            "notes": "Family, interests, what they need: what you would like to remember next time.",
            "tie": "Strong: they would pick up the phone for you. Weak: they know who you are.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        introducers = cast("PersonField", self.fields["introduced_by"])
        introducers.queryset = Contact.for_user(self.user).exclude(pk=self.instance.pk)
        self._say_choices()
        if self.instance.pk is not None:
            self.initial["organization_name"] = self.instance.organization.name if self.instance.organization else ""
            self.initial["tag_names"] = ", ".join(self.instance.tags.values_list("name", flat=True))

    def _say_choices(self) -> None:
        """Choices as a form says them: capital letters, and how often a tier is."""
        often = {value: interval_months(tier=value, override=None, user=self.user) for value in Tier.values}
        for name in ("tier", "tie", "walk_of_life"):
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = [
                (value, capfirst(label) if value else "Not said")
                for value, label in cast("list[tuple[str, str]]", field.choices)
            ]
        tier = cast("forms.ChoiceField", self.fields["tier"])
        tier.choices = [
            (value, f"{label}, every {often[value]} months" if often[value] else label)
            for value, label in cast("list[tuple[str, str]]", tier.choices)
        ]

    def clean_introduced_by(self) -> Contact | None:
        """Raises ``ValidationError`` for somebody to whom this person led, however far back."""
        introducer: Contact | None = self.cleaned_data["introduced_by"]
        if introducer is not None and self.instance.pk is not None:
            try:
                require_no_circle(self.instance, introducer)
            except CircularIntroductionError as error:
                raise forms.ValidationError(f"{error} Nothing was saved.") from error
        return introducer

    @property
    def introducer(self) -> Offer:
        """What the field for whoever introduced them shows."""
        return cast("PersonField", self.fields["introduced_by"]).offer(self["introduced_by"])

    def keep(self, *, on: date) -> Contact:
        """Save the contact with all that was typed, ``on`` being the user's today."""
        return people.keep(
            self.save(commit=False),
            organization_name=self.cleaned_data["organization_name"],
            tag_names=self.cleaned_data["tag_names"],
            points=self.points(),
            on=on,
        )

    def points(self) -> dict[str, str]:
        """Addresses typed into this form, by kind."""
        return {}

    @property
    def opens_more(self) -> bool:
        """Whether something among the rare fields needs to be seen."""
        return any(name in self.errors for name in _RARE) or bool(self.initial.get("walk_of_life"))


class NewContactForm(ContactForm):
    """A new contact, with one address of each kind beside the name."""

    email = forms.CharField(label="E-mail", max_length=500, required=False)
    phone = forms.CharField(label="Phone", max_length=60, required=False)
    profile = forms.CharField(label="Profile", max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, hints in {
            "email": {"inputmode": "email"},
            "phone": {"inputmode": "tel"},
            "profile": {"inputmode": "url", "placeholder": "linkedin.com/in/…"},
        }.items():
            self.fields[kind].widget.attrs.update(hints, autocomplete="off")

    def clean_email(self) -> str:
        """Raises ``ValidationError`` for what is no e-mail address."""
        return check_address(PointKind.EMAIL, self.cleaned_data["email"])

    def clean_phone(self) -> str:
        """Raises ``ValidationError`` for what is no phone number."""
        return check_address(PointKind.PHONE, self.cleaned_data["phone"])

    def clean_profile(self) -> str:
        """Raises ``ValidationError`` for what is no web address."""
        return check_address(PointKind.PROFILE, self.cleaned_data["profile"])

    def points(self) -> dict[str, str]:
        """The e-mail address, phone number and profile typed, by kind."""
        return {kind: self.cleaned_data[kind] for kind in PointKind.values}
