"""A file on its way in: read into rows, shown, then committed all or nothing."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet
from contacts.models.contact import Tier


class ImportState(models.TextChoices):
    """Where a batch is; each step is taken up again by the sweep if a worker dies on it."""

    UPLOADED = "uploaded", "being read"
    READY = "ready", "ready to look at"
    REFUSED = "refused", "could not be read"
    COMMITTING = "committing", "being brought in"
    DONE = "done", "brought in"


class ImportBatchQuerySet(OwnedQuerySet["ImportBatch"]):
    """Import batches of one owner."""

    def unfinished(self) -> Self:
        """Those a worker still has to read or commit."""
        return self.filter(state__in=[ImportState.UPLOADED, ImportState.COMMITTING])

    def untouched_since(self, moment: datetime) -> Self:
        """Those that nobody has worked on since ``moment``."""
        return self.filter(touched_at__lt=moment)

    def newest_first(self) -> Self:
        """As the upload page lists them, without the files themselves."""
        return self.defer("content").order_by("-created_at", "-pk")


class ImportBatch(OwnedModel):
    """One file brought by the user. The job is this row; Celery only wakes a worker for it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    filename = models.CharField(max_length=255)
    content = models.BinaryField(editable=False, blank=True, default=b"")
    """The file itself while it is needed; emptied once its rows are read, or it was refused."""
    format_name = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    problem = models.TextField(blank=True)
    """Why it was refused, said to the user."""
    tier = models.CharField("keep in touch", max_length=8, choices=Tier, default=Tier.LIGHT)
    """What new contacts get; light by default, as an address book is longer than anybody's calendar."""
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    """Counts by outcome: created, updated, unchanged, skipped, organizations, errors."""
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True)

    unscoped: ClassVar[ImportBatchQuerySet] = ImportBatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["owner", "-created_at"], name="contacts_imports_newest"),)

    def __str__(self) -> str:
        return self.filename

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> ImportBatchQuerySet:
        """The batches of ``user``."""
        return cls.unscoped.owned_by(user)

    @property
    def is_busy(self) -> bool:
        """Whether a worker still has to finish something."""
        return self.state in {ImportState.UPLOADED, ImportState.COMMITTING}


class ImportVerdict(models.TextChoices):
    """What committing does, or did, with a row."""

    NEW = "new", "new"
    CHANGED = "changed", "adds details"
    UNCHANGED = "unchanged", "already here"
    ORGANIZATION = "organization", "organization"
    SKIPPED = "skipped", "skipped"
    ERROR = "error", "cannot be read"


class ImportRow(OwnedModel):
    """One record of the file, with what will happen to it and why."""

    owner_path = "batch__owner"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    verdict = models.CharField(max_length=12, choices=ImportVerdict)
    name = models.CharField(max_length=300, blank=True)
    record = models.JSONField(default=dict)
    """The record as read (``contacts.importing.records``), enough to commit without the file."""
    changes = models.JSONField(default=list)
    """What it adds to an existing contact, and where the contact's own value stays; each said to the user."""
    fingerprint = models.CharField(max_length=32, blank=True, editable=False)
    """The same for the same row in another file: how someone without any address is known again."""
    reason = models.CharField(max_length=500, blank=True)
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    """Whom it matched, or after the commit whom it made."""
    maybe_same_as = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    """Someone of the same name and organization: a suggestion, never merged by itself."""
    made = models.JSONField(default=dict)
    """What the commit wrote (``planning.Additions``, or the organization), so that it can be taken back."""

    unscoped: ClassVar[OwnedQuerySet["ImportRow"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("line", "pk")
        indexes = (
            models.Index(fields=["batch", "verdict", "line"], name="contacts_import_rows"),
            models.Index(fields=["fingerprint"], name="contacts_import_fingerprints"),
        )

    def __str__(self) -> str:
        return f"line {self.line}: {self.name}"
