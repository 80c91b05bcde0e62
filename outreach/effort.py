"""What the user did, counted: this week's attempts, and how their asks have fared. Effort before replies (P52)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from accounts.models import User
from outreach.models import ANSWERS, Attempt, Campaign, Move, MoveKind, Target

ENOUGH_TO_SAY = 5
"""Under so many asks a share says nothing."""


RESEARCH = (
    "Most people like to be asked: those who ask guess the chance of a yes up to half too low (Flynn and Lake, 2008)."
)
"""For somebody whose own record does not say it yet (P15)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekEffort:
    """A week from Monday: attempts made, how many the user set out to make, people heard from."""

    made: int
    goal: int
    replies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How everyone asked so far has answered; who has not may still."""

    asked: int
    answered: int
    met: int

    @property
    def heartens(self) -> bool:
        """Whether it is worth telling someone who hesitates: enough asks, and at least half of them answered."""
        return self.asked >= ENOUGH_TO_SAY and 2 * self.answered >= self.asked


def hearten(record: Record) -> str:
    """What to tell someone who hesitates: their own record where it says enough, never as a share of so few (P15)."""
    if record.asked < ENOUGH_TO_SAY or not record.answered:
        return RESEARCH
    everyone = record.answered == record.asked
    said = f"All {record.asked}" if everyone else f"{record.answered} of the {record.asked}"
    return f"{said} people you asked have answered so far."


def week_effort(user: User, on: date) -> WeekEffort:
    """The week of local date ``on`` so far, against ``user.weekly_goal`` (P52); two queries."""
    monday = on - timedelta(days=on.weekday())
    return WeekEffort(
        made=Attempt.for_user(user).filter(made_on__range=(monday, on)).count(),
        goal=user.weekly_goal,
        replies=Move.for_user(user)
        .filter(heard=True, moved_on__range=(monday, on))
        .values("target__contact")
        .distinct()
        .count(),
    )


def campaign_week(campaign: Campaign, on: date) -> WeekEffort:
    """The week of local date ``on`` so far in ``campaign``, against its own goal, 0 for none (P52); two queries."""
    monday = on - timedelta(days=on.weekday())
    attempts = Attempt.unscoped.filter(target__campaign=campaign, made_on__range=(monday, on))
    moves = Move.unscoped.filter(target__campaign=campaign, heard=True, moved_on__range=(monday, on))
    return WeekEffort(
        made=attempts.count(),
        goal=campaign.weekly_goal or 0,
        replies=moves.values("target__contact").distinct().count(),
    )


def record_of(user: User) -> Record:
    """How the user's own asks have fared over all campaigns (P15); one query."""
    moves = Move.unscoped.filter(target=OuterRef("pk"))
    answered = Exists(moves.filter(kind__in=ANSWERS, heard=True))
    met = Exists(moves.filter(kind=MoveKind.MEETING))
    rows = list(
        Target.for_user(user)
        .filter(attempts_made__gte=1)
        .annotate(was_answered=answered, was_met=met)
        .values_list("was_answered", "was_met")
    )
    return Record(
        asked=len(rows),
        answered=sum(was_answered for was_answered, _ in rows),
        met=sum(was_met for _, was_met in rows),
    )
