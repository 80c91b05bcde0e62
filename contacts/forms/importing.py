"""Bringing a file, and saying what its people get."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from common.forms import OwnedForm
from contacts.importing.archives import is_archive
from contacts.importing.detection import UnknownFormatError, detect
from contacts.importing.formats import HEAD_BYTES
from contacts.importing.reading import MAX_BYTES
from contacts.models import Tier

_MEGABYTES = MAX_BYTES // 1024 // 1024


class ImportFileForm(OwnedForm):
    """One file; refused at the field when it is too large or of no known format."""

    file = forms.FileField(
        label="Your file",
        max_length=255,
        widget=forms.FileInput({"accept": ".csv,.vcf,.txt,.zip,text/csv,text/vcard"}),
        help_text=f"Up to {_MEGABYTES} MB and 50,000 people. What it is, Rapport sees by itself.",
        error_messages={
            "required": "Choose a file first.",
            "empty": "This file is empty. Export it once more and choose the new one.",
            "max_length": "The file’s name is too long. Rename it to something shorter.",
        },
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Raises ``ValidationError`` for what cannot be read anyway, before it is kept."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(f"This file is larger than {_MEGABYTES} MB. Export it in parts.")
        head = file.read(HEAD_BYTES)
        file.seek(0)
        if is_archive(head):
            return file
        try:
            detect(head)
        except UnknownFormatError as error:
            raise forms.ValidationError(str(error)) from error
        return file


class AcceptForm(OwnedForm):
    """How often to hear about the new people; an address book is longer than anybody's calendar."""

    tier = forms.ChoiceField(
        label="Remind me to keep in touch",
        choices=[
            (Tier.NONE, "Not yet: I choose whom later"),
            (Tier.LIGHT, "Lightly, over the coming months"),
            (Tier.REGULAR, "Regularly"),
        ],
        initial=Tier.LIGHT,
        help_text="For the new ones. You can change it for each of them at any time.",
    )
