"""Which side counts, field by field."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from common.forms import OwnedForm
from contacts.moving import GOES, STAYS
from contacts.side_by_side import BOTH, Difference

_PREFIX = "choose-"


class MergeForm(OwnedForm):
    """A choice for each difference; what is not sent goes by its default."""

    def __init__(self, *args: Any, differences: Sequence[Difference] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences = differences
        for each in differences:
            sides = [(STAYS, each.stays), (GOES, each.goes), *([(BOTH, "Both")] if each.joins else [])]
            self.fields[_PREFIX + each.name] = forms.ChoiceField(
                label=each.label, choices=sides, initial=each.default, required=False, widget=forms.RadioSelect
            )

    def rows(self) -> Iterator[tuple[Difference, str, str]]:
        """Each difference with its name in the form and the side that is chosen."""
        for each in self.differences:
            field = self[_PREFIX + each.name]
            yield each, field.html_name, field.value() or each.default

    def choices(self) -> dict[str, str]:
        """The side for each difference; wants a cleaned form."""
        return {each.name: self.cleaned_data[_PREFIX + each.name] or each.default for each in self.differences}
