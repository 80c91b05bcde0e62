"""What the user tells about an introduction."""

from datetime import date
from typing import Any, cast

from django import forms

from accounts.models import User
from common.forms import OwnedForm
from contacts.forms.picking import Offer, PersonField, offer
from contacts.models import Contact
from outreach.forms import day_input, not_ahead, text_area
from outreach.introducing.making import Newcomer
from outreach.introducing.steps import Words
from outreach.models import Campaign, Channel, Introduction, StepKind


class _WithCampaign(OwnedForm):
    """Where they are to go once introduced."""

    campaign: forms.ModelChoiceField[Campaign] = forms.ModelChoiceField(
        label="Once you are introduced, add them to", queryset=None, required=False, empty_label="No campaign"
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        choice = cast("forms.ModelChoiceField[Campaign]", self.fields["campaign"])
        choice.queryset = Campaign.for_user(user).open()
        if not choice.queryset.exists():
            del self.fields["campaign"]

    def campaign_chosen(self) -> Campaign | None:
        """The campaign of the valid form."""
        return cast("Campaign | None", self.cleaned_data.get("campaign"))


class AskForm(_WithCampaign):
    """Who could introduce the user, to whom, and why (P27). What the address says already is not asked again."""

    connector = PersonField(label="Who could introduce you", queryset=None)
    wish = forms.CharField(
        label="Whom you would like to meet",
        max_length=250,
        help_text="A name, or who they are: “Tobias Krüger at Kessel”, “someone in data at Acme”.",
    )
    why = forms.CharField(
        label="Why them",
        max_length=1000,
        widget=text_area(3),
        help_text="What could they tell you that few others can? One sentence is enough.",
    )
    field_order = ("connector", "wish", "why", "campaign")

    def __init__(self, *args: Any, user: User, connector: Contact | None, whom: Contact | None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.known_connector, self.known_whom = connector, whom
        people = Contact.for_user(user).active()
        cast("PersonField", self.fields["connector"]).queryset = people
        if connector is not None:
            del self.fields["connector"]
        if whom is not None:
            del self.fields["wish"]

    def clean_connector(self) -> Contact:
        """It has to be somebody."""
        chosen: Contact | None = self.cleaned_data["connector"]
        if chosen is None:
            raise forms.ValidationError("Who could introduce you? Start typing a name.")
        return chosen

    @property
    def connector_offer(self) -> Offer | None:
        """What the picker of the connector shows."""
        field = self.fields.get("connector")
        return field.offer(self["connector"]) if isinstance(field, PersonField) else None

    def connector_chosen(self) -> Contact:
        """Who is to introduce the user, by the valid form."""
        return self.known_connector or cast("Contact", self.cleaned_data["connector"])

    def whom_chosen(self) -> Contact | None:
        """Whom they are to be led to, where that is one of the user's people: a wish of just their name says so."""
        if self.known_whom is not None:
            return self.known_whom
        name = self.cleaned_data["wish"].strip().casefold()
        people = [each for each in offer(Contact.for_user(self.user).active(), name) if each.name.casefold() == name]
        return people[0] if len(people) == 1 else None


class BetterForm(_WithCampaign):
    """Say it better: whom, why, and the lines to pass on."""

    wish = forms.CharField(label="Whom you would like to meet", max_length=250, required=False)
    why = forms.CharField(label="Why them", max_length=1000, required=False, widget=text_area(3))
    lines = forms.CharField(
        label="Lines to pass on",
        max_length=3000,
        required=False,
        widget=text_area(7),
        help_text="What can be forwarded as it stands: who you are, why them, and a small request.",
    )
    field_order = ("wish", "why", "lines", "campaign")

    def __init__(self, *args: Any, introduction: Introduction, **kwargs: Any) -> None:
        initial = {name: getattr(introduction, name) for name in ("wish", "why", "lines", "campaign")}
        super().__init__(*args, initial=initial, auto_id="id_better_%s", **kwargs)
        if introduction.whom is not None:
            del self.fields["wish"]


class StepForm(OwnedForm):
    """When a step was taken, and for what was said how and in which words."""

    expected = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    said_on = forms.DateField(label="When", widget=day_input())
    channel = forms.ChoiceField(label="How", choices=Channel.choices)
    text = forms.CharField(label="What was said", required=False, max_length=20_000, widget=text_area(4))

    SILENT = (StepKind.OPTED_IN, StepKind.MET, StepKind.RESTED)
    """Steps by which nothing is said to or by the connector."""

    def __init__(self, *args: Any, introduction: Introduction, kind: StepKind, on: date, **kwargs: Any) -> None:
        initial = {"expected": introduction.step_count, "said_on": on, "channel": Channel.EMAIL}
        super().__init__(*args, initial=initial, auto_id=f"id_{kind.value}_%s", **kwargs)
        self.on, self.kind = on, kind
        if kind in self.SILENT:
            del self.fields["channel"], self.fields["text"]
        if kind == StepKind.RESTED:
            self.fields["said_on"].required = False
            self.fields["said_on"].widget = forms.HiddenInput()
        elif kind in (StepKind.ASKED, StepKind.NUDGED, StepKind.THANKED, StepKind.TOLD):
            self.fields["text"].label = "What you wrote or said"
        elif "text" in self.fields:
            self.fields["text"].label = "What they said"

    def clean_said_on(self) -> date:
        """Refuse a day that is still to come."""
        return not_ahead(self.cleaned_data["said_on"] or self.on, self.on)

    def words(self) -> Words | None:
        """What was said, by the valid form; ``None`` where nothing is."""
        if self.kind in self.SILENT:
            return None
        data = self.cleaned_data
        return Words(said_on=data["said_on"], channel=data["channel"], text=data["text"])


class MadeForm(StepForm, _WithCampaign):
    """They were introduced: who it was, and what is to become of them."""

    whom = PersonField(label="If they are among your people already", queryset=None, required=False)
    first_name = forms.CharField(label="First name", required=False, max_length=120)
    last_name = forms.CharField(label="Last name", required=False, max_length=120)
    title = forms.CharField(label="What they do", required=False, max_length=200)
    organization_name = forms.CharField(label="Where", required=False, max_length=200)
    email = forms.EmailField(label="E-mail", required=False)
    introducer = forms.TypedChoiceField(
        label="Who led you to them", required=False, coerce=lambda value: value == "yes", empty_value=None
    )
    NEWCOMER = ("first_name", "last_name", "title", "organization_name", "email")
    field_order = ("whom", *NEWCOMER, "introducer", "said_on", "channel", "text", "campaign")

    def __init__(self, *args: Any, introduction: Introduction, on: date, user: User, **kwargs: Any) -> None:
        kwargs["kind"] = StepKind.MADE
        super().__init__(*args, introduction=introduction, on=on, user=user, **kwargs)
        self.introduction = introduction
        if "campaign" in self.fields:
            self.initial["campaign"] = introduction.campaign_id
        people = Contact.for_user(user).active()
        cast("PersonField", self.fields["whom"]).queryset = people
        if introduction.whom is not None:
            for name in ("whom", *self.NEWCOMER):
                del self.fields[name]
        self._ask_who_led(introduction.whom)

    def _ask_who_led(self, whom: Contact | None) -> None:
        """Only where somebody else stands there is it asked whether that changes."""
        other = whom.introduced_by if whom is not None else None
        connector = self.introduction.connector
        if other is None or connector is None or other.pk == connector.pk:
            del self.fields["introducer"]
            return
        field = cast("forms.TypedChoiceField", self.fields["introducer"])
        field.widget = forms.RadioSelect()
        field.required = True
        field.choices = [("no", f"{other.name}, as it stands"), ("yes", f"{connector.name}, from now on")]
        self.initial["introducer"] = "no"

    @property
    def whom_offer(self) -> Offer | None:
        """What the picker shows."""
        field = self.fields.get("whom")
        return field.offer(self["whom"]) if isinstance(field, PersonField) else None

    def clean(self) -> dict[str, Any]:
        """It has to be somebody."""
        data = super().clean() or self.cleaned_data
        if "first_name" in self.fields and not (data.get("whom") or data.get("first_name") or "whom" in self.errors):
            self.add_error("first_name", "Who was it? A first name is enough.")
        return data

    def who(self) -> Contact | Newcomer | None:
        """Who the wish was, by the valid form."""
        if "first_name" not in self.fields:
            return None
        data = self.cleaned_data
        return data["whom"] or Newcomer(**{name: data[name] for name in self.NEWCOMER})

    def replaces(self) -> bool | None:
        """Whether the connector becomes who led to them, where someone else stands there."""
        if "introducer" in self.fields:
            return bool(self.cleaned_data["introducer"])
        chosen = self.cleaned_data.get("whom")
        return False if isinstance(chosen, Contact) else None
