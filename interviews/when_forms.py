"""When two people talk, by whose clock, and what a friend would ask back before agreeing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms

from accounts.models import User
from accounts.places import zone_choices
from common.forms import OwnedForm
from interviews.clocks import beside_it, place_of, said_day, zone_called
from interviews.free_times import at_night, clash, talks_between
from interviews.local_time import comes_twice, readings
from interviews.models import Interview

MINE, THEIRS = "mine", "theirs"


class AskingForm(OwnedForm):
    """A form that may ask back: a tick or a line under the question, and it goes on."""

    asks: tuple[str, ...] = ()
    """Names of what it may ask; each is shown only once it was asked for."""

    user: User

    def __init__(self, *args: Any, user: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.now = now

    def ask(self, name: str, why: str) -> None:
        """Ask back by the field ``name`` unless it is answered already."""
        if not self.cleaned_data.get(name):
            self.add_error(name, why)

    @property
    def asked(self) -> list[forms.BoundField]:
        """What was asked for, or is answered."""
        return [self[name] for name in self.asks if self[name].errors or (self.is_bound and self[name].value())]


def day_field(label: str = "Day", *, required: bool = True) -> forms.DateField:
    """A day as its picker wants it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget)


def time_field(label: str = "Time", *, required: bool = True) -> forms.TimeField:
    """A time of day, to the minute."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=required, widget=widget)


def which_field() -> forms.CharField:
    """The choice between the two moments that a time may mean in the night when the clocks change."""
    return forms.CharField(label="Which one?", required=False, widget=forms.Select(attrs={"class": "form-select"}))


class ClocksForm(AskingForm):
    """Times by the user's clock or the other person's; asks which moment is meant on the nights when clocks change."""

    slots: tuple[str, ...] = ("",)
    """What the names of the fields of each time end with."""

    clock = forms.ChoiceField(label="By whose clock", required=False, choices=[(MINE, "Yours"), (THEIRS, "Theirs")])
    timezone = forms.ChoiceField(label="Their timezone", required=False)
    past_confirmed = forms.BooleanField(label="It has happened already", required=False)
    fit_confirmed = forms.BooleanField(label="Take that time all the same", required=False)

    asks: tuple[str, ...] = ("past_confirmed", "fit_confirmed")

    def __init__(self, *args: Any, interview: Interview | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interview = interview
        """The one that this is about, which is not in its own way."""
        self.which_asked: set[str] = set()
        mine = place_of(self.user.zone)
        cast("forms.ChoiceField", self.fields["clock"]).choices = [(MINE, f"Yours ({mine})"), (THEIRS, "Theirs")]
        cast("forms.ChoiceField", self.fields["timezone"]).choices = [
            ("", f"As mine ({mine}), or not known"),
            *zone_choices(),
        ]

    @property
    def their_zone(self) -> ZoneInfo | None:
        """The zone chosen for the other person; ``None`` for none."""
        return zone_called(str(self["timezone"].value() or ""))

    @property
    def zone(self) -> ZoneInfo:
        """Whose clock the times are by."""
        theirs = self["clock"].value() == THEIRS
        return (self.their_zone if theirs else None) or self.user.zone

    @property
    def beside(self) -> str:
        """What the other clock shows at the one time of the form: "11:00 in Berlin"; empty until it is said."""
        return self.beside_at("")

    def beside_at(self, slot: str) -> str:
        """As ``beside``, for the time whose fields end with ``slot``."""
        data = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else self.initial
        day, at = data.get(f"day{slot}"), data.get(f"time{slot}")
        if day is None or at is None:
            return ""
        return beside_it(readings(day, at, self.zone)[0].moment, self.zone, self._other_zone, on=day)

    @property
    def _other_zone(self) -> ZoneInfo | None:
        """Where the other clock is, seen from ``zone``."""
        return self.user.zone if self.zone != self.user.zone else self.their_zone

    def clean(self) -> dict[str, Any]:
        """Add ``starts_at with each ending of ``slots``, the moment meant, UTC; ``None`` where none was said."""
        data = super().clean() or self.cleaned_data
        if data.get("clock") == THEIRS and not data.get("timezone") and "timezone" not in self.errors:
            self.add_error("timezone", "Say in which timezone they are, or choose your own clock.")
            return data
        for slot in self.slots:
            day, at = data.get(f"day{slot}"), data.get(f"time{slot}")
            data[f"starts_at{slot}"] = None if day is None or at is None else self._moment(data, slot)
        self.ask_about([data[f"starts_at{slot}"] for slot in self.slots if data[f"starts_at{slot}"] is not None])
        return data

    def ask_about(self, moments: Sequence[datetime]) -> None:
        """Ask back about what is over already, or does not fit."""
        if any(moment < self.now for moment in moments):
            self.ask("past_confirmed", "That moment has passed. Tick this if you talked already, or change the day.")
        coming = [moment for moment in moments if moment >= self.now]
        if why := " ".join(self.objections(coming)):
            self.ask("fit_confirmed", why)

    def objections(self, moments: Sequence[datetime]) -> list[str]:
        """What speaks against ``moments``, as sentences; one query."""
        if not moments:
            return []
        minutes = self.cleaned_data.get("minutes") or (self.interview.minutes if self.interview else 20)
        busy = talks_between(self.user, min(moments), max(moments), but=self.interview)
        found = [
            said
            for moment in moments
            for said in (clash(moment, minutes, busy), at_night(moment, minutes, self.their_zone))
        ]
        return [said for said in dict.fromkeys(found) if said]

    def _moment(self, data: dict[str, Any], slot: str) -> datetime | None:
        day, at = data[f"day{slot}"], data[f"time{slot}"]
        options = readings(day, at, self.zone)
        if len(options) == 1:
            return options[0].moment
        twice = comes_twice(day, at, options)
        words = ("the first ", "the second ") if twice else ("", "")
        said = [beside_it(option.moment, self.zone, self._other_zone, on=day) for option in options]
        values = ("earlier", "later")
        self.fields[f"which{slot}"].widget.choices = [
            ("", "Choose one"),
            *(
                (value, word + ", ".join(filter(None, (_other_day(option.wall.date(), day), option.label, beside))))
                for value, word, option, beside in zip(values, words, options, said, strict=True)
            ),
        ]
        self.which_asked.add(slot)
        moments = dict(zip(values, (option.moment for option in options), strict=True))
        chosen = moments.get(data.get(f"which{slot}", ""))
        if chosen is None:
            self.add_error(
                f"time{slot}",
                f"The clocks go back that night, so {at:%H:%M} comes twice. First or second?"
                if twice
                else f"The clocks go forward that night and skip {at:%H:%M}. Which did you mean?",
            )
        return chosen


def _other_day(shown: date, typed: date) -> str:
    """The day that the clocks show, where it is another one than was typed: in Nuuk they skip midnight."""
    return "" if shown == typed else said_day(shown, typed)


class WhenForm(ClocksForm):
    """One local date and time."""

    day = day_field()
    time = time_field()
    which = which_field()
