"""Writing down what happened between us."""

from datetime import date
from typing import Any

from django import forms

from common.forms import OwnedForm
from contacts import timeline
from contacts.models import Contact, Direction, Interaction, InteractionKind

QUICK_LOGS = {
    "emailed": ("E-mailed", "mail", InteractionKind.EMAIL, Direction.OUTGOING),
    "called": ("Called", "phone", InteractionKind.CALL, Direction.MUTUAL),
    "met": ("Met", "coffee", InteractionKind.MEETING, Direction.MUTUAL),
    "wrote": ("They wrote", "mail-opened", InteractionKind.EMAIL, Direction.INCOMING),
}
"""One press of a button each: label, icon, kind, direction."""


class InteractionForm(OwnedForm):
    """Kind, direction, day and a line about it. An empty day means the user's today, ``on``."""

    summary = forms.CharField(
        label="What it was about",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 2, "placeholder": "A line to remember it by, if you like"}),
    )
    kind = forms.ChoiceField(label="How", choices=InteractionKind.choices, required=False)
    direction = forms.ChoiceField(label="Who turned to whom", choices=Direction.choices, required=False)
    happened_on = forms.DateField(
        label="When",
        required=False,
        help_text="Empty means today.",
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def __init__(self, *args: Any, on: date, interaction: Interaction | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["happened_on"].widget.attrs["max"] = on.isoformat()
        if interaction is not None:
            self.initial = {
                "summary": interaction.summary,
                "kind": interaction.kind,
                "direction": interaction.direction,
                "happened_on": interaction.on,
            }

    def clean_happened_on(self) -> date:
        """Today when empty; raises ``ValidationError`` for a day to come."""
        day: date = self.cleaned_data["happened_on"] or self.on
        if day > self.on:
            raise forms.ValidationError("That day is still to come. Log it once it has happened, or plan a follow-up.")
        return day

    def clean(self) -> dict[str, Any]:
        """Let a quick button say kind and direction."""
        data = super().clean() or self.cleaned_data
        quick = QUICK_LOGS.get(self.data.get("quick", ""))
        if quick is not None:
            data["kind"], data["direction"] = quick[2], quick[3]
        data["kind"] = data.get("kind") or InteractionKind.OTHER
        data["direction"] = data.get("direction") or Direction.MUTUAL
        return data

    def log(self, contact: Contact) -> Interaction:
        """Record it for ``contact``."""
        return timeline.log(contact=contact, on=self.on, **self.cleaned_data)

    def correct(self, interaction: Interaction) -> None:
        """Change what was recorded."""
        timeline.correct(interaction, on=self.on, **self.cleaned_data)
