"""Which tier somebody is in, and how many touches a week one can keep up."""

from django import forms

from accounts.models import User
from contacts.models import Tier


class TierForm(forms.Form):
    """One of the tiers."""

    tier = forms.ChoiceField(choices=Tier.choices)


class CapacityForm(forms.ModelForm[User]):
    """The user's own capacity for staying in touch (P14)."""

    class Meta:
        model = User
        fields = ("weekly_touches",)
        widgets = {"weekly_touches": forms.NumberInput({"min": 1, "max": 200, "inputmode": "numeric"})}
