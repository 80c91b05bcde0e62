"""Times proposed to somebody, until one of them is agreed on."""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet
from common.routes import addresses_of
from interviews.models.interview import Medium


class ProposalQuerySet(OwnedQuerySet["Proposal"]):
    """Proposals of one owner."""

    def for_rows(self) -> Self:
        """With the person that a row shows, and their face."""
        return self.select_related("contact__organization", "contact__photo").defer("contact__photo__image")

    def open(self) -> Self:
        """Those of which no time was agreed on yet, the latest first."""
        return self.filter(interview=None).order_by("-made_at", "-pk")


class Proposal(OwnedModel):
    """Up to three times for one conversation, and all that it needs once one of them is taken."""

    owner_path = "contact__owner"

    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="proposals")
    target = models.ForeignKey("outreach.Target", on_delete=models.SET_NULL, null=True, related_name="proposals")
    introduction = models.ForeignKey("outreach.Introduction", on_delete=models.SET_NULL, null=True, related_name="+")
    first_at = models.DateTimeField()
    second_at = models.DateTimeField(null=True)
    third_at = models.DateTimeField(null=True)
    timezone = models.CharField("their timezone", max_length=63, blank=True)
    minutes = models.PositiveSmallIntegerField(default=20, validators=[MinValueValidator(5), MaxValueValidator(240)])
    why_long = models.CharField(max_length=300, blank=True)
    medium = models.CharField(max_length=10, choices=Medium, default=Medium.VIDEO)
    place = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    interview = models.OneToOneField(
        "interviews.Interview", on_delete=models.SET_NULL, null=True, related_name="proposal"
    )
    """What came of it. Deleting that makes it open again."""

    unscoped: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(medium__in=Medium.values), name="interviews_proposal_medium"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=240), name="interviews_proposal_minutes"),
        )

    def __str__(self) -> str:
        return f"Times proposed to {self.contact}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> ProposalQuerySet:
        """The proposals of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Its page."""
        return addresses_of("interviews:proposal")(self.pk)

    @property
    def times(self) -> list[datetime]:
        """The moments proposed, in the order in which they were."""
        return [moment for moment in (self.first_at, self.second_at, self.third_at) if moment is not None]

    @property
    def by_medium(self) -> str:
        """The medium as a sentence ends with it: "by video"."""
        return Medium(self.medium).as_ending

    def has_passed(self, now: datetime) -> bool:
        """Whether every one of its times has passed at the moment ``now``."""
        return max(self.times) < now
