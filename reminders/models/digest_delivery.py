"""The ledger of digests: one row a user and local date, whatever happens to workers and servers."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q

from common.ownership import OwnedModel, OwnedQuerySet


class DeliveryState(models.TextChoices):
    """Where a digest is."""

    CLAIMED = "claimed", "being written"
    EMPTY = "empty", "nothing was due"
    WAITING = "waiting", "to be tried again"
    SENT = "sent", "sent"
    FAILED = "failed", "could not be delivered"
    CALLED_OFF = "called_off", "not wanted any more"


UNFINISHED = (DeliveryState.CLAIMED, DeliveryState.WAITING)


class DigestDeliveryQuerySet(OwnedQuerySet["DigestDelivery"]):
    """Digest deliveries of one owner."""

    def to_take_up(self, now: datetime) -> Self:
        """Those to be tried (again) at the moment ``now``: their delay or a dead worker's lease has run out."""
        return self.unfinished().filter(take_up_at__lte=now)

    def unfinished(self) -> Self:
        """Those still to be sent, or to be found empty."""
        return self.filter(state__in=UNFINISHED)

    def held_by(self, claim: UUID) -> Self:
        """Those that the holder of ``claim`` may still work on; none once another worker took them up."""
        return self.filter(claim=claim, state=DeliveryState.CLAIMED)

    def call_off(self) -> int:
        """Give these up unsent; returns how many."""
        return self.update(state=DeliveryState.CALLED_OFF, take_up_at=None, text_body="", html_body="")

    def told(self) -> Self:
        """Those whose delivery says something about the mail server, newest first."""
        return self.filter(problem__gt="") | self.filter(state=DeliveryState.SENT)


class DigestDelivery(OwnedModel):
    """One digest. The row is the job; a broker message only wakes a worker for it."""

    stays_behind = "the ledger of letters that this installation sent; brought elsewhere it could hold one back"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    local_date = models.DateField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.CLAIMED)
    claim = models.UUIDField()
    """Whose it is: a worker's batch."""
    take_up_at = models.DateTimeField(null=True)
    """While claimed, when the lease runs out; while waiting, when to try again."""
    attempts = models.PositiveSmallIntegerField(default=0)
    """How many times a worker tried to hand it to the mail server; counted before it does."""
    uncertain = models.PositiveSmallIntegerField(default=0)
    """How many times the line dropped so that nobody knows whether the server took it."""
    message_id = models.CharField(max_length=200)
    subject = models.CharField(max_length=300, blank=True)
    text_body = models.TextField(blank=True)
    html_body = models.TextField(blank=True)
    """Frozen when first built, so that a repeat is the same letter; emptied once there will be none."""
    problem = models.CharField(max_length=500, blank=True)
    """What the mail server said, for the user."""
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    unscoped: ClassVar[DigestDeliveryQuerySet] = DigestDeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["owner", "local_date"], name="reminders_digest_once_a_day"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="reminders_digest_state"),
        )
        indexes = (
            models.Index(
                fields=["take_up_at"],
                condition=Q(state__in=["claimed", "waiting"]),
                name="reminders_digest_to_take_up",
            ),
            models.Index(fields=["owner", "-local_date"], name="reminders_digests_newest"),
        )

    def __str__(self) -> str:
        return f"Digest of {self.local_date}: {self.get_state_display()}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> DigestDeliveryQuerySet:
        """The digests of ``user``."""
        return cls.unscoped.owned_by(user)
