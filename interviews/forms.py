"""What is written before, during and after a conversation."""

from typing import Any

from django import forms

from interviews.notes import as_kept


class KeptTextField(forms.Field):
    """Text kept as typed, whatever its length: no stripping, and no refusal over a character."""

    widget = forms.Textarea

    def clean(self, value: Any) -> str:
        """The text with plain line ends; see ``interviews.notes.as_kept``."""
        return as_kept(value or "")
