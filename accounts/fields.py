"""Form fields that know how the user's preferences are kept."""

from collections.abc import Collection
from typing import Any

from django import forms

WEEKDAYS = (
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
)
HOURS = tuple((str(hour), f"{hour:02}:00") for hour in range(24))


class WeekdaysField(forms.MultipleChoiceField):
    """Seven checkboxes, kept as ISO digits in order: Monday and Sunday are ``"17"``; none is ``""``."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=WEEKDAYS, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The digits apart, as the checkboxes want them."""
        return list(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The ticked days as digits; raises ``ValidationError`` for anything but a weekday."""
        return "".join(sorted(set(super().clean(value))))

    def has_changed(self, initial: Any, data: Collection[Any] | None) -> bool:
        """Whether other days are ticked than before."""
        return set(initial or "") != set(data or ())
