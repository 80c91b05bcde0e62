"""What has happened in the sample so far, told through the same functions as in life, on the days it happened.

Every agenda source that exists has at least one thing due on the user's today.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from accounts.models import User
from common.business_days import add_business_days
from common.dates import resolve_local
from contacts import timeline
from contacts.models import Contact, Direction, InteractionKind
from contacts.network.rating import QUESTIONS, rate
from interviews import proposing, scheduling
from interviews.models import Interview
from outreach import pursuit, targeting
from outreach.models import AskKind, Campaign, CampaignKind, Follows, Target
from outreach.pursuit import Answer
from outreach.sent_as import SentAs
from outreach.targeting import Pick
from outreach.writing.skeletons import SKELETONS
from reminders.sample import notes_taken, preparation, speakers, talks

RAIL = "How rail freight plans"
FOOD = "Food and energy supply chains"
NEWS = "I am looking"
PORTS = "Ports, one person at a time"
CAMPAIGN_NAMES = (RAIL, FOOD, NEWS, PORTS)
TOLD: tuple[tuple[str, int], ...] = (
    ("Tom Fletcher", 94),
    ("Aisha Khan", 94),
    ("Mia Jensen", 93),
    ("Paulo Nunes", 93),
    ("Helen Murphy", 92),
    ("Rosa Pinto", 92),
    ("Stefan Maier", 91),
    ("Katrin Vogel", 91),
)
"""Who was told that the user is looking, and how many days ago (P09)."""

PROMISES: tuple[tuple[str, str, int], ...] = (
    ("Sam Taylor", "Send Sam the two names for the night-train story", -2),
    ("Ana Ferreira", "Tell Ana which version of the brief worked", 0),
    ("Chloé Martin", "Ask Chloé how her first month went", 5),
    ("Marek Novák", "Send Marek the alumni form", 9),
)
"""Follow-ups: for whom, what, and how many days from today."""

BEGINNINGS = tuple(
    SentAs(skeleton=key, name=SKELETONS[key].name)
    for key in ("ask-advice", "second-call", "third-mail", "fourth-call", "fifth-mail")
)
"""What each attempt began with."""
ANNOUNCED = SentAs(skeleton="announcement", name=SKELETONS["announcement"].name, asks=False)

RATINGS: tuple[tuple[int, frozenset[str]], ...] = (
    (97, frozenset({"is_honest", "is_alive"})),
    (120, frozenset({"is_honest"})),
)
"""How they rated their network: days ago, and which questions were a yes."""


def tell(user: User, contacts: Mapping[str, Contact], *, now: datetime, on: date) -> None:
    """Campaigns, attempts and conversations of ``contacts`` (by name) up to the moment ``now``, local date ``on``."""
    rail = _campaign(
        user, RAIL, "Talk to twelve people who plan rail and road freight, and learn what they would hire for.", 70, on
    )
    food = _campaign(user, FOOD, "Find out whether planners from transport are welcome in food and energy.", 55, on)
    talks.tell(contacts, now=now, on=on)
    notes_taken.tell(contacts)
    _held_and_owed_thanks(user, rail, contacts, now=now, on=on)
    _tobias_is_due(user, rail, contacts, on=on)
    _greta_stayed_silent(user, food, contacts, on=on)
    _priya_asked_for_later(food, contacts, on=on)
    _conversations_ahead(user, rail, contacts, now=now, on=on)
    _no_and_someone_else(rail, contacts, on=on)
    for name, reason in (
        ("Daniel Okafor", "Runs the system that Marisol praised"),
        ("Matteo Ricci", "Wrote the plan to move Kessel’s parcels to rail"),
    ):
        pursuit.give_reason(_target(rail, contacts[name], on=on), reason=reason, on=on)
    for name in ("Ines Carvalho", "Yuki Tanaka"):
        _target(rail, contacts[name], on=on)
    speakers.tell(contacts, on=on)
    _told_the_others(user, contacts, on=on)
    _one_person_at_a_time(user, contacts, on=on)
    for days, yes in RATINGS:
        answers = {question.name: question.name in yes for question in QUESTIONS}
        rate(user, answers=answers, on=on - timedelta(days=days))


def _told_the_others(user: User, contacts: Mapping[str, Contact], *, on: date) -> None:
    news = Campaign.unscoped.create(
        owner=user,
        name=NEWS,
        goal="Let everyone know that I am looking, and for what.",
        kind=CampaignKind.ANNOUNCEMENT,
        follows=Follows.ONCE,
        started_on=on - timedelta(days=95),
    )
    for name, days in TOLD:
        day = on - timedelta(days=days)
        [target] = targeting.add_targets(campaign=news, picks=[Pick(contact=contacts[name])], on=day).ready
        pursuit.log_attempt(target, channel="email", made_on=day, on=day, expected_number=1, sent=ANNOUNCED)


def _one_person_at_a_time(user: User, contacts: Mapping[str, Contact], *, on: date) -> None:
    """3B7: one stayed silent, so that it is somebody else's turn there; one wrote back, which is not noted yet."""
    ports = Campaign.unscoped.create(
        owner=user,
        name=PORTS,
        goal="Learn how ports plan their yards, and who would want a planner from the road.",
        follows=Follows.THREE_B_SEVEN,
        started_on=on - timedelta(days=12),
    )
    asked_on = _business_days_back(on, 4, user.country)
    _pursue(ports, contacts["Hiroshi Mori"], "Automated the yard that everybody talks about", asked_on)
    _pursue(ports, contacts["Erik Solberg"], "Has written about every port there is", asked_on)
    timeline.log(
        contact=contacts["Erik Solberg"],
        kind=InteractionKind.EMAIL,
        direction=Direction.INCOMING,
        happened_on=on,
        summary="Glad you asked. Give me until the issue is printed, then call me.",
        on=on,
    )


