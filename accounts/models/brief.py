"""What the user looks for (P04): a generic request is worse than none."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet


class SearchBrief(OwnedModel):
    """The search in the user's own words; campaigns and messages draw on it."""

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="search_brief")
    roles = models.CharField(max_length=300, blank=True)
    industries = models.CharField(max_length=300, blank=True)
    places = models.CharField(max_length=300, blank=True)
    brings = models.TextField("what I bring", blank=True, max_length=2000)
    asks = models.TextField("what I ask for", blank=True, max_length=2000)
    news = models.TextField("an update on myself", blank=True, max_length=400)
    """Two lines on what the user did last and does now, for people who have not heard from them lately (P20)."""

    unscoped: ClassVar[OwnedQuerySet["SearchBrief"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"Search brief of {self.owner}"

    @classmethod
    def of(cls, user: AbstractBaseUser) -> Self:
        """The brief of ``user``; an unsaved, empty one before they said anything."""
        return cls.for_user(user).first() or cls(owner=user)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been said yet."""
        return not any((self.roles, self.industries, self.places, self.brings, self.asks, self.news))
