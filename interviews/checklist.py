"""What there is to prepare, and what of it is still open (P32–P35); pure."""

from collections.abc import Collection, Mapping
from typing import NamedTuple


class Step(NamedTuple):
    """One line of the checklist."""

    key: str
    """Where on the page it is done."""
    title: str
    is_done: bool


TITLES = {
    "person": "who they are",
    "organization": "where they work",
    "goals": "what you hope to learn",
    "framing": "how you begin",
    "questions": "questions to ask",
}
"""In the order of the page."""


def steps(texts: Mapping[str, str], *, to_ask: int) -> list[Step]:
    """The checklist for what stands in each field (``preparation.shown``) and ``to_ask`` questions on the list."""
    done = {
        "person": bool(texts["homework"].strip()),
        "organization": bool(texts["organization_homework"].strip()),
        "goals": bool(texts["goals"].strip()),
        "framing": bool(texts["who_i_am"].strip() and texts["why_you"].strip()),
        "questions": to_ask > 0,
    }
    return [Step(key, title, done[key]) for key, title in TITLES.items()]


def still_open(keys: Collection[str]) -> str:
    """The lines of ``keys`` as a sentence: "Still open: where they work, questions to ask."; blank for none."""
    titles = [title for key, title in TITLES.items() if key in keys]
    return f"Still open: {', '.join(titles)}." if titles else ""
