"""How fast the user goes, when they rest, and when somebody is away."""

from django import forms

from common.forms import OwnedForm, OwnedModelForm
from outreach.forms import day_input
from outreach.models import Pace


class PaceForm(OwnedModelForm[Pace]):
    """At most so many attempts a day (P25)."""

    class Meta:
        model = Pace
        fields = ("attempts_a_day",)
        help_texts = {
            "attempts_a_day": "What is due past that waits for the next day, the longest due first. Slow in, fast out.",
        }


class HolidayForm(OwnedForm):
    """The first and the last day of a holiday."""

    first = forms.DateField(label="First day", widget=day_input())
    last = forms.DateField(label="Last day", widget=day_input())


class AwayForm(OwnedForm):
    """When somebody is back from being out of office."""

    back_on = forms.DateField(label="They are back on", widget=day_input())
