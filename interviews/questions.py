"""Questions to start from, in the order in which to ask them: TIARA, with the way they came first (P35)."""

from typing import NamedTuple


class Starter(NamedTuple):
    """One question to begin with, and what it is for."""

    purpose: str
    question: str


STARTERS = (
    Starter("Their way", "What made you choose this path, and what did you nearly choose instead?"),
    Starter("Trends", "What is changing most in your field just now?"),
    Starter("Insights", "What surprised you about this work once you were in it?"),
    Starter("Insights", "Which mistake taught you the most?"),
    Starter("Advice", "What would you do first in my place?"),
    Starter("Resources", "What do you read, and where do people in this field meet?"),
    Starter("Next steps", "Whom else would you talk to, if you were me?"),
)
