"""A word the day before, so that nobody waits for somebody who forgot."""

from datetime import date, timedelta

from django.db import transaction

from contacts.models import Contact
from interviews.clocks import in_both, zone_called
from interviews.models import Interview
from interviews.scheduling import StepNotAllowedError
from interviews.thanks import Letter

FRESH_DAYS = 3
"""What was agreed on less than so many days before its day needs no confirming: both have just said yes."""


def due_on(day: date) -> date:
    """The local date on which to confirm a talk that is on ``day``: its morning is 24 to 48 hours before."""
    return day - timedelta(days=1)


def wants_confirming(interview: Interview, *, day: date) -> bool:
    """Whether a word before ``interview``, on its owner's local date ``day``, is still to be said."""
    fresh = interview.agreed_on is not None and interview.agreed_on > day - timedelta(days=FRESH_DAYS)
    return interview.is_scheduled and not interview.is_confirmed and not fresh


@transaction.atomic
def confirm(interview: Interview) -> None:
    """They know, and it stands; a move opens it again. Raises ``StepNotAllowedError`` unless it is scheduled."""
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())
    if not interview.is_scheduled:
        raise StepNotAllowedError(f"It is marked “{interview.get_state_display()}”, so there is nothing to confirm.")
    interview.confirmed_for = interview.starts_at
    interview.save(update_fields=["confirmed_for"])


def unconfirm(interview: Interview) -> None:
    """It is not confirmed after all."""
    interview.confirmed_for = None
    interview.save(update_fields=["confirmed_for"])


def letter_for(interview: Interview, *, on: date) -> Letter:
    """What to write on the user's today ``on``: when it is by both clocks, where, and a way out."""
    contact: Contact = interview.contact
    mine, theirs = contact.owner.zone, zone_called(interview.timezone)
    first, second = (theirs, mine) if theirs else (mine, None)
    when = in_both(interview.starts_at, first, second, on=on)
    lines = (
        f"Dear {contact.first_name},",
        f"I look forward to our talk: {when}, {interview.minutes} minutes {interview.by_medium}.",
        *([interview.place] if interview.place else []),
        "If something has come up, tell me, and we find another time.",
        f"Kind regards\n{contact.owner.name or '[your name]'}",
    )
    return Letter(subject="Our talk", body="\n\n".join(lines))
