"""What is typed before a talk: homework, agenda, how to begin, and questions."""

from collections.abc import Mapping

from django import forms

from accounts.models import User
from common.forms import OwnedForm, OwnedModelForm
from interviews.forms import KeptTextField
from interviews.models import Purpose, Question
from interviews.notes import as_kept


def _text(label: str, help_text: str = "", *, rows: int = 3, example: str = "") -> KeptTextField:
    attrs = {"rows": rows, **({"placeholder": example} if example else {})}
    return KeptTextField(label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs=attrs))


class PreparationForm(OwnedForm):
    """What is written before the talk, with what stood there when the page was opened; nothing typed is refused."""

    homework = _text("What you found out")
    organization_homework = _text("What you found out about the place")
    goals = _text(
        "What you hope to learn", "Two or three things. People are glad when someone knows what they came for."
    )
    agenda = _text(
        "How the time could go",
        "Loosely: it is a talk, not a meeting. Leave the last two minutes to ask whom else to talk to.",
        example="Two minutes on me, then how they came to it, how planning works there, whom else",
    )
    who_i_am = _text("Who I am", "Two sentences, as you would say them.", rows=2)
    who_referred_me = _text("Who led me to you", rows=2)
    why_you = _text("Why you", "What they did, wrote or know that made you ask them and nobody else.", rows=2)
    homework_was = KeptTextField(required=False, widget=forms.HiddenInput)
    organization_homework_was = KeptTextField(required=False, widget=forms.HiddenInput)
    goals_was = KeptTextField(required=False, widget=forms.HiddenInput)
    agenda_was = KeptTextField(required=False, widget=forms.HiddenInput)
    who_i_am_was = KeptTextField(required=False, widget=forms.HiddenInput)
    who_referred_me_was = KeptTextField(required=False, widget=forms.HiddenInput)
    why_you_was = KeptTextField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, texts: Mapping[str, str], *, user: User) -> "PreparationForm":
        """The form as it shows ``texts``, see ``preparation.shown``."""
        return cls(user=user, initial={**texts, **{f"{name}_was": text for name, text in texts.items()}})

    @property
    def were(self) -> list[forms.BoundField]:
        """What stood there, to travel along."""
        return self.hidden_fields()


MOST_LETTERS = 500
"""Longer ones are speeches."""


class WrittenQuestionForm(OwnedForm):
    """A question typed for one talk; it joins the bank. Its fields belong to the form of the whole panel."""

    use_required_attribute = False

    text = forms.CharField(
        label="A question of your own",
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 1, "maxlength": False, "form": "preparing"}),
        error_messages={
            "required": "Write the question first.",
            "max_length": "That is long for one question. Say it in %(limit_value)s letters, or make two of it.",
        },
    )
    purpose = forms.ChoiceField(
        label="What it is for",
        choices=[(value, label[:1].upper() + label[1:]) for value, label in Purpose.choices],
        initial=Purpose.OTHER,
        widget=forms.Select(attrs={"class": "form-select", "form": "preparing"}),
    )

    def clean_text(self) -> str:
        """On one line, as it is asked."""
        return " ".join(as_kept(self.cleaned_data["text"]).split())


class QuestionForm(OwnedModelForm[Question]):
    """A question of the bank."""

    class Meta:
        model = Question
        fields = ("text", "purpose")
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"text": "One that the web does not answer.", "purpose": "It says when in a talk it comes up."}
        error_messages = {"text": {"required": "Write the question first."}}

    def clean_text(self) -> str:
        """On one line, as it is asked."""
        return " ".join(as_kept(self.cleaned_data["text"]).split())
