import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.portability.cells import defuse, restore

ODD = st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠ a\"é"), max_size=8) | st.text(max_size=20)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("", ""),
        ("Ana", "Ana"),
        ("O'Brien", "O'Brien"),
        ("'quoted'", "'quoted'"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+351 912 345 678", "'+351 912 345 678"),
        ("-1", "'-1"),
        ("@ana", "'@ana"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        (" =1", " =1"),
    ],
)
def test_what_starts_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert (defuse(text), restore(cell)) == (cell, text)


@given(ODD)
def test_every_text_comes_back(text: str) -> None:
    assert restore(defuse(text)) == text


@given(ODD)
def test_no_cell_starts_a_formula(text: str) -> None:
    assert defuse(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


@given(st.lists(ODD, min_size=1, max_size=4))
def test_cells_survive_a_csv_file(texts: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(map(defuse, texts))

    rows = list(csv.reader(io.StringIO(file.getvalue(), newline="")))

    assert [[restore(cell) for cell in row] for row in rows] == [texts]
