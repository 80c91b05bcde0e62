"""Steps of the user's own, as they type them."""

from typing import Any, cast

from django import forms

from common.forms import OwnedModelForm
from outreach import own_policies, policy
from outreach.models import Channel, OwnPolicy
from outreach.policy import LONGEST_GAP, MOST_ATTEMPTS, Step


class OwnPolicyForm(OwnedModelForm[OwnPolicy]):
    """Up to five attempts (P22), each by a channel and so many business days after the one before."""

    class Meta:
        model = OwnPolicy
        fields = ("name", "close_out_gap")
        widgets = {"name": forms.TextInput(attrs={"placeholder": "Two calls and a card"})}
        labels = {"close_out_gap": "Business days to answer the last one"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.IntegerField", self.fields["close_out_gap"]).widget.attrs["min"] = 1
        steps = self.instance.steps or [
            {"channel": step.channel.value, "gap": step.gap_business_days} for step in policy.FIVE_ATTEMPTS.steps[:3]
        ]
        for number in range(1, MOST_ATTEMPTS + 1):
            step = steps[number - 1] if number <= len(steps) else {}
            first = number == 1
            self.fields[f"channel_{number}"] = forms.ChoiceField(
                label=f"Attempt {number}",
                choices=Channel.choices if first else [("", "no more"), *Channel.choices],
                required=first,
                initial=step.get("channel", ""),
            )
            if not first:
                self.fields[f"gap_{number}"] = forms.IntegerField(
                    label=f"Business days before attempt {number}",
                    required=False,
                    min_value=1,
                    max_value=LONGEST_GAP,
                    initial=step.get("gap"),
                )

    def rows(self) -> list[tuple[Any, Any]]:
        """The fields of each attempt: its channel, and its gap but for the first."""
        return [
            (self[f"channel_{number}"], self[f"gap_{number}"] if number > 1 else None)
            for number in range(1, MOST_ATTEMPTS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """No hole between the attempts, a wait before each, and none shorter than the one before."""
        data = super().clean() or self.cleaned_data
        used = [number for number in range(1, MOST_ATTEMPTS + 1) if data.get(f"channel_{number}")]
        for number in used[1:]:
            if data.get(f"gap_{number}") is None and f"gap_{number}" not in self.errors:
                self.add_error(f"gap_{number}", "How many business days after the attempt before?")
            if number - 1 not in used:
                self.add_error(f"channel_{number - 1}", f"Say how, or leave attempt {number} out too.")
        if not self.errors and (wrong := policy.flaw([step.gap_business_days for step in self.steps()[1:]])):
            self.add_error(None, wrong)
        return data

    def steps(self) -> list[Step]:
        """The attempts that the valid form says."""
        data = self.cleaned_data
        return [
            Step(Channel(data[f"channel_{number}"]), data.get(f"gap_{number}") or 0 if number > 1 else 0)
            for number in range(1, MOST_ATTEMPTS + 1)
            if data.get(f"channel_{number}")
        ]

    def keep(self) -> int:
        """Save it with its steps; returns how many campaigns follow it."""
        return own_policies.keep(self.instance, self.steps())
