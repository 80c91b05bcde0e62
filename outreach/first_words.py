"""What the next message to a target is for: telling, catching up, or asking (P09, P21)."""

from datetime import date

from contacts.models import Contact, Tie
from contacts.network.coverage import DORMANT_YEARS
from outreach.models import CampaignKind, Purpose, Target


def next_purpose(target: Target, on: date) -> Purpose:
    """What the next message to ``target`` is for on local date ``on``; no query.

    An old friend is caught up with before anything is asked, and so is everybody in a campaign to reconnect (P21). An
    announcement asks nothing (P09).
    """
    if target.campaign.kind == CampaignKind.ANNOUNCEMENT:
        return Purpose.ANNOUNCEMENT
    is_first = target.attempts_this_round == 0
    if is_first and (begins_with_hello(target) or years_silent(target.contact, on)):
        return Purpose.CATCH_UP
    return Purpose.ASK


def begins_with_hello(target: Target) -> bool:
    """Whether the campaign is there to reconnect, and nothing went out to them in it yet."""
    return target.campaign.kind == CampaignKind.RECONNECT and target.attempts_made == 0


def asks_made(target: Target) -> int:
    """How many attempts of this round asked for something: a hello is none. No query for a round not begun."""
    if not target.attempts_this_round:
        return 0
    this_round = [attempt for attempt in target.attempts.all() if attempt.number > target.attempts_before]
    return sum(bool(attempt.ask_kind) for attempt in this_round)


def has_caught_up(target: Target) -> bool:
    """Whether they answered in a campaign to reconnect, and were asked for nothing so far; wants its attempts."""
    return target.campaign.kind == CampaignKind.RECONNECT and not any(
        attempt.ask_kind for attempt in target.attempts.all()
    )


def years_silent(contact: Contact, on: date) -> int:
    """Full years since the last word with a strong tie gone dormant by ``on``; 0 for everybody else."""
    last = contact.last_interaction_on
    if contact.tie != Tie.STRONG or last is None:
        return 0
    years = on.year - last.year - ((on.month, on.day) < (last.month, last.day))
    return years if years >= DORMANT_YEARS else 0
