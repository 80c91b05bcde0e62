"""One thing about a person at a time, changed where it stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from contacts import people
from contacts.forms.contact import ContactForm


@dataclass(frozen=True, slots=True)
class Fact:
    """What belongs together on a person's page and is changed together."""

    label: str
    fields: tuple[str, ...]


FACTS = {
    "work": Fact("What they do", ("title", "organization_name")),
    "how": Fact("How I know them", ("how_known",)),
    "tie": Fact("Tie", ("tie", "walk_of_life")),
    "touch": Fact("Keep in touch", ("tier", "cadence_months")),
    "introducer": Fact("Introduced by", ("introduced_by",)),
    "tags": Fact("Tags", ("tag_names",)),
    "notes": Fact("Notes", ("notes",)),
}
"""By the name that their addresses have."""


class FactForm(ContactForm):
    """The fields of one ``Fact`` of a contact; the others stay as they are, whatever happened to them meanwhile."""

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name not in fact.fields]:
            del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    @transaction.atomic
    def keep(self, *, on: date) -> Any:
        """Save what was changed, ``on`` being the user's today."""
        names = self.cleaned_data
        return people.amend(
            self.save(commit=False),
            fields=[name for name in names if name in (self._meta.fields or ())],
            organization_name=names.get("organization_name"),
            tag_names=names.get("tag_names"),
            on=on,
        )
