"""The user's own policies: which campaigns follow one, and what changing it changes."""

from collections.abc import Sequence

from django.db import transaction

from outreach import campaigns
from outreach.models import Campaign, OwnPolicy
from outreach.policy import Step


class PolicyInUseError(ValueError):
    """A policy that campaigns follow is not deleted; the message names them."""


@transaction.atomic
def keep(own: OwnPolicy, steps: Sequence[Step]) -> int:
    """Save ``own`` with ``steps``; what lies ahead of people in its campaigns is dated anew, what was done stays.

    Returns how many campaigns follow it.
    """
    own.steps = [{"channel": step.channel.value, "gap": step.gap_business_days} for step in steps]
    own.save()
    followers = list(own.campaigns.select_related("owner", "own_policy"))
    for campaign in followers:
        campaigns.follow(campaign)
    return len(followers)


def followers(own: OwnPolicy) -> list[Campaign]:
    """The campaigns that follow it, closed ones too; one query."""
    return list(own.campaigns.by_state())


@transaction.atomic
def delete(own: OwnPolicy) -> None:
    """Let it go. Raises ``PolicyInUseError`` while a campaign follows it."""
    names = [f"“{campaign}”" for campaign in followers(own)]
    if names:
        raise PolicyInUseError(
            f"{', '.join(names)} still follow{'s' if len(names) == 1 else ''} it. Choose another there first."
        )
    own.delete()
