"""The network as a picture: where everybody stands, and who led to whom (P03). Pure geometry over plain facts.

The user is in the middle. The nearer somebody stands, the stronger the tie; people of one organization stand in one
slice. So the same people are always in the same place, and a glance says which side is thin.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

SPACING = 76
"""Between neighbours, in the drawing's units."""
INNERMOST = 150
RING_GAP = 70
"""Between the rings of strong, weak and no ties."""
STEP = 66
"""From row to row of a branch."""
COLUMN = 82
"""So far from the middle stand the two columns of a branch."""
LABEL = 28
"""The words of a dot end so far below it."""
TIES = ("strong", "weak", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """Somebody to place: ``group`` is whatever holds people together, empty for nothing."""

    id: int
    tie: str
    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A point of the drawing; the user stands at 0, 0."""

    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """The part of the circle that a group has, in radians."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """Where the group's own sign stands."""
        return (self.start + self.end) / 2


def slices(dots: Iterable[Dot]) -> dict[str, Slice]:
    """For each group its slice, as wide as it is large; the largest begin at the top, those of none come last."""
    sizes: dict[str, int] = defaultdict(int)
    for dot in dots:
        sizes[dot.group] += 1
    total = sum(sizes.values())
    found: dict[str, Slice] = {}
    angle = -pi / 2
    for group in sorted(sizes, key=lambda name: (not name, -sizes[name], name)):
        width = 2 * pi * sizes[group] / total
        found[group] = Slice(start=angle, end=angle + width)
        angle += width
    return found


def arrange(dots: Sequence[Dot]) -> tuple[dict[int, Place], float]:
    """Where each of ``dots`` stands, by id, and the radius of it all; nobody stands in another's place."""
    sectors = slices(dots)
    members: dict[tuple[str, str], list[Dot]] = defaultdict(list)
    for dot in sorted(dots, key=lambda dot: (dot.name, dot.id)):
        members[dot.tie, dot.group].append(dot)
    places: dict[int, Place] = {}
    radius = float(INNERMOST)
    for tie in TIES:
        outermost = radius
        for group, sector in sectors.items():
            outermost = max(outermost, _fill(places, members[tie, group], sector, radius))
        if outermost > radius:
            radius = outermost + RING_GAP
    return places, radius


def branch(before: int, dots: Sequence[Dot]) -> tuple[list[Place], dict[int, Place], float]:
    """A chain of ``before`` people straight down from the user, and below the last of them ``dots`` two by two.

    Those of one group stand together. Returns the places of the chain, those of ``dots`` by id, and how far down it
    goes.
    """
    chain = [Place(0, STEP * number) for number in range(1, before + 1)]
    order = list(slices(dots))
    together = sorted(dots, key=lambda dot: order.index(dot.group))
    places: dict[int, Place] = {}
    for number, dot in enumerate(together):
        is_single = number % 2 == 0 and number == len(together) - 1
        x = 0 if is_single else COLUMN if number % 2 else -COLUMN
        places[dot.id] = Place(x, STEP * (before + 1 + number // 2))
    rows = before + (len(dots) + 1) // 2
    return chain, places, STEP * rows + STEP * 0.8


def _fill(places: dict[int, Place], dots: Sequence[Dot], sector: Slice, radius: float) -> float:
    """Put ``dots`` into rows of ``sector`` from ``radius`` on; the radius behind the last row."""
    rest = list(dots)
    while rest:
        # A slice too thin for one still holds one a row.
        room = max(1, int((sector.end - sector.start) * radius / SPACING))
        row, rest = rest[:room], rest[room:]
        step = (sector.end - sector.start) / len(row)
        for number, dot in enumerate(row):
            angle = sector.start + step * (number + 0.5)
            places[dot.id] = Place(round(radius * cos(angle), 1), round(radius * sin(angle), 1))
        radius += SPACING
    return radius
