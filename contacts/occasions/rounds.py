"""Days that matter to a person coming round: from when one is worth a thought, until when, and what became of it.

29 February is kept on the 28th in years that have none: better a day early than forgotten.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from contacts import timeline
from contacts.models import Direction, Interaction, InteractionKind, Occasion, OccasionKind

STILL_KIND = timedelta(days=3)
"""So long after the day a wish is still welcome; then it is not asked for any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One coming round of an occasion."""

    day: date
    """The local date on which it is kept."""
    shows_from: date
    is_settled: bool
    """Whether the user has greeted, or let this one pass."""

    @property
    def last_day(self) -> date:
        """The last local date on which it is worth a word."""
        return self.day + STILL_KIND

    def is_open(self, on: date) -> bool:
        """Whether it is to be thought of on local date ``on``."""
        return not self.is_settled and self.shows_from <= on <= self.last_day


def round_of(occasion: Occasion, on: date, *, notice_days: int) -> Round:
    """The round of ``occasion`` that is not over on local date ``on``, told ``notice_days`` before its day."""
    day = occasion.next_on(on - STILL_KIND)
    return Round(
        day=day,
        shows_from=day - timedelta(days=notice_days),
        is_settled=occasion.settled_for is not None and occasion.settled_for.year == day.year,
    )


@transaction.atomic
def greet(occasion: Occasion, kept: Round, *, on: date) -> Interaction:
    """Log the wishes as a light touch on ``on``, which asks nothing (P29), and settle this round."""
    interaction = timeline.log(
        contact=occasion.contact,
        kind=InteractionKind.TOUCH,
        direction=Direction.OUTGOING,
        happened_on=on,
        summary=_wishes(occasion),
        on=on,
    )
    _settle(occasion, kept.day, interaction)
    return interaction


def let_pass(occasion: Occasion, kept: Round) -> None:
    """Settle this round without a word; next year it comes again."""
    _settle(occasion, kept.day, None)


@transaction.atomic
def take_back(occasion: Occasion, *, on: date) -> None:
    """Open the settled round again, and take the logged wishes back unless the user has since written more there."""
    logged = occasion.greeting
    _settle(occasion, None, None)
    if logged is not None and logged.summary == _wishes(occasion):
        timeline.delete(logged, on=on)


def _settle(occasion: Occasion, day: date | None, greeting: Interaction | None) -> None:
    occasion.settled_for, occasion.greeting = day, greeting
    occasion.save(update_fields=["settled_for", "greeting"])


def _wishes(occasion: Occasion) -> str:
    return "Birthday wishes." if occasion.kind == OccasionKind.BIRTHDAY else f"Wishes: {occasion}."
