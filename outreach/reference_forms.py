"""What the user tells about a reference, and about each time somebody calls them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.forms import OwnedForm, OwnedModelForm
from contacts.forms.contact import SUGGESTED
from contacts.models.organization import organization_key
from outreach.forms import day_input, not_ahead, text_area
from outreach.models import Reference, ReferenceStepKind, ReferenceUse, UseOutcome


class ReferenceForm(OwnedModelForm[Reference]):
    """What somebody could speak to."""

    class Meta:
        model = Reference
        fields = ("knows",)
        help_texts = {
            "knows": "What did they see you do? It goes into what you write to them, and tells you whom to name where."
        }
        widgets = {"knows": text_area(3, "Two depots opened on time, and how I worked with the drivers")}


class UseForm(OwnedModelForm[ReferenceUse]):
    """Who calls a reference: from where, about what, when."""

    organization_name = forms.CharField(
        label="Organization",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "organization-names", **SUGGESTED}),
    )

    class Meta:
        model = ReferenceUse
        fields = ("role", "caller", "expected_on")
        labels = {"role": "Role", "caller": "Who will call", "expected_on": "When"}
        help_texts = {
            "caller": "A name and what they do, if you were told. You can add it later.",
            "expected_on": "The day, as far as you know it. Leave it empty if nobody said.",
        }
        widgets = {
            "role": forms.TextInput(attrs={"placeholder": "Planning manager"}),
            "caller": forms.TextInput(attrs={"placeholder": "Hana Sato, head of planning"}),
            "expected_on": day_input(),
        }

    field_order = ("organization_name", "role", "caller", "expected_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.organization is not None:
            self.initial["organization_name"] = self.instance.organization.name

    def clean_organization_name(self) -> str:
        """A name has something in it to tell it by."""
        name: str = self.cleaned_data["organization_name"]
        if not organization_key(name):
            raise ValidationError("Where does the call come from? A name is enough.")
        return name

    def told(self) -> dict[str, Any]:
        """What the valid form says."""
        return {name: self.cleaned_data[name] for name in self.field_order}


class StepForm(OwnedForm):
    """One step, and the day on which it happened."""

    kind = forms.ChoiceField(choices=ReferenceStepKind.choices)
    done_on = forms.DateField(required=False, widget=day_input())

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_done_on(self) -> date:
        """Today unless another day is named; none that is still to come."""
        return not_ahead(self.cleaned_data["done_on"] or self.on, self.on)


def faults(form: forms.BaseForm) -> str:
    """What is wrong with ``form``, in one line, for pages that have no place for it."""
    return " ".join(str(fault) for faults in form.errors.values() for fault in faults)


class OutcomeForm(StepForm):
    """A step of a use; with how it went, where it is that."""

    outcome = forms.ChoiceField(choices=[("", ""), *UseOutcome.choices], required=False)

    def clean(self) -> dict[str, Any]:
        """Noting how it went says how."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") == ReferenceStepKind.OUTCOME and not data.get("outcome"):
            self.add_error("outcome", "Say how it went.")
        return data
