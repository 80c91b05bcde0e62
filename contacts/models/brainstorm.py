"""Going through one's life for people (P01): where one left, and whom one still has to tell apart."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet
from contacts.models.relation import Tier, WalkOfLife


class Brainstorm(OwnedModel):
    """The one brainstorm of a user, gone on with on any day; the people it brings are contacts like all others."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    walk = models.CharField(max_length=12, choices=WalkOfLife, default=WalkOfLife.WORK)
    """The walk of life where they left."""
    tier = models.CharField("keep in touch", max_length=8, choices=Tier, default=Tier.LIGHT)
    """What whoever comes to mind gets; light by default, as for a file: there are many of them."""
    waiting: models.JSONField[Any] = models.JSONField(default=list, blank=True)
    """What was typed of people whose name is here already, until the user says whether they are the same:
    ``{"number": 3, "walk": "school", "name": "Ana Silva", "rest": "buyer at Acme"}``."""
    keys: models.JSONField[Any] = models.JSONField(default=list, blank=True)
    """Names of what came in last, given by the page: sent once more over a bad line, it is known again."""

    json_without_ids: ClassVar[tuple[str, ...]] = ("waiting",)
    columns_left_behind: ClassVar[dict[str, str]] = {"keys": "names of pages that were open once"}

    unscoped: ClassVar[OwnedQuerySet["Brainstorm"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(walk__in=WalkOfLife.values), name="contacts_brainstorm_walk"),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="contacts_brainstorm_tier"),
        )

    def __str__(self) -> str:
        return f"brainstorm of {self.owner_id}"

    @classmethod
    def of(cls, user: AbstractBaseUser) -> Self:
        """The brainstorm of ``user``; an unsaved one before they began."""
        return cls.for_user(user).first() or cls(owner=user)