def _campaign(user: User, name: str, goal: str, days_ago: int, on: date) -> Campaign:
    return Campaign.unscoped.create(owner=user, name=name, goal=goal, started_on=on - timedelta(days=days_ago))


def _target(campaign: Campaign, contact: Contact, *, on: date, ask: str = AskKind.ADVICE) -> Target:
    return Target.unscoped.create(campaign=campaign, contact=contact, ask_kind=ask, moved_on=on)


def _pursue(campaign: Campaign, contact: Contact, reason: str, *days: date) -> Target:
    """A target with a reason, to whom an attempt was made on each of ``days`` by the policy's channels."""
    target = _target(campaign, contact, on=days[0])
    pursuit.give_reason(target, reason=reason, on=days[0])
    for number, day in enumerate(days, start=1):
        step = pursuit.step_of(target)
        if step is None:
            raise ValueError("The policy has no more steps.")
        pursuit.log_attempt(
            target, channel=step.channel, made_on=day, on=day, expected_number=number, sent=BEGINNINGS[number - 1]
        )
    return target


def _business_days_back(on: date, days: int, country: str) -> date:
    """The latest date from which ``days`` business days lead to ``on`` or earlier."""
    day = on
    while add_business_days(day, days, country) > on:
        day -= timedelta(days=1)
    return day


def _at(user: User, day: date, hour: int) -> datetime:
    return resolve_local(day, time(hour), user.zone)


def _held_and_owed_thanks(
    user: User, rail: Campaign, contacts: Mapping[str, Contact], *, now: datetime, on: date
) -> None:
    talk = on - timedelta(days=3)
    target = _pursue(rail, contacts["Marisol Ibáñez"], "Moved 200 lanes from road to rail", on - timedelta(days=20))
    pursuit.log_reply(
        target,
        answer=Answer(heard_on=on - timedelta(days=17), channel="email", text="Gladly. Next Friday?"),
        on=on - timedelta(days=17),
    )
    marisol = scheduling.schedule(
        contact=target.contact, target=target, starts_at=_at(user, talk, 11), on=on - timedelta(days=16)
    )
    Interview.unscoped.filter(pk=marisol.pk).update(
        notes="Lyon opens in spring; two planners wanted, not advertised yet.\n"
        "“Ask Daniel about the system.” Ines knows the carriers.\nShe would look at my CV once it is one page.",
        prepared_at=now - timedelta(days=4),
    )
    marisol.refresh_from_db()
    preparation.held(marisol)
    notes_taken.write_down(marisol, notes_taken.MARISOL)
    scheduling.hold(marisol, now=_at(user, talk, 12), on=talk)
    named = [contacts["Daniel Okafor"], contacts["Ines Carvalho"]]
    talks.wrap_up_last(marisol, named, now=_at(user, talk, 13), on=talk)


