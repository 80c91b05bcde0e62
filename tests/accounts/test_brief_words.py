"""How a search brief reads, and what is still too general in it (P04)."""

import pytest

from accounts.brief_words import read
from accounts.models import SearchBrief


@pytest.mark.parametrize(
    ("brief", "text"),
    [
        ({}, ""),
        ({"industries": "rail", "places": "Lyon"}, "I am looking for work in rail, in Lyon."),
        ({"places": "Lyon"}, "I am looking for work in Lyon."),
        ({"roles": "HR lead."}, "I am looking for work as HR lead."),
        ({"news": "Moved to\nLyon. Learning."}, "Moved to Lyon. Learning."),
    ],
)
def test_what_is_blank_is_left_out_of_the_sentence(brief: dict[str, str], text: str) -> None:
    assert read(SearchBrief(**brief)).text == text


@pytest.mark.parametrize(
    ("brief", "hints"),
    [
        ({"roles": "planner", "industries": "rail", "asks": "Twenty minutes on rail"}, 0),
        ({"roles": "I am open to anything", "industries": "rail"}, 1),
        ({"roles": "planner"}, 1),
        ({"industries": "rail", "asks": "Help"}, 1),
        ({"industries": "rail", "brings": "planning " * 61}, 1),
        ({"news": "Moved to Lyon"}, 0),
    ],
)
def test_hints_say_what_would_make_it_easier_to_help(brief: dict[str, str], hints: int) -> None:
    assert len(read(SearchBrief(**brief)).hints) == hints
