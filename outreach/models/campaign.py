"""A purposeful round of outreach."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.urls import reverse

from common.ownership import OwnedModel, OwnedQuerySet


class CampaignQuerySet(OwnedQuerySet["Campaign"]):
    """Campaigns of one owner."""

    def open(self) -> Self:
        """Those not closed."""
        return self.filter(closed_on=None)

    def by_state(self) -> Self:
        """Open ones first, the newest of each first."""
        return self.order_by(models.F("closed_on").desc(nulls_first=True), "-started_on", "-pk")

    def for_cards(self) -> Self:
        """With the targets that a card counts, in two queries."""
        return self.prefetch_related("targets")


class Campaign(OwnedModel):
    """People to reach for one goal (P04): "Learn how rail freight buys software from twelve people who do it"."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    goal = models.TextField("what you want from it", max_length=1000)
    started_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True, editable=False)

    unscoped: ClassVar[CampaignQuerySet] = CampaignQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("closed_on", "-started_on", "-pk")
        constraints = (models.CheckConstraint(condition=~models.Q(goal=""), name="outreach_campaign_has_goal"),)
        indexes = (models.Index(fields=["owner", "-started_on"], name="outreach_campaigns_newest"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> CampaignQuerySet:
        """The campaigns of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Its board."""
        return reverse("outreach:detail", args=[self.pk])