def _tobias_is_due(user: User, rail: Campaign, contacts: Mapping[str, Contact], *, on: date) -> None:
    first = _business_days_back(on, 3, user.country)
    _pursue(rail, contacts["Tobias Krüger"], "Builds the booking tool that every depot complains about", first)
    _pursue(rail, contacts["Jonas Weber"], "Wrote the clearest piece on empty miles", on - timedelta(days=1))


def _greta_stayed_silent(user: User, food: Campaign, contacts: Mapping[str, Contact], *, on: date) -> None:
    days = [_business_days_back(on, 10, user.country)]
    for gap in (10, 7, 5, 3):
        days.insert(0, _business_days_back(days[0], gap, user.country))
    _pursue(food, contacts["Greta Lindqvist"], "Rebuilt a cold chain with the team she had", *days)


def _priya_asked_for_later(food: Campaign, contacts: Mapping[str, Contact], *, on: date) -> None:
    asked = on - timedelta(days=59)
    target = _pursue(food, contacts["Priya Nair"], "Buys freight for a grid operator", asked)
    pursuit.not_now(
        target,
        revisit_on=on,
        answer=Answer(heard_on=asked + timedelta(days=1), channel="email", text="After the budget round, gladly."),
        on=asked + timedelta(days=1),
    )


def _conversations_ahead(
    user: User, rail: Campaign, contacts: Mapping[str, Contact], *, now: datetime, on: date
) -> None:
    hana = _pursue(rail, contacts["Hana Sato"], "Plans at Globex what I planned at Acme", on - timedelta(days=11))
    pursuit.log_reply(
        hana,
        answer=Answer(heard_on=on - timedelta(days=9), channel="email", text="Happy to talk."),
        on=on - timedelta(days=9),
    )
    scheduling.schedule(
        contact=hana.contact,
        target=hana,
        starts_at=_at(user, on + timedelta(days=1), 10),
        timezone="Europe/Berlin",
        place="Video link to come",
        on=on - timedelta(days=8),
    )
    lars = scheduling.schedule(
        contact=contacts["Lars Åberg"], starts_at=_at(user, on, 16), medium="phone", place="+44 20 7946 0018", on=on
    )
    lars.prepared_at = now
    preparation.ahead(lars)
    scheduling.schedule(contact=contacts["Kofi Mensah"], starts_at=_at(user, on - timedelta(days=1), 15), on=on)
    _planned_further_ahead(user, contacts, now=now, on=on)


def _planned_further_ahead(user: User, contacts: Mapping[str, Contact], *, now: datetime, on: date) -> None:
    """One by two clocks, one that moved, and times for a third, still to be answered."""

    def later(business_days: int, hour: int) -> datetime:
        return _at(user, add_business_days(on, business_days, user.country), hour)

    scheduling.schedule(
        contact=contacts["Hiroshi Mori"],
        starts_at=later(5, 8),
        timezone="Asia/Tokyo",
        place="https://meet.example.com/hiroshi",
        on=on,
    )
    erik = scheduling.schedule(
        contact=contacts["Erik Solberg"], starts_at=later(4, 14), medium="phone", place="I call him", on=on
    )
    scheduling.move(erik, to=later(7, 11), now=now)
    proposing.propose(
        contact=contacts["Elif Yıldız"],
        times=[later(3, 10), later(4, 13), later(6, 9)],
        timezone="Europe/Istanbul",
        now=now - timedelta(days=1),
    )


def _no_and_someone_else(rail: Campaign, contacts: Mapping[str, Contact], *, on: date) -> None:
    no = _pursue(rail, contacts["Isabel Moreno"], "Hires planners for Railwise", on - timedelta(days=35))
    pursuit.decline(
        no,
        answer=Answer(heard_on=on - timedelta(days=34), channel="message", text="Filled; will keep you in mind."),
        on=on - timedelta(days=34),
    )
    talking = _pursue(rail, contacts["Amara Diallo"], "Went from planning into product", on - timedelta(days=20))
    pursuit.log_reply(
        talking,
        answer=Answer(heard_on=on - timedelta(days=13), channel="email", text="Ask me anything by e-mail first."),
        on=on - timedelta(days=13),
    )
