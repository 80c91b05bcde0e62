import time

from hypothesis import given
from hypothesis import strategies as st

from interviews.merging import MOST_COMPARED, merge

LINES = st.lists(st.sampled_from(["", " ", "Ask Ben", "Ask Ben about Lyon", "Ask", "robots", "rail", "r"]), max_size=12)
TEXTS = LINES.map("\n".join)
WILD = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=60)


@given(TEXTS | WILD, TEXTS | WILD)
def test_merge_loses_no_line_of_either_text(theirs: str, mine: str) -> None:
    merged = merge(theirs, mine).split("\n")

    assert [line for line in theirs.split("\n") if line.strip() and not any(m.startswith(line) for m in merged)] == []
    assert [line for line in mine.split("\n") if line.strip() and not any(m.startswith(line) for m in merged)] == []


@given(TEXTS)
def test_merge_keeps_every_line_once_when_the_texts_share_nothing(theirs: str) -> None:
    mine = "mine alone\nand this"

    merged = merge(theirs, mine).split("\n")

    if theirs:
        assert sorted(merged) == sorted([*theirs.split("\n"), "mine alone", "and this"])


@given(TEXTS | WILD, TEXTS | WILD)
def test_merge_counts_lines_so_that_two_alike_stay_two(theirs: str, mine: str) -> None:
    merged = merge(theirs, mine).split("\n")

    longest_first = [line for line in theirs.split("\n") if line.strip()]
    assert len([line for line in merged if line.strip()]) >= max(
        len(longest_first), len([line for line in mine.split("\n") if line.strip()])
    )


@given(TEXTS | WILD, TEXTS | WILD)
def test_merge_of_the_same_or_nothing_is_the_other(theirs: str, mine: str) -> None:
    assert merge(theirs, theirs) == theirs
    assert merge(theirs, "") == theirs
    assert merge("", mine) == mine


def test_merge_keeps_shared_lines_once_and_both_sides_of_a_difference() -> None:
    merged = merge("Hana\nrail\nBen in Lyon\nend", "Hana\nrail\nrobots\nend")

    assert merged == "Hana\nrail\nBen in Lyon\nrobots\nend"


def test_merge_keeps_a_line_that_was_only_written_on_once() -> None:
    assert merge("Hana\nAsk Be", "Hana\nAsk Ben about Lyon\nrobots") == "Hana\nAsk Ben about Lyon\nrobots"
    assert merge("Hana\nAsk Ben about Lyon", "Hana\nAsk Be\nrobots") == "Hana\nAsk Ben about Lyon\nrobots"


def test_merge_of_half_a_megabyte_is_quick_and_keeps_all() -> None:
    theirs = "\n".join(f"their line {n % 7}" for n in range(30_000))
    mine = "\n".join(f"my line {n % 5}" for n in range(30_000))
    started = time.perf_counter()

    merged = merge(theirs, mine)

    assert merged == f"{theirs}\n{mine}"
    assert time.perf_counter() - started < 1
    assert MOST_COMPARED < 30_000**2
