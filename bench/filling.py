"""Accounts to measure on: the same people every time, dated around the day they are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from bench import asked, words
from contacts import cadence
from contacts.importing import intake
from contacts.models import (
    Contact,
    ContactPoint,
    Detail,
    DetailKind,
    Direction,
    FollowUp,
    Interaction,
    InteractionKind,
    Occasion,
    Organization,
    Tag,
    Tie,
    Tier,
    WalkOfLife,
)
from contacts.models.organization import organization_key
from contacts.models.tag import tag_key
from interviews.models import Interview
from outreach.models import Campaign, Target

_BATCH = 2_000
_DAYS_BACK = 1_000
_RICH_INTERACTIONS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much an account holds."""

    people: int
    interactions: int
    organizations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a page's address needs to know of an account."""

    cookie: str
    """A session in which its owner is signed in."""
    contact: int
    """Someone with a long history and something of everything."""
    organization: int
    """Where that someone works."""
    batch: int
    """A file that waits in its preview."""
    campaign: int
    """Forty people to reach, some of them due."""


@transaction.atomic
def fill(email: str, size: Size, *, now: datetime) -> Account:
    """Make an account as of the moment ``now`` and fill it; every fifth has a promise to keep, half have a phone."""
    random = Random(2026)
    user = User.objects.create_user(email, name="Robin Reyes", timezone="Europe/Lisbon", country="PT", welcomed_at=now)
    on = user.local_date(now)
    tags = _tags(user)
    organizations = _organizations(user, size.organizations, random)
    people = _people(user, size.people, organizations, random, on=on)
    _tie_tags(people, tags, random)
    _points(people, random)
    _history(people, size.interactions, random, on=on)
    _knowledge(people, random)
    _promises(people, random, on=on)
    campaign = _pursuits(user, people, random, on=on, now=now)
    asked.add(user, people, random, on=on)
    cadence.refresh(people, on=on)
    batch = intake.receive(
        [words.cards(500, domain="preview.example.org").encode()], filename="phone.vcf", owner=user, now=now
    )
    intake.read_batch(batch, now=now)
    return Account(
        cookie=signed_in(user),
        contact=people[0].pk,
        organization=people[0].organization_id or 0,
        batch=batch.pk,
        campaign=campaign.pk,
    )


def settle() -> None:
    """Have the database know how much it holds, as one that has been in use for a while does."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def signed_in(user: User) -> str:
    """The cookie of a new session of ``user``."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _tags(user: User) -> list[Tag]:
    return Tag.unscoped.bulk_create(Tag(owner=user, name=name, name_key=tag_key(name)) for name in words.TAGS)


def _organizations(user: User, count: int, random: Random) -> list[Organization]:
    return Organization.unscoped.bulk_create(
        (
            Organization(
                owner=user, name=name, name_key=organization_key(name), interest=random.choice((0, 0, 0, 1, 2, 3))
            )
            for name in words.organizations(count)
        ),
        batch_size=_BATCH,
    )


