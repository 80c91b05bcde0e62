"""The secret address at which calendar programs read what is ahead for a user."""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_urlsafe
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from common.ownership import OwnedModel, OwnedQuerySet

TOKEN_BYTES = 32


def new_token() -> str:
    """What nobody guesses: 256 bits, as an address has them."""
    return token_urlsafe(TOKEN_BYTES)


class CalendarFeed(OwnedModel):
    """Whoever knows ``token`` reads what it shows without signing in; it is the only thing that opens it."""

    stays_behind = "its address belongs to this installation, and an archive that somebody finds must open no calendar"

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    shows_talks = models.BooleanField("conversations, with their times", default=True)
    leaves_out = models.CharField(max_length=400, blank=True, editable=False)
    """The kinds of due dates it does not show, with commas between them; new kinds show."""
    made_at = models.DateTimeField(editable=False)

    unscoped: ClassVar[OwnedQuerySet["CalendarFeed"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"Calendar feed of {self.owner}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> OwnedQuerySet["CalendarFeed"]:
        """The one that ``user`` has, or none."""
        return cls.unscoped.owned_by(user)

    def is_without(self, kind: str) -> bool:
        """Whether due dates of this ``kind`` stay out of it."""
        return kind in self.leaves_out.split(",")

    def leave_out(self, kinds: Iterable[str]) -> None:
        """Show no due dates of these kinds, and all others; the caller saves."""
        self.leaves_out = ",".join(kinds)

    def change_address(self, *, now: datetime) -> None:
        """Give it a new address at the moment ``now``: the old one leads nowhere from then on. The caller saves."""
        self.token, self.made_at = new_token(), now
