"""How the user rates their network, quarter by quarter (P10)."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.urls import reverse

from common.ownership import OwnedModel, OwnedQuerySet


class NetworkRatingQuerySet(OwnedQuerySet["NetworkRating"]):
    """Ratings of one owner."""

    def newest_first(self) -> Self:
        """The latest before earlier ones."""
        return self.order_by("-rated_on")

    def latest_of_each(self) -> Self:
        """The last rating of every owner; with it their ``owner``."""
        later = self.model.unscoped.filter(owner=models.OuterRef("owner"), rated_on__gt=models.OuterRef("rated_on"))
        return self.filter(~models.Exists(later))


class NetworkRating(OwnedModel):
    """Five yes/no answers on one local date; answered again on that day, they replace each other."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    rated_on = models.DateField()
    is_honest = models.BooleanField()
    is_demanding = models.BooleanField()
    is_alive = models.BooleanField()
    is_ahead = models.BooleanField()
    is_connected = models.BooleanField()

    snoozed_until = models.DateField(null=True, editable=False)
    """Until that local date nothing reminds of the next rating."""

    unscoped: ClassVar[NetworkRatingQuerySet] = NetworkRatingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "rated_on"], name="contacts_rating_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.score} of 5 on {self.rated_on}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> NetworkRatingQuerySet:
        """The ratings of ``user``."""
        return cls.unscoped.owned_by(user)

    def get_absolute_url(self) -> str:
        """Where it is rated again."""
        return reverse("contacts:network_rating")

    @property
    def score(self) -> int:
        """How many of the five were a yes."""
        return sum((self.is_honest, self.is_demanding, self.is_alive, self.is_ahead, self.is_connected))
