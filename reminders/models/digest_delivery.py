"""The ledger of digests: one row a user, kind and local date, whatever happens to workers and servers."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Case, Q, Value, When

from common.ownership import OwnedModel, OwnedQuerySet


class DigestKind(models.TextChoices):
    """Which letter it is; signed links and the ledger use the names."""

    DAILY = "daily", "daily digest"
    WEEKLY = "weekly", "weekly review"
    BRIEF = "brief", "brief before an interview"


class DeliveryState(models.TextChoices):
    """Where a digest is."""

    CLAIMED = "claimed", "being written"
    EMPTY = "empty", "nothing was due"
    QUIET = "quiet", "kept quiet on holiday"
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

    def in_earnest(self) -> Self:
        """Those that came by themselves, without the tests somebody asked for."""
        return self.filter(is_test=False)

    def told(self) -> Self:
        """Those whose delivery says something about the mail server."""
        return self.in_earnest().filter(Q(problem__gt="") | Q(state=DeliveryState.SENT))

    def newest_first(self) -> Self:
        """As a history shows them, without the long texts; ``is_kept`` says whether there is one."""
        kept = Case(When(text_body="", then=Value(False)), default=Value(True))
        return self.order_by("-created_at", "-pk").defer("text_body", "html_body").annotate(is_kept=kept)


class DigestDelivery(OwnedModel):
    """One digest. The row is the job; a broker message only wakes a worker for it."""

    stays_behind = "the ledger of letters that this installation sent; brought elsewhere it could hold one back"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=DigestKind, default=DigestKind.DAILY)
    is_test = models.BooleanField(default=False)
    """Asked for by its owner to see it; there may be several a day."""
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
    rests_on = models.JSONField(default=list, blank=True)
    """The talks that a brief tells of, as it tells of them: it goes out only while they are so (see ``briefing``)."""
    problem = models.CharField(max_length=500, blank=True)
    """What the mail server said, for the user."""
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    is_kept: bool
    """Whether its text is there, on rows that came ``newest_first``."""

    unscoped: ClassVar[DigestDeliveryQuerySet] = DigestDeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "kind", "local_date"], condition=Q(is_test=False), name="reminders_digest_once_a_day"
            ),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="reminders_digest_state"),
            models.CheckConstraint(condition=Q(kind__in=DigestKind.values), name="reminders_digest_kind"),
        )
        indexes = (
            models.Index(
                fields=["take_up_at"],
                condition=Q(state__in=["claimed", "waiting"]),
                name="reminders_digest_to_take_up",
            ),
            models.Index(fields=["owner", "-created_at"], name="reminders_digests_newest"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()} of {self.local_date}: {self.get_state_display()}"

    @classmethod
    def for_user(cls, user: AbstractBaseUser) -> DigestDeliveryQuerySet:
        """The digests of ``user``."""
        return cls.unscoped.owned_by(user)
