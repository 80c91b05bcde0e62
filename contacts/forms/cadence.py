"""How often to stay in touch, tier by tier."""

from django import forms

from accounts.models import User


class CadenceForm(forms.ModelForm[User]):
    """Months between touches for each tier (P49)."""

    class Meta:
        model = User
        fields = ("key_months", "regular_months", "light_months")
        labels = {
            "key_months": "Key people, every so many months",
            "regular_months": "Regular people, every so many months",
            "light_months": "Light touch, every so many months",
        }
        widgets = {name: forms.NumberInput({"min": 1, "max": 60, "inputmode": "numeric"}) for name in fields}
