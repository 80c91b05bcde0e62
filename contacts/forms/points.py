"""Ways to reach someone: one line each, checked by its kind."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.forms.models import BaseInlineFormSet, inlineformset_factory

from contacts.addresses import normalise
from contacts.models import Contact, ContactPoint, PointKind

_validate_url = URLValidator(schemes=["http", "https"])
_FEWEST_DIGITS = 4


def check_address(kind: str, value: str) -> str:
    """``value`` if it can be an address of ``kind``, or empty. Raises ``ValidationError`` saying what is missing."""
    if not value:
        return value
    if kind == PointKind.EMAIL:
        try:
            validate_email(value)
        except ValidationError as error:
            raise ValidationError("This is no e-mail address yet. It looks like ana@example.com.") from error
    elif kind == PointKind.PHONE:
        if len(re.findall(r"\d", value)) < _FEWEST_DIGITS:
            raise ValidationError("This has too few digits for a phone number.")
    else:
        _check_profile(value)
    return value


def _check_profile(value: str) -> None:
    try:
        _validate_url(value if "://" in value else f"https://{value}")
    except ValidationError as error:
        raise ValidationError("This is no web address yet. It looks like linkedin.com/in/ana.") from error


class ContactPointForm(forms.ModelForm[ContactPoint]):
    """One line: kind, address, and where it is from."""

    class Meta:
        model = ContactPoint
        fields = ("kind", "value", "label")
        widgets = {
            "value": forms.TextInput({"autocomplete": "off"}),
            "label": forms.TextInput({"placeholder": "work, home …", "autocomplete": "off"}),
        }
        labels = {"kind": "Kind", "value": "Address", "label": "Label"}

    def clean(self) -> dict[str, Any]:
        """Check the address by its kind, with the message at the address."""
        data = super().clean() or self.cleaned_data
        if "kind" in data and "value" in data:
            try:
                check_address(data["kind"], data["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return data


class _PointLines(BaseInlineFormSet[ContactPoint, Contact, ContactPointForm]):
    """All lines of one contact; an address twice is said at the second."""

    def clean(self) -> None:
        """Refuse the same address twice, compared the way matching compares."""
        country = self.instance.owner.country
        seen: set[tuple[str, str]] = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not data.get("value") or data.get("DELETE") or form.errors:
                continue
            point = (data["kind"], normalise(data["kind"], data["value"], country=country))
            if point in seen:
                form.add_error("value", "This address is already in the list.")
            seen.add(point)

    @transaction.atomic
    def save(self, commit: bool = True) -> list[ContactPoint]:
        """Save every line; two lines that swapped their addresses do not meet halfway."""
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        waiting = Concat(Value("waiting-"), Cast(F("pk"), CharField()))
        ContactPoint.for_user(self.instance.owner).filter(pk__in=changed).update(normalised=waiting)
        return super().save(commit)


ContactPointFormSet = inlineformset_factory(
    Contact, ContactPoint, form=ContactPointForm, formset=_PointLines, extra=1, can_delete=True
)
