"""Questions to start from, which Rapport ships: by purpose, in the order in which to ask them (P35, TIARA).

A key never changes its meaning: the user's own version of a question, and what was picked for a talk, name it.
"""

from typing import NamedTuple

from interviews.models import Purpose


class Shipped(NamedTuple):
    """One question that everyone has."""

    key: str
    purpose: Purpose
    text: str


SHIPPED = (
    Shipped("path", Purpose.BACK_STORY, "What made you choose this path, and what did you nearly choose instead?"),
    Shipped("skills", Purpose.BACK_STORY, "Which skills turned out to matter, and how did you come by them?"),
    Shipped("mistake", Purpose.BACK_STORY, "Which mistake taught you the most?"),
    Shipped("week", Purpose.FIELD, "What does an ordinary week look like?"),
    Shipped("harder", Purpose.FIELD, "What is harder about this work than it looks from outside?"),
    Shipped("changing", Purpose.TRENDS, "What is changing most in your field just now?"),
    Shipped("unspoken", Purpose.TRENDS, "What will matter in three years that few people speak of yet?"),
    Shipped("surprise", Purpose.INSIGHTS, "What surprised you about this work once you were in it?"),
    Shipped("good_at_it", Purpose.INSIGHTS, "What do people who are good at it do differently?"),
    Shipped("working_there", Purpose.ORGANIZATION, "What do you like about working there, and what would you change?"),
    Shipped("joining", Purpose.ORGANIZATION, "How did the people on your team come to join it?"),
    Shipped("my_place", Purpose.ADVICE, "What would you do first in my place?"),
    Shipped(
        "useful",
        Purpose.FIT,
        "From what I told you: what would be useful in your field, and what would I have to learn?",
    ),
    Shipped("doubt", Purpose.FIT, "What would make you hesitate about someone who comes from where I come from?"),
    Shipped("reading", Purpose.RESOURCES, "What do you read, and where do people in this field meet?"),
    Shipped("trying", Purpose.ASSIGNMENTS, "What could I try in the next weeks to find out whether this is for me?"),
    Shipped("whom_else", Purpose.WHOM_ELSE, "Whom else would you talk to, if you were me?"),
    Shipped("come_back", Purpose.WHOM_ELSE, "May I come back to you and tell you what came of it?"),
)

BY_KEY = {shipped.key: shipped for shipped in SHIPPED}
