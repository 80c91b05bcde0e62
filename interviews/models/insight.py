"""One thing the user took from a conversation."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet

INSIGHT_LENGTH = 2000


class InsightQuerySet(OwnedQuerySet["Insight"]):
    """Insights of one owner."""

    def for_rows(self) -> Self:
        """With the person it came from, and whether they were told; tags in one query more."""
        return self.select_related("interview__contact__organization", "question", "telling").prefetch_related("tags")

    def untold(self) -> Self:
        """Those the user acted on and has not told the person of."""
        return self.filter(acted_on__isnull=False, telling__done_on=None, telling__isnull=False)


class Insight(OwnedModel):
    """What somebody said that is worth keeping (P40); acted on, they deserve to hear of it."""

    owner_path = "interview__contact__owner"

    interview = models.ForeignKey("interviews.Interview", on_delete=models.CASCADE, related_name="insights")
    question = models.ForeignKey(
        "interviews.InterviewQuestion", on_delete=models.SET_NULL, null=True, blank=True, related_name="insights"
    )
    """What was asked when it came up, if anything."""
    text = models.TextField("what you take from it", max_length=INSIGHT_LENGTH)
    tags = models.ManyToManyField("contacts.Tag", blank=True, related_name="insights")
    acted_on = models.DateField(null=True, editable=False)
    """The user's local date on which they did what it advises."""
    telling = models.OneToOneField(
        "contacts.FollowUp", on_delete=models.SET_NULL, null=True, editable=False, related_name="insight"
    )
    """The follow-up that reminds of telling the person what came of it."""
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[InsightQuerySet] = InsightQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="interviews_insight_says_something"),)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> InsightQuerySet:
        """The insights of ``user``."""
        return cls.unscoped.owned_by(user)

    @property
    def told_on(self) -> date | None:
        """The local date on which the person was told what came of it; ``None`` for not yet."""
        return self.telling.done_on if self.telling is not None else None
