"""Whom to ask next in a campaign, each with why (P06): who knows my work, ties, the goal, and who was let be lately."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable

from accounts.models import SearchBrief, User
from common.dates import add_months
from contacts.models import Contact, ContactQuerySet, Tie, WalkOfLife
from outreach import pursuit
from outreach.models import Attempt, Campaign, CampaignKind, Skip, Target, TargetQuerySet, TargetState

LATELY = timedelta(days=60)
"""Whom an attempt went to within so many days is let be (P25)."""
SKIPPED_FOR = timedelta(days=30)
"""How long somebody passed over is not proposed again."""
DORMANT_MONTHS = 36
"""A tie silent for this long is dormant, and worth as much as a current one (Levin, Walter)."""
MOST_WORDS = 12

_WORD = re.compile(r"[^\W\d_]{4,}")
_EMPTY = """
about after also another anyone because been before being best between both could does doing every find from gets give
goal have help hire hires into
know knows lead learn less like look looking made make makes many more most much need only
other others over people person role roles same several should some somebody someone such talk team than that their them
then there these they this those three through time twelve twenty two under until using want wants were what when where
which while whom whose will with work working works would year years your
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())
"""Words that say nothing about whom to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody to ask, with why in words, and the reason that is proposed; that is blank where only the user knows."""

    contact: Contact
    whys: Sequence[str]
    reason: str


def keywords(texts: Iterable[str]) -> list[str]:
    """The telling words of ``texts`` in lower case, each once, in their order: "rail", "freight", "software"."""
    found = (word.lower() for text in texts for word in _WORD.findall(text))
    return list(dict.fromkeys(word for word in found if word not in _EMPTY_WORDS))[:MOST_WORDS]


def candidates(campaign: Campaign, user: User, *, on: date, limit: int) -> list[Candidate]:
    """Whom to ask next on local date ``on``, best first; two queries, however many people the user knows."""
    words = _words(campaign, user)
    found = _ranked(campaign, user, words, on=on)[:limit]
    return [_candidate(contact, campaign, words, on=on) for contact in found]


def candidate(campaign: Campaign, user: User, contact: Contact, *, on: date) -> Candidate:
    """One of them, whoever comes before; one query."""
    return _candidate(contact, campaign, _words(campaign, user), on=on)


def skip(campaign: Campaign, contact: Contact, *, on: date) -> Skip:
    """Do not propose ``contact`` there for a month from ``on``."""
    skipped, _ = Skip.for_user(campaign.owner).update_or_create(
        campaign=campaign, contact=contact, defaults={"until": on + SKIPPED_FOR}
    )
    return skipped


def _words(campaign: Campaign, user: User) -> list[str]:
    brief = SearchBrief.of(user)
    return keywords([campaign.goal, campaign.name, brief.roles, brief.industries])


def _ranked(campaign: Campaign, user: User, words: Sequence[str], *, on: date) -> ContactQuerySet:
    """Everyone who may be asked, ranked; one query."""
    someone = OuterRef("pk")
    free = (
        not_asked_lately(user, on=on)
        .exclude(targets__campaign=campaign)
        .exclude(Exists(Target.for_user(user).live().filter(contact=someone)))
        .exclude(Exists(_in_peace(user, on=on).filter(contact=someone)))
        .exclude(Exists(Skip.for_user(user).in_force(on).filter(campaign=campaign, contact=someone)))
    )
    return ranked(free, words, kind=campaign.kind, on=on)


def not_asked_lately(user: User, *, on: date) -> ContactQuerySet:
    """Whom ``user`` may reach, and has let be for a while on local date ``on`` (P25)."""
    lately = Attempt.for_user(user).filter(target__contact=OuterRef("pk"), made_on__gt=on - LATELY)
    return Contact.for_user(user).active().exclude(Exists(lately))


def ranked(people: ContactQuerySet, words: Sequence[str], *, kind: str, on: date) -> ContactQuerySet:
    """``people`` in the order in which to ask them for a campaign of ``kind`` about ``words`` (P06)."""
    score = _points(Q(walk_of_life=WalkOfLife.WORK), 3) + _points(Q(tie=Tie.STRONG), 3) + _points(Q(tie=Tie.WEAK), 1)
    if words:
        score += _points(reduce(or_, (_about(word) for word in words)), 3)
    if kind == CampaignKind.RECONNECT:
        score += _points(_dormant(on), 4)
    if kind == CampaignKind.REFERENCES:
        score += _points(Q(walk_of_life=WalkOfLife.WORK, tie=Tie.STRONG), 4)
    return people.select_related("organization").order_by(
        score.desc(), F("last_interaction_on").desc(nulls_last=True), "search_key", "pk"
    )


def _in_peace(user: User, *, on: date) -> TargetQuerySet:
    """Those who stayed silent to the last attempt less than half a year ago, in any campaign (P23)."""
    since = add_months(on, -pursuit.FAR_REVISIT_MONTHS)
    return Target.for_user(user).filter(state=TargetState.NO_REPLY, moved_on__gt=since)


def _points(when: Q, points: int) -> Combinable:
    return Case(When(when, then=Value(points)), default=Value(0), output_field=IntegerField())


def _about(word: str) -> Q:
    return Q(title__icontains=word) | Q(organization__name__icontains=word) | Q(organization__industry__icontains=word)


def _dormant(on: date) -> Q:
    return Q(last_interaction_on__lt=add_months(on, -DORMANT_MONTHS), tie__in=(Tie.STRONG, Tie.WEAK))


def _candidate(contact: Contact, campaign: Campaign, words: Sequence[str], *, on: date) -> Candidate:
    matched = _matched(contact, words)
    known = contact.how_known.strip()
    said = [contact.headline, f"close to {matched}" if matched and campaign.kind == CampaignKind.CONVERSATIONS else ""]
    # How the user knows them is asked for before anybody becomes ready (P07).
    reason = "; ".join(filter(None, [*said, known])) if known else ""
    return Candidate(contact=contact, whys=whys(contact, words, on=on), reason=reason)


def whys(contact: Contact, words: Sequence[str], *, on: date) -> list[str]:
    """Why to ask just ``contact``, each in a few words."""
    said = []
    if contact.walk_of_life == WalkOfLife.WORK:
        said.append("Knows your work")
    if contact.tie == Tie.STRONG:
        said.append("Strong tie")
    if matched := _matched(contact, words):
        said.append(f"Close to {matched}")
    last = contact.last_interaction_on
    if last is None:
        said.append("Nothing between you is written down yet")
    elif last < add_months(on, -DORMANT_MONTHS):
        said.append(f"Silent since {last.year}: dormant ties are worth as much as current ones")
    said.append("Not asked for anything lately")
    return said


def _matched(contact: Contact, words: Sequence[str]) -> str:
    organization = contact.organization
    place = f"{organization.name} {organization.industry}" if organization else ""
    about = [word for word in words if word in f"{contact.title} {place}".lower()]
    return " and ".join(f"“{word}”" for word in about[:2])
