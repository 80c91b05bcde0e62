"""What is written before, during and after a conversation."""

from typing import Any

from django import forms

from accounts.models import User
from common.forms import OwnedForm
from interviews.models import Interview
from interviews.notes import as_kept


class KeptTextField(forms.Field):
    """Text kept as typed, whatever its length: no stripping, and no refusal over a character."""

    widget = forms.Textarea

    def clean(self, value: Any) -> str:
        """The text with plain line ends; see ``interviews.notes.as_kept``."""
        return as_kept(value or "")


class PreparationForm(OwnedForm):
    """What is written before the talk, with what stood there when the page was opened."""

    homework = KeptTextField(
        label="What you found out",
        required=False,
        help_text="About them and where they work, so that you need not ask what the web answers.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    goals = KeptTextField(
        label="What you hope to learn",
        required=False,
        help_text="Two or three things. It is your agenda, and they will be glad you have one.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    questions = KeptTextField(
        label="Questions to ask",
        required=False,
        help_text="One a line, the most important first.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    homework_was = KeptTextField(required=False, widget=forms.HiddenInput)
    goals_was = KeptTextField(required=False, widget=forms.HiddenInput)
    questions_was = KeptTextField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, interview: Interview, *, user: User) -> "PreparationForm":
        """The form as it shows ``interview``."""
        texts = {name: getattr(interview, name) for name in ("homework", "goals", "questions")}
        return cls(user=user, initial={**texts, **{f"{name}_was": text for name, text in texts.items()}})
