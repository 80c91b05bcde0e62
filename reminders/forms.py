"""What may be said to the agenda."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError

LONGEST_REST = timedelta(days=366)


class SnoozeForm(forms.Form):
    """Until when an item rests; ``on`` is the user's today."""

    until = forms.DateField()

    def __init__(self, *args: object, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own, passed through
        self.on = on

    def clean_until(self) -> date:
        """A day after today, within a year."""
        until: date = self.cleaned_data["until"]
        if not self.on < until <= self.on + LONGEST_REST:
            raise ValidationError("Pick a day after today, within a year.")
        return until


class WakeForm(forms.Form):
    """What a snooze changed, to take it back."""

    rests_until = forms.DateField()
    former = forms.DateField()
