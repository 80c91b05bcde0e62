"""Who gets a digest now, and which worker writes it.

A claim is a row inserted under the unique rule (owner, local date), or an UPDATE whose WHERE says what must still be
true; the database alone decides who wins. Nothing here locks rows, as SQLite drops ``select_for_update`` in silence.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, OuterRef, Subquery, Value, When

from accounts.models import User
from reminders.models import DeliveryState, DigestDelivery

BATCH = 500
LEASE = timedelta(minutes=10)
"""After this long without a sign of life a worker counts as dead; each letter renews it."""

_LOOK_BACK = timedelta(days=8)
"""Longer than a week, so that it holds every weekday."""


def last_due(user: User, *, now: datetime) -> datetime:
    """The newest of the user's digest moments up to ``now``: after downtime one digest comes, not one per missed day.

    ``user.next_digest_at`` must be set and not lie after ``now``.
    """
    moment = user.next_digest_at
    if moment is None or moment > now:
        raise ValueError(f"No digest is due for {user.pk} at {now}.")
    if moment < now - _LOOK_BACK:
        recent = user.digest_after(now - _LOOK_BACK)
        moment = recent if recent is not None and recent <= now else moment
    while (later := user.digest_after(moment)) is not None and later <= now:
        moment = later
    return moment


def claim_batch(*, now: datetime, size: int = BATCH) -> list[DigestDelivery]:
    """Claim up to ``size`` digests that are due and ``size`` that wait for another try; empty when none is left.

    Each comes with its owner. The lease runs from ``now``. A constant number of queries, one transaction.
    """
    claim = uuid4()
    with transaction.atomic():
        _claim_new(claim, now=now, size=size)
        _take_up(claim, now=now, size=size)
        return list(
            DigestDelivery.unscoped.held_by(claim).select_related("owner").order_by("local_date", "created_at", "pk")
        )


def _claim_new(claim: UUID, *, now: datetime, size: int) -> None:
    due = list(
        User.objects.filter(next_digest_at__lte=now, is_active=True)
        .exclude(digest_days="")
        .order_by("next_digest_at", "pk")[:size]
    )
    if not due:
        return
    host = urlsplit(settings.SITE_URL).hostname
    # Sorted, so that two workers who insert the same rows wait for each other and never in a ring.
    rows = [
        DigestDelivery(
            owner=user,
            local_date=user.local_date(last_due(user, now=now)),
            claim=claim,
            take_up_at=now + LEASE,
            message_id=f"<digest.{uuid4()}@{host}>",
            created_at=now,
        )
        for user in sorted(due, key=lambda user: user.pk)
    ]
    DigestDelivery.unscoped.bulk_create(rows, ignore_conflicts=True)
    _move_on(due, now=now)
    _call_off_older([user.pk for user in due])


def _move_on(due: Sequence[User], *, now: datetime) -> None:
    """Set the next digest of each, unless the user or another worker changed it in the meantime."""
    moves = [When(pk=user.pk, next_digest_at=user.next_digest_at, then=Value(user.digest_after(now))) for user in due]
    User.objects.filter(pk__in=[user.pk for user in due], next_digest_at__lte=now).update(
        next_digest_at=Case(*moves, default=F("next_digest_at"))
    )


def _call_off_older(owner_ids: Collection[int]) -> None:
    """Call off unsent digests of earlier dates: what was due then is due still, and the newest one says it."""
    newest = DigestDelivery.unscoped.filter(owner=OuterRef("owner")).order_by("-local_date").values("local_date")[:1]
    DigestDelivery.unscoped.owned_by_any(owner_ids).unfinished().filter(local_date__lt=Subquery(newest)).call_off()


def _take_up(claim: UUID, *, now: datetime, size: int) -> None:
    waiting = DigestDelivery.unscoped.to_take_up(now)
    waiting.exclude(owner__is_active=True, owner__digest_days__gt="").call_off()
    oldest = list(waiting.order_by("take_up_at", "pk").values_list("pk", flat=True)[:size])
    if oldest:
        waiting.filter(pk__in=oldest).update(claim=claim, state=DeliveryState.CLAIMED, take_up_at=now + LEASE)
