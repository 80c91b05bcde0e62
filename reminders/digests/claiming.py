"""Who gets a digest now, and which worker writes it.

A claim is a row inserted under the unique rule (owner, kind, local date), or an UPDATE whose WHERE says what must still
be true; the database alone decides who wins. Nothing here locks rows, as SQLite drops ``select_for_update`` in silence.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from accounts.models import User
from reminders.digests.briefing import evenings_due
from reminders.models import DeliveryState, DigestDelivery, DigestKind

BATCH = 500
LEASE = timedelta(minutes=10)
"""After this long without a sign of life a worker counts as dead; each letter renews it."""

_LOOK_BACK = timedelta(days=8)
"""Longer than a week, so that it holds every weekday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByTheClock:
    """A kind that comes on its owner's days at their hour."""

    kind: DigestKind
    column: str
    """Of the user: when the next one comes."""
    days: str
    """Of the user: on which days; blank for none."""
    after: Callable[[User, datetime], datetime | None]
    """The first one later than a moment."""


DAILY = ByTheClock(
    kind=DigestKind.DAILY, column="next_digest_at", days="digest_days", after=lambda user, at: user.digest_after(at)
)
WEEKLY = ByTheClock(
    kind=DigestKind.WEEKLY, column="next_review_at", days="review_day", after=lambda user, at: user.review_after(at)
)
_WANTED = Q(owner__is_active=True) & (
    Q(is_test=True)
    | Q(kind=DigestKind.DAILY, owner__digest_days__gt="")
    | Q(kind=DigestKind.WEEKLY, owner__review_day__gt="")
    | Q(kind=DigestKind.BRIEF, owner__wants_briefs=True)
)
_NAMES = {DigestKind.DAILY: "digest", DigestKind.WEEKLY: "review", DigestKind.BRIEF: "brief"}


def new_message_id(kind: str) -> str:
    """A Message-ID that no other letter has or will have."""
    return f"<{_NAMES[DigestKind(kind)]}.{uuid4()}@{urlsplit(settings.SITE_URL).hostname}>"


def last_due(user: User, *, now: datetime, sort: ByTheClock = DAILY) -> datetime:
    """The newest of the user's moments of ``sort`` up to ``now``: after downtime one comes, not one per missed day.

    The user's column for it must be set and not lie after ``now``.
    """
    moment: datetime | None = getattr(user, sort.column)
    if moment is None or moment > now:
        raise ValueError(f"No digest is due for {user.pk} at {now}.")
    if moment < now - _LOOK_BACK:
        recent = sort.after(user, now - _LOOK_BACK)
        moment = recent if recent is not None and recent <= now else moment
    while (later := sort.after(user, moment)) is not None and later <= now:
        moment = later
    return moment


def claim_batch(*, now: datetime, size: int = BATCH) -> list[DigestDelivery]:
    """Claim up to ``size`` due digests of each kind and ``size`` that wait for another try; empty when none is left.

    Each comes with its owner. The lease runs from ``now``. A constant number of queries, one transaction.
    """
    claim = uuid4()
    with transaction.atomic():
        for sort in (DAILY, WEEKLY):
            _claim_due(sort, claim, now=now, size=size)
        _claim(DigestKind.BRIEF, evenings_due(now=now, size=size), claim, now=now)
        _take_up(claim, now=now, size=size)
        return list(
            DigestDelivery.unscoped.held_by(claim).select_related("owner").order_by("local_date", "created_at", "pk")
        )


def _claim_due(sort: ByTheClock, claim: UUID, *, now: datetime, size: int) -> None:
    due = list(
        User.objects.filter(is_active=True, **{f"{sort.column}__lte": now})
        .exclude(**{sort.days: ""})
        .order_by(sort.column, "pk")[:size]
    )
    if not due:
        return
    dates = [(user.pk, user.local_date(last_due(user, now=now, sort=sort))) for user in due]
    _claim(sort.kind, dates, claim, now=now)
    _move_on(sort, due, now=now)


def _claim(kind: DigestKind, dates: Collection[tuple[int, date]], claim: UUID, *, now: datetime) -> None:
    """A row for each owner and local date that has none; older ones that never went out are called off."""
    if not dates:
        return
    # Sorted, so that two workers who insert the same rows wait for each other and never in a ring.
    rows = [
        DigestDelivery(
            owner_id=owner_id,
            kind=kind,
            local_date=day,
            claim=claim,
            take_up_at=now + LEASE,
            message_id=new_message_id(kind),
            created_at=now,
        )
        for owner_id, day in sorted(dates)
    ]
    DigestDelivery.unscoped.bulk_create(rows, ignore_conflicts=True)
    _call_off_older(kind, [owner_id for owner_id, _ in dates])


def _move_on(sort: ByTheClock, due: Sequence[User], *, now: datetime) -> None:
    """Set the next one of each, unless the user or another worker changed it in the meantime."""
    moves = [
        When(Q(pk=user.pk, **{sort.column: getattr(user, sort.column)}), then=Value(sort.after(user, now)))
        for user in due
    ]
    User.objects.filter(pk__in=[user.pk for user in due], **{f"{sort.column}__lte": now}).update(
        **{sort.column: Case(*moves, default=F(sort.column))}
    )


def _call_off_older(kind: DigestKind, owner_ids: Collection[int]) -> None:
    """Call off unsent ones of earlier dates: what was due then is due still, and the newest one says it."""
    of_kind = DigestDelivery.unscoped.in_earnest().filter(kind=kind)
    newest = of_kind.filter(owner=OuterRef("owner")).order_by("-local_date").values("local_date")[:1]
    of_kind.owned_by_any(owner_ids).unfinished().filter(local_date__lt=Subquery(newest)).call_off()


def _take_up(claim: UUID, *, now: datetime, size: int) -> None:
    waiting = DigestDelivery.unscoped.to_take_up(now)
    waiting.exclude(_WANTED).call_off()
    oldest = list(waiting.order_by("take_up_at", "pk").values_list("pk", flat=True)[:size])
    if oldest:
        waiting.filter(pk__in=oldest).update(claim=claim, state=DeliveryState.CLAIMED, take_up_at=now + LEASE)