def _people(
    user: User, count: int, organizations: Sequence[Organization], random: Random, *, on: date
) -> list[Contact]:
    people = []
    for _ in range(count):
        person = Contact(
            owner=user,
            first_name=random.choice(words.FIRST_NAMES),
            last_name=words.last_name(random),
            title=words.title(random),
            organization=random.choice(organizations),
            how_known="Worked together in the Lyon project",
            walk_of_life=random.choice(WalkOfLife.values),
            tie=random.choice(Tie.values),
            tier=random.choice(Tier.values),
            notes=words.sentence(random) if random.random() < 0.3 else "",
            added_on=on - timedelta(days=random.randrange(_DAYS_BACK)),
            spread_permille=random.randrange(1_000),
        )
        person.search_key = person.search_key_of()
        people.append(person)
    Contact.unscoped.bulk_create(people, batch_size=_BATCH)
    led = people[1 : 1 + count // 10]
    for person in led:
        person.introduced_by = people[0] if random.random() < 0.01 else random.choice(people[len(led) + 1 :])
    Contact.unscoped.bulk_update(led, ["introduced_by"], batch_size=_BATCH)
    return people


def _tie_tags(people: Sequence[Contact], tags: Sequence[Tag], random: Random) -> None:
    wearing = Contact.tags.through
    wearing.objects.bulk_create(
        (
            wearing(contact=person, tag=tag)
            for person in people
            for tag in random.sample(tags, random.choice((0, 1, 1, 2)))
        ),
        batch_size=_BATCH,
    )


def _points(people: Sequence[Contact], random: Random) -> None:
    points = []
    for number, person in enumerate(people):
        address = words.address(person.first_name, person.last_name, number)
        points.append(ContactPoint(contact=person, kind="email", value=address, normalised=address))
        if random.random() < 0.5:
            phone = f"+35191{number:07d}"
            points.append(ContactPoint(contact=person, kind="phone", value=phone, normalised=phone))
        if random.random() < 0.3:
            profile = f"linkedin.com/in/{address.partition('@')[0]}"
            points.append(
                ContactPoint(contact=person, kind="profile", value=f"https://www.{profile}", normalised=profile)
            )
    ContactPoint.unscoped.bulk_create(points, batch_size=_BATCH)


def _history(people: Sequence[Contact], count: int, random: Random, *, on: date) -> None:
    """``count`` interactions, up to sixty of them with the first of ``people``, the others with anybody."""
    rich = min(_RICH_INTERACTIONS, count // 10)
    Interaction.unscoped.bulk_create(
        (
            Interaction(
                contact=people[0] if number < rich else random.choice(people),
                kind=random.choice(InteractionKind.values),
                direction=random.choice(Direction.values),
                on=on - timedelta(days=random.randrange(_DAYS_BACK)),
                summary=words.sentence(random),
            )
            for number in range(count)
        ),
        batch_size=_BATCH,
    )


def _knowledge(people: Sequence[Contact], random: Random) -> None:
    known = [people[0]] * 6 + random.sample(people, len(people) // 3)
    Detail.unscoped.bulk_create(
        (
            Detail(contact=person, kind=random.choice(DetailKind.values), text=words.sentence(random))
            for person in known
        ),
        batch_size=_BATCH,
    )
    Occasion.unscoped.bulk_create(
        (
            Occasion(contact=person, month=random.randint(1, 12), day=random.randint(1, 28))
            for person in people[: len(people) // 4]
        ),
        batch_size=_BATCH,
    )


def _promises(people: Sequence[Contact], random: Random, *, on: date) -> None:
    FollowUp.unscoped.bulk_create(
        (
            FollowUp(
                contact=person,
                what="Send the article on warehouse robots",
                due_on=on + timedelta(days=random.randrange(-5, 60)),
            )
            for person in [people[0], people[0], *random.sample(people, len(people) // 5)]
        ),
        batch_size=_BATCH,
    )


def _pursuits(user: User, people: Sequence[Contact], random: Random, *, on: date, now: datetime) -> Campaign:
    """Two campaigns of forty, a third of them due, and ten interviews around the day; gives the last campaign."""
    pursued = random.sample(people[1:], min(80, len(people) - 1))
    for name, part in (("Rail freight", pursued[::2]), ("Ports and harbours", pursued[1::2])):
        campaign = Campaign.unscoped.create(owner=user, name=name, goal="Learn how they buy software", started_on=on)
        Target.unscoped.bulk_create(
            Target(
                campaign=campaign,
                contact=person,
                reason="Built the Lyon depot",
                state="ready",
                next_attempt_on=on + timedelta(days=random.randrange(-3, 6)),
                moved_on=on,
            )
            for person in [people[0], *part]
        )
    Interview.unscoped.bulk_create(
        Interview(contact=person, starts_at=now + timedelta(days=days))
        for days, person in enumerate([people[0], *pursued[:10]], start=-3)
    )
    return campaign
