"""What narrows the library."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.text import Truncator

from accounts.models import User
from common.forms import OwnedForm
from interviews.library import organizations_in_use, tags_in_use
from interviews.side_by_side import Asked

CHOICE_LENGTH = 80
"""Of a question, which may be long."""


class LibraryForm(OwnedForm):
    """Words, a tag, an organization, a question; what is none of the user's own narrows nothing. Two queries."""

    q = forms.CharField(required=False)
    tag = forms.ChoiceField(label="Tag", required=False)
    organization = forms.ChoiceField(label="Organization", required=False)
    question = forms.ChoiceField(label="Question", required=False)

    def __init__(self, *args: Any, user: User, questions: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.tags = {str(tag.pk): tag for tag in tags_in_use(user)}
        self.organizations = {str(each.pk): each for each in organizations_in_use(user)}
        self.questions = {str(each.pk): each for each in questions}
        self._offer("tag", "Any tag", self.tags)
        self._offer("organization", "Any organization", self.organizations)
        self._offer("question", "Any question", {key: each.words for key, each in self.questions.items()})
        self.is_valid()

    def _offer(self, name: str, anything: str, offered: Mapping[str, object]) -> None:
        choices = [(key, Truncator(str(each)).chars(CHOICE_LENGTH)) for key, each in offered.items()]
        cast(forms.ChoiceField, self.fields[name]).choices = [("", anything), *choices]

    @property
    def choosers(self) -> list[forms.BoundField]:
        """The fields with something to choose from."""
        offered = {"tag": self.tags, "organization": self.organizations, "question": self.questions}
        return [self[name] for name, each in offered.items() if each]

    @property
    def narrowed(self) -> dict[str, Any]:
        """What is asked of ``library.find``."""
        asked, question = self.cleaned_data, self.chosen_question
        return {
            "words": asked.get("q", ""),
            "tag": self.tags.get(asked.get("tag", "")),
            "organization": self.organizations.get(asked.get("organization", "")),
            "answers": question.answers if question else None,
        }

    @property
    def chosen_question(self) -> Asked | None:
        """The question it is narrowed to."""
        return self.questions.get(self.cleaned_data.get("question", ""))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything at all is looked for."""
        return any(self.narrowed.values())
