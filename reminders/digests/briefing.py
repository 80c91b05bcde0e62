"""When a brief before an interview is due, and whether what it says still holds.

A brief hangs on a talk that can move until the last moment, so no column says when the next one comes: it is read off
the talks ahead each time, and a letter goes out only while they are as it tells of them (ADR 0028).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists

from common.dates import local_date, resolve_local
from interviews.models import Interview, InterviewQuerySet
from reminders.models import DigestDelivery, DigestKind

HORIZON = timedelta(hours=51)
"""No talk is briefed about earlier: the whole day before it, the day itself, and what the clocks may add."""


def evenings_due(*, now: datetime, size: int) -> list[tuple[int, date]]:
    """Owner and local date of up to ``size`` briefs that are due at the moment ``now`` and in no ledger yet.

    A brief belongs to the date before the talk. It is due from the owner's hour until the talk begins, unless the talk
    was agreed on that very day. Two queries.
    """
    talks = (
        _ahead(now)
        .filter(contact__owner__is_active=True, contact__owner__wants_briefs=True)
        .order_by("starts_at")
        .values_list(
            "contact__owner", "contact__owner__timezone", "contact__owner__brief_hour", "starts_at", "created_at"
        )
    )
    due: dict[tuple[int, date], datetime] = {}
    for owner_id, name, hour, starts_at, created_at in talks:
        zone = ZoneInfo(name)
        evening = evening_before(starts_at, zone)
        moment = resolve_local(evening, time(hour), zone)
        if moment <= now and local_date(created_at, zone) <= evening:
            due[owner_id, evening] = moment
    if not due:
        return []
    owners = _ahead(now).order_by().values("contact__owner")
    written = set(
        DigestDelivery.unscoped.in_earnest()
        .filter(owner__in=owners, kind=DigestKind.BRIEF, local_date__gte=min(evening for _, evening in due))
        .values_list("owner", "local_date")
    )
    return sorted(due.keys() - written, key=lambda key: (due[key], key))[:size]


def evening_before(starts_at: datetime, zone: ZoneInfo) -> date:
    """The local date before that of a talk."""
    return local_date(starts_at, zone) - timedelta(days=1)


def _ahead(now: datetime) -> InterviewQuerySet:
    return Interview.unscoped.scheduled().filter(starts_at__gt=now, starts_at__lte=now + HORIZON)


def facts_of(talks: Iterable[Interview]) -> list[dict[str, Any]]:
    """What a letter about ``talks`` rests on, as the ledger keeps it."""
    return [
        {
            "pk": talk.pk,
            "starts_at": talk.starts_at.isoformat(),
            "minutes": talk.minutes,
            "medium": talk.medium,
            "place": talk.place,
        }
        for talk in talks
    ]


def still_so(facts: Sequence[dict[str, Any]], *, now: datetime) -> list[Exists]:
    """Conditions under which a letter that rests on ``facts`` may go out at the moment ``now``: all of them are ahead.

    They are part of the very update that counts the attempt, so that nobody can move a talk between asking and sending.
    """
    return [
        Exists(
            Interview.unscoped.scheduled().filter(
                **{**fact, "starts_at": datetime.fromisoformat(fact["starts_at"])}, starts_at__gt=now
            )
        )
        for fact in facts
    ]
