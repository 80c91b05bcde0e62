"""What the user tells about a template, and what stands in an open message."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.forms import OwnedForm, OwnedModelForm
from outreach.forms import day_input, not_ahead, text_area
from outreach.models import MOST_STEPS, AskKind, Channel, MessageTemplate
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


class MessageForm(OwnedForm):
    """A message being written, with the page it is written on; sending asks for the day as well."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=10_000)
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    began = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    """The key of what the words began with."""
    channel = forms.ChoiceField(label="How it goes out", choices=Channel.choices)
    subject = forms.CharField(label="Subject", required=False, max_length=200)
    body = forms.CharField(label="What to say", required=False, max_length=10_000, strip=False, widget=text_area(14))
    voicemail = forms.CharField(
        label="If nobody picks up", required=False, max_length=2000, strip=False, widget=text_area(4)
    )
    unlocked_because = forms.CharField(
        label="Why they can stand up for you", required=False, max_length=300, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_%s", **kwargs)

    def words(self) -> dict[str, str]:
        """Subject, body and voicemail of the valid form, their lines ended in one way."""
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in ("subject", "body", "voicemail")}


class SentForm(OwnedForm):
    """When it went out, and for a call whether somebody was there."""

    made_on = forms.DateField(label="When", widget=day_input())
    left_voicemail = forms.BooleanField(label="I left a voicemail", required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"made_on": on}, auto_id="id_sent_%s", **kwargs)
        for name in self.fields:
            # What is chosen here stays when the reading around it comes anew.
            self.fields[name].widget.attrs |= {"form": "compose", "hx-preserve": "true"}
        self.fields["made_on"].widget.attrs["max"] = on.isoformat()
        self.fields["left_voicemail"].widget.attrs["class"] = "form-check-input"
        self.on = on

    def clean_made_on(self) -> date:
        """Refuse a day that is still to come."""
        return not_ahead(self.cleaned_data["made_on"], self.on)


def _with_known_fields(text: str) -> str:
    text = text.replace("\r\n", "\n")
    wrong = merge_fields.mistakes(text)
    if wrong:
        raise ValidationError([str(mistake) for mistake in wrong])
    return text
