"""Tables of this floor."""

from outreach.models.attempt import Attempt, Channel
from outreach.models.campaign import Campaign, CampaignQuerySet
from outreach.models.target import AskKind, Target, TargetQuerySet, TargetState

__all__ = ["AskKind", "Attempt", "Campaign", "CampaignQuerySet", "Channel", "Target", "TargetQuerySet", "TargetState"]
