"""What the user did, counted: this week's attempts, and how their asks have fared. Effort before replies (P52)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Value

from accounts.models import User
from common.ownership import OwnedQuerySet
from outreach.models import Attempt, Campaign, Move, Target
from outreach.models.answers import with_outcomes
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


def efforts_of(users: Sequence[User], *, since: date, until: date) -> dict[int, WeekEffort]:
    """As ``week_effort`` from one local date up to another, for many users by id; one query."""
    ids = [user.pk for user in users]
    days = (since, until)
    made = Attempt.unscoped.owned_by_any(ids).filter(made_on__range=days).order_by().annotate(is_reply=Value(0))
    heard = Move.unscoped.owned_by_any(ids).filter(heard=True, moved_on__range=days).order_by()
    counts = Counter(
        (owner_id, is_reply)
        for owner_id, is_reply, _ in made.values_list("target__campaign__owner", "is_reply", "pk").union(
            heard.annotate(is_reply=Value(1)).values_list("target__campaign__owner", "is_reply", "target__contact")
        )
    )
    return {
        user.pk: WeekEffort(made=counts[user.pk, 0], goal=user.weekly_goal, replies=counts[user.pk, 1])
        for user in users
    }


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


def records_of(owner_ids: Collection[int]) -> dict[int, Record]:
    """As ``record_of``, for many users by id; one query."""
    targets = with_outcomes(Target.unscoped.owned_by_any(owner_ids).asking()).order_by()
    counted = targets.values_list("campaign__owner").annotate(
        asked=Count("pk", filter=Q(was_asked=True)),
        answered=Count("pk", filter=Q(was_answered=True)),
        met=Count("pk", filter=Q(was_met=True)),
    )
    found = {owner_id: Record(asked=asked, answered=answered, met=met) for owner_id, asked, answered, met in counted}
    return dict.fromkeys(owner_ids, Record(asked=0, answered=0, met=0)) | found
