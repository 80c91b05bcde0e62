"""Where we stand with someone on a date, in the words that pages and mails use."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from contacts import cadence
from contacts.models import Contact

_EXACT = timedelta(days=31)
_SAME_MONTH_NAME = timedelta(days=330)
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a row and a page say of the cadence with one contact."""

    last: str
    """"Last spoke in May", "Added in March, no word yet"."""
    next: str
    """"Next touch in March", "Due for a word since Saturday", "No reminders"."""
    is_due: bool
    is_late: bool


def standing(contact: Contact, *, user: User, on: date) -> Standing:
    """How it is between ``user`` and ``contact`` on ``user``'s local date ``on``; asks no database."""
    months = cadence.interval_months(tier=contact.tier, override=contact.cadence_months, user=user)
    is_due = contact.is_due(on)
    counted_from = contact.last_interaction_on or contact.added_on
    is_late = is_due and months is not None and cadence.is_late(counted_from=counted_from, months=months, on=on)
    return Standing(last=_last(contact, on), next=_next(contact, on), is_due=is_due, is_late=is_late)


def said(day: date, on: date) -> str:
    """``day`` as part of a sentence on local date ``on``: "yesterday", "on Friday", "on 3 November", "in May 2024"."""
    away = (day - on).days
    if abs(away) <= 1:
        return named(day, on)
    if -7 < away < 0:
        return f"last {named(day, on)}"
    return f"{'on' if abs(day - on) <= _EXACT else 'in'} {named(day, on)}"


def named(day: date, on: date) -> str:
    """``day`` after "since" or "until": "yesterday", "Friday", "3 November", "May 2024"."""
    away = (day - on).days
    if abs(away) <= 1:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[away]
    if abs(away) < 7:
        return f"{day:%A}"
    if abs(day - on) <= _EXACT:
        return f"{day.day} {day:%B}" if day.year == on.year else f"{day.day} {day:%B %Y}"
    return f"{day:%B}" if abs(day - on) <= _SAME_MONTH_NAME else f"{day:%B %Y}"


def time_between(start: date, end: date) -> str:
    """How long from ``start`` to ``end``, rounded down: "six months", "a year", "over two years", "three weeks"."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months >= 12:
        years, rest = divmod(months, 12)
        whole = "a year" if years == 1 else f"{_number(years)} years"
        return f"over {whole}" if rest else whole
    if months:
        return "a month" if months == 1 else f"{_number(months)} months"
    days = (end - start).days
    if days >= 14:
        return f"{_number(days // 7)} weeks"
    return "a week" if days >= 7 else "a few days"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _last(contact: Contact, on: date) -> str:
    if contact.last_interaction_on is None:
        return f"Added {said(contact.added_on, on)}, no word yet"
    return f"Last spoke {said(contact.last_interaction_on, on)}"


def _next(contact: Contact, on: date) -> str:
    due_on = contact.touch_due_on
    if contact.do_not_contact:
        return "Not to be contacted"
    if contact.is_archived:
        return "Archived"
    if due_on is None:
        return "No reminders"
    if due_on <= on:
        return "Due for a word today" if due_on == on else f"Due for a word since {named(due_on, on)}"
    if contact.is_snoozed(on):
        return f"Resting until {named(due_on, on)}"
    return f"Next touch {said(due_on, on)}"
