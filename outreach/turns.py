"""One person at an organization at a time: whose turn it is (3B7, Dalton's *The 2-Hour Job Search*)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Max
from django.db.models.functions import Coalesce

from common.business_days import add_business_days
from outreach import holds, policy
from outreach.crowding import Crowd
from outreach.models import Attempt, Follows, Target, TargetQuerySet, TargetState


def first_dates(target: Target, on: date) -> dict[str, Any]:
    """``next_attempt_on``: the business day from ``on`` for a first attempt, after the turn of whoever was asked there.

    With ``next_before_turn``, the day without such a turn, where there is one. No query unless the campaign takes
    turns; then one.
    """
    day = add_business_days(on, 0, target.campaign.owner.country)
    turn = _last_turn(target, _others_there(target))
    if turn is None or turn <= day:
        return {"next_attempt_on": day}
    return {"next_attempt_on": turn, "next_before_turn": day}


def hold_others(target: Target, *, made_on: date) -> None:
    """Let those at the same organization whom nobody asked yet wait for their turn, after an attempt on ``made_on``."""
    turn = policy.another_from(policy.of_campaign(target.campaign), made_on, target.campaign.owner.country)
    if turn is not None:
        _others_there(target).filter(state=TargetState.READY, next_attempt_on__lt=turn).update(
            next_before_turn=Coalesce("next_before_turn", "next_attempt_on"), next_attempt_on=turn
        )


def give_back(target: Target, *, made_on: date) -> None:
    """Let those who waited for the turn after an attempt on ``made_on`` go on, now that it is taken back.

    Each gets the date they had before, or that of a turn that still stands; a date chosen since stays.
    """
    plan, country = policy.of_campaign(target.campaign), target.campaign.owner.country
    turn = policy.another_from(plan, made_on, country)
    if turn is None:
        return
    held = _others_there(target).filter(state=TargetState.READY, next_attempt_on=turn, next_before_turn__isnull=False)
    for other in held.select_related("contact", "campaign__owner", "campaign__own_policy"):
        before = other.next_before_turn
        standing = _last_turn(other, _others_there(other))
        is_held = before is not None and standing is not None and standing > before
        other.next_attempt_on = holds.not_while_away(other, standing if is_held else before)
        other.next_before_turn = before if is_held else None
        other.save(update_fields=["next_attempt_on", "next_before_turn"])


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


def _last_turn(target: Target, there: TargetQuerySet) -> date | None:
    """The day from which it is somebody else's turn after all attempts to those waited for ``there``; one query."""
    plan, country = policy.of_campaign(target.campaign), target.campaign.owner.country
    if plan.turn_to_another_after is None:
        return None
    asked = Attempt.for_user(target.campaign.owner).filter(target__in=there.filter(state=TargetState.WAITING))
    last: date | None = asked.order_by().aggregate(last=Max("made_on"))["last"]
    return policy.another_from(plan, last, country) if last is not None else None


def _others_there(target: Target) -> TargetQuerySet:
    """The campaign's other people at the organization of ``target``; nobody when that is not known."""
    there = target.campaign.targets.exclude(pk=target.pk)
    organization = target.contact.organization_id
    return there.none() if organization is None else there.filter(contact__organization=organization)
