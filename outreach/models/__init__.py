"""Tables of this floor."""

from outreach.models.ask import AskKind
from outreach.models.attempt import Attempt, Channel
from outreach.models.campaign import Campaign, CampaignKind, CampaignQuerySet, Follows
from outreach.models.draft import Draft
from outreach.models.introduction import (
    AWAITED,
    MOST_NUDGES,
    OPEN,
    Introduction,
    IntroductionQuerySet,
    IntroductionState,
    IntroductionStep,
    StepKind,
)
from outreach.models.landing import Landing, LandingQuerySet, LandingWord, WordKind
from outreach.models.move import ANSWERS, Move, MoveKind, MoveQuerySet
from outreach.models.outcome import NOTED, News, NewsQuerySet, Outcome, OutcomeKind, OutcomeQuerySet
from outreach.models.own_policy import OwnPolicy, OwnPolicyQuerySet
from outreach.models.pace import Pace
from outreach.models.reference import (
    Reference,
    ReferenceQuerySet,
    ReferenceStep,
    ReferenceStepKind,
    ReferenceUse,
    ReferenceUseQuerySet,
    Standing,
    UseOutcome,
)
from outreach.models.skip import Skip, SkipQuerySet
from outreach.models.target import CLOSED, LIVE, PURSUED, Target, TargetQuerySet, TargetState
from outreach.models.template import MOST_STEPS, MessageTemplate, MessageTemplateQuerySet, Purpose

__all__ = [
    "ANSWERS",
    "AWAITED",
    "CLOSED",
    "LIVE",
    "MOST_NUDGES",
    "MOST_STEPS",
    "NOTED",
    "OPEN",
    "PURSUED",
    "AskKind",
    "Attempt",
    "Campaign",
    "CampaignKind",
    "CampaignQuerySet",
    "Channel",
    "Draft",
    "Follows",
    "Introduction",
    "IntroductionQuerySet",
    "IntroductionState",
    "IntroductionStep",
    "Landing",
    "LandingQuerySet",
    "LandingWord",
    "MessageTemplate",
    "MessageTemplateQuerySet",
    "Move",
    "MoveKind",
    "MoveQuerySet",
    "News",
    "NewsQuerySet",
    "Outcome",
    "OutcomeKind",
    "OutcomeQuerySet",
    "OwnPolicy",
    "OwnPolicyQuerySet",
    "Pace",
    "Purpose",
    "Reference",
    "ReferenceQuerySet",
    "ReferenceStep",
    "ReferenceStepKind",
    "ReferenceUse",
    "ReferenceUseQuerySet",
    "Skip",
    "SkipQuerySet",
    "Standing",
    "StepKind",
    "Target",
    "TargetQuerySet",
    "TargetState",
    "UseOutcome",
    "WordKind",
]
