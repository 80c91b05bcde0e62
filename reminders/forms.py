"""What may be said to the agenda."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.text import capfirst

from accounts.fields import HOURS, WEEKDAYS, WeekdaysField
from accounts.forms import PreferencesForm
from accounts.models import User
from common.agenda import Kind
from reminders.agenda import SOURCES
from reminders.feed import SHOWN_OTHERWISE
from reminders.models import CalendarFeed

LONGEST_REST = timedelta(days=366)

_OFFERED = tuple(source.kind for source in SOURCES)
_PEOPLE = (Kind.FOLLOW_UP, Kind.KEEP_IN_TOUCH, Kind.OCCASION, Kind.INTRODUCTION, Kind.REFERENCE)
_SEARCH = (Kind.ATTEMPT, Kind.TALKING, Kind.CLOSE_OUT, Kind.REVISIT, Kind.NETWORK_REVIEW)
KIND_GROUPS = (
    ("Your people", tuple(kind for kind in _OFFERED if kind in _PEOPLE)),
    ("Your search", tuple(kind for kind in _OFFERED if kind in _SEARCH)),
    ("Talks, and what follows", tuple(kind for kind in _OFFERED if kind not in (*_PEOPLE, *_SEARCH))),
)


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


def kinds_field(*, label: str, without: Collection[Kind] = (), **options: Any) -> forms.MultipleChoiceField:
    """A box for each kind of due date, but for those ``without``."""
    choices = [(kind.value, capfirst(kind.noun)) for kind in _OFFERED if kind not in without]
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **options)


class KindsForm(forms.BaseForm):
    """What forms with a ``kinds_field`` called ``kinds`` have in common; ``reminders/_kinds.html`` draws it."""

    def kind_groups(self) -> list[tuple[str, Sequence[BoundWidget]]]:
        """The boxes of ``kinds`` under their headings."""
        boxes = {box.data["value"]: box for box in self["kinds"]}
        return [(title, [boxes[kind.value] for kind in kinds if kind.value in boxes]) for title, kinds in KIND_GROUPS]

    def has_left_out(self) -> bool:
        """Whether a box is not ticked, so that it is worth seeing which."""
        return len(self["kinds"].value() or ()) < len(self["kinds"])

    def left_out(self) -> list[str]:
        """The kinds without a tick; wants a valid form."""
        return [kind for kind in _OFFERED if kind not in self.cleaned_data["kinds"]]


class DigestsForm(KindsForm, PreferencesForm):
    """What comes by e-mail, and when."""

    digest_hour = forms.TypedChoiceField(label="The digest comes at", choices=HOURS, coerce=int)
    digest_days = WeekdaysField(label="On these days", help_text="Tick none, and no digest comes.")
    kinds = kinds_field(
        label="What it tells you of", error_messages={"required": "Tick at least one, or no day at all above."}
    )
    review_day = forms.ChoiceField(
        label="The review comes on", required=False, choices=[("", "No day: I want none"), *WEEKDAYS], initial=""
    )
    review_hour = forms.TypedChoiceField(label="The review comes at", choices=HOURS, coerce=int)
    brief_hour = forms.TypedChoiceField(label="The brief comes at", choices=HOURS, coerce=int)

    class Meta:
        model = User
        fields: ClassVar[list[str]] = [
            "digest_hour",
            "digest_days",
            "digest_cap",
            "review_day",
            "review_hour",
            "wants_briefs",
            "brief_hour",
            "quiet_on_holiday",
        ]
        labels: ClassVar[dict[str, str]] = {
            "digest_cap": "People in one digest, at most",
            "wants_briefs": "Send me a brief on the evening before an interview",
            "quiet_on_holiday": "Keep digest and review quiet while I am on holiday",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "digest_cap": "Left empty, as many as Today shows.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].initial = [kind for kind in _OFFERED if not self.instance.leaves_out(kind)]
        self.helper.layout = Layout(InlineCheckboxes("digest_days"))

    def keep(self, *, now: datetime) -> User:
        """Save what is shown, and plan anew what comes at other times."""
        self.instance.leave_out(self.left_out())
        return super().keep(now=now)


class FeedForm(KindsForm, forms.ModelForm[CalendarFeed]):
    """What the calendar feed shows."""

    kinds = kinds_field(label="Due dates", without=SHOWN_OTHERWISE, required=False)

    class Meta:
        model = CalendarFeed
        fields: ClassVar[list[str]] = ["shows_talks"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].initial = [kind for kind in _OFFERED if not self.instance.is_without(kind)]

    def keep(self) -> None:
        """Save what is shown."""
        self.instance.leave_out(self.left_out())
        self.save()
