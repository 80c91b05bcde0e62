"""The three to five people who speak for the user: who they are, whom to ask, how much is asked of them (P51)."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Q

from accounts.models import SearchBrief, User
from contacts import organizations
from contacts.models import Contact, Tie, WalkOfLife
from outreach import pursuit, queue, targeting
from outreach.models import (
    Attempt,
    CampaignKind,
    Reference,
    ReferenceStep,
    ReferenceStepKind,
    ReferenceUse,
    Standing,
    Target,
)
from outreach.moves import PursuitError
from outreach.reference_steps import StepNotAllowedError, record

FEWEST, MOST = 3, 5
"""So many references are asked for, as a rule."""
FATIGUE_DAYS = 60
FATIGUE_USES = 3
"""More uses than this within so many days wear a reference out."""


class NotReachableError(PursuitError):
    """Somebody who may not be contacted cannot be asked for anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tired:
    """Somebody who spoke often lately: how many times between two dates at most ``FATIGUE_DAYS`` apart."""

    uses: int
    since: date
    until: date


@transaction.atomic
def add(contact: Contact, *, knows: str, on: date) -> tuple[Reference, bool]:
    """Put ``contact`` on the roster on local date ``on``, and whether that is new; who is there stays as they are.

    Raises ``NotReachableError``.
    """
    if refused := targeting.refusal(contact):
        raise NotReachableError(f"{contact.name} cannot be a reference. {refused}")
    return Reference.unscoped.get_or_create(contact=contact, defaults={"knows": knows.strip(), "added_on": on})


@transaction.atomic
def add_use(
    reference: Reference, *, organization_name: str, role: str, caller: str, expected_on: date | None, on: date
) -> ReferenceUse:
    """Note that somebody will call ``reference`` for the user; past calls may be noted as well.

    Raises ``StepNotAllowedError`` for someone who has not said yes.
    """
    if refused := why_no_use(reference):
        raise StepNotAllowedError(refused)
    use = ReferenceUse(reference=reference, noted_on=on)
    return keep_use(use, organization_name=organization_name, role=role, caller=caller, expected_on=expected_on)


def why_no_use(reference: Reference) -> str:
    """Why nobody may be sent to ``reference``; empty when they may (P51: affirm first)."""
    name = reference.contact.first_name
    return {
        Standing.NEW: f"Ask {name} first: nobody should be called who does not expect it.",
        Standing.ASKED: f"{name} has not said yes so far. Note the answer first.",
        Standing.DECLINED: f"{name} would rather not be a reference.",
        Standing.RETIRED: f"{name} rests as a reference. Take them up again first.",
    }.get(reference.standing, "")


def keep_use(
    use: ReferenceUse, *, organization_name: str, role: str, caller: str, expected_on: date | None
) -> ReferenceUse:
    """Save what is known of a use; the organization is found by its name, or made."""
    use.organization = organizations.named(use.reference.contact.owner, organization_name)
    use.role, use.caller, use.expected_on = role.strip(), caller.strip(), expected_on
    use.save()
    return use


@transaction.atomic
def agreed(target: Target, *, on: date) -> tuple[Reference, ReferenceStep]:
    """They said yes in a campaign: they become a reference, and the pursuit is finished (P51).

    Raises ``StepNotAllowedError``, ``NotReachableError`` and ``moves.MoveNotAllowedError``.
    """
    reference, _ = add(target.contact, knows=target.reason, on=on)
    reference.contact = target.contact
    if reference.asked_on is None:
        asked = Attempt.unscoped.filter(target=target).aggregate(last=Max("made_on"))["last"]
        reference.asked_on = asked
        reference.save(update_fields=["asked_on"])
    move = pursuit.finish(target, on=on)
    return reference, record(reference, ReferenceStepKind.AGREED, done_on=on, on=on, move=move)


def may_agree(target: Target) -> bool:
    """Whether what they were asked for is to be a reference."""
    return target.campaign.kind == CampaignKind.REFERENCES or target.ask_kind == "reference"


def tired(uses: Iterable[ReferenceUse], *, on: date) -> Tired | None:
    """Whether one reference is asked for more than ``FATIGUE_USES`` times in ``FATIGUE_DAYS``.

    Any such stretch counts that has not ended ``FATIGUE_DAYS`` before local date ``on``; the fullest is named.
    """
    days = sorted(use.day for use in uses)
    found: Tired | None = None
    for start, first in enumerate(days):
        end = bisect_right(days, first + timedelta(days=FATIGUE_DAYS - 1))
        last = days[end - 1]
        count = end - start
        if last > on - timedelta(days=FATIGUE_DAYS) and count > max(FATIGUE_USES, found.uses if found else 0):
            found = Tired(uses=count, since=first, until=last)
    return found


def would_tire(reference: Reference, day: date, *, on: date) -> Tired | None:
    """As ``tired``, if ``reference`` were asked once more, for local date ``day``; one query."""
    uses = list(ReferenceUse.unscoped.filter(reference=reference))
    return tired([*uses, ReferenceUse(reference=reference, noted_on=on, expected_on=day)], on=on)


def roster(user: User) -> list[Reference]:
    """Everyone the user counts on, is to ask, or rests, with their uses; two queries. Those who speak come first."""
    order = [Standing.AGREED, Standing.ASKED, Standing.NEW, Standing.RETIRED, Standing.DECLINED]
    found = Reference.for_user(user).for_rows().prefetch_related("uses__organization").order_by("added_on", "pk")
    return sorted(found, key=lambda reference: order.index(reference.standing))


def least_asked(references: Sequence[Reference], beside: Reference) -> Reference | None:
    """Of those who speak for the user, the one other than ``beside`` who did so least lately."""
    others = [each for each in references if each.standing == Standing.AGREED and each != beside]
    return min(others, key=lambda each: max((use.day for use in each.uses.all()), default=date.min), default=None)


def suggested(user: User, *, on: date, limit: int) -> list[queue.Candidate]:
    """Whom to ask to be a reference, best first: who knows the user's work (P06); two queries."""
    brief = SearchBrief.of(user)
    words = queue.keywords([brief.roles, brief.industries])
    knows_my_work = Q(walk_of_life=WalkOfLife.WORK) | Q(walk_of_life=WalkOfLife.SCHOOL, tie=Tie.STRONG)
    found = queue.not_asked_lately(user, on=on).filter(knows_my_work, reference=None).exclude(tie=Tie.NONE)
    ranked = queue.ranked(found, words, kind=CampaignKind.REFERENCES, on=on)[:limit]
    return [
        queue.Candidate(contact=contact, whys=queue.whys(contact, words, on=on), reason=contact.how_known.strip())
        for contact in ranked
    ]
