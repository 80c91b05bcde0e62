import csv
import time

import pytest

from contacts.importing import tabular
from contacts.importing.records import Unreadable
from contacts.importing.tabular import Row, has_header, read_rows
from tests.contacts.importing.samples import without_raw


def is_header(columns: frozenset[str]) -> bool:
    return {"name", "note"} <= columns


def rows(text: str) -> list[tuple[int, dict[str, str]] | Unreadable]:
    found = read_rows(text.encode(), is_header)
    return [(row.line, row.cells) if isinstance(row, Row) else _kept(row) for row in found]


def _kept(row: Unreadable) -> Unreadable:
    bare = without_raw(row)
    assert isinstance(bare, Unreadable)
    return bare


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_line_end_is_read(delimiter: str, end: str) -> None:
    text = end.join([delimiter.join(line) for line in (["Name", "Note"], ["Ana", "x"], ["Ben", "y"])])

    assert rows(text) == [(2, {"name": "Ana", "note": "x"}), (3, {"name": "Ben", "note": "y"})]


def test_line_numbers_count_lines_and_not_rows() -> None:
    text = 'preamble\n\nName,Note\nAna,"first\nsecond\n\nthird"\n\nBen\nCy,z\n'

    assert rows(text) == [
        (4, {"name": "Ana", "note": "first\nsecond\n\nthird"}),
        Unreadable(line=9, reason="This row has 1 cell where the header names 2."),
        (10, {"name": "Cy", "note": "z"}),
    ]


def test_a_lost_quote_costs_its_own_row_alone() -> None:
    text = 'Name,Note\nAna,"never closed\nBen,"y"\nCy,z\n'

    assert rows(text) == [
        Unreadable(line=2, reason="A quote opens in this row and is never closed."),
        (3, {"name": "Ben", "note": "y"}),
        (4, {"name": "Cy", "note": "z"}),
    ]


def test_a_lost_quote_at_the_end_of_the_file_is_reported() -> None:
    assert rows('Name,Note\nAna,"never\nBen,y') == [
        Unreadable(line=2, reason="A quote opens in this row and is never closed."),
        (3, {"name": "Ben", "note": "y"}),
    ]


def test_quotes_inside_cells_are_kept() -> None:
    text = 'Name,Note\nAna,5" pipe\nBen,"say ""hi"", then go"\nCy,""\n"Di"x,"a"\n'

    assert rows(text) == [
        (2, {"name": "Ana", "note": '5" pipe'}),
        (3, {"name": "Ben", "note": 'say "hi", then go'}),
        (4, {"name": "Cy"}),
        (5, {"name": "Dix", "note": "a"}),
    ]


def test_too_many_cells_are_said_to_be() -> None:
    assert rows("Name,Note\nAna,x,y\nBen,x,,\n") == [
        Unreadable(
            line=2,
            reason="This row has 3 cells where the header names 2. A comma inside a cell wants the cell in quotes.",
        ),
        (3, {"name": "Ben", "note": "x"}),
    ]


def test_a_cell_beyond_all_measure_is_a_row_error() -> None:
    long = "x" * (tabular.ROW_CHARACTERS + 1)

    assert [type(row) for row in rows(f"Name,Note\nAna,{long}\nBen,y\n")] == [Unreadable, tuple]


def test_an_apostrophe_before_a_formula_is_taken_off() -> None:
    assert rows("Name,Note\nAna,'+351 912\nBen,'tis\n") == [
        (2, {"name": "Ana", "note": "+351 912"}),
        (3, {"name": "Ben", "note": "'tis"}),
    ]


def test_a_header_counts_only_near_the_top() -> None:
    assert has_header(b"x\n" * 99 + b"Name,Note\n", is_header)
    assert not has_header(b"x\n" * 100 + b"Name,Note\n", is_header)
    assert not has_header(b"x" * (tabular.ROW_CHARACTERS + 1) + b",\n", is_header)
    assert rows("Other,Header\n1,2\n") == []


def test_the_first_of_two_columns_of_one_name_counts_unless_blank() -> None:
    assert rows("Name,Note,Note\nAna,x,y\nBen,,y\n") == [
        (2, {"name": "Ana", "note": "x"}),
        (3, {"name": "Ben", "note": "y"}),
    ]


def test_a_hostile_file_of_open_quotes_takes_linear_time() -> None:
    started = time.process_time()

    found = rows("Name,Note\n" + '",x"y,"\n' * 20_000)

    assert {type(row) for row in found} <= {Unreadable, tuple}
    assert time.process_time() - started < 10


def test_a_row_is_asked_by_column() -> None:
    row = Row(2, {"name": " Ana \n Silva ", "note": "a\r\nb"})

    assert (row["name"], row.text("note"), row["missing"], row.is_empty) == ("Ana Silva", "a\nb", "", False)


def test_what_the_csv_reader_will_not_take_is_a_row_error() -> None:
    before = csv.field_size_limit(8)
    try:
        found = rows("Name,Note\nAna,123456789\nBen,y\n")
    finally:
        csv.field_size_limit(before)

    assert [type(row) for row in found] == [Unreadable, tuple]
