"""New people, week by week (P47): a search lives on names it did not have before."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from common.charts import ColumnChart, columns
from contacts.models import Contact

WEEKS = 12
DRY_SPELL = timedelta(weeks=3)
"""So long without a new name, and it is time to ask for more (P47)."""
SOURCES = {
    "introduced": "Introduced",
    "met": "Met at an event",
    "file": "From a file",
    "typed": "Noted by you",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The new people of the last weeks."""

    chart: ColumnChart
    this_week: int
    total: int
    newest_on: date | None
    is_dry: bool
    """Whether three weeks went by without a new name."""


def monday_of(on: date) -> date:
    """The Monday of the week of ``on``."""
    return on - timedelta(days=on.weekday())


def is_dry(newest_on: date | None, *, on: date) -> bool:
    """Whether three weeks went by on local date ``on`` since the newest name came, on ``newest_on`` (P47)."""
    return newest_on is not None and newest_on <= on - DRY_SPELL


def growth(user: User, *, on: date, weeks: int = WEEKS) -> Growth:
    """New contacts a week by where they came from, up to local date ``on``; two queries.

    Somebody introduced counts as introduced, else as met at an event, else as brought by a file, else as noted by hand.
    Archived people count: they were new once.
    """
    mondays = [monday_of(on) - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    counts: dict[date, Counter[str]] = {monday: Counter() for monday in mondays}
    for added_on, source in Contact.for_user(user).added_from(since=mondays[0], until=on):
        counts[monday_of(added_on)][source] += 1
    newest_on = Contact.for_user(user).filter(added_on__lte=on).newest_added_on()
    return Growth(
        chart=columns(
            title="New people a week",
            definition="Everyone added in the week from each Monday, by how they came.",
            labels=[f"{monday.day} {monday:%b}" for monday in mondays],
            series={name: [counts[monday][source] for monday in mondays] for source, name in SOURCES.items()},
        ),
        this_week=sum(counts[mondays[-1]].values()),
        total=sum(sum(each.values()) for each in counts.values()),
        newest_on=newest_on,
        is_dry=is_dry(newest_on, on=on),
    )
