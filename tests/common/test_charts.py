from math import inf

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from common.charts import Bar, Line, columns, heat, interval, lines, round_top, wilson

COUNTS = st.integers(0, 10_000)


def test_columns_stand_on_each_other() -> None:
    chart = columns(
        title="New people", definition="Those added each week.", labels=["3 Nov", "10 Nov"],
        series={"file": [1, 0], "event": [3, 2]},
    )  # fmt: skip

    assert chart.top == 4
    assert chart.bars == [
        Bar(x=0.12, y=75, width=0.76, height=25, tone=1),
        Bar(x=0.12, y=0, width=0.76, height=75, tone=2),
        Bar(x=1.12, y=50, width=0.76, height=50, tone=2),
    ]
    assert chart.rows == [("3 Nov", (1, 3)), ("10 Nov", (0, 2))]


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=12))
def test_columns_never_leave_the_drawing(stacks: list[tuple[int, int]]) -> None:
    chart = columns(
        title="", definition="", labels=["x"] * len(stacks),
        series={"a": [a for a, _ in stacks], "b": [b for _, b in stacks]},
    )  # fmt: skip

    assert all(bar.y >= -0.1 and bar.y + bar.height <= 100.1 and bar.x + bar.width <= chart.width for bar in chart.bars)


def test_a_series_needs_a_figure_for_every_label() -> None:
    with pytest.raises(ValueError, match="Every label"):
        columns(title="", definition="", labels=["a", "b"], series={"x": [1]})
    with pytest.raises(ValueError, match="Every label"):
        lines(title="", definition="", labels=["a", "b"], series={"x": [1]})


def test_lines_break_where_a_figure_is_missing() -> None:
    chart = lines(title="Listening", definition="", labels=["a", "b", "c", "d"], series={"you": [5, 4, None, 0]}, top=5)

    assert chart.lines == [Line(tone=1, runs=["0.5,0.0 1.5,20.0"], dots=[(0.5, 0.0), (1.5, 20.0), (3.5, 100.0)])]


def test_charts_without_figures_say_so() -> None:
    assert columns(title="", definition="", labels=["a"], series={"x": [0]}).is_empty
    assert lines(title="", definition="", labels=["a"], series={"x": [None]}).is_empty


@given(st.floats(0, 1e9))
def test_an_axis_reaches_its_highest_figure(value: float) -> None:
    assert value <= round_top(value) <= max(1, 2 * value)


def test_an_axis_wants_a_finite_figure() -> None:
    with pytest.raises(ValueError, match="finite"):
        round_top(inf)


def test_wilson_agrees_with_published_figures() -> None:
    """Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    found = [tuple(round(end, 4) for end in wilson(hits, n)) for hits, n in [(81, 263), (15, 148), (0, 20), (1, 29)]]

    assert found == [(0.2553, 0.3662), (0.0624, 0.1605), (0.0, 0.1611), (0.0061, 0.1718)]


@given(st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share(case: tuple[int, int]) -> None:
    hits, n = case
    low, high = wilson(hits, n)

    assert 0 <= low <= (hits / n if n else 0.5) + 1e-12
    assert (hits / n if n else 0.5) - 1e-12 <= high <= 1


def test_wilson_refuses_what_is_no_share() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_few_cases_are_no_percentage() -> None:
    assert not interval("call", 3, 9).is_telling
    assert interval("call", 3, 10).is_telling


@pytest.mark.parametrize(("value", "tone"), [(0, 0), (1, 1), (25, 1), (26, 2), (75, 3), (76, 4), (100, 4)])
def test_heat_rises_with_the_figure(value: int, tone: int) -> None:
    assert heat(value, 100) == tone


def test_every_chart_has_its_table() -> None:
    page = Template(
        "{% load charts %}{% column_chart bars %}{% line_chart trend %}{% interval_chart shares 'Replies' 'All.' %}"
    ).render(
        Context(
            {
                "bars": columns(title="New", definition="Each week.", labels=["3 Nov"], series={"all": [7]}),
                "trend": lines(title="Mood", definition="Of five.", labels=["3 Nov"], series={"after": [4.5]}),
                "shares": [interval("E-mail", 4, 12), interval("Call", 1, 3)],
            }
        )
    )

    assert page.count("<table") == 3
    for figure in ("<td>7</td>", "<td>4.5</td>", "4 of 12", "33 %", "(14 to 61)", "too few to say"):
        assert figure in page
