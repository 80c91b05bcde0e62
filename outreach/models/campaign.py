"""A purposeful round of outreach."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet
from common.routes import addresses_of
from outreach.models.ask import AskKind


class CampaignKind(models.TextChoices):
    """What a campaign is for (P09, P20, P51)."""

    CONVERSATIONS = "conversations", "conversations"
    ANNOUNCEMENT = "announcement", "an announcement"
    REFERENCES = "references", "references"
    RECONNECT = "reconnect", "reconnecting"


class Follows(models.TextChoices):
    """How its people are followed up; ``outreach.policy`` holds the steps."""

    FIVE_ATTEMPTS = "five", "Five attempts"
    THREE_B_SEVEN = "3b7", "3B7: one person at an organization at a time"
    ONCE = "once", "Once, and no chasing"
    OWN = "own", "Steps of your own"


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
    kind = models.CharField("what it is for", max_length=13, choices=CampaignKind, default=CampaignKind.CONVERSATIONS)
    ask_kind = models.CharField("what you ask for", max_length=12, choices=AskKind, default=AskKind.ADVICE)
    """What its people are asked for unless something else is said (P20)."""
    follows = models.CharField(max_length=5, choices=Follows, default=Follows.FIVE_ATTEMPTS)
    own_policy = models.ForeignKey(
        "outreach.OwnPolicy", on_delete=models.RESTRICT, null=True, blank=True, related_name="campaigns"
    )
    weekly_goal = models.PositiveSmallIntegerField(
        "people to reach here each week",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    """Beside the user's own goal for the week (P52); null for none."""
    started_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        "outreach.Landing", on_delete=models.SET_NULL, null=True, editable=False, related_name="closed"
    )
    """The landing that closed it, which opens it again when it is taken back; null when the user closed it."""

    unscoped: ClassVar[CampaignQuerySet] = CampaignQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("closed_on", "-started_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(goal=""), name="outreach_campaign_has_goal"),
            models.CheckConstraint(condition=models.Q(kind__in=CampaignKind.values), name="outreach_campaign_kind"),
            models.CheckConstraint(condition=models.Q(ask_kind__in=AskKind.values), name="outreach_campaign_ask_kind"),
            models.CheckConstraint(
                condition=(models.Q(follows=Follows.OWN) & models.Q(own_policy__isnull=False))
                | (~models.Q(follows=Follows.OWN) & models.Q(own_policy=None)),
                name="outreach_campaign_follows",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=CampaignKind.ANNOUNCEMENT) | models.Q(follows=Follows.ONCE),
                name="outreach_campaign_announced_once",
            ),
        )
        indexes = (models.Index(fields=["owner", "-started_on"], name="outreach_campaigns_newest"),)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> CampaignQuerySet:
        """The campaigns of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Its board."""
        return addresses_of("outreach:detail")(self.pk)
