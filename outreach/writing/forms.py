"""What the user tells about a template."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.forms import OwnedModelForm
from outreach.forms import text_area
from outreach.models import MOST_STEPS, AskKind, MessageTemplate
from outreach.writing import merge_fields


class TemplateForm(OwnedModelForm[MessageTemplate]):
    """A template; what cannot be a merge field is an error at its line."""

    step = forms.TypedChoiceField(
        label="Which attempt",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "any"), *((number, f"attempt {number}") for number in range(1, MOST_STEPS + 1))],
    )

    class Meta:
        model = MessageTemplate
        fields = ("name", "channel", "purpose", "ask_kind", "step", "subject", "body", "voicemail")
        labels = {
            "channel": "How it goes out",
            "purpose": "What it is for",
            "ask_kind": "What it asks for",
            "body": "What to say",
            "voicemail": "If nobody picks up",
        }
        help_texts = {
            "body": "Leave [gaps] for what is different each time, and {{ fields }} for what Rapport knows.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"placeholder": "First e-mail to people at ports"}),
            "body": text_area(14),
            "voicemail": text_area(4),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ask_kind"] = forms.ChoiceField(
            label="What it asks for", required=False, choices=[("", "anything, or nothing"), *AskKind.choices]
        )
        self.order_fields(self._meta.fields)

    def clean_subject(self) -> str:
        """Fields in it must be there."""
        return _with_known_fields(self.cleaned_data["subject"])

    def clean_body(self) -> str:
        """Fields in it must be there."""
        return _with_known_fields(self.cleaned_data["body"])

    def clean_voicemail(self) -> str:
        """Fields in it must be there."""
        return _with_known_fields(self.cleaned_data["voicemail"])

    def shown(self) -> dict[str, str]:
        """Subject, body and voicemail as they stand in the form, with examples in the place of people."""
        return {
            name: merge_fields.render(str(self[name].value() or "").replace("\r\n", "\n"), merge_fields.EXAMPLES).text
            for name in ("subject", "body", "voicemail")
        }


def _with_known_fields(text: str) -> str:
    text = text.replace("\r\n", "\n")
    wrong = merge_fields.mistakes(text)
    if wrong:
        raise ValidationError([str(mistake) for mistake in wrong])
    return text
