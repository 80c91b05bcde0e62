"""How often to try, by which channel, and when to call it a day (P22, 3B7); pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from common.business_days import add_business_days, is_business_day
from outreach.models import Campaign, Channel, Follows, OwnPolicy


@dataclass(frozen=True, slots=True)
class Step:
    """One attempt: how, and how many business days after the attempt before it."""

    channel: Channel
    gap_business_days: int


@dataclass(frozen=True, slots=True)
class AttemptPolicy:
    """The steps in their order, and how many business days the last one has to be answered."""

    steps: tuple[Step, ...]
    close_out_gap: int
    turn_to_another_after: int | None = None
    """After so many silent business days it is somebody else's turn at the same organization (3B7)."""
    chases: bool = True
    """Without chasing they are told once, and that is all (P09)."""

    @property
    def attempts(self) -> int:
        """How many attempts there are in all."""
        return len(self.steps)


FIVE_ATTEMPTS = AttemptPolicy(
    steps=(
        Step(Channel.EMAIL, 0),
        Step(Channel.CALL, 3),
        Step(Channel.EMAIL, 5),
        Step(Channel.CALL, 7),
        Step(Channel.EMAIL, 10),
    ),
    close_out_gap=10,
)
"""Up to five attempts, three e-mails and two calls, then call it a day (P22); the gaps grow (PRACTICES.md)."""


THREE_B_SEVEN = AttemptPolicy(
    steps=(Step(Channel.EMAIL, 0), Step(Channel.EMAIL, 7)), close_out_gap=7, turn_to_another_after=3
)
"""3B7 (Dalton): one person at an organization at a time; after 3 silent business days someone else, after 7 back."""

ONCE = AttemptPolicy(steps=(Step(Channel.EMAIL, 0),), close_out_gap=10, chases=False)
"""An announcement: one message to many warm people (P09)."""

MOST_ATTEMPTS, LONGEST_GAP = 5, 60
"""Past this, persistence turns into pestering (P22); and the most business days between two."""


def of_campaign(campaign: Campaign) -> AttemptPolicy:
    """The policy that ``campaign`` follows; wants its ``own_policy``."""
    if campaign.own_policy is not None:
        return of_own(campaign.own_policy)
    return {
        Follows.FIVE_ATTEMPTS.value: FIVE_ATTEMPTS,
        Follows.THREE_B_SEVEN.value: THREE_B_SEVEN,
        Follows.ONCE.value: ONCE,
    }[campaign.follows]


def of_own(own: OwnPolicy) -> AttemptPolicy:
    """The steps of the user's own policy."""
    steps = tuple(Step(Channel(step["channel"]), step["gap"]) for step in own.steps)
    return AttemptPolicy(steps=steps, close_out_gap=own.close_out_gap)


def flaw(gaps: Sequence[int]) -> str:
    """What is wrong with business-day ``gaps``, the first being that before the second attempt; empty when nothing.

    Each must be a day at least, sixty at most, and none shorter than the one before: growing gaps beat daily ones.
    """
    if len(gaps) >= MOST_ATTEMPTS:
        return f"At most {MOST_ATTEMPTS} attempts; more is a bother."
    if any(not 1 <= gap <= LONGEST_GAP for gap in gaps):
        return f"Leave between 1 and {LONGEST_GAP} business days before each further attempt."
    if any(later < earlier for earlier, later in pairwise(gaps)):
        return "Let each wait be at least as long as the one before: growing gaps get more answers than daily ones."
    return ""


def dates(policy: AttemptPolicy, start: date, country: str) -> tuple[list[date], date]:
    """When each attempt is due if the first is made from ``start``, all in silence; and when it is called a day."""
    made: list[date] = []
    for step in policy.steps:
        made.append(add_business_days(made[-1] if made else start, step.gap_business_days, country))
    return made, add_business_days(made[-1], policy.close_out_gap, country)


def another_from(policy: AttemptPolicy, last_made_on: date, country: str) -> date | None:
    """The business day from which somebody else at the same organization may be asked (3B7); ``None`` for any day."""
    if policy.turn_to_another_after is None:
        return None
    return add_business_days(last_made_on, policy.turn_to_another_after, country)


def next_step(policy: AttemptPolicy, attempts_made: int) -> Step | None:
    """What to do after ``attempts_made`` attempts; ``None`` when the policy is through.

    Raises ``ValueError`` on a negative count.
    """
    if attempts_made < 0:
        raise ValueError("attempts_made must not be negative")
    return policy.steps[attempts_made] if attempts_made < policy.attempts else None


def next_attempt_on(policy: AttemptPolicy, attempts_made: int, last_made_on: date, country: str) -> date | None:
    """The business day in ``country`` for the next attempt, counted from the last one; ``None`` when through.

    For the first attempt ``last_made_on`` is the day they became ready: that day, or the next business day.
    """
    step = next_step(policy, attempts_made)
    return None if step is None else add_business_days(last_made_on, step.gap_business_days, country)


def close_out_on(policy: AttemptPolicy, attempts_made: int, last_made_on: date, country: str) -> date | None:
    """The business day from which silence after the last attempt counts as *no reply*; ``None`` until it is made."""
    if next_step(policy, attempts_made) is not None:
        return None
    return add_business_days(last_made_on, policy.close_out_gap, country)


def business_days_of_silence(last_made_on: date, on: date, country: str) -> int:
    """Business days after ``last_made_on`` up to and including ``on``; 0 when ``on`` is not later."""
    days = (on - last_made_on).days
    return sum(is_business_day(last_made_on + timedelta(days=offset), country) for offset in range(1, days + 1))
