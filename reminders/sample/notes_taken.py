"""What was written down in the sample's talks: questions ticked off, answers, stars."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from contacts.models import Contact
from interviews.models import Interview, InterviewQuestion
from interviews.questions import BY_KEY


class Said(NamedTuple):
    """A question that Rapport ships, by its key, as it was asked, and what was said to it."""

    key: str
    answer: str
    helped: bool = False
    words: str = ""
    """The question, where it was put in other words."""


MARISOL = (
    Said(
        "surprise",
        "How much of planning is *talking*: drivers, depots, the infrastructure desk.\n"
        "Trucks wait for you. Trains do not.",
        helped=True,
        words="What surprised you when you moved to rail?",
    ),
    Said("skills", "SQL, two years sooner.", words="Which skill do you wish you had built earlier?"),
    Said("whom_else", "Daniel Okafor for the system; Ines for carriers.", words="Who else should I talk to?"),
)

SAID: dict[str, tuple[Said, ...]] = {
    "Sofia Lund": (
        Said("my_place", "Pick one commodity and learn it to the bone. Generalists are hired last.", helped=True),
        Said("surprise", "That cold chains are planned backwards, from the shelf to the farm."),
        Said("whom_else", "Nobody comes to mind just now."),
    ),
    "Elif Yıldız": (
        Said("changing", "- Night slots are auctioned from next year\n- Road pricing, at last", helped=True),
        Said("my_place", "Write. One page a month on what you see, under your own name."),
        Said("whom_else", "Farah Aziz at the institute."),
    ),
    "Viktor Petrov": (
        Said("my_place", "Ride along. Whoever drives decides whether software is used.", helped=True),
        Said("surprise", "How slowly a railway forgives."),
    ),
    "Laura Conti": (
        Said("my_place", "Come in through a pilot project. Nobody reads applications in August.", helped=True),
        Said("harder", "*Saying no* to a depot that has always done it so."),
    ),
}
"""What was said in the talks of ``reminders.sample.talks``, by name."""
NOTES = {"Sofia Lund": "Nordlys plans by *shelf day*, not by truck. ★", "Laura Conti": "Her award: the Hamburg pilot."}


def tell(contacts: Mapping[str, Contact]) -> None:
    """Write down what was said in the talks that lie behind."""
    for name, said in SAID.items():
        interview = contacts[name].interviews.get()
        write_down(interview, said)
        Interview.unscoped.filter(pk=interview.pk).update(notes=NOTES.get(name, ""))


def write_down(interview: Interview, said: Sequence[Said]) -> None:
    """Put ``said`` onto the sheet of ``interview``, in that order, each ticked off in its turn."""
    InterviewQuestion.unscoped.filter(interview=interview).delete()
    InterviewQuestion.unscoped.bulk_create(
        InterviewQuestion(
            interview=interview,
            shipped=each.key,
            text=each.words or BY_KEY[each.key].text,
            purpose=BY_KEY[each.key].purpose,
            position=position,
            asked_at=interview.starts_at + timedelta(minutes=4 * position + 2),
            answer=each.answer,
            is_starred=each.helped,
        )
        for position, each in enumerate(said)
    )
