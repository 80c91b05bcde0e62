"""A file on its way in: read into rows, shown, committed all or nothing, and taken back if it was a mistake."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet
from contacts.models.relation import Tier


class ImportState(models.TextChoices):
    """Where a batch is; each step is taken up again by the sweep if a worker dies on it."""

    UPLOADED = "uploaded", "being read"
    COLUMNS = "columns", "columns to be told"
    READY = "ready", "ready to look at"
    REFUSED = "refused", "could not be read"
    COMMITTING = "committing", "being brought in"
    DONE = "done", "brought in"
    UNDOING = "undoing", "being taken back"
    UNDONE = "undone", "taken back"


BUSY = (ImportState.UPLOADED, ImportState.COMMITTING, ImportState.UNDOING)
"""A worker still has to finish something."""
OPEN = (ImportState.UPLOADED, ImportState.COLUMNS, ImportState.READY, ImportState.REFUSED)


class ImportBatchQuerySet(OwnedQuerySet["ImportBatch"]):
    """Import batches of one owner."""

    def unfinished(self) -> Self:
        """Those a worker still has to read, commit or take back."""
        return self.filter(state__in=BUSY)

    def not_brought_in(self) -> Self:
        """Those of which nothing has come in, so that they may go."""
        return self.filter(state__in=OPEN)

    def untouched_since(self, moment: datetime) -> Self:
        """Those that nobody has worked on since ``moment``."""
        return self.filter(touched_at__lt=moment)

    def newest_first(self) -> Self:
        """As the upload page lists them, without what only undoing wants to know."""
        return self.defer("made", "archive").order_by("-created_at", "-pk")


class ImportBatch(OwnedModel):
    """One file brought by the user. The job is this row; Celery only wakes a worker for it."""

    stays_behind = "a job of this installation; the people it brought are in the archive themselves"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    filename = models.CharField(max_length=255)
    format_name = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    problem = models.TextField(blank=True)
    """Why it was refused, or what went wrong, said to the user."""
    tier = models.CharField("keep in touch", max_length=8, choices=Tier, default=Tier.LIGHT)
    """What new contacts get; light by default, as an address book is longer than anybody's calendar."""
    rows_total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    """Counts by outcome (``planning.Tally``); after undoing, what was taken back."""
    header = models.TextField(blank=True)
    """Of a CSV, as it stands in the file: what the file of its rejected rows begins with."""
    mapping = models.JSONField(default=dict)
    """Of a CSV of no known kind: the field for each column, by its number."""
    made = models.JSONField(default=dict)
    """Organizations and tags that the commit made for its rows, as ``[pk, name]``."""
    archive = models.JSONField(default=dict)
    """Of a whole account that comes back: whose it is, of when, and what is in it (``bringing_back``); else empty."""
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

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
    def has_columns(self) -> bool:
        """Whether it is a table whose columns can be told, for the first time or otherwise."""
        return self.state == ImportState.COLUMNS or (self.state == ImportState.READY and bool(self.mapping))

    @property
    def is_busy(self) -> bool:
        """Whether a worker still has to finish something."""
        return self.state in BUSY


class ImportPart(OwnedModel):
    """A piece of an uploaded file, kept while it is needed; pieces, so that none has to be in memory whole."""

    owner_path = "batch__owner"
    stays_behind = "belongs to a job of this installation"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="contacts_import_part_once"),)

    def __str__(self) -> str:
        return f"part {self.number} of batch {self.batch_id}"


class RestoredRows(OwnedModel):
    """Some rows that came back with a whole account, as they were then: what undoing compares with."""

    owner_path = "batch__owner"
    stays_behind = "belongs to a job of this installation"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    model = models.CharField(max_length=80)
    prints = models.TextField()
    """``[key, print]`` of each, as JSON: what stands for its values (``contacts.importing.restored_rows``)."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="contacts_restored_rows_once"),)

    def __str__(self) -> str:
        return f"rows {self.number} of batch {self.batch_id}"


class ColumnMapping(OwnedModel):
    """What the columns under one header mean to the user; the next file with that header is read the same way."""

    json_without_ids: ClassVar[tuple[str, ...]] = ("fields",)

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    header_key = models.CharField(max_length=64)
    fields = models.JSONField(default=dict)
    """The field for each column, by its number."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "header_key"], name="contacts_mapping_once"),)

    def __str__(self) -> str:
        return f"mapping of {self.header_key}"
