"""What one press of a button changed, row by row, so that it can be taken back."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.urls import reverse

from common.ownership import OwnedModel, OwnedQuerySet

KEPT_FOR = timedelta(days=30)
"""How long a change can be taken back; then what it remembers is forgotten."""


class ChangeKind(models.TextChoices):
    """What was done."""

    SEVERAL = "several", "several people changed"
    PEOPLE_MERGED = "people_merged", "two people merged"
    ORGANIZATIONS_MERGED = "organizations_merged", "two organizations merged"
    NOT_THE_SAME = "not_the_same", "two told apart"
    CAMPAIGN = "campaign", "people added to a campaign"
    BRAINSTORM = "brainstorm", "names taken back"
    TIES = "ties", "ties rated"
    EVENT = "event", "an event changed"
    REMOVED = "removed", "something removed"


class ChangeQuerySet(OwnedQuerySet["Change"]):
    """Changes of one owner."""

    def newest_first(self) -> Self:
        """As the page of recent changes lists them."""
        return self.order_by("-made_at", "-pk")

    def forgotten_by(self, now: datetime) -> Self:
        """Those too old at the moment ``now`` to be taken back."""
        return self.filter(made_at__lt=now - KEPT_FOR)


class Change(OwnedModel):
    """One thing done to many rows, in one transaction with them; ``contacts.changes`` writes it."""

    stays_behind = "what can be taken back here; it names rows of this installation, and is kept for a month"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24, choices=ChangeKind)
    sentence = models.TextField()
    """What was done, said to the user: "Moved 412 people to key"."""
    rests_on = models.CharField(max_length=80, blank=True, editable=False)
    """A row ("contacts.contact:12") without which there is nothing to go back to: the one that stayed in a merge."""
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, editable=False)
    kept = models.JSONField(default=list, editable=False)
    """What taking back left alone because it was edited since, each said to the user."""
    kept_count = models.PositiveIntegerField(default=0, editable=False)
    """How many those are in all; ``kept`` names the first of them."""

    unscoped: ClassVar[ChangeQuerySet] = ChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["owner", "-made_at"], name="contacts_changes_newest"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=ChangeKind.values), name="contacts_change_kind"),
        )

    def __str__(self) -> str:
        return self.sentence

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> ChangeQuerySet:
        """The changes of ``user``."""
        return cls.unscoped.owned_by(user)

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back."""
        return self.undone_at is not None

    @property
    def undo_url(self) -> str:
        """Where a POST takes it back."""
        return reverse("contacts:change_undo", args=[self.pk])


class ChangedRow(OwnedModel):
    """One row before and after, as ``contacts.snapshots`` freezes it; of a row that stayed only what differs."""

    owner_path = "change__owner"
    stays_behind = "belongs to what can be taken back here"

    change = models.ForeignKey("contacts.Change", on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=80)
    key = models.BigIntegerField()
    before = models.JSONField(null=True)
    """Null for a row that the change made."""
    after = models.JSONField(null=True)
    """Null for a row that the change deleted."""

    unscoped: ClassVar[OwnedQuerySet["ChangedRow"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["change", "model", "key"], name="contacts_changed_row_once"),)

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
