"""Work was found: what that closed, and whom the user has told since (P48)."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from accounts.models import SearchState
from common.ownership import OwnedModel, OwnedQuerySet


class LandingQuerySet(OwnedQuerySet["Landing"]):
    """Landings of one owner."""

    def current(self) -> Self:
        """The one that still holds, if any."""
        return self.filter(ended_on=None)

    def with_outcome(self) -> Self:
        """With what the work is; an account brought back from before outcomes may not say it."""
        return self.filter(outcome__isnull=False).select_related(
            "outcome__organization", "outcome__posting", "outcome__owner"
        )


class Landing(OwnedModel):
    """The end of a search. ``outreach.landing`` makes it, takes it back, and ends it when a new search begins.

    What the work is, and who is thanked for it, says its outcome.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state_before = models.CharField(max_length=9, choices=SearchState, default=SearchState.SEARCHING)
    since_before = models.DateField(null=True)
    """How the search stood; taking the landing back puts it there again."""
    ended_on = models.DateField(null=True, editable=False)
    """Local date on which the user began to search again; null while it holds."""
    created_at = models.DateTimeField(auto_now_add=True)

    unscoped: ClassVar[LandingQuerySet] = LandingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner"], condition=Q(ended_on=None), name="outreach_one_landing"),
            models.CheckConstraint(
                condition=Q(state_before__in=SearchState.values), name="outreach_landing_state_before"
            ),
        )

    def __str__(self) -> str:
        return f"Landed on {self.created_at:%-d %B %Y}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> LandingQuerySet:
        """The landings of ``user``."""
        return cls.unscoped.owned_by(user)

    @property
    def place(self) -> str:
        """Where and as what, as far as it was said: "Planner at Kessel", "Kessel", "Planner"."""
        where, what = self.outcome.place, self.outcome.what
        return f"{what} at {where}" if what and where else what or where

    @property
    def landed_on(self) -> date:
        """Since when they know."""
        return self.outcome.happened_on


class WordKind(StrEnum):
    """What somebody is told after a landing: thanks are news of its outcome, a closing word is a row of its own."""

    THANKS = "thanks"
    CLOSING = "closing"


class LandingWord(OwnedModel):
    """Somebody to whom the user wrote was told kindly that nothing more is asked of them."""

    owner_path = "landing__owner"

    landing = models.ForeignKey(Landing, on_delete=models.CASCADE, related_name="words")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="landing_words")
    said_on = models.DateField()

    unscoped: ClassVar[OwnedQuerySet["LandingWord"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["landing", "contact"], name="outreach_landing_word_once"),)

    def __str__(self) -> str:
        return f"Told on {self.said_on}"
