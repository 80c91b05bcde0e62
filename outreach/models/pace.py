"""How fast the user goes, and when they rest."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from common.ownership import OwnedModel, OwnedQuerySet

USUAL_CAP = 10


class Pace(OwnedModel):
    """At most so many attempts a day (P25), and a holiday in which nothing of outreach is due."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    attempts_a_day = models.PositiveSmallIntegerField(
        "attempts a day, at most", default=USUAL_CAP, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    away_from = models.DateField(null=True, editable=False)
    away_until = models.DateField(null=True, editable=False)
    """First and last local date of the holiday; both or neither."""

    unscoped: ClassVar[OwnedQuerySet["Pace"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(attempts_a_day__range=(1, 50)), name="outreach_pace_cap"),
            models.CheckConstraint(
                condition=Q(away_from=None, away_until=None) | Q(away_until__gte=F("away_from")),
                name="outreach_pace_away",
            ),
        )

    def __str__(self) -> str:
        return f"At most {self.attempts_a_day} a day"

    @classmethod
    def of(cls, user: AbstractBaseUser) -> Self:
        """The pace of ``user``; an unsaved, usual one before they said anything."""
        return cls.unscoped.owned_by(user).first() or cls(owner=user)  # type: ignore[return-value]

    @classmethod
    def holidays_of(cls, owner_ids: Collection[int]) -> dict[int, Self]:
        """The paces of those of these owners who have a holiday planned or behind them, by owner; one query."""
        found = cls.unscoped.owned_by_any(owner_ids).exclude(away_from=None)
        return {pace.owner_id: pace for pace in found}  # type: ignore[misc]

    def is_away(self, day: date) -> bool:
        """Whether ``day`` lies in the holiday."""
        return self.away_from is not None and self.away_until is not None and self.away_from <= day <= self.away_until
