"""Ties gone quiet: a few a week, the most promising first (P49).

Dormant ties, three years and more without a word, give advice at least as useful as current ones, and more novel
(Levin, Walter and Murnighan, "Dormant Ties", Organization Science 22, 2011). So this list favours who was close then
and matters now, and is never a pile.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.models import User
from common.dates import add_months
from contacts.models import Contact, Tie
from contacts.network.coverage import DORMANT_YEARS
from contacts.standing import time_between

A_WEEK = 3
"""So many are proposed for a week."""

_STRENGTH = {Tie.STRONG: 4, Tie.WEAK: 1, Tie.NONE: 0}
_GOAL = 2
"""Each step of interest in where they work counts so much: relevance now."""
_TALKED = 1
_TALKED_MOST = 4
"""Each so many talks of then, up to a limit: strength then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dormant:
    """Somebody not spoken to for three years and more."""

    contact: Contact
    score: int
    reason: str
    """Why them: "strong tie, works at Nordlys, where you would like to be"."""
    silence: str
    """How long: "over four years"."""


def dormant(user: User, *, on: date) -> list[Dormant]:
    """Everyone active without a word since three years before local date ``on``, the most promising first; two queries.

    Whoever rests ("not now") is left out until their day, and so is whom Rapport has never seen a word with.
    The score adds the tie, how much was talked then, and how much the user would like to work where they are now.
    """
    people = Contact.for_user(user).dormant(since=add_months(on, -12 * DORMANT_YEARS), on=on)
    talks = dict(people.order_by().values_list("pk").annotate(talks=Count("interactions")))
    found = [_dormant(contact, talks[contact.pk], on=on) for contact in people.select_related("organization")]
    return sorted(found, key=lambda each: (-each.score, each.contact.search_key))


def _dormant(contact: Contact, talks: int, *, on: date) -> Dormant:
    interest = contact.organization.interest if contact.organization else 0
    score = _STRENGTH[Tie(contact.tie)] + min(talks * _TALKED, _TALKED_MOST) + interest * _GOAL
    said = [f"{contact.get_tie_display()} tie" if contact.tie != Tie.NONE else ""]
    said.append(f"you talked {talks} times" if talks > 1 else "")
    if interest and contact.organization:
        said.append(f"works at {contact.organization.name}, where you would like to be")
    last = contact.last_interaction_on or contact.added_on
    return Dormant(
        contact=contact,
        score=score,
        reason=", ".join(part for part in said if part) or contact.how_known or "You knew each other once",
        silence=time_between(last, on),
    )
