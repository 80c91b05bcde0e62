"""One run of the digests: claim, build, send, until none is due. Beat, the command and tests all come in here."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from django.db.models import Min

from accounts.models import User
from outreach.models import Pace
from reminders.digests.claiming import BATCH, claim_batch
from reminders.digests.contents import Content, contents_of
from reminders.digests.post_office import PostOffice
from reminders.models import DeliveryState, DigestDelivery, DigestKind

log = logging.getLogger("rapport.digests")


@dataclass(kw_only=True)
class Report:
    """What became of the digests of one run, counted by state."""

    states: Counter[str] = field(default_factory=Counter)

    next_try_at: datetime | None = None
    """When the first of those that wait is to be tried again."""

    def seconds_to_next_try(self, *, now: datetime, within: int = 60) -> int | None:
        """How long until the first of those that wait may be tried again, if that is within so many seconds."""
        if self.next_try_at is None:
            return None
        seconds = max(1, ceil((self.next_try_at - now).total_seconds()))
        return seconds if seconds <= within else None

    def as_dict(self) -> dict[str, int]:
        """Every state a digest can end a run in, zeros included."""
        shown = (
            DeliveryState.SENT,
            DeliveryState.EMPTY,
            DeliveryState.QUIET,
            DeliveryState.WAITING,
            DeliveryState.FAILED,
        )
        return {state.value: self.states[state] for state in shown}


def send_due(*, clock: Callable[[], datetime], batch: int = BATCH) -> Report:
    """Send every digest that is due, and try again those whose delay or lease has run out.

    ``clock`` is asked for the aware moment before each batch and each letter, so that leases stay true in a long run;
    a command with a moment of its own passes one that stands still. Any number of these may run at once.
    """
    report = Report()
    while deliveries := claim_batch(now=clock(), size=batch):
        _send(deliveries, clock=clock, report=report)
    waiting = DigestDelivery.unscoped.filter(state=DeliveryState.WAITING)
    report.next_try_at = waiting.aggregate(first=Min("take_up_at"))["first"]
    return report


def _send(deliveries: Sequence[DigestDelivery], *, clock: Callable[[], datetime], report: Report) -> None:
    unwritten = [delivery for delivery in deliveries if not delivery.html_body]
    quiet = _on_holiday(unwritten, now=clock())
    contents = contents_of([each for each in unwritten if each.pk not in quiet], now=clock())
    empty = {
        each.pk for each in unwritten if each.pk in contents and contents[each.pk].is_empty and not _may_be_blank(each)
    }
    _settle_unsent(quiet, DeliveryState.QUIET, of=deliveries, report=report)
    _settle_unsent(empty, DeliveryState.EMPTY, of=deliveries, report=report)
    with PostOffice(clock=clock) as office:
        for delivery in deliveries:
            if delivery.pk in quiet or delivery.pk in empty:
                continue
            if _is_written(delivery, contents.get(delivery.pk), now=clock()):
                office.hand_over(delivery)
            else:
                office.give_up(delivery, "It could not be written; the worker's log says why.")
    report.states.update(office.states)


def _settle_unsent(
    keys: Collection[int], state: DeliveryState, *, of: Sequence[DigestDelivery], report: Report
) -> None:
    if keys:
        held = DigestDelivery.unscoped.held_by(of[0].claim).filter(pk__in=keys)
        report.states[state] += held.update(state=state, take_up_at=None)


def _on_holiday(deliveries: Sequence[DigestDelivery], *, now: datetime) -> set[int]:
    """Those whose owners rest and want no letter meanwhile; a brief or a test is none of those. One query."""
    may_rest = [
        delivery
        for delivery in deliveries
        if delivery.owner.quiet_on_holiday and delivery.kind != DigestKind.BRIEF and not delivery.is_test
    ]
    if not may_rest:
        return set()
    holidays = Pace.holidays_of([delivery.owner.pk for delivery in may_rest])

    def rests(owner: User) -> bool:
        return owner.pk in holidays and holidays[owner.pk].is_away(owner.local_date(now))

    return {delivery.pk for delivery in may_rest if rests(delivery.owner)}


def _may_be_blank(delivery: DigestDelivery) -> bool:
    """Whether a letter about nothing is sent all the same: a test shows what one looks like."""
    return delivery.is_test and delivery.kind != DigestKind.BRIEF


def _is_written(delivery: DigestDelivery, content: Content | None, *, now: datetime) -> bool:
    """Put the letter on the row unless one is frozen there; the post office saves it with the first attempt."""
    if delivery.html_body:
        return True
    if content is None:
        return False
    try:
        letter = content.letter(delivery.owner, now=now, is_test=delivery.is_test)
    except Exception:
        log.exception("Digest %s could not be written.", delivery.message_id)
        return False
    delivery.subject, delivery.text_body, delivery.html_body = letter.subject, letter.text, letter.html
    delivery.rests_on = content.rests_on
    return True
