"""Fills an empty account with the sample, dated around the user's today, and takes it out again."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import SearchBrief, User
from contacts import cadence
from contacts.addresses import normalise
from contacts.models import (
    Contact,
    ContactPoint,
    ContactQuerySet,
    FollowUp,
    Interaction,
    NetworkRating,
    Organization,
    Tag,
)
from outreach.models import Campaign
from reminders.sample import introductions, known, outcomes, preparation, story, talks
from reminders.sample.people import PEOPLE, TAGGED, SamplePerson

SAMPLE_TAG = "sample"
"""Marks the sample's people, so that they can be taken out."""

INTERESTS = {"Northwind": 3, "Kessel & Söhne": 3, "Globex": 2, "Railwise": 2, "Blue Heron Shipping": 1}
INDUSTRIES = {
    "Kessel & Söhne": "Rail freight",
    "Railwise": "Rail freight",
    "Northwind": "Warehousing",
    "Blue Heron Shipping": "Ports",
    "Port Authority": "Ports",
}
BRIEF = {
    "roles": "Operations planner, logistics product manager",
    "industries": "Rail freight, ports, parcel networks",
    "places": "Lisbon, Porto, or remote in Europe",
    "brings": "Seven years of planning freight networks at Acme, and two depots opened on time.",
    "asks": "Twenty minutes on how your team plans, and who else I should talk to.",
    "news": "I planned freight at Acme until the summer. Since then I have been learning how ports run their yards.",
}


class AccountNotEmptyError(Exception):
    """The account has people already; the sample goes only into an empty one."""


@transaction.atomic
def load(user: User, *, now: datetime) -> int:
    """Put the sample into ``user``'s empty account as of the moment ``now``; returns how many people it holds.

    Raises ``AccountNotEmptyError``, and then changes nothing.
    """
    if Contact.for_user(user).exists():
        raise AccountNotEmptyError("This account already has people. The sample goes only into an empty one.")
    on = user.local_date(now)
    brief, made = SearchBrief.unscoped.get_or_create(owner=user, defaults=BRIEF)
    if not made and brief.is_empty:
        SearchBrief.unscoped.filter(pk=brief.pk).update(**BRIEF)
    contacts = _add_people(user, on=on)
    known.tell(user, contacts, on=on)
    introductions.tell(contacts, on=on)
    story.tell(user, contacts, now=now, on=on)
    outcomes.tell(user, contacts, on=on)
    cadence.refresh(Contact.for_user(user), on=on)
    return len(contacts)


def people_of(user: User) -> ContactQuerySet:
    """The made-up people in ``user``'s account: whoever carries the sample's tag."""
    return Contact.for_user(user).filter(tags__name=SAMPLE_TAG)


@transaction.atomic
def clear(user: User) -> int:
    """Take the sample out of ``user``'s account, with all that hangs on its people; returns how many went.

    Their campaigns and organizations go only where nobody else is in them.
    """
    people = people_of(user)
    count = people.count()
    loaded_at = people.order_by("created_at").values_list("created_at", flat=True).first()
    if loaded_at is not None:
        rated_on = [user.local_date(loaded_at) - timedelta(days=days) for days, _ in story.RATINGS]
        NetworkRating.for_user(user).filter(rated_on__in=rated_on).delete()
    known.forget(user)
    introductions.forget(user, people)
    outcomes.forget(user)
    people.delete()
    known.leave(user)
    preparation.forget(user)
    Campaign.for_user(user).filter(name__in=story.CAMPAIGN_NAMES, targets=None).delete()
    named = {person.organization for person in PEOPLE}
    Organization.for_user(user).filter(name__in=named, contacts=None).delete()
    Tag.for_user(user).filter(name__in=[SAMPLE_TAG, *TAGGED, *talks.TAGS], contacts=None, insights=None).delete()
    return count


def _add_people(user: User, *, on: date) -> dict[str, Contact]:
    names = dict.fromkeys(person.organization for person in PEOPLE if person.organization)
    organizations = {
        name: Organization.unscoped.create(
            owner=user, name=name, interest=INTERESTS.get(name, 0), industry=INDUSTRIES.get(name, "")
        )
        for name in names
    }
    contacts = {
        person.name: _contact(user, person, organizations.get(person.organization), place=place, on=on)
        for place, person in zip(cadence.spread(len(PEOPLE)), PEOPLE, strict=True)
    }
    Contact.unscoped.bulk_create(contacts.values())
    for person in PEOPLE:
        if person.introduced_by:
            contacts[person.name].introduced_by = contacts[person.introduced_by]
    Contact.unscoped.bulk_update(contacts.values(), ["introduced_by"])
    for name, people in {SAMPLE_TAG: tuple(contacts), **TAGGED}.items():
        tag, _ = Tag.unscoped.get_or_create(owner=user, name=name)
        tag.contacts.set([contacts[person] for person in people])
    ContactPoint.unscoped.bulk_create(_address(contact) for contact in contacts.values())
    Interaction.unscoped.bulk_create(
        Interaction(
            contact=contacts[person.name], on=on - timedelta(days=days), kind=kind, direction=direction, summary=summary
        )
        for person in PEOPLE
        for days, kind, direction, summary in person.touches
    )
    FollowUp.unscoped.bulk_create(
        FollowUp(contact=contacts[name], what=what, due_on=on + timedelta(days=days))
        for name, what, days in story.PROMISES
    )
    return contacts


def _contact(user: User, person: SamplePerson, organization: Organization | None, *, place: int, on: date) -> Contact:
    first, _, last = person.name.removeprefix("Dr ").partition(" ")
    contact = Contact(
        owner=user,
        first_name=first,
        last_name=last,
        title=person.title,
        organization=organization,
        how_known=person.how_known,
        walk_of_life=person.walk_of_life,
        tie=person.tie,
        tier=person.tier,
        notes=person.notes,
        added_on=on - timedelta(days=person.added_days_ago),
        spread_permille=place,
    )
    contact.search_key = contact.search_key_of()
    return contact


def _address(contact: Contact) -> ContactPoint:
    value = f"{contact.search_key.split()[0]}.{contact.pk}@example.com".replace("’", "")
    return ContactPoint(
        contact=contact, kind="email", value=value, normalised=normalise("email", value, country=contact.owner.country)
    )
