"""A campaign as a whole: ended, taken up again, counted before it goes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.models import SearchBrief, User
from common.business_days import add_business_days
from contacts.models import Contact
from outreach import policy
from outreach.models import Attempt, Campaign, CampaignKind, Draft, Target, TargetState


def follow(campaign: Campaign) -> None:
    """Date what lies ahead of the people in ``campaign`` by the policy it follows now.

    What was done stays as it was done; only those waiting for an answer get another next date. The caller saves
    campaign and policy first, in the same transaction.
    """
    plan, country = policy.of_campaign(campaign), campaign.owner.country
    waiting = Target.unscoped.select_for_update().filter(campaign=campaign, state=TargetState.WAITING)
    changed = list(waiting.with_last_attempt())
    for target in changed:
        last: date = target.last_made_on or target.moved_on  # type: ignore[attr-defined]
        made = min(target.attempts_this_round, plan.attempts)
        target.next_attempt_on = policy.next_attempt_on(plan, made, last, country)
        target.close_out_on = policy.close_out_on(plan, made, last, country)
    Target.unscoped.bulk_update(changed, ["next_attempt_on", "close_out_on"], batch_size=500)


def suit(campaign: Campaign, *, on: date) -> None:
    """Let the people of ``campaign``, whose kind has changed, stand as its new kind wants on local date ``on``.

    An announcement needs no reason, so that whoever waited for one is ready (P09); of any other kind, whoever was still
    to be told without one waits for it (P08). What was said and heard stays.
    """
    people = Target.unscoped.filter(campaign=campaign)
    if campaign.kind == CampaignKind.ANNOUNCEMENT:
        people.update(wants_reason=False)
        first_on = add_business_days(on, 0, campaign.owner.country)
        people.filter(state=TargetState.IDEA).update(state=TargetState.READY, next_attempt_on=first_on, moved_on=on)
        return
    waiting = people.filter(state=TargetState.READY, reason="")
    waiting.update(state=TargetState.IDEA, next_attempt_on=None, moved_on=on)
    people.filter(Q(state=TargetState.IDEA) | ~Q(reason="")).update(wants_reason=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Of how many people the user knows how many were told that they are looking (P09)."""

    told: int
    known: int

    @property
    def share(self) -> int:
        """In hundredths, rounded down: all is said of all alone."""
        return self.told * 100 // self.known if self.known else 0


def told(user: User) -> Told:
    """Over all announcements; two queries."""
    known = Contact.for_user(user).active()
    reached = Target.for_user(user).filter(campaign__kind=CampaignKind.ANNOUNCEMENT, attempts_made__gte=1)
    return Told(told=known.filter(Exists(reached.filter(contact=OuterRef("pk")))).count(), known=known.count())


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What would go with a campaign; the interactions stay in people's timelines."""

    targets: int
    attempts: int
    drafts: int


def close(campaign: Campaign, *, on: date) -> None:
    """End it on local date ``on``: its reminders stop, everything in it stays. Closing twice changes nothing."""
    if campaign.closed_on is None:
        campaign.closed_on = on
        campaign.save(update_fields=["closed_on"])


def reopen(campaign: Campaign) -> None:
    """Take it up again: what was due is due."""
    campaign.closed_on = campaign.closed_by = None
    campaign.save(update_fields=["closed_on", "closed_by"])


def contents_of(campaign: Campaign) -> Contents:
    """What deleting ``campaign`` would take along; three queries."""
    return Contents(
        targets=Target.unscoped.filter(campaign=campaign).count(),
        attempts=Attempt.unscoped.filter(target__campaign=campaign).count(),
        drafts=Draft.unscoped.filter(target__campaign=campaign).count(),
    )


def is_brief_empty(user: User) -> bool:
    """Whether the user has not said yet what they look for (P04); one query."""
    brief = SearchBrief.for_user(user).first()
    return brief is None or brief.is_empty
