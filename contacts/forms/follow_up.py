"""Planning what to do next for someone, and by when."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms

from common.forms import OwnedModelForm
from contacts.models import FollowUp, RepeatFrom, RepeatUnit


def quick_days(on: date) -> dict[str, tuple[str, date]]:
    """The days a follow-up is most often put on, seen from local date ``on``: label and date."""
    return {
        "tomorrow": ("Tomorrow", on + timedelta(days=1)),
        "monday": ("Next Monday", on + timedelta(days=8 - on.isoweekday())),
        "fortnight": ("In two weeks", on + timedelta(days=14)),
    }


class FollowUpForm(OwnedModelForm[FollowUp]):
    """What, by when; ``on`` is the user's today."""

    class Meta:
        model = FollowUp
        fields = ("what", "due_on", "every", "unit", "repeat_from")
        widgets = {
            "what": forms.TextInput({"placeholder": "Send the article on warehouse robots", "autocomplete": "off"}),
            "due_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        }
        labels = {
            "what": "What you will do",
            "due_on": "By when",
            "every": "Repeat every",
            "unit": "Days, weeks or months",
        }
        help_texts = {"what": "", "every": "Leave it empty for what you do once."}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["due_on"].required = False
        unit, repeat_from = (cast("forms.ChoiceField", self.fields[name]) for name in ("unit", "repeat_from"))
        unit.choices, repeat_from.choices = RepeatUnit.choices, RepeatFrom.choices
        self.initial["unit"] = self.initial.get("unit") or RepeatUnit.WEEK
        if self.instance.pk is None:
            self.initial.setdefault("due_on", on + timedelta(days=7))
        else:
            self.fields["what"].widget.attrs.pop("placeholder", None)

    def clean_due_on(self) -> date:
        """The day of the quick button pressed, or the one typed; raises ``ValidationError``."""
        quick = quick_days(self.on).get(self.data.get("quick", ""))
        day: date | None = quick[1] if quick else self.cleaned_data["due_on"]
        if day is None:
            raise forms.ValidationError("Pick a day, or press one of the buttons.")
        if day < self.on and "due_on" in self.changed_data:
            raise forms.ValidationError("That day has gone by. Pick today or a later one.")
        return day

    def clean(self) -> dict[str, Any]:
        """Give what repeats its first date, and what comes once none; a new day, or rhythm, counts from that day on."""
        data = super().clean() or self.cleaned_data
        every, row = data.get("every"), self.instance
        data["unit"] = (data.get("unit") or RepeatUnit.WEEK) if every else ""
        data["repeat_from"] = data.get("repeat_from") or RepeatFrom.SCHEDULE
        stays = row.anchor_on and (row.due_on, row.every, row.unit) == (data.get("due_on"), every, data["unit"])
        row.anchor_on = (row.anchor_on if stays else data.get("due_on")) if every else None
        return data
