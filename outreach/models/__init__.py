"""Tables of this floor."""

from outreach.models.attempt import Attempt, Channel
from outreach.models.campaign import Campaign, CampaignQuerySet
from outreach.models.draft import Draft
from outreach.models.move import ANSWERS, Move, MoveKind, MoveQuerySet
from outreach.models.target import CLOSED, LIVE, PURSUED, AskKind, Target, TargetQuerySet, TargetState
from outreach.models.template import MOST_STEPS, MessageTemplate, MessageTemplateQuerySet, Purpose

__all__ = [
    "ANSWERS",
    "CLOSED",
    "LIVE",
    "MOST_STEPS",
    "PURSUED",
    "AskKind",
    "Attempt",
    "Campaign",
    "CampaignQuerySet",
    "Channel",
    "Draft",
    "MessageTemplate",
    "MessageTemplateQuerySet",
    "Move",
    "MoveKind",
    "MoveQuerySet",
    "Purpose",
    "Target",
    "TargetQuerySet",
    "TargetState",
]
