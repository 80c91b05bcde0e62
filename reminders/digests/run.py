"""One run of the digests: claim, build, send, until none is due. Beat, the command and tests all come in here."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from django.db.models import Min

from reminders.agenda import agendas_for
from reminders.cards import Agenda
from reminders.digests.claiming import BATCH, claim_batch
from reminders.digests.letter import write_letter
from reminders.digests.post_office import PostOffice
from reminders.models import DeliveryState, DigestDelivery

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
        shown = (DeliveryState.SENT, DeliveryState.EMPTY, DeliveryState.WAITING, DeliveryState.FAILED)
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
    agendas = _agendas_of(unwritten, now=clock())
    empty = {delivery.pk for delivery in unwritten if delivery.pk in agendas and not agendas[delivery.pk].cards}
    if empty:
        report.states[DeliveryState.EMPTY] += (
            DigestDelivery.unscoped.held_by(deliveries[0].claim)
            .filter(pk__in=empty)
            .update(state=DeliveryState.EMPTY, take_up_at=None)
        )
    with PostOffice(clock=clock) as office:
        for delivery in deliveries:
            if delivery.pk in empty:
                continue
            if _is_written(delivery, agendas.get(delivery.pk), now=clock()):
                office.hand_over(delivery)
            else:
                office.give_up(delivery, "It could not be written; the worker's log says why.")
    report.states.update(office.states)


def _is_written(delivery: DigestDelivery, agenda: Agenda | None, *, now: datetime) -> bool:
    """Put the letter on the row unless one is frozen there; the post office saves it with the first attempt."""
    if delivery.html_body:
        return True
    if agenda is None:
        return False
    try:
        letter = write_letter(delivery.owner, agenda, now=now)
    except Exception:
        log.exception("Digest %s could not be written.", delivery.message_id)
        return False
    delivery.subject, delivery.text_body, delivery.html_body = letter.subject, letter.text, letter.html
    return True


def _agendas_of(deliveries: Sequence[DigestDelivery], *, now: datetime) -> dict[int, Agenda]:
    """Agendas by delivery, in constant queries; one whose agenda cannot be made is missing and spoils no other."""
    owners = [delivery.owner for delivery in deliveries]
    try:
        by_owner = agendas_for(owners, now=now)
    except Exception:
        log.exception("The agendas of %d digests could not be made together; trying one by one.", len(owners))
        by_owner = {}
        for owner in owners:
            try:
                by_owner |= agendas_for([owner], now=now)
            except Exception:
                log.exception("The agenda of user %d could not be made.", owner.pk)
    return {delivery.pk: by_owner[delivery.owner.pk] for delivery in deliveries if delivery.owner.pk in by_owner}
