"""An event, and whom one met there."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser

from common.forms import OwnedForm, OwnedModelForm
from contacts import events
from contacts.models import Contact, Event
from contacts.typed_names import people_in

LINE_LENGTH = 2_000
_TOO_LONG = {"max_length": f"That is more than {LINE_LENGTH:,} letters. The person’s page has more room, under notes."}


class EventForm(OwnedModelForm[Event]):
    """Name, day and place; ``on`` is the user's today."""

    class Meta:
        model = Event
        fields = ("name", "on", "place", "notes")
        labels = {"name": "What is it?", "on": "When", "place": "Where", "notes": "Notes"}
        widgets = {
            "name": forms.TextInput({"placeholder": "Rail evening, alumni drinks, trade fair", "autocomplete": "off"}),
            "on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "place": forms.TextInput({"autocomplete": "off"}),
            "notes": forms.Textarea({"rows": 3}),
        }
        help_texts = {"notes": "Who will be there, what you would like to learn."}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = on
        self.moved_from = self.instance.on if self.instance.pk else None
        if self.instance.pk is None:
            self.initial.setdefault("on", on)

    def clean_on(self) -> date:
        """Raises ``ValidationError`` for a day to come where people were met already."""
        day: date = self.cleaned_data["on"]
        if day > self.today and self.instance.pk is not None and self.instance.interactions.exists():
            raise forms.ValidationError("You met people there already, so it cannot lie ahead.")
        return day

    def keep(self) -> Event:
        """Save the event; what happened there moves along with its day."""
        return events.keep(self.save(commit=False), moved_from=self.moved_from, on=self.today)


class MeetForm(OwnedForm):
    """A name, a line, and one tap for when to write."""

    name = forms.CharField(max_length=500, error_messages={"required": "Type a name first; a first name is enough."})
    line = forms.CharField(max_length=LINE_LENGTH, required=False, error_messages=_TOO_LONG)
    contact: "forms.ModelChoiceField[Contact]" = forms.ModelChoiceField(queryset=None, required=False)
    follow_up = forms.ChoiceField(required=False)
    key = forms.CharField(required=False, max_length=40)

    def __init__(self, *args: Any, user: AbstractBaseUser, on: date, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.days = events.follow_up_days(on)
        people = Contact.for_user(user).select_related("organization", "owner")
        cast("forms.ModelChoiceField[Contact]", self.fields["contact"]).queryset = people
        cast("forms.ChoiceField", self.fields["follow_up"]).choices = [
            (value, label) for value, (label, _) in self.days.items()
        ]

    def clean_name(self) -> str:
        """Raises ``ValidationError`` for what names nobody."""
        name: str = self.cleaned_data["name"]
        if not people_in(name):
            raise forms.ValidationError("Type a name first; a first name is enough.")
        return name

    @property
    def due_on(self) -> date | None:
        """The day of the chip that was tapped."""
        return self.days[self.cleaned_data["follow_up"] or "none"][1]


class LineForm(OwnedForm):
    """What was talked about with one person met, and perhaps a day to write to them."""

    line = forms.CharField(max_length=LINE_LENGTH, required=False, error_messages=_TOO_LONG)
    follow_up = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = events.follow_up_days(on)
        cast("forms.ChoiceField", self.fields["follow_up"]).choices = [
            (value, label) for value, (label, _) in self.days.items()
        ]

    @property
    def due_on(self) -> date | None:
        """The day of the chip that was tapped, if any."""
        return self.days[self.cleaned_data["follow_up"] or "none"][1]
