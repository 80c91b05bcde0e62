import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.importing.plain_text import many_lines, one_line

_ODD = st.sampled_from(" \t\n\r\x00\x7f\x85\xa0\xad\u200f\ufeff\u2028\u3000aé😀")


@given(st.text(_ODD, max_size=12))
def test_the_quick_way_gives_what_the_slow_one_does(text: str) -> None:
    unwanted = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u2028\u2029]")

    assert one_line(text) == " ".join(unwanted.sub(" ", text).split())
    lines = unwanted.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    assert many_lines(text) == "\n".join(line.rstrip() for line in lines).strip()


@pytest.mark.parametrize(("text", "line"), [(" a  b ", "a b"), ("a\nb", "a b"), ("a", "a"), ("", "")])
def test_one_line_has_single_spaces(text: str, line: str) -> None:
    assert one_line(text) == line
