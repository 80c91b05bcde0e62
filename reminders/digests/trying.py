"""A digest as it would be now: to look at, or sent to oneself through the same queue as any other."""

from datetime import datetime, timedelta
from uuid import uuid4

from accounts.models import User
from interviews.models import Interview
from reminders.digests.claiming import new_message_id
from reminders.digests.contents import content_of
from reminders.digests.paper import Letter
from reminders.models import DeliveryState, DigestDelivery, DigestKind

TESTS_AN_HOUR = 5


class NothingToShowError(LookupError):
    """There is no talk ahead, and so no brief to show."""


class TooManyTestsError(ValueError):
    """As many tests as an hour allows went out already."""


def letter_now(user: User, kind: DigestKind, *, now: datetime) -> tuple[Letter, bool]:
    """The letter as it would be at the moment ``now``, and whether it would come: not when there is nothing in it.

    A brief is about the next talk, whenever that is. Writes nothing. Raises ``NothingToShowError``.
    """
    delivery = DigestDelivery(owner=user, kind=kind, is_test=True, local_date=user.local_date(now))
    content = content_of(delivery, now=now)
    if content.is_empty and kind == DigestKind.BRIEF:
        raise NothingToShowError
    return content.letter(user, now=now, is_test=False), not content.is_empty


def ask_for_test(user: User, kind: DigestKind, *, now: datetime) -> DigestDelivery:
    """Put a test of that kind into the ledger as one that waits; the caller wakes a worker for it.

    Raises ``NothingToShowError``, and ``TooManyTestsError`` past ``TESTS_AN_HOUR``.
    """
    mine = DigestDelivery.for_user(user)
    if mine.filter(is_test=True, created_at__gt=now - timedelta(hours=1)).count() >= TESTS_AN_HOUR:
        raise TooManyTestsError
    if kind == DigestKind.BRIEF and not Interview.for_user(user).ahead(now).exists():
        raise NothingToShowError
    return mine.create(
        owner=user,
        kind=kind,
        is_test=True,
        local_date=user.local_date(now),
        state=DeliveryState.WAITING,
        claim=uuid4(),
        take_up_at=now,
        message_id=new_message_id(kind),
        created_at=now,
    )
