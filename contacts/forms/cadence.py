"""How often to stay in touch, tier by tier."""

from django import forms

from accounts.models import User


class CadenceForm(forms.ModelForm[User]):
    """Months between touches for each tier (P49)."""

    class Meta:
        model = User
        fields = ("key_months", "regular_months", "light_months")
        labels = {
            "key_months": "Key people",
            "regular_months": "Regular people",
            "light_months": "Light touch",
        }
        help_texts = {
            "key_months": "Those who know your work and open doors.",
            "regular_months": "Most people you would happily have a coffee with.",
            "light_months": "A card, a like, a line once in a while.",
        }
        widgets = {
            name: forms.NumberInput({"min": 1, "max": 60, "inputmode": "numeric", "class": "form-control"})
            for name in fields
        }
