"""Pictures of figures, drawn as plain SVG by ``templates/_charts``: no script, and a table beside each.

Only shapes stretch with the page; every word stands outside the drawing, so that it stays readable at 360 px.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, isfinite, sqrt

HEIGHT = 100
"""Drawings are this high and one unit wide for each label; the sheet gives them their real size."""
_GAP = 0.24
_NORMAL_95 = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One piece of a column, from the top left, in the drawing's own units; ``tone`` is its series, from 1."""

    x: float
    y: float
    width: float
    height: float
    tone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """A series in the legend."""

    number: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChart:
    """Stacked columns over time or kinds."""

    title: str
    definition: str
    """What is counted, in one sentence; the page shows it."""
    labels: Sequence[str]
    tones: Sequence[Tone]
    bars: Sequence[Bar]
    top: int
    """What the highest line stands for."""
    rows: Sequence[tuple[str, Sequence[int]]]
    """For the table: a label with a value for each series."""
    goal_at: float | None = None
    """How high the line of a goal runs, from the top; ``None`` for no goal."""

    @property
    def width(self) -> int:
        """The drawing's width in its own units."""
        return max(1, len(self.labels))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.bars


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One series as the points of polylines (a gap in the figures parts them) and of its dots."""

    tone: int
    runs: Sequence[str]
    dots: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """Series over time; a figure may be missing."""

    title: str
    definition: str
    labels: Sequence[str]
    tones: Sequence[Tone]
    lines: Sequence[Line]
    top: float
    rows: Sequence[tuple[str, Sequence[float | None]]]

    @property
    def width(self) -> int:
        """The drawing's width in its own units."""
        return max(1, len(self.labels))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(line.dots for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A share of ``n`` with what it may truly be; percentages from 0 to 100, rounded."""

    label: str
    hits: int
    n: int
    low: int
    high: int
    estimate: int

    @property
    def width(self) -> int:
        """How wide the interval is, in percent."""
        return self.high - self.low

    @property
    def is_telling(self) -> bool:
        """Whether there are enough cases for a percentage to say something."""
        return self.n >= ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a funnel: how many came so far, and their share of those of the step before."""

    label: str
    count: int
    of_before: Interval | None
    """``None`` for the first step."""
    width: int
    """How wide its bar is, in percent of the first one's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Steps of which each is a part of the one before."""

    title: str
    definition: str
    steps: Sequence[Step]

    def count(self, label: str) -> int:
        """How many came to the step ``label``."""
        return next(step.count for step in self.steps if step.label == label)


ENOUGH = 10
"""Under so many cases a share is said as "3 of 7" alone."""


def round_top(value: float) -> int:
    """The least of 1, 2, 3, 4, 5, 6, 8, 10 times a power of ten that reaches ``value``: the height of an axis."""
    if not isfinite(value):
        raise ValueError("An axis needs a finite figure.")
    step = 1
    while True:
        for multiple in (1, 2, 3, 4, 5, 6, 8):
            if multiple * step >= value:
                return multiple * step
        step *= 10


def columns(
    *,
    title: str,
    definition: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[int]],
    goal: int | None = None,
) -> ColumnChart:
    """Stacked columns: for each name in ``series`` one count, not negative, per label; the first stands at the foot.

    A ``goal`` is drawn as a line over all of them; ``definition`` says what it is.
    """
    stacks = list(zip(*series.values(), strict=True)) if series else []
    if len(stacks) != len(labels):
        raise ValueError("Every label needs one figure of each series.")
    top = round_top(max([goal or 0, *(sum(stack) for stack in stacks)]))
    bars = []
    for place, stack in enumerate(stacks):
        foot = float(HEIGHT)
        for tone, value in enumerate(stack, start=1):
            height = value / top * HEIGHT
            if value:
                foot -= height
                bars.append(Bar(x=round(place + _GAP / 2, 2), y=round(foot, 2), width=1 - _GAP, height=round(height, 2),
                                tone=tone))  # fmt: skip
    return ColumnChart(
        title=title,
        definition=definition,
        labels=labels,
        tones=_tones(series),
        bars=bars,
        top=top,
        rows=list(zip(labels, stacks, strict=True)),
        goal_at=round(HEIGHT - goal / top * HEIGHT, 2) if goal else None,
    )


def lines(
    *, title: str, definition: str, labels: Sequence[str], series: Mapping[str, Sequence[float | None]],
    top: float | None = None,
) -> LineChart:  # fmt: skip
    """Lines over ``labels``; ``None`` leaves a gap. ``top`` fixes the axis (5 for a score out of five)."""
    rows = list(zip(*series.values(), strict=True)) if series else []
    if len(rows) != len(labels):
        raise ValueError("Every label needs one figure of each series.")
    known = [value for row in rows for value in row if value is not None]
    height = top if top is not None else float(round_top(max(known, default=0)))
    return LineChart(
        title=title,
        definition=definition,
        labels=labels,
        tones=_tones(series),
        lines=[_line(tone, values, height) for tone, values in enumerate(series.values(), start=1)],
        top=height,
        rows=list(zip(labels, rows, strict=True)),
    )


def interval(label: str, hits: int, n: int) -> Interval:
    """The share ``hits`` of ``n`` with its 95 % Wilson score interval (Wilson 1927)."""
    low, high = wilson(hits, n)
    return Interval(
        label=label,
        hits=hits,
        n=n,
        low=round(100 * low),
        high=round(100 * high),
        estimate=round(100 * hits / n) if n else 0,
    )


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share, from 0 to 1; (0, 1), knowing nothing, for ``n`` of 0.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927): it keeps its
    promise for small ``n`` and for shares near 0 and 1, where the textbook interval does not.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no share.")
    if n == 0:
        return 0.0, 1.0
    share, z2 = hits / n, _NORMAL_95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    spread = _NORMAL_95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - spread), min(1.0, middle + spread)


def funnel(*, title: str, definition: str, steps: Sequence[tuple[str, int]]) -> Funnel:
    """Steps by label and count, none larger than the one before it. Raises ``ValueError`` when one is."""
    first = steps[0][1] if steps else 0
    made: list[Step] = []
    for label, count in steps:
        before = made[-1] if made else None
        made.append(
            Step(
                label=label,
                count=count,
                of_before=interval(label, count, before.count) if before is not None else None,
                width=round(100 * count / first) if first else 0,
            )
        )
    return Funnel(title=title, definition=definition, steps=made)


def heat(value: int, most: int) -> int:
    """Which of the tones 0 (nothing) to 4 (the most) a cell gets: the sheet's ``heat-0`` … ``heat-4``."""
    return min(4, ceil(4 * value / most)) if value > 0 and most > 0 else 0


def _tones(series: Mapping[str, object]) -> list[Tone]:
    return [Tone(number=number, name=name) for number, name in enumerate(series, start=1)]


def _line(tone: int, values: Sequence[float | None], top: float) -> Line:
    runs: list[list[str]] = [[]]
    dots = []
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        x, y = place + 0.5, round(HEIGHT - value / top * HEIGHT, 2)
        runs[-1].append(f"{x},{y}")
        dots.append((x, y))
    return Line(tone=tone, runs=[" ".join(run) for run in runs if len(run) > 1], dots=dots)
