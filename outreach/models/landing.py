"""Work was found: what that closed, and whom the user has told and thanked since (P48)."""

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


class Landing(OwnedModel):
    """The end of a search. ``outreach.landing`` makes it, takes it back, and ends it when a new search begins."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(
        "contacts.Organization", on_delete=models.SET_NULL, null=True, related_name="landings"
    )
    role = models.CharField(max_length=200, blank=True)
    landed_on = models.DateField("since when you know")
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
        return f"Landed on {self.landed_on}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> LandingQuerySet:
        """The landings of ``user``."""
        return cls.unscoped.owned_by(user)

    @property
    def place(self) -> str:
        """Where and as what, as far as it was said: "Planner at Kessel", "Kessel", "Planner"."""
        where = self.organization.name if self.organization is not None else ""
        return f"{self.role} at {where}" if self.role and where else self.role or where


class WordKind(models.TextChoices):
    """What somebody is told after a landing; labels follow "you"."""

    THANKS = "thanks", "thanked them"
    CLOSING = "closing", "told them"


class LandingWord(OwnedModel):
    """Somebody was thanked, or told kindly that nothing more is asked of them."""

    owner_path = "landing__owner"

    landing = models.ForeignKey(Landing, on_delete=models.CASCADE, related_name="words")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="landing_words")
    kind = models.CharField(max_length=7, choices=WordKind, default=WordKind.THANKS)
    said_on = models.DateField()

    unscoped: ClassVar[OwnedQuerySet["LandingWord"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["landing", "contact", "kind"], name="outreach_landing_word_once"),
            models.CheckConstraint(condition=Q(kind__in=WordKind.values), name="outreach_landing_word_kind"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.said_on}"
