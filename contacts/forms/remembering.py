"""What is worth remembering about someone: added in a line, corrected field by field."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from accounts.models import User
from common.forms import OwnedForm, OwnedModelForm
from contacts import remembering
from contacts.forms.affiliation import AffiliationForm
from contacts.importing.free_dates import MONTH_FIRST, read_free_day
from contacts.models import Affiliation, Contact, Detail, DetailKind, Occasion, OccasionKind, SavedLink
from contacts.remembering import Fact, NoAddressError, NoDayError, Place, YearlyDay

_NO_DAY = "This says no day of the year. It looks like 12 April, or 12 April 1990."


TOLD = (
    ("", "As I write it"),
    *((value, capfirst(label)) for value, label in DetailKind.choices),
    (remembering.DAY, "A day that matters"),
    (remembering.LINK, "Something to send"),
)
"""What a line can be told to be."""


class RememberForm(OwnedForm):
    """One line, and what it is where the line does not say so itself."""

    user: User

    told = forms.ChoiceField(label="What it is", required=False, choices=TOLD)
    line = forms.CharField(label="What you would like to remember", max_length=5000)

    def __init__(self, *args: Any, contact: Contact, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact, self.on = contact, on
        self.row: Detail | Occasion | SavedLink | None = None
        self.place: AffiliationForm | None = None

    def clean(self) -> dict[str, Any]:
        """Read the line and check what it makes. Raises ``ValidationError`` for what it says not."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            day_first = self.user.country not in MONTH_FIRST
            try:
                said = remembering.read(data["line"], told=data["told"], day_first=day_first, until=self.on.year)
                if isinstance(said, Place):
                    self._read_place(said)
                else:
                    self.row = self._row(said)
                    self.row.full_clean()
            except NoDayError:
                self.add_error("line", _NO_DAY)
            except NoAddressError:
                self.add_error("line", "This has no web address. It looks like example.org/robots.")
            except ValidationError as error:
                self.add_error("line", error.messages)
        return data

    def keep(self) -> Detail | Occasion | SavedLink | Affiliation:
        """Save what the line says."""
        if self.place is not None:
            return self.place.keep()
        if self.row is None:
            raise ValueError("Only a valid line can be kept.")
        self.row.save()
        return self.row

    def _read_place(self, said: Place) -> None:
        """Check it as its own form does; what is wrong is said of the line."""
        data = {
            "kind": said.kind,
            "organization_name": said.name,
            "from_year": said.from_year,
            "until_year": said.until_year,
        }
        self.place = AffiliationForm(data, user=self.user, on=self.on, instance=Affiliation(contact=self.contact))
        for messages in self.place.errors.values():
            self.add_error("line", list(messages))

    def _row(self, said: Fact | YearlyDay | remembering.Reading) -> Detail | Occasion | SavedLink:
        if isinstance(said, Fact):
            return Detail(contact=self.contact, kind=said.kind, text=said.text)
        if isinstance(said, YearlyDay):
            day = said.day
            return Occasion(
                contact=self.contact, kind=said.kind, name=said.name, month=day.month, day=day.day, year=day.year
            )
        return SavedLink(owner=self.user, contact=self.contact, url=said.url, title=said.title, saved_on=self.on)


class DetailForm(OwnedModelForm[Detail]):
    """What it is about, and what they told."""

    class Meta:
        model = Detail
        fields = ("kind", "text")
        widgets = {"text": forms.Textarea({"rows": 2, "autofocus": True})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(value, label.capitalize()) for value, label in DetailKind.choices]  # type: ignore[attr-defined]


class OccasionForm(OwnedModelForm[Occasion]):
    """What it is and on which day, said in words; the year may stay unknown."""

    user: User

    said = forms.CharField(
        label="When",
        max_length=60,
        help_text="12 April, or with the year: 12 April 1990.",
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True}),
    )

    class Meta:
        model = Occasion
        fields = ("kind", "name")
        labels = {"name": "What you call it"}
        help_texts = {"name": "Only where the kind does not say it."}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["kind"].choices = [(value, label.capitalize()) for value, label in OccasionKind.choices]  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            self.initial["said"] = self.instance.said

    def _get_validation_exclusions(self) -> set[str]:
        """Let the person take part in unique checks: no two birthdays."""
        return super()._get_validation_exclusions() - {"contact"}

    def clean_said(self) -> str:
        """Raises ``ValidationError`` for what is no day."""
        text: str = self.cleaned_data["said"]
        day = read_free_day(text, day_first=self.user.country not in MONTH_FIRST, until=self.on.year)
        if day is None:
            raise forms.ValidationError(_NO_DAY)
        self.instance.month, self.instance.day, self.instance.year = day.month, day.day, day.year
        return text


class SavedLinkForm(OwnedModelForm[SavedLink]):
    """Where it is, what it is called, and why it is for them."""

    url = forms.URLField(label="Address", max_length=1000, assume_scheme="https")

    class Meta:
        model = SavedLink
        fields = ("title", "url", "note")
        labels = {"title": "What it is called", "note": "Why it is for them"}
        widgets = {
            "title": forms.TextInput({"autocomplete": "off", "autofocus": True}),
            "note": forms.TextInput({"autocomplete": "off"}),
        }
