"""Text as it compares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (" Siobhán  O’B", "siobhan o’b"),
        ("Straße", "strasse"),
        ("SØREN Łukasz Đorđe Æsop", "soren lukasz dorde aesop"),
        ("Ibáñez\tMarisol\n", "ibanez marisol"),
        ("ﬁnance", "finance"),
        ("İstanbul", "istanbul"),
        ("李小龍", "李小龍"),
        ("", ""),
    ],
)
def test_fold_drops_accents_case_and_stray_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
