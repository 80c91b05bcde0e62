"""How conversations go over time: listening, mood, how many a week, and how many led to a name (P36, P37, P41)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from accounts.models import User
from common.charts import ColumnChart, Interval, LineChart, columns, interval, lines
from contacts.network.growth import monday_of
from interviews.models import Interrupted, Interview, InterviewState, Mood, SpokeMore

WEEKS = 12
TALKS = 12
"""So many talks are drawn one by one: each has a review of its own, and few months have many."""
MOST_LISTENING = 4
_TURNS = {SpokeMore.THEY: 2, SpokeMore.EQUAL: 1, SpokeMore.ME: 0}
_PATIENCE = {Interrupted.NO: 2, Interrupted.ONCE: 1, Interrupted.OFTEN: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """The figures of one user, and how many talks they rest on."""

    held: int
    listening: LineChart
    mood: LineChart
    weekly: ColumnChart
    led_on: list[Interval]
    led_on_definition: str = "Of the talks that you have wrapped up, those in which they gave you at least one name."


@dataclass(frozen=True, slots=True)
class _Talk:
    held_on: date
    spoke_more: str
    interrupted: str
    mood_before: int | None
    mood_after: int | None
    wrapped_up_at: datetime | None
    gave_a_name: bool

    @property
    def label(self) -> str:
        return f"{self.held_on.day} {self.held_on:%b}"


def trends(user: User, *, on: date) -> Trends:
    """All figures of ``user`` as of their local date ``on``; one query."""
    talks = _held(user, on=on)
    return Trends(
        held=len(talks),
        listening=_listening(talks),
        mood=_mood(talks),
        weekly=_weekly(talks, on=on),
        led_on=_led_on(talks, on=on),
    )


def listening_score(spoke_more: str, interrupted: str) -> int | None:
    """How well one listened (P36), from 0 to 4; ``None`` unless both questions of the review were answered.

    Two points when they spoke more, one when about equal; two for no interruption, one for a single one.
    """
    if not spoke_more or not interrupted:
        return None
    return _TURNS[SpokeMore(spoke_more)] + _PATIENCE[Interrupted(interrupted)]


def _held(user: User, *, on: date) -> list[_Talk]:
    """The talks held up to ``on``, the earliest first."""
    named = Interview.named.through.objects.filter(interview=OuterRef("pk"))
    rows = Interview.for_user(user).filter(state=InterviewState.HELD, held_on__lte=on)
    found = rows.order_by("held_on", "pk").values_list(
        "held_on", "spoke_more", "interrupted", "mood_before", "mood_after", "wrapped_up_at", Exists(named)
    )
    return [_Talk(*row) for row in found]


def _listening(talks: list[_Talk]) -> LineChart:
    """The listening score of the last ``TALKS`` talks that were reviewed."""
    scored = [(talk.label, listening_score(talk.spoke_more, talk.interrupted)) for talk in talks]
    last = [(label, score) for label, score in scored if score is not None][-TALKS:]
    return lines(
        title="Listening",
        definition="Your review of each talk, 0 to 4: two points when they spoke more and one when about equal, two "
        "when you did not interrupt and one when you did once.",
        labels=[label for label, _ in last],
        series={"Listening": [score for _, score in last]},
        top=MOST_LISTENING,
    )


def _mood(talks: list[_Talk]) -> LineChart:
    """How the user felt before and after each of the last ``TALKS`` talks of which they said so, 1 to 5."""
    last = [talk for talk in talks if talk.mood_before is not None or talk.mood_after is not None][-TALKS:]
    return lines(
        title="Mood",
        definition="How you felt before and after each talk, from 1, low, to 5, very good.",
        labels=[talk.label for talk in last],
        series={"Before": [talk.mood_before for talk in last], "After": [talk.mood_after for talk in last]},
        top=max(Mood),
    )


def _weekly(talks: list[_Talk], *, on: date) -> ColumnChart:
    """Talks held in each of the last ``WEEKS`` weeks, from Monday; cancelled and missed ones do not count."""
    mondays = [monday_of(on) - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    counts = Counter(monday_of(talk.held_on) for talk in talks)
    return columns(
        title="Talks a week",
        definition="Talks held in the week from each Monday; cancelled and missed ones do not count.",
        labels=[f"{monday.day} {monday:%b}" for monday in mondays],
        series={"Talks": [counts[monday] for monday in mondays]},
    )


def _led_on(talks: list[_Talk], *, on: date) -> list[Interval]:
    """Of the talks wrapped up, those in which a name was given (P37): lately, and in all."""
    since = monday_of(on) - timedelta(weeks=WEEKS - 1)
    told = [talk for talk in talks if talk.wrapped_up_at is not None]
    lately = [talk for talk in told if talk.held_on >= since]
    return [
        interval(label, sum(talk.gave_a_name for talk in some), len(some))
        for label, some in (("Last 12 weeks", lately), ("In all", told))
    ]
