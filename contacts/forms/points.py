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
from django.utils.text import capfirst

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


def guess_kind(value: str) -> PointKind:
    """What kind of address ``value`` looks like."""
    if "@" in value and "/" not in value:
        return PointKind.EMAIL
    return PointKind.PROFILE if re.search(r"[^\W\d_]", value) else PointKind.PHONE


def _check_profile(value: str) -> None:
    try:
        _validate_url(value if "://" in value else f"https://{value}")
    except ValidationError as error:
        raise ValidationError("This is no web address yet. It looks like linkedin.com/in/ana.") from error


class ContactPointForm(forms.ModelForm[ContactPoint]):
    """One line: kind, address, and where it is from."""

    kind = forms.ChoiceField(
        choices=[("", "Kind"), *((value, capfirst(label)) for value, label in PointKind.choices)],
        required=False,
        widget=forms.Select({"class": "form-select", "aria-label": "Kind"}),
    )

    class Meta:
        model = ContactPoint
        fields = ("kind", "value", "label")
        widgets = {
            "value": forms.TextInput(
                {"class": "form-control point-value", "aria-label": "Address", "autocomplete": "off"}
            ),
            "label": forms.TextInput(
                {
                    "class": "form-control",
                    "aria-label": "Label",
                    "placeholder": "work, home",
                    "autocomplete": "off",
                }
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Check the address by its kind, guessed where none was picked, with the message at the address."""
        data = super().clean() or self.cleaned_data
        if data.get("value"):
            data["kind"] = data.get("kind") or guess_kind(data["value"])
            try:
                check_address(data["kind"], data["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return data


class _PointLines(BaseInlineFormSet[ContactPoint, Contact, ContactPointForm]):
    """All lines of one contact; an address twice is said at the second."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The usual ones, and the tick box that removes a line."""
        super().add_fields(form, index)
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"

    def clean(self) -> None:
        """Refuse the same address twice, compared the way matching compares, and lines that are not there any more."""
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError(
                "One of these addresses was removed meanwhile, in another window. Nothing was saved: open the page "
                "anew to see what is there."
            )
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
    Contact, ContactPoint, form=ContactPointForm, formset=_PointLines, extra=2, can_delete=True
)
