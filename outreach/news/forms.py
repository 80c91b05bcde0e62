"""What the user tells about what came of their search."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from common.forms import OwnedForm
from contacts.forms.contact import SUGGESTED
from contacts.forms.picking import Offer, PersonField
from contacts.models import Contact
from contacts.models.organization import organization_key
from outreach.forms import day_input, not_ahead, text_area
from outreach.models import NOTED, Outcome, OutcomeKind
from outreach.news.noting import Said

_CHOICES = (
    (OutcomeKind.INTERVIEW.value, "I got a job interview"),
    (OutcomeKind.OFFER.value, "I got an offer"),
    (OutcomeKind.REJECTION.value, "They chose somebody else"),
)
_KNOWN = (OutcomeKind.CLOSED.value, OutcomeKind.LANDED.value)
"""What is no choice: it comes with a campaign, or with the end of the search."""


class OutcomeForm(OwnedForm):
    """What came of it, where, and when the user knew; of the end of a campaign the day and a note alone."""

    kind = forms.ChoiceField(label="What it was", choices=_CHOICES, widget=forms.RadioSelect)
    organization_name = forms.CharField(
        label="Where",
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "list": "organization-names", "placeholder": "Kessel", **SUGGESTED}
        ),
    )
    role = forms.CharField(
        label="What the work is",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Operations planner"}),
    )
    happened_on = forms.DateField(label="When you knew", widget=day_input())
    note = forms.CharField(
        label="Note",
        max_length=5000,
        required=False,
        widget=text_area(3),
        help_text="For you alone: what was said, what comes next, what you would do otherwise.",
    )

    def __init__(self, *args: Any, on: date, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.known_kind = OutcomeKind(kind) if kind in _KNOWN else None
        self.fields["happened_on"].widget.attrs["max"] = on.isoformat()
        if self.known_kind is not None:
            del self.fields["kind"]
        if self.known_kind == OutcomeKind.CLOSED:
            del self.fields["organization_name"], self.fields["role"]
        elif self.known_kind == OutcomeKind.LANDED:
            self.fields["organization_name"].required = False

    @staticmethod
    def initial_of(outcome: Outcome) -> dict[str, Any]:
        """What the form shows of ``outcome`` as it stands."""
        return {
            "kind": outcome.kind,
            "organization_name": outcome.place,
            "role": outcome.what,
            "happened_on": outcome.happened_on,
            "note": outcome.note,
        }

    def clean_organization_name(self) -> str:
        """A name has something in it to tell it by."""
        name: str = self.cleaned_data["organization_name"]
        if not organization_key(name) and (name or self.fields["organization_name"].required):
            raise ValidationError("Where was it? A name is enough.")
        return name

    def clean_happened_on(self) -> date:
        """Refuse a day that is still to come."""
        return not_ahead(self.cleaned_data["happened_on"], self.on)

    def said(self) -> Said:
        """What the valid form says."""
        data = self.cleaned_data
        return Said(
            kind=self.known_kind or OutcomeKind(data["kind"]),
            happened_on=data["happened_on"],
            organization_name=data.get("organization_name", ""),
            role=data.get("role", ""),
            note=data["note"],
        )


class AlsoForm(OwnedForm):
    """Somebody else who helped, whom nothing on record names."""

    whom = PersonField(label="Who else helped", queryset=None)
    why = forms.CharField(
        label="With what",
        max_length=200,
        required=False,
        widget=forms.TextInput({"placeholder": "Read my application"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        cast("PersonField", self.fields["whom"]).queryset = Contact.for_user(user).active()

    @property
    def whom_offer(self) -> Offer:
        """What the picker shows."""
        return cast("PersonField", self.fields["whom"]).offer(self["whom"])

    def clean_whom(self) -> Contact:
        """It has to be somebody."""
        chosen: Contact | None = self.cleaned_data["whom"]
        if chosen is None:
            raise ValidationError("Who was it? Start typing a name.")
        return chosen


def asked_kind(value: str) -> str:
    """``value`` of an address, if it is something that an organization can say; else blank."""
    return value if value in {kind.value for kind in NOTED} else ""
