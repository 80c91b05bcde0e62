"""Effort week by week against the goal: what the user can decide, counted without a streak to break (P52)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek

from common.charts import ColumnChart, columns
from common.ownership import OwnedQuerySet
from outreach.models import Attempt

WEEKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """The attempts of the last weeks."""

    chart: ColumnChart
    made: int
    weeks: int
    """In how many of the weeks there was at least one."""

    @property
    def says(self) -> str:
        """The effort in a sentence; rest is no failure and is not counted."""
        if not self.made:
            return "A quiet stretch. One message this week is a beginning."
        times = "once" if self.made == 1 else f"{self.made} times"
        return f"You reached out {times} in {WEEKS} weeks. A search takes months; what counts is coming back to it."


def habit(attempts: OwnedQuerySet[Attempt], *, goal: int | None, on: date) -> Habit:
    """``attempts`` a week from Monday, for twelve weeks up to local date ``on``, beside ``goal``; one query.

    The goal is the one of today: what it was in earlier weeks is not kept.
    """
    this_week = on - timedelta(days=on.weekday())
    mondays = [this_week - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    made = dict(
        attempts.filter(made_on__range=(mondays[0], on))
        .order_by()
        .annotate(week=TruncWeek("made_on"))
        .values_list("week")
        .annotate(count=Count("pk"))
    )
    counts = [made.get(monday, 0) for monday in mondays]
    aim = f" The line is your goal of {goal} a week." if goal else ""
    return Habit(
        chart=columns(
            title="Your effort",
            definition=f"Attempts in the week from each Monday, answered or not.{aim}",
            labels=[f"{monday.day} {monday:%b}" for monday in mondays],
            series={"Attempts": counts},
            goal=goal,
        ),
        made=sum(counts),
        weeks=sum(map(bool, counts)),
    )
