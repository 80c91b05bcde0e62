"""Which kinds of digest a user gets and when each comes next: what pages say of it, and how each is ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.models import User
from common.dates import resolve_local
from interviews.models import Interview
from outreach.models import Pace
from reminders.digests.briefing import evening_before
from reminders.digests.claiming import DAILY, WEEKLY, ByTheClock
from reminders.models import DigestDelivery, DigestKind

_ENDED: dict[DigestKind, dict[str, Any]] = {
    DigestKind.DAILY: {"digest_days": "", "next_digest_at": None},
    DigestKind.WEEKLY: {"review_day": "", "next_review_at": None},
    DigestKind.BRIEF: {"wants_briefs": False},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """When one kind comes next."""

    kind: DigestKind
    at: datetime | None = None
    """``None`` when none is planned; one whose moment has passed is on its way."""
    is_wanted: bool = True
    rests_until: date | None = None
    """The last day of the holiday that it rests for."""
    talk: Interview | None = None
    """The one that a brief is about."""


def comes(user: User, kind: DigestKind) -> bool:
    """Whether ``user`` wants digests of that kind."""
    return {
        DigestKind.DAILY: bool(user.digest_days),
        DigestKind.WEEKLY: bool(user.review_day),
        DigestKind.BRIEF: user.wants_briefs,
    }[kind]


def others(user: User, kind: DigestKind) -> list[DigestKind]:
    """The other kinds that ``user`` gets."""
    return [other for other in DigestKind if other != kind and comes(user, other)]


def end(user: User, kinds: Iterable[DigestKind]) -> None:
    """No more digests of these kinds; everything else stays as it is."""
    for kind in kinds:
        User.objects.filter(pk=user.pk).update(**_ENDED[kind])


def coming(user: User, *, now: datetime) -> list[Coming]:
    """What comes next of each kind at the moment ``now``; three queries at most."""
    pace = Pace.of(user) if user.quiet_on_holiday else Pace(owner=user)
    return [_by_the_clock(user, sort, pace, now=now) for sort in (DAILY, WEEKLY)] + [_brief(user, now=now)]


def _by_the_clock(user: User, sort: ByTheClock, pace: Pace, *, now: datetime) -> Coming:
    at: datetime | None = getattr(user, sort.column)
    if at is None or not comes(user, sort.kind):
        return Coming(kind=sort.kind, is_wanted=comes(user, sort.kind))
    rests_until = None
    while at is not None and pace.is_away(user.local_date(max(at, now))):
        rests_until, at = pace.away_until, sort.after(user, max(at, now))
    return Coming(kind=sort.kind, at=at, rests_until=rests_until)


def _brief(user: User, *, now: datetime) -> Coming:
    if not user.wants_briefs:
        return Coming(kind=DigestKind.BRIEF, is_wanted=False)
    written: set[date] = set()
    for place, talk in enumerate(Interview.for_user(user).ahead(now).for_lists()):
        evening = evening_before(talk.starts_at, user.zone)
        if place == 0:
            mine = DigestDelivery.for_user(user).in_earnest().filter(kind=DigestKind.BRIEF)
            written = set(mine.filter(local_date__gte=evening - timedelta(days=1)).values_list("local_date", flat=True))
        if evening not in written and user.local_date(talk.created_at) <= evening:
            return Coming(kind=DigestKind.BRIEF, at=resolve_local(evening, time(user.brief_hour), user.zone), talk=talk)
    return Coming(kind=DigestKind.BRIEF)
