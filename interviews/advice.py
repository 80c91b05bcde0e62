"""Advice acted on, and the one who gave it told of it (P40, P43)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils.text import Truncator

from contacts import recurring
from contacts.models import Contact
from interviews.models import Insight

TELL_AFTER = timedelta(days=1)
_WHAT_LENGTH = 300
_MOST_TOLD = 3


@transaction.atomic
def act_on(insight: Insight, *, on: date) -> None:
    """The user did what ``insight`` advises, on local date ``on``: a follow-up from the next day on says to tell them.

    A second time changes nothing.
    """
    _lock(insight)
    if insight.acted_on is not None:
        return
    contact = insight.interview.contact
    begins = f"Tell {contact.first_name} what came of their advice: “"
    what = f"{begins}{Truncator(_line(insight.text)).chars(_WHAT_LENGTH - len(begins) - 1, truncate='…')}”"
    insight.acted_on = on
    insight.telling = contact.follow_ups.create(what=what, due_on=on + TELL_AFTER)
    insight.save(update_fields=["acted_on", "telling"])


@transaction.atomic
def tell(insight: Insight, *, on: date) -> None:
    """The one it came from was told on ``on`` what came of it; it counts as acted on. Twice changes nothing."""
    _lock(insight)
    if insight.acted_on is None or insight.telling is None:
        insight.acted_on = None
        act_on(insight, on=on)
    if insight.telling is not None and insight.telling.done_on is None:
        recurring.finish(insight.telling, on=on)


@transaction.atomic
def take_back(insight: Insight) -> None:
    """Take the last of both back: that they were told, else that it was acted on."""
    _lock(insight)
    telling = insight.telling
    if telling is not None and telling.done_on is not None:
        recurring.reopen(telling)
        return
    insight.acted_on = insight.telling = None
    insight.save(update_fields=["acted_on", "telling"])
    if telling is not None:
        telling.delete()


def to_tell(contact: Contact) -> Iterator[str]:
    """What an update to ``contact`` says of their advice that was acted on and not told yet; one query."""
    for insight in Insight.unscoped.filter(interview__contact=contact).untold()[:_MOST_TOLD]:
        yield f"I did what you advised: {_line(insight.text).rstrip('.')}."


def _line(text: str) -> str:
    return " ".join(text.split())


def _lock(insight: Insight) -> None:
    insight.refresh_from_db(from_queryset=Insight.unscoped.select_for_update())
