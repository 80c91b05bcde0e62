"""Tables of this floor."""

from outreach.models.attempt import Attempt, Channel
from outreach.models.campaign import Campaign, CampaignQuerySet
from outreach.models.move import ANSWERS, Move, MoveKind, MoveQuerySet
from outreach.models.target import CLOSED, LIVE, PURSUED, AskKind, Target, TargetQuerySet, TargetState

__all__ = [
    "ANSWERS",
    "CLOSED",
    "LIVE",
    "PURSUED",
    "AskKind",
    "Attempt",
    "Campaign",
    "CampaignQuerySet",
    "Channel",
    "Move",
    "MoveKind",
    "MoveQuerySet",
    "Target",
    "TargetQuerySet",
    "TargetState",
]
