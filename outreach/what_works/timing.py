"""How long answers take."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from common.charts import ENOUGH, ColumnChart, columns
from common.ownership import OwnedQuerySet
from outreach.models import Attempt
from outreach.models.answers import with_answers

BUCKETS = ((0, "0"), (1, "1"), (2, "2"), (3, "3"), (7, "4–7"), (14, "8–14"))
"""Days up to which an answer falls under each label."""
LONGER = "15+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Days from an attempt to its answer."""

    chart: ColumnChart
    says: str
    """Median and upper quartile in a sentence with their n; the quickest and the slowest while they are few."""


def timing(attempts: OwnedQuerySet[Attempt]) -> Timing:
    """Of those of ``attempts`` that were answered, how many days it took; one query.

    Days by the user's calendar from the attempt to the first answer before the next attempt. Quartiles are those of
    the answers at hand, interpolated (R's type 7).
    """
    rows: list[tuple[date, date]] = list(
        with_answers(attempts).order_by().filter(answered_on__isnull=False).values_list("made_on", "answered_on")
    )
    days = sorted((answered_on - made_on).days for made_on, answered_on in rows)
    counts = Counter(next((label for most, label in BUCKETS if day <= most), LONGER) for day in days)
    labels = [*(label for _, label in BUCKETS), LONGER]
    chart = columns(
        title="Time to an answer",
        definition="Days from an attempt to its answer, for each that was answered before the next one; "
        "0 is the same day.",
        labels=labels,
        series={"Answers": [counts[label] for label in labels]},
    )
    return Timing(chart=chart, says=_says(days))


def _says(days: Sequence[int]) -> str:
    if not days:
        return ""
    if len(days) < ENOUGH:
        count = "1 answer" if len(days) == 1 else f"{len(days)} answers"
        slowest = f", the slowest {_after(days[-1])}" if days[-1] > days[0] else ""
        return f"{count} so far: the quickest came {_after(days[0])}{slowest}."
    lower, median, upper = (round(each) for each in quantiles(days, n=4, method="inclusive"))
    return (
        f"Half of the {len(days)} answers came {_within(median)}, the middle half between {lower} and {_days(upper)}."
    )


def _after(days: int) -> str:
    return "on the same day" if days == 0 else f"after {_days(days)}"


def _within(days: int) -> str:
    return "on the same day" if days == 0 else f"within {_days(days)}"


def _days(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'}"
