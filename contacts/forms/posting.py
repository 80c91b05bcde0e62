"""A job that an organization advertises."""

from typing import Any, cast

from django import forms

from common.forms import OwnedModelForm
from contacts.forms.picking import Offer, PersonField
from contacts.models import Contact, Posting


class PostingForm(OwnedModelForm[Posting]):
    """What it is called, where it stands, who told of it, and when the user applied."""

    url = forms.URLField(label="Address", max_length=1000, required=False, assume_scheme="https")
    led_by = PersonField(label="Who told you of it", queryset=None, required=False)

    class Meta:
        model = Posting
        fields = ("title", "url", "led_by", "applied_on", "notes")
        widgets = {
            "title": forms.TextInput({"autocomplete": "off"}),
            "applied_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "notes": forms.Textarea({"rows": 2}),
        }
        labels = {"applied_on": "Applied on"}
        help_texts = {"applied_on": "Empty while you have not."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].widget.attrs["autocomplete"] = "off"
        cast("PersonField", self.fields["led_by"]).queryset = Contact.for_user(self.user)

    @property
    def teller(self) -> Offer:
        """What the field for whoever told of it shows."""
        return cast("PersonField", self.fields["led_by"]).offer(self["led_by"])

    def _get_validation_exclusions(self) -> set[str]:
        """Let the organization take part in unique checks: no posting twice."""
        return super()._get_validation_exclusions() - {"organization"}
