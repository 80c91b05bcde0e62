"""A job that an organization advertises."""

from typing import Any

from django import forms

from common.forms import OwnedModelForm
from contacts.models import Posting


class PostingForm(OwnedModelForm[Posting]):
    """What it is called, where it stands, and when the user applied."""

    url = forms.URLField(label="Address", max_length=1000, required=False, assume_scheme="https")

    class Meta:
        model = Posting
        fields = ("title", "url", "applied_on", "offered_on", "notes")
        widgets = {
            "title": forms.TextInput({"autocomplete": "off"}),
            "applied_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "offered_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "notes": forms.Textarea({"rows": 2}),
        }
        labels = {"applied_on": "Applied on", "offered_on": "Offer came on"}
        help_texts = {"applied_on": "Empty while you have not.", "offered_on": "When they said yes."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].widget.attrs["autocomplete"] = "off"

    def _get_validation_exclusions(self) -> set[str]:
        """Let the organization take part in unique checks: no posting twice."""
        return super()._get_validation_exclusions() - {"organization"}
