"""Gaps that only the user can fill (P17)."""

import pytest

from outreach.writing.gaps import Stretch, gaps_in, marked


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("Dear [name],\n[why: met in Lyon] and [1], […], []", ["[name]", "[why: met in Lyon]"]),
        ("[two\nlines] and [un[closed", []),
        ("[" * 5000 + "a" * 5000, []),
    ],
)
def test_a_gap_is_words_in_brackets_on_one_line(text: str, gaps: list[str]) -> None:
    assert gaps_in(text) == gaps


def test_what_stands_out_is_marked_and_nothing_is_lost() -> None:
    text = "Dear {{ name }}, [1] may I pick your brain about [the topic]?"

    stretches = marked(text, ["pick your brain"])

    assert stretches == [
        Stretch(text="Dear "),
        Stretch(text="{{ name }}", mark="field"),
        Stretch(text=", [1] may I "),
        Stretch(text="pick your brain", mark="phrase"),
        Stretch(text=" about "),
        Stretch(text="[the topic]", mark="gap"),
        Stretch(text="?"),
    ]
    assert marked("") == []
