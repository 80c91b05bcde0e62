"""Pairs that look alike and are not: said once, remembered."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from common.ownership import OwnedModel, OwnedQuerySet


class DifferentPeople(OwnedModel):
    """Two contacts whom the user told apart; ``one`` is the lower key, so that a pair is there once."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    one = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")

    unscoped: ClassVar[OwnedQuerySet["DifferentPeople"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="contacts_different_people_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="contacts_different_people_ordered"),
        )

    def __str__(self) -> str:
        return f"{self.one} is not {self.other}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> OwnedQuerySet["DifferentPeople"]:
        """The pairs of ``user``."""
        return cls.unscoped.owned_by(user)


class DifferentOrganizations(OwnedModel):
    """Two organizations that the user told apart; ``one`` is the lower key."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    one = models.ForeignKey("contacts.Organization", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("contacts.Organization", on_delete=models.CASCADE, related_name="+")

    unscoped: ClassVar[OwnedQuerySet["DifferentOrganizations"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="contacts_different_organizations_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="contacts_different_organizations_ordered"),
        )

    def __str__(self) -> str:
        return f"{self.one} is not {self.other}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> OwnedQuerySet["DifferentOrganizations"]:
        """The pairs of ``user``."""
        return cls.unscoped.owned_by(user)
