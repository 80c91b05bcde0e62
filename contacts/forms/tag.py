"""Tags as they are typed."""

from typing import Any

from django import forms

from common.forms import OwnedForm
from contacts import tagging
from contacts.models import Tag
from contacts.models.tag import NAME_LENGTH, tag_key


class TagNamesField(forms.CharField):
    """Names with commas between; cleaned to a list with each once."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"list": "tag-names", "data-comma-list": "", "autocomplete": "off"})
        super().__init__(required=False, max_length=10 * NAME_LENGTH, widget=widget, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """The names typed; raises ``ValidationError`` when one is too long."""
        names = tagging.split_names(super().clean(value))
        for name in names:
            if len(name) > NAME_LENGTH:
                raise forms.ValidationError(f"“{name[:30]}…” is too long for a tag: {NAME_LENGTH} letters at most.")
        return names


class TagForm(OwnedForm):
    """One name. One that is taken is fine: the two tags become one."""

    name = forms.CharField(label="Name", max_length=NAME_LENGTH, widget=forms.TextInput({"autocomplete": "off"}))

    def clean_name(self) -> str:
        """Raises ``ValidationError`` for a comma, which separates tags, and for a name of marks alone."""
        name = " ".join(self.cleaned_data["name"].split())
        if "," in name:
            raise forms.ValidationError("A comma separates tags, so a name cannot have one.")
        if not tag_key(name):
            raise forms.ValidationError("Give it a name of letters or digits.")
        return name

    def rename(self, tag: Tag) -> Tag:
        """Rename ``tag``, or merge it into the one of that name; returns what is left."""
        return tagging.rename(tag, self.cleaned_data["name"])
