"""Rating one's network: five questions, a verdict, and what the data has to say to each (P10).

The questions and the scoring follow "Job Networking Tips" (HelpGuide): five is great, three or four could do with
enhancing, up to two wants a makeover.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from common.charts import LineChart, lines
from common.dates import add_months
from contacts.models import Contact, Interaction, NetworkRating
from contacts.network import ties

QUARTER = 3
"""Months after which it is worth asking again."""
NEW_WITHIN = timedelta(days=90)
DRAWN = 12
"""So many ratings are drawn at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the five; ``name`` is the field of ``NetworkRating``."""

    name: str
    asks: str
    when_no: str
    """What to do about a no."""


QUESTIONS = (
    Question(
        name="is_honest",
        asks="Would people in it tell you the truth about yourself?",
        when_no="Ask two strong ties what they would tell an employer about you, and what they would leave out.",
    ),
    Question(
        name="is_demanding",
        asks="Does it challenge you as much as it comforts you?",
        when_no="Add people who do what you do differently: weak ties bring what your friends do not know.",
    ),
    Question(
        name="is_alive",
        asks="Does it feel alive, with people coming in and words going to and fro?",
        when_no="One event a month and a question at the end of each talk: whom else should I meet?",
    ),
    Question(
        name="is_ahead",
        asks="Does it stand for where you are going as much as for where you have been?",
        when_no="Name the places you would like to work at, and find one person near each.",
    ),
    Question(
        name="is_connected",
        asks="Are the people behind your people worth knowing too?",
        when_no="Ask those who led you to somebody before; they know how. Offer an introduction yourself first.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What Rapport can count for the five questions; people who are archived or do-not-contact are left out."""

    people: int
    strong: int
    weak_share: int
    """Weak ties in percent of strong and weak ones."""
    new: int
    """People added in the last ninety days."""
    gave: int
    received: int
    at_goals: int
    """People at organizations the user would like to work at."""
    led_on: int
    """People who led the user to somebody."""

    def beside(self, question: Question) -> str:
        """What the data says to one question, in a sentence with its figures."""
        said = {
            "is_honest": f"{_people(self.strong)} close enough to be frank; you noted {self.gave} times that you gave "
            f"something and {self.received} times that you got something.",
            "is_demanding": f"{self.weak_share} % of your strong and weak ties are weak ones.",
            "is_alive": f"{_people(self.new)} new in the last 90 days.",
            "is_ahead": f"{self._share(self.at_goals)} at organizations you would like to work at.",
            "is_connected": f"{_people(self.led_on)} led you to somebody else so far.",
        }
        return said[question.name]

    def _share(self, count: int) -> str:
        return f"{count} of {_people(self.people)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a score means."""

    title: str
    says: str


def verdict(score: int) -> Verdict:
    """The verdict on 0 to 5 yeses: 5 great, 3 or 4 needs enhancing, 0 to 2 needs a makeover."""
    if score == 5:
        return Verdict(title="Your network is in great shape", says="Keep it so: it is looked after, not finished.")
    if score >= 3:
        return Verdict(title="Your network could do with enhancing", says="A few deliberate steps will show soon.")
    return Verdict(
        title="Your network wants a makeover",
        says="Most people start here. It grows by one conversation at a time, and you have a plan for those.",
    )


def facts(user: User, *, on: date) -> Facts:
    """What can be counted on local date ``on``; four queries, however many people there are."""
    active = Contact.for_user(user).active()
    mix = ties.mix(user)
    counted = active.count_for_rating(since=on - NEW_WITHIN)
    exchanged = Interaction.for_user(user).happened_by(on).count_exchanges()
    return Facts(
        people=mix.total,
        strong=mix.strong,
        weak_share=mix.weak_share,
        new=counted["new"],
        at_goals=counted["at_goals"],
        gave=exchanged["gave"],
        received=exchanged["received"],
        led_on=active.who_led_to_others().count(),
    )


def rate(user: User, *, answers: dict[str, bool], on: date) -> NetworkRating:
    """Keep ``answers``, one for each question, as the rating of local date ``on``."""
    rating, _ = NetworkRating.for_user(user).update_or_create(owner=user, rated_on=on, defaults=answers)
    return rating


def due_on(latest: NetworkRating | None) -> date | None:
    """From which local date it is worth asking again; ``None`` before the first rating: then at any time."""
    return add_months(latest.rated_on, QUARTER) if latest else None


def history(ratings: Sequence[NetworkRating]) -> LineChart:
    """The scores over time, ``ratings`` being the newest first."""
    shown = list(reversed(ratings[:DRAWN]))
    return lines(
        title="Your ratings",
        definition="How many of the five questions you answered with yes.",
        labels=[f"{rating.rated_on:%b %y}" for rating in shown],
        series={"Yes of five": [float(rating.score) for rating in shown]},
        top=5,
    )


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{count} people"
