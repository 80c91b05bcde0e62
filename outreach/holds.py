"""What holds attempts back: a paused search or a holiday of the user's, an absence of theirs, so many a day (P25)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from common.business_days import add_business_days, is_business_day
from outreach import unnoted
from outreach.models import PURSUED, Pace, Target
from outreach.models.pace import USUAL_CAP

LONGEST_HOLIDAY = 92
"""Days; past a quarter, close the campaign instead."""


DATES = ("next_attempt_on", "close_out_on", "next_before_rest", "close_out_before_rest")


class HoldError(ValueError):
    """Dates that hold nothing back; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held back today: by a holiday up to and including ``away_until``, or ``waiting`` by the cap.

    Everything is while the search is ``paused_since`` a date, or over (``landed_since``).
    """

    away_until: date | None = None
    waiting: int = 0
    attempts_a_day: int = USUAL_CAP
    paused_since: date | None = None
    landed_since: date | None = None


def held(user: User, *, on: date) -> Held:
    """What is held back on local date ``on``; one query, and one more when nothing is due. None outside a search."""
    if user.has_landed:
        return Held(landed_since=user.search_state_since or on)
    if not user.is_searching:
        return Held(paused_since=user.search_state_since or on)
    due = list(Target.for_user(user).attempt_due(on).with_pace(on))
    if not due:
        pace = Pace.of(user)
        away_until = pace.away_until if pace.is_away(on) else None
        return Held(away_until=away_until, attempts_a_day=pace.attempts_a_day)
    cap, made, first, last = (vars(due[0])[name] for name in ("cap", "made_today", "rests_from", "rests_until"))
    if first is not None and first <= on <= last:
        return Held(away_until=last, attempts_a_day=cap)
    return Held(waiting=max(0, len(due) - max(0, cap - made)), attempts_a_day=cap)


@transaction.atomic
def rest(user: User, *, first: date, last: date, on: date) -> int:
    """Go on holiday from ``first`` to ``last``: what is due from then on moves by as many business days.

    What was due before stays as late as it was and comes up afterwards. A holiday that stood is given up first.
    Returns how many targets moved. Raises ``HoldError`` for dates past, backwards, or longer than a quarter.
    """
    if last < first:
        raise HoldError("The last day is before the first.")
    if last < on:
        raise HoldError("That holiday is over already.")
    if (last - first).days >= LONGEST_HOLIDAY:
        raise HoldError("That is more than a quarter. Close the campaigns for so long; they open again as they were.")
    come_back(user, on=on)
    pace = Pace.of(user)
    pace.away_from, pace.away_until = first, last
    pace.save()
    days = _business_days(first, last, user.country)

    def moved(day: date | None) -> date | None:
        return day if day is None or day < first or not days else add_business_days(day, days, user.country)

    touched = []
    for target in _pursued(user):
        target.next_before_rest, target.close_out_before_rest = target.next_attempt_on, target.close_out_on
        target.next_attempt_on, target.close_out_on = moved(target.next_attempt_on), moved(target.close_out_on)
        if (target.next_attempt_on, target.close_out_on) == (target.next_before_rest, target.close_out_before_rest):
            target.next_before_rest = target.close_out_before_rest = None
        else:
            touched.append(target)
    Target.for_user(user).bulk_update(touched, DATES, batch_size=500)
    return len(touched)


@transaction.atomic
def come_back(user: User, *, on: date) -> None:
    """End the holiday on ``on``, or call it off: what it moved comes back by the business days not taken.

    A date that was chosen since, or that came of an attempt made since, stays as it is. Nothing comes back to before
    ``on``. Without a holiday, or after it, no date changes.
    """
    pace = Pace.of(user)
    first, last = pace.away_from, pace.away_until
    if first is None or last is None:
        return
    pace.away_from = pace.away_until = None
    pace.save()
    days = _business_days(first, last, user.country)
    taken = _business_days(first, min(on - timedelta(days=1), last), user.country)

    def back(day: date | None, before: date | None) -> date | None:
        """Where ``day`` would be after the days taken alone, if the holiday put it where it is."""
        if (
            before is None
            or day is None
            or last < on
            or not days
            or day != add_business_days(before, days, user.country)
        ):
            return day
        return max(add_business_days(before, taken, user.country) if taken else before, on)

    touched = [target for target in _pursued(user) if target.next_before_rest or target.close_out_before_rest]
    for target in touched:
        target.next_attempt_on = back(target.next_attempt_on, target.next_before_rest)
        target.close_out_on = back(target.close_out_on, target.close_out_before_rest)
        target.next_before_rest = target.close_out_before_rest = None
    Target.for_user(user).bulk_update(touched, DATES, batch_size=500)


@transaction.atomic
def wake(user: User, *, since: date, on: date) -> int:
    """End on ``on`` a pause that began on ``since``: what was due from then on moves by the business days it lasted.

    Days of a holiday within it are not counted twice, nor is what happened meanwhile put off by days before it.
    Returns how many targets moved.
    """
    pace = Pace.of(user)
    days = [since + timedelta(days=past) for past in range((on - since).days)]
    lost = [day for day in days if is_business_day(day, user.country) and not pace.is_away(day)]

    def moved(target: Target, day: date | None) -> date | None:
        by = sum(each >= target.moved_on for each in lost)
        return day if day is None or day < since or not by else add_business_days(day, by, user.country)

    touched = []
    for target in _pursued(user) if lost else ():
        before = target.next_attempt_on, target.close_out_on
        target.next_attempt_on, target.close_out_on = (moved(target, day) for day in before)
        if (target.next_attempt_on, target.close_out_on) != before:
            touched.append(target)
    Target.for_user(user).bulk_update(touched, DATES[:2], batch_size=500)
    return len(touched)


@transaction.atomic
def out_of_office(target: Target, *, back_on: date, on: date) -> int:
    """They are away until ``back_on``: their next attempt is a business day after, in every campaign.

    No attempt is brought forward. Returns how many of their targets wait. Raises ``HoldError`` for a date not ahead.
    """
    if back_on <= on:
        raise HoldError("Choose the day they are back; it lies ahead.")
    earliest = add_business_days(back_on, 1, target.campaign.owner.country)
    theirs = list(target.contact.targets.select_for_update().filter(state__in=PURSUED).order_by("pk"))
    for each in theirs:
        # A word since the last attempt that is not noted was the notice of absence.
        unnoted.wave(each)
        each.away_until = back_on
        if each.next_attempt_on is not None:
            each.next_attempt_on = max(each.next_attempt_on, earliest)
        if each.close_out_on is not None:
            each.close_out_on = max(each.close_out_on, earliest)
        each.save(update_fields=["away_until", "next_attempt_on", "close_out_on"])
    return len(theirs)


def not_while_away(target: Target, day: date | None) -> date | None:
    """``day``, or the business day after ``target`` is back when that is later."""
    if day is None or target.away_until is None:
        return day
    return max(day, add_business_days(target.away_until, 1, target.campaign.owner.country))


def _business_days(first: date, last: date, country: str) -> int:
    days = (last - first).days + 1
    return sum(is_business_day(first + timedelta(days=offset), country) for offset in range(days))


def _pursued(user: User) -> list[Target]:
    """All whose attempts go on, locked."""
    return list(Target.for_user(user).select_for_update(of=("self",)).filter(state__in=PURSUED).order_by("pk"))
