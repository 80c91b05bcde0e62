"""What each kind of digest is written from, gathered for many at once."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from accounts.models import User
from reminders.digests.brief import eves_of
from reminders.digests.daily import days_of
from reminders.digests.paper import Letter
from reminders.digests.weekly import weeks_of
from reminders.models import DigestDelivery, DigestKind

log = logging.getLogger("rapport.digests")


class Content(Protocol):
    """What one letter is about."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write about."""

    @property
    def rests_on(self) -> list[dict[str, Any]]:
        """The talks without which the letter would say something stale; see ``briefing``."""

    def letter(self, owner: User, *, now: datetime, is_test: bool) -> Letter:
        """The letter to its owner, as written at the moment ``now``; its links act for 14 days."""


Gathering = Callable[..., Sequence[Content]]
_GATHERINGS: Mapping[str, Gathering] = {
    DigestKind.DAILY: days_of,
    DigestKind.WEEKLY: weeks_of,
    DigestKind.BRIEF: eves_of,
}


def content_of(delivery: DigestDelivery, *, now: datetime) -> Content:
    """What one digest is about at the moment ``now``; it need not be in the ledger."""
    [content] = _GATHERINGS[delivery.kind]([delivery], now=now)
    return content


def contents_of(deliveries: Sequence[DigestDelivery], *, now: datetime) -> dict[int, Content]:
    """By key of the delivery, in a constant number of queries a kind.

    One that cannot be gathered is missing and spoils no other.
    """
    by_kind: dict[str, list[DigestDelivery]] = defaultdict(list)
    for delivery in deliveries:
        by_kind[delivery.kind].append(delivery)
    found: dict[int, Content] = {}
    for kind, group in by_kind.items():
        try:
            contents = _GATHERINGS[kind](group, now=now)
            found |= {delivery.pk: content for delivery, content in zip(group, contents, strict=True)}
        except Exception:
            log.exception("%d digests could not be gathered together; trying one by one.", len(group))
            found |= _one_by_one(group, now=now)
    return found


def _one_by_one(deliveries: Sequence[DigestDelivery], *, now: datetime) -> dict[int, Content]:
    found = {}
    for delivery in deliveries:
        try:
            found[delivery.pk] = content_of(delivery, now=now)
        except Exception:
            log.exception("The digest of user %d could not be gathered.", delivery.owner.pk)
    return found
