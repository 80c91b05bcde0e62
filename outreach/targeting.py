"""Choosing whom to reach: people come into a campaign, each with a reason (P08)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Case, Value, When

from accounts.models import User
from common.business_days import add_business_days
from contacts import changes, snapshots
from contacts.changes import Ledger
from contacts.models import ChangeKind, Contact, ContactQuerySet, Tie, WalkOfLife
from outreach import pursuit
from outreach.models import Campaign, CampaignKind, Move, Target, TargetState


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One person to add: without a reason they come in as an idea."""

    contact: Contact
    reason: str = ""
    how_known: str = ""
    ask_kind: str = ""
    """Empty for what the campaign asks (P20)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the picks."""

    ready: Sequence[Target]
    ideas: Sequence[Target]
    already: Sequence[Contact]
    refused: Sequence[Contact]

    @property
    def targets(self) -> list[Target]:
        """All that are new in the campaign."""
        return [*self.ready, *self.ideas]


def refusal(contact: Contact) -> str:
    """Why ``contact`` may not be reached out to; empty when they may."""
    if contact.do_not_contact:
        return "You marked them do-not-contact."
    if contact.is_archived:
        return "They are archived."
    return ""


@transaction.atomic
def add_targets(*, campaign: Campaign, picks: Iterable[Pick], on: date) -> Added:
    """Bring people into ``campaign`` on local date ``on``; those there already are left as they are.

    Whom an announcement tells is ready without a reason (P09).

    Raises ``pursuit.HowKnownMissingError`` when a reason comes without how the user knows them (P07), and changes
    nothing then.
    """
    ready, ideas, already, refused = [], [], [], []
    as_new = _as_new(campaign, on)
    for pick in picks:
        if refusal(pick.contact):
            refused.append(pick.contact)
            continue
        target, is_new = Target.unscoped.get_or_create(
            campaign=campaign,
            contact=pick.contact,
            defaults={**as_new, "ask_kind": pick.ask_kind or campaign.ask_kind, "reason": _reason_told(campaign, pick)},
        )
        if not is_new:
            already.append(pick.contact)
        elif not target.wants_reason:
            ready.append(target)
        elif pick.reason.strip():
            pursuit.give_reason(target, reason=pick.reason, how_known=pick.how_known, on=on)
            ready.append(target)
        else:
            ideas.append(target)
    return Added(ready=ready, ideas=ideas, already=already, refused=refused)


@transaction.atomic
def add_ideas(*, campaign: Campaign, people: Iterable[int], on: date) -> int:
    """Let many contacts of its owner, by key, wait in ``campaign`` for a reason each; returns how many are new there.

    In an announcement they are ready at once (P09); the daily cap spreads them (P25).

    Those who may not be reached out to are left out. A constant number of queries for each 500.
    """
    new = 0
    for batch in snapshots.batches(sorted(people)):
        reachable = Contact.for_user(campaign.owner).active().filter(pk__in=batch)
        missing = reachable.exclude(targets__campaign=campaign).order_by("pk").values_list("pk", flat=True)
        fields = _as_new(campaign, on)
        ideas = [Target(campaign=campaign, contact_id=key, ask_kind=campaign.ask_kind, **fields) for key in missing]
        Target.unscoped.bulk_create(ideas)
        new += len(ideas)
    return new


def _as_new(campaign: Campaign, on: date) -> dict[str, Any]:
    """How somebody stands who joins ``campaign`` on local date ``on``."""
    if campaign.kind != CampaignKind.ANNOUNCEMENT:
        return {"moved_on": on}
    first_on = add_business_days(on, 0, campaign.owner.country)
    return {"moved_on": on, "wants_reason": False, "state": TargetState.READY, "next_attempt_on": first_on}


def _reason_told(campaign: Campaign, pick: Pick) -> str:
    """A reason that an announcement does not ask for, and keeps; elsewhere it makes an idea ready."""
    return pick.reason.strip() if campaign.kind == CampaignKind.ANNOUNCEMENT else ""


@contextmanager
def recording(owner: User, people: Iterable[int], *, now: datetime) -> Iterator[Ledger]:
    """A transaction in which contacts of ``owner``, by key, join a campaign, so that it can be taken back."""
    keys = list(people)
    with changes.recording(owner=owner, kind=ChangeKind.CAMPAIGN, now=now) as ledger:
        ledger.watch(Contact, keys, fields={"how_known"})
        ledger.watch(Campaign, [owner.pk], by="owner_id")
        ledger.watch(Target, keys, by="contact_id")
        ledger.watch(Move, keys, by="target__contact_id")
        yield ledger


def candidates(user: AbstractBaseUser, *, words: str = "", not_in: Campaign | None = None) -> ContactQuerySet:
    """Whom one could reach, those who know the user's work and strong ties first (P06)."""
    found = Contact.for_user(user).active().matching(words).select_related("organization")
    if not_in is not None:
        found = found.exclude(targets__campaign=not_in)
    nearness = Case(
        When(tie=Tie.STRONG, walk_of_life=WalkOfLife.WORK, then=Value(0)),
        When(tie=Tie.STRONG, then=Value(1)),
        When(walk_of_life=WalkOfLife.WORK, then=Value(2)),
        When(tie=Tie.WEAK, then=Value(3)),
        default=Value(4),
    )
    return found.order_by(nearness, "search_key", "pk")


def next_candidates(target: Target, *, limit: int = 3) -> list[Target]:
    """Whom to turn to when this one leads nowhere (P24): ready ones of the campaign, then its ideas; one query."""
    order = Case(When(state="ready", then=Value(0)), default=Value(1))
    others = Target.unscoped.filter(campaign=target.campaign_id, state__in=("ready", "idea")).reachable()
    return list(others.exclude(pk=target.pk).for_rows().order_by(order, "pk")[:limit])


def others_there(target: Target, *, limit: int = 3) -> list[Contact]:
    """Whom else the user knows at the organization of ``target``, not in its campaign yet (3B7, P06); one query."""
    user, there = target.campaign.owner, target.contact.organization_id
    if there is None:
        return []
    return list(
        candidates(user, not_in=target.campaign).filter(organization=there).exclude(pk=target.contact_id)[:limit]
    )
