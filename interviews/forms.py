"""When and where, by the user's own clock, with the questions a friend would ask before agreeing; and notes."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from accounts.models import User
from common.forms import OwnedForm
from contacts.models import Contact
from interviews.local_time import comes_twice, readings
from interviews.models import Interview, Medium
from interviews.notes import as_kept

PROMISED_MINUTES = 30
"""More than this is a lot to ask of someone busy (P16)."""
LARGEST_INTEGER = 2_147_483_647


class _AskingForm(OwnedForm):
    """A form that may ask back: a tick under the question, and it goes on."""

    asks: tuple[str, ...] = ()
    """Names of the ticks; each is shown only once it was asked for."""

    user: User

    def __init__(self, *args: Any, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.now = now

    def ask(self, name: str, why: str) -> None:
        """Ask back with the tick ``name`` unless it is there already."""
        if not self.cleaned_data.get(name):
            self.add_error(name, why)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The ticks that were asked for, or are ticked."""
        return [self[name] for name in self.asks if self[name].errors or (self.is_bound and self[name].value())]


class _WhenForm(_AskingForm):
    """A local date and time; asks which moment is meant on the nights when the clocks change."""

    day = forms.DateField(label="Day", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    time = forms.TimeField(label="Time", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    which = forms.CharField(label="Which one?", required=False, widget=forms.Select(attrs={"class": "form-select"}))
    past_confirmed = forms.BooleanField(label="It has happened already", required=False)

    asks: tuple[str, ...] = ("past_confirmed",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.which_asked = False
        self.fields["time"].help_text = f"By your clock: {self.zone.key.replace('_', ' ')}."

    @property
    def zone(self) -> ZoneInfo:
        """The user's timezone."""
        return self.user.zone

    def clean(self) -> dict[str, Any]:
        """Add ``starts_at``, the moment meant, UTC."""
        data = super().clean() or self.cleaned_data
        if data.get("day") is not None and data.get("time") is not None:
            data["starts_at"] = self._moment(data)
            if data["starts_at"] is not None and data["starts_at"] < self.now:
                self.ask(
                    "past_confirmed", "That moment has passed. Tick this if you talked already, or change the day."
                )
        return data

    def _moment(self, data: dict[str, Any]) -> datetime | None:
        options = readings(data["day"], data["time"], self.zone)
        if len(options) == 1:
            return options[0].moment
        earlier, later = options
        twice = comes_twice(data["day"], data["time"], options)
        words = ("the first ", "the second ") if twice else ("", "")
        select = self.fields["which"].widget
        select.choices = [
            ("", "Choose one"),
            ("earlier", f"{words[0]}{earlier.label}"),
            ("later", f"{words[1]}{later.label}"),
        ]
        self.which_asked = True
        chosen = {"earlier": earlier.moment, "later": later.moment}.get(data.get("which", ""))
        if chosen is None:
            at = f"{data['time']:%H:%M}"
            self.add_error(
                "time",
                f"The clocks go back that night, so {at} comes twice. First or second?"
                if twice
                else f"The clocks go forward that night and skip {at}. Which did you mean?",
            )
        return chosen


class _WhereForm(_AskingForm):
    """How long and where."""

    minutes = forms.IntegerField(
        label="Minutes",
        min_value=5,
        max_value=240,
        initial=20,
        help_text="Ask for 20; never more than 30.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    medium = forms.ChoiceField(
        label="How you talk",
        choices=[(value, label.capitalize()) for value, label in Medium.choices],
        initial=Medium.VIDEO,
    )
    place = forms.CharField(
        label="Place, link or number",
        max_length=500,
        required=False,
        help_text="Where you meet, the link to join, or the number to call.",
    )
    long_confirmed = forms.BooleanField(label="It needs more than 30 minutes", required=False)

    asks: tuple[str, ...] = ("long_confirmed",)

    def clean(self) -> dict[str, Any]:
        """Ask back beyond half an hour (P16)."""
        data = super().clean() or self.cleaned_data
        if (data.get("minutes") or 0) > PROMISED_MINUTES:
            self.ask(
                "long_confirmed",
                f"{data['minutes']} minutes are much to ask of someone busy. Twenty get a yes more easily, and often "
                "grow by themselves.",
            )
        return data


class ScheduleForm(_WhenForm, _WhereForm):
    """A conversation with ``contact``."""

    contact_confirmed = forms.BooleanField(label="Meet them all the same", required=False)

    asks = ("past_confirmed", "long_confirmed", "contact_confirmed")
    field_order = ("day", "time", "which", "minutes", "medium", "place", "past_confirmed", "long_confirmed")

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact

    def clean(self) -> dict[str, Any]:
        """Ask back about someone archived or marked do-not-contact."""
        data = super().clean()
        if self.contact.do_not_contact:
            self.ask("contact_confirmed", f"You marked {self.contact.name} do-not-contact.")
        elif self.contact.is_archived:
            self.ask("contact_confirmed", f"{self.contact.name} is archived.")
        return data


class MoveForm(_WhenForm):
    """A new day and time."""


class DetailsForm(_WhereForm):
    """How long and where, corrected."""

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        initial = {"minutes": interview.minutes, "medium": interview.medium, "place": interview.place}
        super().__init__(*args, initial=initial, **kwargs)


class KeptTextField(forms.Field):
    """Text kept as typed, whatever its length: no stripping, and no refusal over a character."""

    widget = forms.Textarea

    def clean(self, value: Any) -> str:
        """The text with plain line ends; see ``interviews.notes.as_kept``."""
        return as_kept(value or "")


class NotesForm(OwnedForm):
    """Notes, and what they were typed on top of."""

    text = KeptTextField(label="Notes", required=False)
    base_version = forms.IntegerField(min_value=0, max_value=LARGEST_INTEGER, widget=forms.HiddenInput)
    editor = forms.CharField(max_length=40, required=False)
    edit = forms.IntegerField(min_value=0, max_value=LARGEST_INTEGER, required=False)


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
