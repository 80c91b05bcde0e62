"""The five questions about one's network."""

from typing import Any

from django import forms

from common.forms import OwnedForm
from contacts.network.rating import QUESTIONS

_ANSWERS = [("yes", "Yes"), ("no", "No")]


class RatingForm(OwnedForm):
    """A yes or a no to each question (P10)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.name] = forms.ChoiceField(
                label=question.asks,
                choices=_ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": "Yes or no? Your first thought is good enough."},
            )

    def answers(self) -> dict[str, bool]:
        """What was answered, by field of ``NetworkRating``; wants a valid form."""
        return {name: value == "yes" for name, value in self.cleaned_data.items()}
