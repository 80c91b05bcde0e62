"""Bringing files, telling what their columns are, and saying what their people get."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile

from common.forms import OwnedForm
from contacts.importing import telling_columns
from contacts.importing.archives import is_archive
from contacts.importing.column_words import FIELDS
from contacts.importing.detection import UnknownFormatError, detect
from contacts.importing.formats import HEAD_BYTES
from contacts.importing.generic_csv import Column
from contacts.importing.reading import MAX_BYTES, MAX_ROWS
from contacts.models import Tier

SMALL_BYTES = 300_000
"""So little is read at once; more waits for a worker."""
MOST_FILES = 10

_MEGABYTES = MAX_BYTES // 1024 // 1024


def is_small(file: UploadedFile[Any]) -> bool:
    """Whether reading it takes no time to speak of; of a zip, by what it says it holds."""
    if (file.size or 0) > SMALL_BYTES:
        return False
    file.seek(0)
    if not is_archive(file.read(4)):
        return True
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(member.file_size for member in archive.infolist()) <= SMALL_BYTES
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return True
    finally:
        file.seek(0)


class _Files(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, each checked by itself; cleaned to a list."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files; raises ``ValidationError`` with the first trouble of each."""
        files = list(data or [None]) if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"These are {len(files)} files. Bring at most {MOST_FILES} at a time.")
        return [super(FilesField, self).clean(file, initial) for file in files]


class ImportFileForm(OwnedForm):
    """Files; refused at the field when one is too large or of no known format."""

    file = FilesField(
        label="Your file",
        max_length=255,
        widget=_Files({"accept": ".csv,.vcf,.txt,.tsv,.zip,.json,text/csv,text/vcard", "data-drop-input": ""}),
        help_text=f"Up to {_MEGABYTES} MB and {MAX_ROWS:,} people a file. What it is, Rapport sees by itself.",
        error_messages={
            "required": "Choose a file first.",
            "empty": "This file is empty. Export it once more and choose the new one.",
            "max_length": "The file’s name is too long. Rename it to something shorter.",
        },
    )

    def clean_file(self) -> list[UploadedFile[Any]]:
        """Raises ``ValidationError`` for what cannot be read anyway, before it is kept."""
        files: list[UploadedFile[Any]] = self.cleaned_data["file"]
        troubles = [(file, trouble) for file in files if (trouble := _trouble(file))]
        if troubles:
            named = len(files) > 1
            raise forms.ValidationError([f"{file.name}: {said}" if named else said for file, said in troubles])
        return files


def _trouble(file: UploadedFile[Any]) -> str:
    """Why a file cannot be read, or blank."""
    if (file.size or 0) > MAX_BYTES:
        return f"This file is larger than {_MEGABYTES} MB. Export it in parts."
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if is_archive(head):
        return ""
    try:
        detect(head)
    except UnknownFormatError as error:
        return str(error)
    return ""


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


class ColumnsForm(OwnedForm):
    """What each column is: a choice for each, beginning with what was told before, else with the guess."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        user: AbstractBaseUser,
        columns: Sequence[Column],
        told: telling_columns.Fields,
    ) -> None:
        super().__init__(data, user=user)
        self.columns = columns
        for column in columns:
            self.fields[self.name_of(column)] = forms.ChoiceField(
                label=column.name or f"Column {column.index + 1}",
                choices=list(FIELDS.items()),
                initial=told.get(column.index, column.guess),
                widget=forms.Select({"class": "form-select"}),
            )

    @staticmethod
    def name_of(column: Column) -> str:
        """The name of a column's field."""
        return f"column-{column.index}"

    def lines(self) -> Iterable[tuple[Column, forms.BoundField]]:
        """Each column with its choice."""
        return [(column, self[self.name_of(column)]) for column in self.columns]

    @property
    def told(self) -> telling_columns.Fields:
        """What stands in the form: as sent where that is a choice, else as it began."""
        return {
            column.index: value if (value := str(self[self.name_of(column)].value())) in FIELDS else column.guess
            for column in self.columns
        }

    def clean(self) -> dict[str, Any]:
        """Raises ``ValidationError`` at the column that takes a field another has, or for a table without names."""
        data = super().clean() or self.cleaned_data
        names = {column.index: str(self.fields[self.name_of(column)].label) for column in self.columns}
        for number, said in telling_columns.faults(self.told, names).items():
            self.add_error(None if number is None else f"column-{number}", said)
        return data
