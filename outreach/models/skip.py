"""Someone passed over for now, where a campaign looks for whom to ask next."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet


class SkipQuerySet(OwnedQuerySet["Skip"]):
    """Skips of one owner's campaigns."""

    def in_force(self, on: date) -> Self:
        """Those that still hold on local date ``on``."""
        return self.filter(until__gt=on)


class Skip(OwnedModel):
    """``contact`` is not proposed for ``campaign`` before local date ``until``."""

    owner_path = "campaign__owner"

    campaign = models.ForeignKey("outreach.Campaign", on_delete=models.CASCADE, related_name="skips")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="skips")
    until = models.DateField()

    unscoped: ClassVar[SkipQuerySet] = SkipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["campaign", "contact"], name="outreach_skip_once"),)

    def __str__(self) -> str:
        return f"{self.contact} not before {self.until}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> SkipQuerySet:
        """The skips of ``user``'s campaigns."""
        return cls.unscoped.owned_by(user)
