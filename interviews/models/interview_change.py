"""What became of an interview, step by step."""

from typing import ClassVar

from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet


class ChangeKind(models.TextChoices):
    """What happened to it."""

    MOVED = "moved", "moved"
    CANCELLED = "cancelled", "cancelled"
    NO_SHOW = "no_show", "they did not come"
    HELD = "held", "held"
    REOPENED = "reopened", "taken back"


class InterviewChange(OwnedModel):
    """One step in an interview's history; none of them is an interaction but *held*."""

    owner_path = "interview__contact__owner"

    interview = models.ForeignKey("interviews.Interview", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    changed_at = models.DateTimeField()
    old_starts_at = models.DateTimeField()
    """When it was to be before this step."""
    new_starts_at = models.DateTimeField()
    """When it is to be after it; the same but for a move, or a move taken back."""

    unscoped: ClassVar[OwnedQuerySet["InterviewChange"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-changed_at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {self.changed_at:%Y-%m-%d %H:%M}"
