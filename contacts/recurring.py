"""Follow-ups that come again: when the next one is due, and what *done* and *not done after all* make of them.

Counted from the schedule, every round is counted from the first date, so that what falls on the 31st comes back to it:
31 January, 28 February, 31 March. A round that was missed is not made up for. Counted from done, it is that long after.
"""

from datetime import date, timedelta

from django.db import transaction

from common.dates import add_months
from contacts.models import FollowUp, RepeatFrom, RepeatUnit

_DAYS = {RepeatUnit.DAY: 1, RepeatUnit.WEEK: 7}


def next_due(follow_up: FollowUp, *, on: date) -> date | None:
    """When the round after this one is due if it is done on local date ``on``; ``None`` where it does not repeat."""
    if follow_up.every is None:
        return None
    if follow_up.repeat_from == RepeatFrom.DONE:
        return _counted(on, follow_up.every, follow_up.unit)
    anchor, past = follow_up.anchor_on or follow_up.due_on, max(on, follow_up.due_on)
    if follow_up.unit == RepeatUnit.MONTH:
        rounds = max(0, (past.year - anchor.year) * 12 + past.month - anchor.month) // follow_up.every
    else:
        rounds = max(0, (past - anchor).days) // (follow_up.every * _DAYS[RepeatUnit(follow_up.unit)])
    while (day := _counted(anchor, rounds * follow_up.every, follow_up.unit)) <= past:
        rounds += 1
    return day


@transaction.atomic
def finish(follow_up: FollowUp, *, on: date) -> FollowUp | None:
    """Mark an open follow-up done on local date ``on``; the next round where it repeats."""
    follow_up.done_on = on
    follow_up.save(update_fields=["done_on"])
    due_on = next_due(follow_up, on=on)
    if due_on is None:
        return None
    following: FollowUp = follow_up.contact.follow_ups.create(
        what=follow_up.what,
        due_on=due_on,
        event_id=follow_up.event_id,
        every=follow_up.every,
        unit=follow_up.unit,
        repeat_from=follow_up.repeat_from,
        anchor_on=due_on if follow_up.repeat_from == RepeatFrom.DONE else follow_up.anchor_on,
    )
    return following


@transaction.atomic
def reopen(follow_up: FollowUp) -> None:
    """Take *done* back, with the round that followed unless that was changed; a second time changes nothing."""
    if follow_up.done_on is None:
        return
    due_on = next_due(follow_up, on=follow_up.done_on)
    if due_on is not None:
        rounds = follow_up.contact.follow_ups.filter(done_on=None, what=follow_up.what, due_on=due_on)
        following = rounds.filter(every=follow_up.every, unit=follow_up.unit, pk__gt=follow_up.pk).first()
        if following is not None:
            following.delete()
    follow_up.done_on = None
    follow_up.save(update_fields=["done_on"])


def _counted(start: date, count: int, unit: str) -> date:
    if unit == RepeatUnit.MONTH:
        return add_months(start, count)
    return start + timedelta(days=count * _DAYS[RepeatUnit(unit)])
