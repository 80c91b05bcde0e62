"""Handing letters to the mail server, and what each of its answers means for the ledger.

Send, then mark: marking first loses letters when a worker dies in between. Every change of a row says whose claim it
must still be, so a worker whose lease ran out cannot overwrite what its successor did.
"""

import logging
import smtplib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import format_datetime
from enum import Enum
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F

from reminders.digests.briefing import still_so
from reminders.digests.claiming import LEASE, new_message_id
from reminders.links import unsubscribe_url
from reminders.models import DeliveryState, DigestDelivery, DigestKind

log = logging.getLogger("rapport.digests")

FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(minutes=15)
KEEP_TRYING = timedelta(days=1)
UNCERTAIN_TRIES = 3
"""The first try and two more: each may be a second copy, though with the same Message-ID."""


class Verdict(Enum):
    """What an error says about one letter."""

    LATER = "later"
    NEVER = "never"
    UNKNOWN = "unknown"
    """The line dropped: the server may have taken it or not."""


def delay(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 10 s, 30 s, 90 s, … up to 15 min."""
    return min(FIRST_DELAY * int(3 ** min(attempts - 1, 10)), LONGEST_DELAY)


def judge(error: Exception) -> tuple[Verdict, str]:
    """What an error while handing over one letter means, and the server's words for the user."""
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return Verdict.UNKNOWN, "The connection broke before the mail server confirmed it."
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _by_code(code, words)
    if isinstance(error, smtplib.SMTPResponseException):
        return _by_code(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return Verdict.NEVER, str(error)
    return Verdict.LATER, str(error) or type(error).__name__


def _by_code(code: int, words: bytes | str) -> tuple[Verdict, str]:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return (Verdict.NEVER if 500 <= code < 600 else Verdict.LATER), f"{code} {said}".strip()


class PostOffice:
    """One connection to the mail server for a batch of letters, opened with the first one and again after a drop."""

    def __init__(self, *, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.states: Counter[str] = Counter()
        self._connection: Any = get_connection()
        self._is_open = False
        self._unreachable = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._hang_up()

    def hand_over(self, delivery: DigestDelivery) -> None:
        """Try to deliver one written letter and record what came of it; raises nothing the mail server causes."""
        reachable = self._reach()
        if not self._count_attempt(delivery):
            self._write_again(delivery)
            return
        if not reachable:
            self._try_later(delivery, self._unreachable)
            return
        try:
            self._connection.send_messages([_message(delivery)])
        except (OSError, ValueError) as error:
            self._record_failure(delivery, error)
        else:
            self._settle(delivery, DeliveryState.SENT, sent_at=self.clock(), problem="")

    def give_up(self, delivery: DigestDelivery, problem: str) -> None:
        """Mark a letter as failed for good; what the user entered stays as it is."""
        self._settle(delivery, DeliveryState.FAILED, problem=problem[:500])

    def _reach(self) -> bool:
        """Whether there is a live connection, after opening one if need be; a server that is away is asked once."""
        if self._unreachable:
            return False
        if self._is_open and not self._is_alive():
            self._hang_up()
        if not self._is_open:
            try:
                self._connection.open()
            except OSError as error:
                self._unreachable = judge(error)[1]
                log.warning("The mail server cannot be reached: %s", self._unreachable)
                return False
            self._is_open = True
        return True

    def _is_alive(self) -> bool:
        """Ask the server before a letter, so that a line it closed while idle is not taken for a letter lost in it."""
        server = getattr(self._connection, "connection", None)
        if not isinstance(server, smtplib.SMTP):
            return True
        try:
            return server.noop()[0] == 250
        except OSError:
            return False

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._connection.close()
        self._is_open = False

    def _count_attempt(self, delivery: DigestDelivery) -> bool:
        """Count the attempt, save the letter with the first, renew the lease.

        False when it is ours no more, or when the talks that it tells of are not as it says any more.
        """
        delivery.attempts += 1
        now = self.clock()
        return bool(
            DigestDelivery.unscoped.held_by(delivery.claim)
            .filter(*still_so(delivery.rests_on, now=now), pk=delivery.pk)
            .update(
                attempts=F("attempts") + 1,
                take_up_at=now + LEASE,
                subject=delivery.subject,
                text_body=delivery.text_body,
                html_body=delivery.html_body,
                rests_on=delivery.rests_on,
            )
        )

    def _write_again(self, delivery: DigestDelivery) -> None:
        """Throw away a brief whose talk moved or was called off: in a moment it is written anew, if one is left.

        It becomes another letter, and so has another Message-ID: a mailbox may have the stale one.
        """
        if delivery.rests_on:
            anew = {"subject": "", "rests_on": [], "message_id": new_message_id(delivery.kind)}
            self._settle(delivery, DeliveryState.WAITING, take_up_at=self.clock() + FIRST_DELAY, forget=True, **anew)

    def _record_failure(self, delivery: DigestDelivery, error: Exception) -> None:
        verdict, words = judge(error)
        log.warning("Digest %s was not delivered: %s", delivery.message_id, words)
        if verdict is Verdict.NEVER:
            self.give_up(delivery, words)
        elif verdict is Verdict.LATER:
            self._try_later(delivery, words)
        elif delivery.uncertain + 1 >= UNCERTAIN_TRIES:
            self._settle(delivery, DeliveryState.FAILED, uncertain=delivery.uncertain + 1, problem=words)
        else:
            self._try_later(delivery, words, uncertain=delivery.uncertain + 1)

    def _try_later(self, delivery: DigestDelivery, problem: str, **changes: Any) -> None:
        now = self.clock()
        if now - delivery.created_at >= KEEP_TRYING:
            self._settle(delivery, DeliveryState.FAILED, problem=problem[:500], **changes)
        else:
            take_up_at = now + delay(delivery.attempts)
            self._settle(delivery, DeliveryState.WAITING, take_up_at=take_up_at, problem=problem[:500], **changes)

    def _settle(self, delivery: DigestDelivery, state: DeliveryState, *, forget: bool = False, **changes: Any) -> None:
        row = DigestDelivery.unscoped.filter(pk=delivery.pk, claim=delivery.claim)
        if state != DeliveryState.SENT:
            # Only a letter that went out may overrule its being called off in the meantime: what happened, happened.
            row = row.held_by(delivery.claim)
        # A letter that will not be repeated need not be kept: it says what people entrusted to their agenda.
        is_kept = state == DeliveryState.WAITING and not forget
        forgotten = {} if is_kept else {"text_body": "", "html_body": ""}
        if row.update(**{"take_up_at": None, **changes, **forgotten, "state": state}):
            self.states[state] += 1


_LISTS = {
    DigestKind.DAILY: "Rapport digest <digest.{}>",
    DigestKind.WEEKLY: "Rapport weekly review <review.{}>",
    DigestKind.BRIEF: "Rapport brief <brief.{}>",
}


def _message(delivery: DigestDelivery) -> EmailMultiAlternatives:
    """The frozen letter with the headers of a machine's mail that wants no answer (RFC 3834, 2919, 8058).

    It refers to no other letter, and is its own *entity*, by which Gmail keeps two of one subject apart.
    """
    kind = DigestKind(delivery.kind)
    message = EmailMultiAlternatives(
        subject=delivery.subject,
        body=delivery.text_body,
        to=[delivery.owner.email],
        headers={
            "Message-ID": delivery.message_id,
            "Date": format_datetime(delivery.created_at),
            "Auto-Submitted": "auto-generated",
            "X-Entity-Ref-ID": delivery.message_id.strip("<>"),
            "List-Id": _LISTS[kind].format(urlsplit(settings.SITE_URL).hostname),
            "List-Unsubscribe": f"<{unsubscribe_url(delivery.owner.pk, kind)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(delivery.html_body, "text/html")
    return message
