"""What the user tells about themselves: how they are called, what they look for, when their digest comes."""

from datetime import datetime
from typing import Any, ClassVar, cast

from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import transaction

from accounts import brief_words
from accounts.fields import HOURS, WeekdaysField
from accounts.models import SearchBrief, User
from accounts.places import country_choices, zone_choices
from common.forms import OwnedModelForm

DIGEST_TIMES = {"timezone", "digest_hour", "digest_days", "review_day", "review_hour"}
"""The preferences that decide when digests come."""


class PreferencesForm(forms.ModelForm[User]):
    """Some preferences of the signed-in user, who is the instance."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        if "timezone" in self.fields:
            self._offer_places()

    def _offer_places(self) -> None:
        zone, country = (cast("forms.ChoiceField", self.fields[name]) for name in ("timezone", "country"))
        zone.choices = zone_choices()
        country.choices = country_choices()
        if not self.is_bound and self.instance.welcomed_at is None:
            # Only before the first answer: someone who chose UTC means it.
            zone.widget.attrs["data-detect-timezone"] = User._meta.get_field("timezone").get_default()

    def keep(self, *, now: datetime) -> User:
        """Save exactly the fields shown; if the times of digests changed, plan the next ones after ``now`` (UTC)."""
        with transaction.atomic():
            self.instance.save(update_fields=[*(self._meta.fields or ()), "digest_leaves_out"])
            if DIGEST_TIMES & set(self.changed_data):
                self.instance.replan_digests(now=now)
        return self.instance


class PlaceFields(PreferencesForm):
    """Where the user is."""

    timezone = forms.ChoiceField(label="Your timezone", help_text="Days begin and digests come by these clocks.")
    country = forms.ChoiceField(
        label="Your country", help_text="Its weekends and public holidays are not business days."
    )


class DigestForm(PlaceFields):
    """Where the user is and when their digest comes: the last of the first steps."""

    digest_hour = forms.TypedChoiceField(label="Your digest comes at", choices=HOURS, coerce=int)
    digest_days = WeekdaysField(label="On these days", help_text="Tick none, and no digest comes.")

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["timezone", "country", "digest_hour", "digest_days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Day by day on a line instead of seven lines.
        self.helper.layout = Layout(
            *(InlineCheckboxes(name) if name == "digest_days" else name for name in self.fields)
        )


class SettingsForm(PlaceFields):
    """The preferences that are about no page in particular."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = [
            "name",
            "timezone",
            "country",
            "weekly_goal",
            "day_cap",
            "occasion_notice_days",
        ]
        labels: ClassVar[dict[str, str]] = {
            "name": "Your name",
            "weekly_goal": "People to reach each week",
            "day_cap": "People on one day at most",
            "occasion_notice_days": "Days of notice before a birthday",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "name": "What Rapport calls you.",
            "weekly_goal": "A goal you can keep on a bad week is better than a proud one.",
            "day_cap": "Today shows no more at once. Whoever waits comes up the next day.",
            "occasion_notice_days": "A card by post wants a few. With 0 you are told on the day itself.",
        }


class SearchBriefForm(OwnedModelForm[SearchBrief]):
    """What the user looks for and brings (P04); everything may stay empty."""

    class Meta:
        model = SearchBrief
        fields: ClassVar[list[str]] = ["roles", "industries", "places", "brings", "asks", "news"]
        labels: ClassVar[dict[str, str]] = {
            "roles": "What work do you look for?",
            "industries": "In which industries, or at which employers?",
            "places": "Where?",
            "brings": "What do you bring?",
            "asks": "What do you ask people for?",
            "news": "Two lines on you",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "roles": "The words people use for it: “logistics planner, operations lead”.",
            "industries": "“Rail freight, warehouse robots, Northwind”.",
            "places": "“Lyon, or from home”.",
            "brings": "Two or three things that someone could repeat about you.",
            "asks": "“Twenty minutes about how rail freight buys software”. "
            "A small, clear request is easier to say yes to.",
            "news": "What you did last and what you do now, for people who have not heard from you in a while: "
            "“I planned night trains until May. Since then I have been learning how warehouses run.”",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "brings": forms.Textarea(attrs={"rows": 3}),
            "asks": forms.Textarea(attrs={"rows": 3}),
            "news": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.person = user

    def reading(self) -> brief_words.Reading:
        """How what stands in the form reads to somebody else; nothing is saved."""
        said = {name: str(self[name].value() or "").strip() for name in self._meta.fields or ()}
        return brief_words.read(SearchBrief(**said))

    def keep(self) -> None:
        """Save the brief; two browsers at the first save end up with one row."""
        words = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        SearchBrief.for_user(self.person).update_or_create(owner=self.person, defaults=words)


class LookingForm(SearchBriefForm):
    """The first step of the welcome: the brief, and how to call the user."""

    name = forms.CharField(label="What shall we call you?", max_length=150, required=False)
    field_order = ("name",)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["name"].initial = user.name

    def keep(self) -> None:
        """Save the brief and the name."""
        with transaction.atomic():
            self.person.name = self.cleaned_data["name"]
            self.person.save(update_fields=["name"])
            super().keep()
