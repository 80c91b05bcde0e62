"""One person at an organization at a time: whose turn it is (3B7, Dalton's *The 2-Hour Job Search*)."""

from collections.abc import Sequence
from datetime import date

from common.business_days import add_business_days
from outreach import policy
from outreach.crowding import Crowd
from outreach.models import Attempt, Follows, Target, TargetQuerySet, TargetState


def first_attempt_on(target: Target, on: date) -> date:
    """The business day from ``on`` for a first attempt, after the turn of whoever was asked there before.

    No query unless the campaign takes turns; then one.
    """
    country = target.campaign.owner.country
    day = add_business_days(on, 0, country)
    plan = policy.of_campaign(target.campaign)
    if plan.turn_to_another_after is None:
        return day
    waiting = _others_there(target).filter(state=TargetState.WAITING)
    asked = Attempt.for_user(target.campaign.owner).filter(target__in=waiting)
    turns = [policy.another_from(plan, made_on, country) for made_on in asked.values_list("made_on", flat=True)]
    return max([day, *filter(None, turns)])


def hold_others(target: Target, *, made_on: date) -> None:
    """Let those at the same organization whom nobody asked yet wait for their turn, after an attempt on ``made_on``."""
    turn = policy.another_from(policy.of_campaign(target.campaign), made_on, target.campaign.owner.country)
    if turn is not None:
        _others_there(target).filter(state=TargetState.READY, next_attempt_on__lt=turn).update(next_attempt_on=turn)


def another_due(target: Target, on: date) -> bool:
    """Whether silence has lasted long enough on ``on`` to turn to somebody else there; wants ``for_board``."""
    made = [attempt.made_on for attempt in target.attempts.all()]
    plan = policy.of_campaign(target.campaign)
    if plan.turn_to_another_after is None or target.state != TargetState.WAITING or not made:
        return False
    if target.contact.organization is None:
        return False
    turn = policy.another_from(plan, max(made), target.campaign.owner.country)
    return turn is not None and turn <= on


def talking_there(target: Target, crowds: Sequence[Crowd]) -> Target | None:
    """Whose conversation at the same organization ``target`` waits for (3B7); ``crowds`` is what goes on there."""
    if target.state != TargetState.READY or target.campaign.follows != Follows.THREE_B_SEVEN:
        return None
    talking = TargetState.REPLIED, TargetState.MEETING
    others = (crowd.other for crowd in crowds if not crowd.is_same_person and crowd.other.state in talking)
    return next((other for other in others if other.campaign_id == target.campaign_id), None)


def _others_there(target: Target) -> TargetQuerySet:
    """The campaign's other people at the organization of ``target``; nobody when that is not known."""
    there = target.campaign.targets.exclude(pk=target.pk)
    organization = target.contact.organization_id
    return there.none() if organization is None else there.filter(contact__organization=organization)
