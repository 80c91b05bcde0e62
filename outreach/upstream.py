"""Who led to an outcome, and so is owed news of it: the chain from what came of it back to the first help (P43)."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q

from accounts.models import User
from contacts.models import Contact, Interaction, Posting
from outreach.models import Introduction, Outcome, OutcomeKind, ReferenceUse, Target, UseOutcome
from outreach.who_helped import Found, Helper, exchanges, helpers, helpers_of, search_began

_TOLD, _SPOKE, _LED = 60, 50, 40
"""How much each kind of help weighs: who told of the work comes first. One link further up weighs less."""
SPOKE_THERE = "Spoke for you there"


def upstream_of(outcome: Outcome, user: User, *, on: date) -> list[Helper]:
    """Everyone who helped towards ``outcome`` as on local date ``on``, whoever did most first.

    Who told of the posting, whom the user talked with there or had help from, who led to them and who led to those,
    and who spoke for the user. For a campaign that is over: its people who helped, and who led to them; for the job
    everyone who helped in the search. Eight queries,
    however long the chain; a circle ends where it closes. People who are archived or not to be contacted are left out.
    """
    if outcome.kind == OutcomeKind.LANDED:
        return helpers_of(user, landing=outcome.landing, on=on, place=outcome.organization_id, lasting=True)
    found: Found = defaultdict(list)
    here = _people_of(outcome, user)
    starts = set(here)
    for contact_id, why in _tellers(outcome, user):
        starts.add(contact_id)
        found[contact_id].append((_TOLD, why))
    talks = Interaction.for_user(user).filter(contact__in=here)
    for contact_id, weight, why in exchanges(talks, search_began(user), on, lasting=True, everyone=True):
        found[contact_id].append((weight, why))
    for contact_id, depth, why in _chain(user, starts):
        found[contact_id].append((max(1, _LED - depth), why))
    for contact_id, why in _speakers(outcome, user, on):
        found[contact_id].append((_SPOKE, why))
    return helpers(user, found)


def _people_of(outcome: Outcome, user: User) -> list[int]:
    """Whoever works where it happened, or was written to in the campaign; one query."""
    if outcome.kind == OutcomeKind.CLOSED:
        mine = Target.for_user(user).filter(campaign__isnull=False, campaign=outcome.campaign_id, attempts_made__gte=1)
        return list(mine.values_list("contact", flat=True))
    people = Contact.for_user(user).filter(organization__isnull=False, organization=outcome.organization_id)
    return list(people.order_by().values_list("pk", flat=True))


def _tellers(outcome: Outcome, user: User) -> Iterator[tuple[int, str]]:
    """Who told of the very posting, else of any work there; one query."""
    told = Posting.for_user(user).filter(led_by__isnull=False, organization=outcome.organization_id)
    if outcome.posting_id is not None:
        told = told.filter(pk=outcome.posting_id)
    why = "Told you of the posting" if outcome.posting_id is not None else "Told you of work there"
    for contact_id in told.order_by("led_by").values_list("led_by", flat=True).distinct():
        if contact_id is not None:
            yield contact_id, why


def _speakers(outcome: Outcome, user: User, on: date) -> Iterator[tuple[int, str]]:
    """Whom that organization asked about the user; who is to be called yet is prepared for it (P51); one query."""
    uses = ReferenceUse.for_user(user).filter(organization__isnull=False, organization=outcome.organization_id)
    called = uses.filter(Q(expected_on__lt=on) | ~Q(outcome="")).exclude(outcome=UseOutcome.NOT_CALLED)
    for contact_id in called.order_by("reference__contact").values_list("reference__contact", flat=True).distinct():
        yield contact_id, SPOKE_THERE


def _chain(user: User, starts: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Who led to ``starts``, who led to those, and so on up: each once, with how far up and why; two queries."""
    led_by: dict[int, dict[int, None]] = defaultdict(dict)
    names: dict[int, str] = {}
    linked = Contact.for_user(user).in_chains().order_by("pk")
    for pk, first, last, by in linked.values_list("pk", "first_name", "last_name", "introduced_by"):
        names[pk] = f"{first} {last}".strip()
        if by is not None:
            led_by[pk][by] = None
    made = Introduction.for_user(user).filter(made_on__isnull=False, connector__isnull=False, whom__isnull=False)
    for connector, whom, first, last in made.order_by("pk").values_list(
        "connector", "whom", "whom__first_name", "whom__last_name"
    ):
        if connector is not None and whom is not None:
            names[whom] = f"{first} {last}".strip()
            led_by[whom][connector] = None
    waiting = deque((start, 0, "") for start in sorted(starts))
    seen = set(starts)
    while waiting:
        person, depth, onward = waiting.popleft()
        for by in led_by[person]:
            if by != person:
                yield by, depth, f"Led you to {names[person]}{onward}"
            if by not in seen:
                seen.add(by)
                waiting.append((by, depth + 1, f", who led you to {names[person]}"))
