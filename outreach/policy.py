"""How often to try, by which channel, and when to call it a day (P22); pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from common.business_days import add_business_days, is_business_day
from outreach.models import Channel


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
