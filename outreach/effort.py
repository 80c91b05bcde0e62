"""What the user did, counted: this week's attempts, and how their asks have fared. Effort before replies (P52)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Value

from accounts.models import User
from common.ownership import OwnedQuerySet
from outreach.models import Attempt, Campaign, Move, Target
from outreach.what_works.funnel import ANSWERED, ASKED, MET, funnel_of

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
    """The week of local date ``on`` so far, against ``user.weekly_goal`` (P52); one query."""
    return _week(Attempt.for_user(user), Move.for_user(user), goal=user.weekly_goal, on=on)


def campaign_week(campaign: Campaign, on: date) -> WeekEffort:
    """The week of local date ``on`` so far in ``campaign``, against its own goal, 0 for none (P52); one query."""
    attempts = Attempt.unscoped.filter(target__campaign=campaign)
    moves = Move.unscoped.filter(target__campaign=campaign)
    return _week(attempts, moves, goal=campaign.weekly_goal or 0, on=on)


def _week(attempts: OwnedQuerySet[Attempt], moves: OwnedQuerySet[Move], *, goal: int, on: date) -> WeekEffort:
    week = (on - timedelta(days=on.weekday()), on)
    made = attempts.filter(made_on__range=week).order_by().annotate(is_reply=Value(0)).values_list("is_reply", "pk")
    heard = moves.filter(heard=True, moved_on__range=week).order_by().annotate(is_reply=Value(1))
    # A union drops doubles: somebody who was heard from twice is one reply.
    counts = Counter(is_reply for is_reply, _ in made.union(heard.values_list("is_reply", "target__contact")))
    return WeekEffort(made=counts[0], goal=goal, replies=counts[1])


def record_of(user: User) -> Record:
    """How the user's own asks have fared over all campaigns, as *What works* counts them (P15); one query."""
    funnel = funnel_of(Target.for_user(user).asking())
    return Record(asked=funnel.count(ASKED), answered=funnel.count(ANSWERED), met=funnel.count(MET))
