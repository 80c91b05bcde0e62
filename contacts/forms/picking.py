"""Picking one person out of thousands: by typing, with a list of those who are meant, and without scripts too."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import Q

from contacts.models import Contact, ContactQuerySet
from contacts.models.contact_query import searchable

MOST = 8
"""People offered at once; more than these are found by typing more."""
PICKED = frozenset({"introduced_by", "led_by", "connector", "whom"})
"""The fields for which people are offered while one types."""


class _PickerInput(forms.TextInput):
    """What was typed under the field's name with "_name" behind it, and who was picked from the list under its own."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> "Asked":  # noqa: ARG002 - the contract's
        return Asked(picked=data.get(name) or "", typed=data.get(f"{name}_name"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form sends: a key from the list, and the words typed; ``None`` where there was nowhere to type."""

    picked: str
    typed: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What the field shows: the words in the box, the people below it, and which of them is meant."""

    typed: str
    people: list[Contact]
    picked: int | None


def fitting(people: ContactQuerySet, words: str) -> ContactQuerySet:
    """Those of ``people`` in whose name or title every one of ``words`` begins a word; nobody for no words."""
    asked = searchable(words.replace("\x00", "")).split()
    found = people if asked else people.none()
    for word in asked:
        found = found.filter(Q(search_key__startswith=word) | Q(search_key__contains=f" {word}"))
    return found


def offer(people: ContactQuerySet, words: str) -> list[Contact]:
    """The first few of ``people`` whom ``words`` fit, with their organizations."""
    return list(fitting(people, words).select_related("organization").by_name()[:MOST])


class PersonField(forms.ModelChoiceField[Contact]):
    """One of the user's people or nobody, found by name; no list of them all is ever sent."""

    widget = _PickerInput

    def clean(self, value: Any) -> Contact | None:
        """Whom it names. Raises ``ValidationError`` for nobody there, and for words that fit several."""
        asked = value if isinstance(value, Asked) else Asked(picked=str(value or ""), typed=None)
        words = (asked.typed or "").strip()
        if asked.typed is not None and not words:
            return None
        picked: Contact | None = super().clean(asked.picked) if asked.picked else None
        if asked.typed is None or (picked and fitting(self._people(), words).filter(pk=picked.pk).exists()):
            return picked
        found = offer(self._people(), words)
        if not found:
            raise forms.ValidationError("Nobody of that name is in your list. Add them first, or leave this empty.")
        exact = [person for person in found if person.name.casefold() == words.casefold()]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0]
        raise forms.ValidationError("Several people fit. Pick the one you mean below.", code="several")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether somebody else is picked or typed."""
        if not isinstance(data, Asked):
            return super().has_changed(initial, data)
        return str(initial or "") != data.picked or data.typed is not None

    def offer(self, bound: forms.BoundField) -> Offer:
        """What ``bound`` shows as it stands."""
        value = bound.value()
        if isinstance(value, Asked):
            people = offer(self._people(), value.typed or "")
            return Offer(value.typed or "", people, int(value.picked) if value.picked.isdigit() else None)
        person = self._people().select_related("organization").filter(pk=value).first() if value else None
        return Offer(person.name, [person], person.pk) if person else Offer("", [], None)

    def _people(self) -> ContactQuerySet:
        return cast("ContactQuerySet", self.queryset)
