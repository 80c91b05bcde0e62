"""Scheduling a conversation, proposing times for one, moving one: the forms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from contacts.models import Contact
from interviews.free_times import closed
from interviews.models import Interview, Medium
from interviews.when_forms import AskingForm, ClocksForm, WhenForm, day_field, time_field, which_field

PROMISED_MINUTES = 30
"""More than this is a lot to ask of someone busy (P16)."""
SLOTS = ("_1", "_2", "_3")


class WhereForm(AskingForm):
    """How long and where."""

    minutes = forms.IntegerField(
        label="Minutes",
        min_value=5,
        max_value=240,
        initial=20,
        help_text="Ask for 15 to 30; twenty get a yes.",
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
    why_long = forms.CharField(label="Why it needs more than 30 minutes", max_length=300, required=False)

    asks: tuple[str, ...] = ("why_long",)

    def clean(self) -> dict[str, Any]:
        """Ask why beyond half an hour (P16); up to that there is no reason to keep."""
        data = super().clean() or self.cleaned_data
        if (data.get("minutes") or 0) > PROMISED_MINUTES:
            self.ask(
                "why_long",
                f"{data['minutes']} minutes are much to ask of someone busy. Twenty get a yes more easily, and often "
                "grow by themselves. Say in a few words what needs more, or ask for less.",
            )
        elif data.get("minutes"):
            data["why_long"] = ""
        return data


class SomebodyForm(AskingForm):
    """A conversation with ``contact``; asks about somebody who was put aside."""

    contact_confirmed = forms.BooleanField(label="Meet them all the same", required=False)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact

    def clean(self) -> dict[str, Any]:
        """Ask back about someone archived or marked do-not-contact."""
        data = super().clean() or self.cleaned_data
        if self.contact.do_not_contact:
            self.ask("contact_confirmed", f"You marked {self.contact.name} do-not-contact.")
        elif self.contact.is_archived:
            self.ask("contact_confirmed", f"{self.contact.name} is archived.")
        return data


class ScheduleForm(WhenForm, WhereForm, SomebodyForm):
    """A conversation with somebody, at a time that both agreed on."""

    asks = ("past_confirmed", "fit_confirmed", "why_long", "contact_confirmed")


class ProposalForm(ClocksForm, WhereForm, SomebodyForm):
    """Up to three times to choose from."""

    day_1, time_1, which_1 = day_field("First day"), time_field("First time"), which_field()
    day_2, time_2, which_2 = (
        day_field("Second day", required=False),
        time_field("Second time", required=False),
        which_field(),
    )
    day_3, time_3, which_3 = (
        day_field("Third day", required=False),
        time_field("Third time", required=False),
        which_field(),
    )

    slots = SLOTS
    asks = ("fit_confirmed", "why_long", "contact_confirmed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fit_confirmed"].label = "Propose these times all the same"

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each time, with the choice between two moments where one has to be made."""
        return [
            {
                "number": number,
                "day": self[f"day{slot}"],
                "time": self[f"time{slot}"],
                "which": self[f"which{slot}"] if slot in self.which_asked else None,
                "beside": self.beside_at(slot),
            }
            for number, slot in enumerate(self.slots, start=1)
        ]

    def clean(self) -> dict[str, Any]:
        """Add ``times``, those that were said, each once; a day without its time, or the other way round, is none."""
        data = super().clean()
        for slot in self.slots:
            day, at = f"day{slot}", f"time{slot}"
            for given, missing in ((day, at), (at, day)):
                if data.get(given) is not None and data.get(missing) is None and missing not in self.errors:
                    self.add_error(missing, "Say both, the day and the time.")
        said = [data.get(f"starts_at{slot}") for slot in self.slots]
        data["times"] = list(dict.fromkeys(moment for moment in said if moment is not None))
        return data

    def ask_about(self, moments: Sequence[datetime]) -> None:
        """A time that has passed cannot be proposed; ask back about closed days, nights, and what is planned."""
        for slot in self.slots:
            moment = self.cleaned_data.get(f"starts_at{slot}")
            if moment is not None and moment < self.now:
                self.add_error(f"day{slot}", "That moment has passed.")
        if why := " ".join(self.objections([moment for moment in moments if moment >= self.now])):
            self.ask("fit_confirmed", why)

    def objections(self, moments: Sequence[datetime]) -> list[str]:
        """As for any time, and the days on which offices are closed."""
        on = self.user.local_date(self.now)
        days = [closed(moment, self.user.zone, self.user.country, on=on) for moment in moments]
        return [*(said for said in dict.fromkeys(days) if said), *super().objections(moments)]


class MoveForm(WhenForm):
    """A new day and time."""


class DetailsForm(WhereForm):
    """How long and where, corrected."""

    def __init__(self, *args: Any, interview: Interview, **kwargs: Any) -> None:
        initial = {name: getattr(interview, name) for name in ("minutes", "why_long", "medium", "place")}
        super().__init__(*args, initial=initial, **kwargs)
