"""Writing down whom one knows, in a hurry."""

from typing import Any, cast

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser

from common.forms import OwnedForm
from contacts.brainstorm import MOST_AT_ONCE
from contacts.models import Contact, Tier
from contacts.typed_names import people_in
from contacts.walks import PROMPTS

HOW_OFTEN = [
    (Tier.NONE, "Not yet: I choose whom later"),
    (Tier.LIGHT, "Lightly, over the coming months"),
    (Tier.REGULAR, "Regularly"),
]


class BrainstormForm(OwnedForm):
    """Names of one walk of life, one or many, and what the new people get."""

    names = forms.CharField(
        label="Who comes to mind?",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 1, "autocomplete": "off", "autocapitalize": "words", "enterkeyhint": "enter"}),
        error_messages={"max_length": "That is more than fits in here at once. Send it in parts, or import a file."},
    )
    walk = forms.ChoiceField(choices=list(PROMPTS.items()), widget=forms.HiddenInput)
    tier = forms.ChoiceField(label="Remind me to keep in touch", choices=HOW_OFTEN)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_names(self) -> str:
        """Raises ``ValidationError`` for more people than anybody types at once."""
        names: str = self.cleaned_data["names"]
        if len(people_in(names)) > MOST_AT_ONCE:
            raise forms.ValidationError(
                f"These are more than {MOST_AT_ONCE} people. Send them in parts, or bring them in from a file."
            )
        return names


class AnswerForm(OwnedForm):
    """The answer to "is it the same person?": a contact, or nobody for somebody else."""

    number = forms.IntegerField(min_value=1)
    contact: "forms.ModelChoiceField[Contact]" = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        people = Contact.for_user(user).select_related("organization", "owner")
        cast("forms.ModelChoiceField[Contact]", self.fields["contact"]).queryset = people
