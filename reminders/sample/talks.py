"""The conversations of the sample that lie behind: what was taken from each, how it felt, and what became of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from contacts.models import Contact
from interviews import advice, scheduling, thanks, wrapping_up
from interviews.models import Interview
from interviews.wrapping_up import Taken, Thing, WrapUp


class Past(NamedTuple):
    """One conversation held so many days ago; ``taken`` are insights, each with its tags."""

    name: str
    days_ago: int
    medium: str
    taken: tuple[tuple[str, tuple[str, ...]], ...]
    spoke_more: str
    interrupted: str
    mood_before: int
    mood_after: int
    keep_in_mind: bool
    thing: str = ""


TALKS: tuple[Past, ...] = (
    Past(
        "Sofia Lund",
        47,
        "phone",
        (
            ("Planners come up from dispatch more often than from analysis.", ("hiring", "way in")),
            ("Know one planning tool well rather than five by name.", ("skills",)),
        ),
        "me",
        "often",
        2,
        4,
        True,
    ),
    Past(
        "Elif Yıldız",
        39,
        "video",
        (
            ("Night slots decide whether rail wins a lane, not the price.", ("rail",)),
            ("Spend a day in a depot before you talk to a planner.", ("way in", "skills")),
        ),
        "equal",
        "once",
        2,
        4,
        False,
        "Ask the depot in the port for a day along",
    ),
    Past(
        "Viktor Petrov",
        25,
        "in_person",
        (("The software is the easy part; whoever drives decides whether it is used.", ("rail", "people")),),
        "they",
        "once",
        3,
        4,
        False,
    ),
    Past(
        "Laura Conti",
        18,
        "video",
        (
            ("Nobody advertises a first planner. They ask around for months.", ("hiring",)),
            ("Say what you stopped doing, not only what you built.", ("way in",)),
        ),
        "they",
        "no",
        3,
        5,
        True,
        "Read Kessel’s report on empty runs",
    ),
)
TAGS = frozenset(tag for talk in TALKS for _, tags in talk.taken for tag in tags)
"""What the insights of the sample are tagged with."""
ACTED_ON = "Elif Yıldız"
"""Whose second piece of advice was acted on and is to be told."""


def tell(contacts: Mapping[str, Contact], *, now: datetime, on: date) -> None:
    """Talks of ``contacts`` (by name) that were held, wrapped up and thanked for before local date ``on``."""
    for talk in TALKS:
        ago = timedelta(days=talk.days_ago)
        interview = scheduling.schedule(
            contact=contacts[talk.name],
            starts_at=(now - ago).replace(minute=0, second=0, microsecond=0),
            medium=talk.medium,
            on=on - ago,
        )
        scheduling.hold(interview, now=now - ago, on=on - ago)
        things = [Thing(what=talk.thing, due_on=on - ago + timedelta(days=7))] if talk.thing else []
        wrap_up = WrapUp(
            things=things,
            insights=[Taken(text=text, tags=tags) for text, tags in talk.taken],
            spoke_more=talk.spoke_more,
            interrupted=talk.interrupted,
            mood_before=talk.mood_before,
            mood_after=talk.mood_after,
            keep_in_mind=talk.keep_in_mind,
        )
        wrapping_up.save(interview, wrap_up, now=now - ago, on=on - ago)
        interview.things.update(done_on=on - ago + timedelta(days=5))
        thanks.thank(interview, now=now - ago, on=on - ago)
        if talk.name == ACTED_ON:
            advice.act_on(interview.insights.all()[1], on=on - timedelta(days=1))


def wrap_up_last(interview: Interview, named: list[Contact], *, now: datetime, on: date) -> None:
    """What came of the talk that is still to be thanked for."""
    wrap_up = WrapUp(
        things=[Thing(what="Get the CV onto one page and send it to Marisol", due_on=on + timedelta(days=7))],
        insights=[
            Taken(text="Two planners are wanted in Lyon in spring, before anybody advertises.", tags=["hiring"]),
            Taken(text="Rail needs planners who can talk to carriers.", tags=["rail", "people"]),
        ],
        spoke_more="they",
        interrupted="no",
        mood_before=2,
        mood_after=5,
    )
    wrapping_up.save(interview, wrap_up, now=now, on=on)
    interview.named.set(named)
