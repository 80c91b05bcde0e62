"""A campaign as a whole: ended, taken up again, counted before it goes."""

from dataclasses import dataclass
from datetime import date

from accounts.models import SearchBrief, User
from outreach.models import Attempt, Campaign, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What would go with a campaign; the interactions stay in people's timelines."""

    targets: int
    attempts: int


def close(campaign: Campaign, *, on: date) -> None:
    """End it on local date ``on``: its reminders stop, everything in it stays. Closing twice changes nothing."""
    if campaign.closed_on is None:
        campaign.closed_on = on
        campaign.save(update_fields=["closed_on"])


def reopen(campaign: Campaign) -> None:
    """Take it up again: what was due is due."""
    campaign.closed_on = None
    campaign.save(update_fields=["closed_on"])


def contents_of(campaign: Campaign) -> Contents:
    """What deleting ``campaign`` would take along; two queries."""
    return Contents(
        targets=Target.unscoped.filter(campaign=campaign).count(),
        attempts=Attempt.unscoped.filter(target__campaign=campaign).count(),
    )


def is_brief_empty(user: User) -> bool:
    """Whether the user has not said yet what they look for (P04); one query."""
    brief = SearchBrief.for_user(user).first()
    return brief is None or brief.is_empty
