"""A thank-you being written, and the way it goes out."""

from typing import Any

from django import forms

from common.forms import OwnedForm
from interviews.forms import KeptTextField
from interviews.thanks import WAYS, Letter
from outreach.writing.gaps import gaps_in

WAY_LABELS = {"email": "By e-mail", "letter": "With a card", "message": "By message"}


class ThanksForm(OwnedForm):
    """The words and how they went out; places still in [brackets] are asked about before it counts as sent."""

    way = forms.ChoiceField(
        label="How you thank them",
        widget=forms.Select(attrs={"class": "form-select"}),
        choices=[(way.value, WAY_LABELS[way]) for way in WAYS],
    )
    subject = forms.CharField(label="Subject", required=False, max_length=200)
    body = KeptTextField(label="What to say", required=False)
    body_was = KeptTextField(required=False, widget=forms.HiddenInput)
    gaps_confirmed = forms.BooleanField(label="I filled them in where I wrote it", required=False)

    def __init__(self, *args: Any, is_sent: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_sent = is_sent

    @property
    def has_words(self) -> bool:
        """Whether the page had the letter on it at all: a list's "Thanked" has not."""
        return "body" in self.data

    @property
    def chosen(self) -> str:
        """The way that was chosen, valid or not."""
        return str(self["way"].value() or "")

    @property
    def was(self) -> str:
        """What stood there when the page was opened."""
        return str(self.data.get("body_was", ""))

    @property
    def words(self) -> Letter | None:
        """What was written, even where something else is still asked; ``None`` for no letter."""
        if not self.has_words:
            return None
        subject = str(self.data.get("subject", ""))[:200]
        return Letter(subject=subject, body=self.fields["body"].clean(self.data.get("body", "")))

    def clean(self) -> dict[str, Any]:
        """Ask back about gaps."""
        data = super().clean() or self.cleaned_data
        gaps = gaps_in(f"{data.get('subject', '')}\n{data.get('body', '')}")
        if self.is_sent and gaps and not data.get("gaps_confirmed"):
            these = "One place is" if len(gaps) == 1 else f"{len(gaps)} places are"
            self.add_error("gaps_confirmed", f"{these} still in [brackets]: {gaps[0]}")
        return data
