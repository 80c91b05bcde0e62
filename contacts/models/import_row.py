"""One row or card of a file, with what will happen to it, what did, and why."""

import json
from functools import cached_property
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet
from contacts.models.import_batch import ImportBatch


class ImportVerdict(models.TextChoices):
    """What committing does, or did, with a row."""

    NEW = "new", "new"
    CHANGED = "changed", "adds details"
    UNCHANGED = "unchanged", "already here"
    ORGANIZATION = "organization", "organization"
    SKIPPED = "skipped", "skipped"
    ERROR = "error", "cannot be read"


class ImportChoice(models.TextChoices):
    """What the user said of a row."""

    SAME = "same", "the same person"
    OTHER = "other", "somebody else"
    LEAVE = "leave", "left out"


class ImportRowQuerySet(OwnedQuerySet["ImportRow"]):
    """Rows of one owner's batches."""

    def shown(self, view: str) -> Self:
        """Those that one of the filters of a batch's page asks for: a verdict, or one of ``QUESTIONS``."""
        if view in QUESTIONS:
            return self.filter(QUESTIONS[view])
        return self.filter(verdict=view) if view else self

    def named(self, words: str) -> Self:
        """Those in whose name every one of ``words`` occurs."""
        found = self
        for word in words.split():
            found = found.filter(name__icontains=word)
        return found

    def to_mend(self) -> Self:
        """Those that could not be read, where the row itself was kept."""
        return self.filter(verdict=ImportVerdict.ERROR, stored__contains='"raw":')

    def for_rows(self) -> Self:
        """With all that a list shows, without a query per row or any picture."""
        return self.defer("photo", "compares_by").select_related("contact", "maybe_same_as__organization")


class ImportRow(OwnedModel):
    """One record of the file.

    Written and read by the ten thousand, and never asked about inside, ``stored`` is JSON as plain text.
    """

    owner_path = "batch__owner"
    stays_behind = "belongs to a job of this installation"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows", db_index=False)
    position = models.PositiveIntegerField(default=0)
    """Its place in the file, from 0; of files in an archive one after the other."""
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, default="person")
    """``type`` of the record: person, organization, skipped or unreadable."""
    verdict = models.CharField(max_length=12, choices=ImportVerdict)
    name = models.CharField(max_length=300, blank=True)
    stored = models.TextField(default="{}")
    """The record as read (``contacts.importing.records``), enough to commit without the file."""
    compares_by = models.TextField(blank=True, editable=False)
    """What tells whom it is about (``matching.Compared``)."""
    fingerprint = models.CharField(max_length=32, blank=True, editable=False)
    """The same for the same row in another file: how someone without any address is known again."""
    photo = models.BinaryField(default=b"", editable=False)
    """Their picture until it is theirs; after that, the one of theirs that it replaced."""
    changes = models.JSONField(default=list)
    """What it adds to a contact or organization that is there, each said to the user."""
    differences = models.JSONField(default=list)
    """Where the contact's own value stays and the file has another; each said to the user."""
    reason = models.CharField(max_length=500, blank=True)
    speaker = models.PositiveIntegerField(null=True)
    """The position of the row that speaks for the same person or organization, if that is another one."""
    choice = models.CharField(max_length=8, blank=True, choices=ImportChoice)
    takes_file = models.BooleanField(default=False)
    """Whether the user wants the file's values where they differ."""
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    """Whom it matched, or after the commit whom it made."""
    maybe_same_as = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    """Someone of the same name and organization: a suggestion, never merged by itself."""
    made = models.TextField(default="{}", editable=False)
    """What the commit wrote (``contacts.importing.traces``), as JSON, so that it can be taken back."""
    kept = models.CharField(max_length=500, blank=True)
    """After undoing: why what it brought stays, said to the user."""

    unscoped: ClassVar[ImportRowQuerySet] = ImportRowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["batch", "position"], name="contacts_import_row_once"),
            models.CheckConstraint(condition=Q(choice__in=["", *ImportChoice.values]), name="contacts_import_choice"),
        )
        indexes = (
            models.Index(fields=["batch", "verdict", "position"], name="contacts_import_rows"),
            models.Index(fields=["fingerprint"], name="contacts_import_fingerprints"),
        )

    def __str__(self) -> str:
        return f"line {self.line}: {self.name}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> ImportRowQuerySet:
        """The rows of ``user``'s batches."""
        return cls.unscoped.owned_by(user)

    @cached_property
    def record(self) -> dict[str, Any]:
        """The record as JSON holds it."""
        record: dict[str, Any] = json.loads(self.stored)
        return record


QUESTIONS: dict[str, Q] = {
    "maybe": Q(maybe_same_as__isnull=False),
    "differs": ~Q(differences=[]),
    "kept": ~Q(kept=""),
}
"""Filters that ask something else than the verdict."""
