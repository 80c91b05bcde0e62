"""The agenda contract: what is due on a date, in one shape, whichever app it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo


class Kind(StrEnum):
    """What an agenda item asks for; the names are public (commands, feeds and links use them)."""

    FOLLOW_UP = "follow_up"
    KEEP_IN_TOUCH = "keep_in_touch"
    OCCASION = "occasion"
    ATTEMPT = "attempt"
    TALKING = "talking"
    CLOSE_OUT = "close_out"
    REVISIT = "revisit"
    INTRODUCTION = "introduction"
    REFERENCE = "reference"
    INTERVIEW_PREPARATION = "interview_preparation"
    INTERVIEW_CONFIRMATION = "interview_confirmation"
    INTERVIEW_TODAY = "interview_today"
    DEBRIEF = "debrief"
    THANK_YOU = "thank_you"
    REPORT_BACK = "report_back"
    NEWS_OWED = "news_owed"
    NETWORK_REVIEW = "network_review"

    @property
    def noun(self) -> str:
        """What it is called where reminders of it are spoken of: "keeping in touch"."""
        return _NOUNS[self]


_NOUNS = {
    Kind.FOLLOW_UP: "follow-ups",
    Kind.KEEP_IN_TOUCH: "keeping in touch",
    Kind.OCCASION: "birthdays and other days",
    Kind.ATTEMPT: "the next attempt",
    Kind.TALKING: "talks that went quiet",
    Kind.CLOSE_OUT: "calling it a day",
    Kind.REVISIT: "coming back to them",
    Kind.INTRODUCTION: "introductions",
    Kind.REFERENCE: "references",
    Kind.INTERVIEW_PREPARATION: "preparing a talk",
    Kind.INTERVIEW_CONFIRMATION: "confirming a talk",
    Kind.INTERVIEW_TODAY: "the talk of the day",
    Kind.DEBRIEF: "how a talk went",
    Kind.THANK_YOU: "thank-yous",
    Kind.REPORT_BACK: "reporting back",
    Kind.NEWS_OWED: "news that you owe",
    Kind.NETWORK_REVIEW: "rating your network",
}


class Owner(Protocol):
    """What a source may know of a user."""

    pk: int
    country: str
    key_months: int
    regular_months: int
    light_months: int
    """How often they stay in touch with whom, tier by tier."""
    occasion_notice_days: int
    """So many days before a birthday it comes up."""

    @property
    def is_searching(self) -> bool:
        """Whether they look for work now: attempts rest for who paused or landed."""

    @property
    def has_landed(self) -> bool:
        """Whether they found work: what belongs to a search alone rests (P48)."""

    @property
    def zone(self) -> ZoneInfo:
        """Their timezone: what has an hour falls on their own date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The contact an item is about, as a card shows them."""

    id: int
    name: str
    headline: str
    """Title and organization in one line; may be empty."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One thing due. ``kind`` and ``key`` together name it for good: the same thing tomorrow has the same key."""

    owner_id: int
    kind: Kind
    key: str
    due_on: date
    """The owner's local date from which it is due."""
    person: Person | None
    title: str
    """What to do, said to the user: "Thank her for Friday's talk"."""
    why: str
    """Why now, in a few words: "Second attempt of five"."""
    context: str
    """The one fact that helps to act; may be empty."""
    url: str
    """Site-relative page where it is acted on."""
    action: str
    """The label of the link to ``url``: "Write thanks"."""
    priority: int
    """Lower comes first: see ``Priority``."""
    slack_days: int
    """How many days late counts as one whole lateness; scales lateness between kinds."""
    at: datetime | None = None
    """The moment, for things with an hour (interviews)."""
    can_complete: bool = True
    can_snooze: bool = True
    drop_label: str = ""
    """What it is called to drop it for this time alone ("Not this year"), where that is possible."""

    @property
    def can_mute(self) -> bool:
        """Whether reminders of its kind can be muted for its person; a talk that is agreed on is never kept quiet."""
        return self.person is not None and self.kind != Kind.INTERVIEW_TODAY

    def days_late(self, on: date) -> int:
        """Days past due by local date ``on``; 0 when due today."""
        return max(0, (on - self.due_on).days)


class Priority:
    """The order of a morning, smallest first; leave gaps for kinds to come."""

    INTERVIEW = 10
    THANKS = 20
    OCCASION = 25
    PROMISE = 30
    OUTREACH = 40
    PREPARATION = 50
    TIDY = 60
    KEEP_IN_TOUCH = 70


class NothingToDoError(LookupError):
    """The item is not open any more, or never was this owner's: say so kindly, change nothing."""


class AgendaSource(Protocol):
    """One kind of due thing. ``reminders.agenda`` holds the list of all sources."""

    kind: Kind
    done_label: str
    """What completing says that the user did: "I called", "Thanked"."""

    def items(self, owners: Sequence[Owner], on: date, until: date) -> Iterable[AgendaItem]:
        """Open items of ``owners`` with ``due_on <= until``, in a constant number of queries.

        ``on`` is the local date they share, ``until`` that date or a later one. What has ``due_on <= on`` is shown
        now; the rest is still ahead, and its ``due_on`` is the day on which it will show.
        """

    def complete(self, owner: Owner, key: str, *, now: datetime, on: date) -> str:
        """Record that it was done on local date ``on``; returns one sentence saying what was recorded.

        Raises ``NothingToDoError`` when it is not open, also the second time.
        """

    def snooze(self, owner: Owner, key: str, *, on: date, until: date) -> str:
        """Hide it until local date ``until``; returns one sentence. Raises ``NothingToDoError`` when it is not open."""


class PassingSource(AgendaSource, Protocol):
    """A source whose items can be dropped for this time (``AgendaItem.drop_label``): they come round again."""

    def let_pass(self, owner: Owner, key: str, *, on: date) -> str:
        """Drop it for this time; returns one sentence. Raises ``NothingToDoError`` when it is not open."""

    def take_back(self, owner: Owner, key: str, *, on: date) -> str:
        """Open again what was done or dropped; returns one sentence. Raises ``NothingToDoError`` when it is open."""
