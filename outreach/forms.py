"""What the user tells about a campaign, its people and what they said."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.dates import add_months
from common.forms import OwnedForm, OwnedModelForm
from contacts.models import Contact
from outreach import campaigns, naming, pursuit
from outreach.models import (
    AskKind,
    Attempt,
    Campaign,
    CampaignKind,
    Channel,
    Follows,
    OwnPolicy,
    Target,
    TargetState,
)

SOON_MONTHS = 3
"""How far ahead *not now* is first proposed."""


def day_input() -> forms.DateInput:
    """A date field that browsers show as a calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def text_area(rows: int, placeholder: str = "") -> forms.Textarea:
    """A text field of so many rows."""
    return forms.Textarea(attrs={"rows": rows, "placeholder": placeholder})


class CampaignForm(OwnedModelForm[Campaign]):
    """A campaign: its name, and what the user wants from it (P04)."""

    follow = forms.ChoiceField(label="How you follow up", required=False)

    class Meta:
        model = Campaign
        fields = ("name", "goal", "kind", "ask_kind", "weekly_goal", "started_on")
        labels = {"started_on": "Started"}
        help_texts = {
            "goal": "One goal you could tell a friend. It decides who belongs here, and what you ask them.",
            "kind": "An announcement tells many warm people once, without a reason for each, and chases nobody. "
            "Reconnecting begins with a hello that asks nothing.",
            "ask_kind": "For everyone who joins; with each person you may choose another.",
            "weekly_goal": "Beside your goal for the whole week. Leave it empty for none.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"placeholder": "Rail freight"}),
            "goal": text_area(3, "Learn from twelve people who do it how rail freight buys software"),
            "started_on": day_input(),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.own = {f"own-{own.pk}": own for own in OwnPolicy.for_user(user).by_name()}
        built_in = [choice for choice in Follows.choices if choice[0] != Follows.OWN]
        follow = cast("forms.ChoiceField", self.fields["follow"])
        follow.choices = [*built_in, *((key, own.name) for key, own in self.own.items())]
        own_id = self.instance.own_policy_id
        follow.initial = f"own-{own_id}" if own_id else self.instance.follows
        self.followed = (self.instance.follows, own_id)
        self.kind_before = self.instance.kind
        for name in ("kind", "ask_kind"):
            self.fields[name].required = False

    def clean_kind(self) -> str:
        """As it was, unless something was chosen."""
        return self.cleaned_data["kind"] or self.instance.kind

    def clean_ask_kind(self) -> str:
        """As it was, unless something was chosen."""
        return self.cleaned_data["ask_kind"] or self.instance.ask_kind

    def clean(self) -> dict[str, Any]:
        """Take over the chosen policy; an announcement is said once (P09)."""
        data = super().clean() or self.cleaned_data
        chosen = data.get("follow") or self.fields["follow"].initial
        if data.get("kind") == CampaignKind.ANNOUNCEMENT:
            chosen = Follows.ONCE.value
        if data.get("kind") == CampaignKind.REFERENCES != self.kind_before and "ask_kind" not in self.changed_data:
            # What it is for says what is asked (P20, P51).
            data["ask_kind"] = AskKind.REFERENCE.value
        own = self.own.get(chosen)
        self.instance.own_policy = own
        self.instance.follows = Follows.OWN if own is not None else Follows(chosen)
        return data

    @transaction.atomic
    def keep(self, *, on: date) -> Campaign:
        """Save it as of local date ``on``; with another policy or kind its people are made to suit."""
        is_new = self.instance.pk is None
        campaign = self.save()
        if not is_new and campaign.kind != self.kind_before:
            campaigns.suit(campaign, on=on)
        if (campaign.follows, campaign.own_policy_id) != self.followed:
            campaigns.follow(campaign)
        return campaign


class ReasonForm(OwnedForm):
    """Why this person (P08), what is asked of them (P20) and, while unknown, how the user knows them (P07)."""

    reason = forms.CharField(
        label="Why them",
        max_length=1000,
        widget=text_area(3),
        help_text="What do they know or do that few others could tell you about? One sentence is enough.",
    )
    how_known = forms.CharField(
        label="How you know them",
        max_length=300,
        help_text="“Worked together at Northwind”, “heard her talk in Lyon”, “we have not met; Ana knows him”.",
    )
    ask_kind = forms.ChoiceField(label="What you ask for", choices=AskKind.choices)

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(
            *args, initial={"reason": target.reason, "ask_kind": target.ask_kind}, auto_id="id_reason_%s", **kwargs
        )
        if target.contact.how_known.strip():
            del self.fields["how_known"]


class AttemptForm(OwnedForm):
    """One outgoing touch, with the channel the policy proposes (P22)."""

    expected_number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    channel = forms.ChoiceField(label="How", choices=Channel.choices)
    made_on = forms.DateField(label="When", widget=day_input())
    text = forms.CharField(label="What you wrote or said", required=False, max_length=20_000, widget=text_area(6))

    def __init__(self, *args: Any, target: Target, on: date, **kwargs: Any) -> None:
        step = pursuit.step_of(target)
        initial = {
            "expected_number": target.attempts_made + 1,
            "channel": step.channel if step else Channel.EMAIL,
            "made_on": on,
        }
        super().__init__(*args, initial=initial, auto_id="id_attempt_%s", **kwargs)
        self.on = on

    def clean_made_on(self) -> date:
        """Refuse a day that is still to come."""
        return not_ahead(self.cleaned_data["made_on"], self.on)


class AnswerForm(OwnedForm):
    """What they said, when and how."""

    name = "reply"

    heard_on = forms.DateField(label="When", widget=day_input())
    channel = forms.ChoiceField(label="How", choices=Channel.choices)
    text = forms.CharField(label="What they said", required=False, max_length=20_000, widget=text_area(4))

    def __init__(self, *args: Any, target: Target, on: date, **kwargs: Any) -> None:
        last: Attempt | None = max(target.attempts.all(), key=lambda attempt: attempt.number, default=None)
        channel = last.channel if last else Channel.EMAIL
        initial = {"heard_on": on, "channel": channel, **self.proposals(target, on)}
        super().__init__(*args, initial=initial, auto_id=f"id_{self.name}_%s", **kwargs)
        self.on = on

    def proposals(self, target: Target, on: date) -> dict[str, Any]:  # noqa: ARG002 - for those that need them
        """Further initial values."""
        return {}

    def clean_heard_on(self) -> date:
        """Refuse a day that is still to come."""
        return not_ahead(self.cleaned_data["heard_on"], self.on)

    def answer(self) -> pursuit.Answer:
        """What the valid form says."""
        data = self.cleaned_data
        return pursuit.Answer(heard_on=data["heard_on"], channel=data["channel"], text=data["text"])


class DeclinedForm(AnswerForm):
    """They said no (P24)."""

    name = "declined"


class NotNowForm(AnswerForm):
    """Later, on a date (P24). Before the first attempt it is the user's own choice, and nobody said anything."""

    name = "not_now"

    revisit_on = forms.DateField(label="Come back on", widget=day_input())
    field_order = ("revisit_on",)

    def __init__(self, *args: Any, target: Target, on: date, **kwargs: Any) -> None:
        super().__init__(*args, target=target, on=on, **kwargs)
        self.was_said = target.state != TargetState.READY
        if not self.was_said:
            for name in ("heard_on", "channel", "text"):
                del self.fields[name]

    def proposals(self, target: Target, on: date) -> dict[str, Any]:
        """A quarter from now, or the date that stands."""
        return {"revisit_on": target.revisit_on or add_months(on, SOON_MONTHS)}

    def answer_if_said(self) -> pursuit.Answer | None:
        """What they said, if it was theirs to say."""
        return self.answer() if self.was_said else None


class WrongPersonForm(AnswerForm):
    """Someone else is better, perhaps by name (P24)."""

    name = "wrong_person"

    first_name = forms.CharField(label="Who is better? First name", required=False, max_length=120)
    last_name = forms.CharField(label="Last name", required=False, max_length=120)
    title = forms.CharField(label="What they do", required=False, max_length=200)
    organization_name = forms.CharField(label="Where", required=False, max_length=200)
    email = forms.EmailField(label="E-mail", required=False)
    field_order = ("first_name", "last_name", "title", "organization_name", "email")

    def proposals(self, target: Target, on: date) -> dict[str, Any]:  # noqa: ARG002 - the target suffices
        """Most send one on to a colleague."""
        organization = target.contact.organization
        return {"organization_name": organization.name if organization else ""}

    def clean(self) -> dict[str, Any]:
        """A last name or an address alone is not yet a person."""
        data = super().clean() or self.cleaned_data
        if not data.get("first_name") and (data.get("last_name") or data.get("email") or data.get("title")):
            self.add_error("first_name", "Who is it? A first name is enough.")
        return data

    def named(self) -> naming.Named | None:
        """Whom they named, if anyone."""
        data = self.cleaned_data
        if not data["first_name"]:
            return None
        return naming.Named(
            first_name=data["first_name"],
            last_name=data["last_name"],
            title=data["title"],
            organization_name=data["organization_name"],
            email=data["email"],
        )


class NoReplyForm(OwnedForm):
    """Call it a day, perhaps with a far date to come back on (P22)."""

    name = "no_reply"

    revisit_on = forms.DateField(
        label="Come back on",
        required=False,
        widget=day_input(),
        help_text="Leave it empty to let it rest for good; else leave at least half a year.",
    )

    def __init__(self, *args: Any, target: Target, on: date, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_no_reply_%s", **kwargs)
        if pursuit.came_back_before(target):
            self.fields["revisit_on"].help_text = "You came back once already; leave it empty and let it rest."
        self.earliest = add_months(on, pursuit.FAR_REVISIT_MONTHS)

    def clean_revisit_on(self) -> date | None:
        """Refuse a date in less than half a year."""
        day: date | None = self.cleaned_data["revisit_on"]
        if day is not None and day < self.earliest:
            raise ValidationError(f"Leave at least half a year: {self.earliest:%-d %B %Y} or later.")
        return day


class AddForm(OwnedForm):
    """Which campaign people go into: one that is open, or a new one with its goal (P04)."""

    campaign: forms.ModelChoiceField[Campaign] = forms.ModelChoiceField(
        label="Campaign", queryset=None, required=False, empty_label="A new campaign, named below"
    )
    new_name = forms.CharField(label="Name of the new campaign", required=False, max_length=120)
    new_goal = forms.CharField(
        label="What you want from it",
        required=False,
        max_length=1000,
        widget=text_area(2),
        help_text="One goal you could tell a friend.",
    )
    others = forms.BooleanField(required=False)
    """Whether those of a long list who are not asked about now come in as ideas."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        choice = cast("forms.ModelChoiceField[Campaign]", self.fields["campaign"])
        choice.queryset = Campaign.for_user(user).open()

    def clean(self) -> dict[str, Any]:
        """A chosen campaign wins over a new one; a new one needs a goal."""
        data = super().clean() or self.cleaned_data
        if data.get("campaign") is None and "campaign" not in self.errors:
            if not data.get("new_name"):
                self.add_error("new_name", "Choose a campaign, or name a new one.")
            if not data.get("new_goal"):
                self.add_error("new_goal", "Say what you want from it; it decides what you ask.")
        return data

    def campaign_for(self, user: User, *, on: date) -> Campaign:
        """The chosen campaign of ``user``, or the new one, made now."""
        chosen: Campaign | None = self.cleaned_data["campaign"]
        if chosen is not None:
            return chosen
        return Campaign.for_user(user).create(
            owner=user, name=self.cleaned_data["new_name"], goal=self.cleaned_data["new_goal"], started_on=on
        )


class PickForm(OwnedForm):
    """One person to add: an idea without a reason; with one, it must be known how the user knows them (P07, P08)."""

    reason = forms.CharField(label="Why them", required=False, max_length=1000, widget=text_area(2))
    how_known = forms.CharField(label="How you know them", required=False, max_length=300)
    ask_kind = forms.ChoiceField(
        label="What you ask for", choices=AskKind.choices, initial=AskKind.ADVICE, required=False
    )

    def __init__(self, *args: Any, contact: Contact, tells: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"contact-{contact.pk}", **kwargs)
        self.contact = contact
        if contact.how_known.strip():
            del self.fields["how_known"]
        if tells:
            # Nobody needs a reason to be told that the user is looking (P09).
            self.fields.clear()

    def clean(self) -> dict[str, Any]:
        """A reason makes them ready, and nobody becomes ready while it is blank how they are known."""
        data = super().clean() or self.cleaned_data
        if data.get("reason") and "how_known" in self.fields and not data.get("how_known"):
            self.add_error("how_known", f"Say in a few words how you know {self.contact.first_name}.")
        return data


def not_ahead(day: date, on: date) -> date:
    """``day``, if it is not after the user's today ``on``; raises ``ValidationError``."""
    if day > on:
        raise ValidationError("That day is still to come.")
    return day
