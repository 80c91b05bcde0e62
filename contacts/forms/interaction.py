"""Writing down what happened between us."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst

from accounts.models import User
from common.forms import OwnedForm
from contacts import quick_log, timeline
from contacts.importing.free_dates import MONTH_FIRST
from contacts.models import Contact, Direction, FollowUp, Interaction, InteractionKind

QUICK_LOGS = {
    "emailed": ("E-mailed", "mail", InteractionKind.EMAIL, Direction.OUTGOING),
    "called": ("Called", "phone", InteractionKind.CALL, Direction.MUTUAL),
    "met": ("Met", "coffee", InteractionKind.MEETING, Direction.MUTUAL),
    "wrote": ("They wrote", "mail-opened", InteractionKind.EMAIL, Direction.INCOMING),
}
"""One press of a button each: label, icon, kind, direction."""
_KINDS = [(value, capfirst(label)) for value, label in InteractionKind.choices]
_DIRECTIONS = [(value, capfirst(label)) for value, label in Direction.choices]
HOW = (("", "As the line says"), *_KINDS)
WHO = (("", "As the line says"), *_DIRECTIONS)


class InteractionForm(OwnedForm):
    """Kind, direction, day, a line about it and what went each way (P28). An empty day means the user's today."""

    summary = forms.CharField(
        label="What it was about", required=False, max_length=5000, widget=forms.Textarea({"rows": 2})
    )
    kind = forms.ChoiceField(label="How", choices=_KINDS, required=False)
    direction = forms.ChoiceField(label="Who turned to whom", choices=_DIRECTIONS, required=False)
    happened_on = forms.DateField(
        label="When",
        required=False,
        help_text="Empty means today.",
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    gave = forms.CharField(
        label="What you gave",
        required=False,
        max_length=200,
        widget=forms.TextInput({"placeholder": "The article on robots", "autocomplete": "off"}),
    )
    received = forms.CharField(
        label="What you got",
        required=False,
        max_length=200,
        widget=forms.TextInput({"placeholder": "A name at Nordlys", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, on: date, interaction: Interaction | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["happened_on"].widget.attrs["max"] = on.isoformat()
        if interaction is not None:
            self.initial = {
                "summary": interaction.summary,
                "kind": interaction.kind,
                "direction": interaction.direction,
                "happened_on": interaction.on,
                "gave": interaction.gave,
                "received": interaction.received,
            }

    def clean_happened_on(self) -> date | None:
        """Raises ``ValidationError`` for a day to come."""
        day: date | None = self.cleaned_data["happened_on"]
        if day is not None and day > self.on:
            raise forms.ValidationError("That day is still to come. Log it once it has happened, or plan a follow-up.")
        return day

    def clean(self) -> dict[str, Any]:
        """Fill in what was left empty."""
        data = super().clean() or self.cleaned_data
        data["kind"] = data.get("kind") or InteractionKind.OTHER
        data["direction"] = data.get("direction") or Direction.MUTUAL
        data["happened_on"] = data.get("happened_on") or self.on
        return data

    def correct(self, interaction: Interaction) -> None:
        """Change what was recorded."""
        timeline.correct(interaction, on=self.on, **self.cleaned_data)


class LogForm(InteractionForm):
    """One line says it all; a quick button or a field filled in says better than the line."""

    user: User

    AS_LOG, AS_PLAN = "log", "plan"

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        self.reading = self.read(self.data.get("summary", "")) if self.is_bound else None

    def read(self, line: str) -> quick_log.Reading:
        """``line`` as it is understood."""
        return quick_log.read(
            line,
            on=self.on,
            day_first=self.user.country not in MONTH_FIRST,
            names=(self.contact.first_name, self.contact.last_name, self.contact.name),
        )

    @property
    def is_plan(self) -> bool:
        """Whether it becomes a follow-up: the user asked for one, or said so when asked."""
        answer, quick = self.data.get("as"), self.data.get("quick")
        asked = self.reading is not None and self.reading.is_reminder and not quick
        return answer == self.AS_PLAN or (asked and answer != self.AS_LOG)

    def clean(self) -> dict[str, Any]:
        """What was pressed or filled in, then what the line says. Raises ``ValidationError`` for what is to come."""
        filled = {**self.cleaned_data}
        data = super().clean()
        reading = self.reading
        if reading is None or self.errors:
            return data
        if self.is_plan:
            self._check_plan(reading)
            return data
        quick = QUICK_LOGS.get(self.data.get("quick", ""))
        kind, direction = (quick[2], quick[3]) if quick else (filled.get("kind"), filled.get("direction"))
        data["kind"] = kind or reading.kind or InteractionKind.OTHER
        data["direction"] = direction or self._direction(data["kind"], reading)
        day = filled.get("happened_on")
        if day is None and reading.is_to_come and self.data.get("as") != self.AS_LOG:
            raise forms.ValidationError("That is still to come.", code="to_come")
        data["happened_on"] = min(day or reading.day, self.on)
        # A word goes only where what it said is saved beside it; whoever pressed a button wrote just a note.
        is_as_read = data["happened_on"] == reading.day and not (quick and not reading.rest)
        data["summary"] = reading.summary_as(data["kind"]) if is_as_read else reading.line
        return data

    @property
    def asks(self) -> bool:
        """Whether nothing was saved but a question: is this a plan?"""
        return self.has_error(NON_FIELD_ERRORS, code="to_come")

    def log(self) -> Interaction:
        """Record what happened."""
        return timeline.log(contact=self.contact, on=self.on, **self.cleaned_data)

    def plan(self) -> FollowUp:
        """Make it a follow-up."""
        what, due_on = self._planned()
        return FollowUp.for_user(self.user).create(contact=self.contact, what=what, due_on=due_on)

    def _planned(self) -> tuple[str, date]:
        if self.reading is None:
            raise ValueError("Only what was typed can be planned.")
        return self.reading.plan or self.reading.line, max(self.reading.day, self.on)

    def _check_plan(self, reading: quick_log.Reading) -> None:
        longest = FollowUp._meta.get_field("what").max_length or 0
        if len(reading.plan or reading.line) > longest:
            self.add_error(
                "summary", f"A follow-up is one line of at most {longest} letters. Shorten it; nothing was saved."
            )
        elif not reading.line:
            self.add_error("summary", "Say what you will do.")

    @staticmethod
    def _direction(kind: str, reading: quick_log.Reading) -> str:
        if reading.direction and kind == (reading.kind or kind):
            return reading.direction
        return quick_log.usual_direction(kind)
