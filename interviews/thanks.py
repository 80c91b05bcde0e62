"""Thanks within a day (P39): what to say, and that it was said."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from common.mail_links import mailto
from contacts import timeline
from contacts.models import Contact, Direction, InteractionKind, PointKind
from interviews.models import Interview
from interviews.scheduling import AlreadyThankedError, StepNotAllowedError

WAYS = (InteractionKind.EMAIL, InteractionKind.LETTER, InteractionKind.MESSAGE)
"""How one thanks; a card is remembered longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A skeleton to finish: what only the user knows stands in [brackets]."""

    subject: str
    body: str

    def mailto(self, address: str) -> str:
        """The link that opens it in the user's mail program (RFC 6068); ``address`` may be empty."""
        return mailto(address, subject=self.subject, body=self.body)


def said_day(held_on: date, on: date) -> str:
    """``held_on`` as one says it on ``on``: "today", "yesterday", "on Friday", "on 3 November"."""
    away = (on - held_on).days
    if away in (0, 1):
        return ("today", "yesterday")[away]
    return f"on {held_on:%A}" if away < 7 else f"on {held_on:%-d %B}"


def skeleton(
    *, first_name: str, held_on: date, minutes: int, sender: str, named_someone: bool | None, on: date
) -> Letter:
    """What to say (P39): what helped, what comes of it, keep me in mind.

    When they named nobody (``named_someone`` false) it asks once more (P38); ``None`` means we do not know, and both
    sentences stand in brackets to choose from.
    """
    when = said_day(held_on, on)
    named = "Thank you also for naming [who they named]. I will write to them [when], and let you know how it goes."
    ask = "If someone comes to mind whom I should talk to, I would be glad to hear of them."
    more = {True: named, False: ask, None: f"[If they named someone: {named}]\n\n[If nobody came to mind: {ask}]"}
    lines = (
        f"Dear {first_name},",
        f"Thank you for the {minutes} minutes you gave me {when}.",
        "What helped me most was [one thing they said, in your own words]. [What you will do with it.]",
        more[named_someone],
        "Please keep me in mind if you hear of [what you look for]. And if I can help you with anything, tell me.",
        f"Kind regards\n{sender or '[your name]'}",
    )
    return Letter(subject=f"Thank you for your time {when}", body="\n\n".join(lines))


def letter_for(interview: Interview, *, named_someone: bool | None, on: date) -> Letter:
    """The skeleton for ``interview``, which was held; ``on`` is the user's today."""
    contact = interview.contact
    return skeleton(
        first_name=contact.first_name,
        held_on=interview.held_on or on,
        minutes=interview.minutes,
        sender=contact.owner.name,
        named_someone=named_someone,
        on=on,
    )


def address_of(contact: Contact) -> str:
    """Where to write to ``contact``: their first e-mail address, or empty."""
    point = contact.points.filter(kind=PointKind.EMAIL).first()
    return point.value if point else ""


@transaction.atomic
def thank(interview: Interview, *, way: str = InteractionKind.EMAIL, now: datetime, on: date) -> None:
    """Record that the user thanked them, and the outgoing interaction that it was, on their today ``on``.

    ``way`` is one of ``WAYS``. Raises ``StepNotAllowedError`` when it was not held, ``AlreadyThankedError`` the second
    time.
    """
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())
    if not interview.is_held:
        raise StepNotAllowedError("It has not taken place, as far as Rapport knows. Say how it went first.")
    if interview.thanked_at is not None:
        raise AlreadyThankedError("You thanked them already.")
    interview.thanked_at = now
    interview.snoozed_until = None
    interview.thanks = timeline.log(
        contact=interview.contact,
        kind=InteractionKind(way).value,
        direction=Direction.OUTGOING,
        happened_on=on,
        summary="Thanked them for the conversation.",
        on=on,
    )
    interview.save(update_fields=["thanked_at", "thanks", "snoozed_until"])


@transaction.atomic
def take_back(interview: Interview, *, on: date) -> None:
    """The thanks did not go out after all. Raises ``StepNotAllowedError`` when there are none."""
    interview.refresh_from_db(from_queryset=Interview.unscoped.select_for_update())
    if interview.thanked_at is None:
        raise StepNotAllowedError("There are no thanks to take back.")
    interaction = interview.thanks
    interview.thanked_at = interview.thanks = None
    interview.save(update_fields=["thanked_at", "thanks"])
    if interaction is not None:
        timeline.delete(interaction, on=on)
