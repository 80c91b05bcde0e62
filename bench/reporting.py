"""The figures as docs/performance.md shows them, each promise with whether it was kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import imports
from bench.imports import Step
from bench.pages import Page
from bench.panning import Frames
from bench.rounds import Cost

MOST_FRAME_MS = 33.0
"""Thirty pictures a second look smooth."""
MOST_IMPORT_TIMES = 3.0
MOST_PARSE_MS = 0.2
MOST_IMPORT_MB = 150.0


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that a page or an import may cost at most, and what it does."""

    about: str
    most: float
    measured: float
    unit: str

    @property
    def is_kept(self) -> bool:
        """Whether it costs no more."""
        return self.measured <= self.most

    def __str__(self) -> str:
        return f"{self.about}: {_said(self.measured)}{self.unit}, at most {self.most:g}"


def table_of_pages(pages: Iterable[Page], costs: Mapping[str, Cost]) -> Iterator[str]:
    """The Markdown table of pages and floors."""
    yield "| page | CPU ms | × floor | p50 ms | p95 ms | queries | KB | KB gzip |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for page in pages:
        cost = costs[page.name]
        times = f"{cost.times(costs[page.floor]):.2f}" if page.floor else ""
        yield _row(
            page.name, f"{cost.cpu:.2f}", times, f"{cost.p50:.1f}", f"{cost.p95:.1f}", cost.queries,
            f"{cost.page_bytes / 1000:.1f}", f"{cost.gzip_bytes / 1000:.1f}",
        )  # fmt: skip


def promises_of(page: Page, costs: Mapping[str, Cost]) -> list[Promise]:
    """What ``page`` may cost, beside what it does."""
    most, cost = page.most, costs[page.name]
    stated: list[tuple[str, float | None, float, str]] = [
        ("× floor", most.times, cost.times(costs[page.floor]) if page.floor else 1.0, ""),
        ("queries", most.queries, cost.queries, ""),
        ("gzip", most.kilobytes, cost.gzip_bytes / 1000, " KB"),
        ("p95", most.p95_ms, cost.p95, " ms"),
    ]
    return [Promise(about, limit, measured, unit) for about, limit, measured, unit in stated if limit is not None]


def table_of_frames(frames: Sequence[Frames], *, people: int) -> Iterator[str]:
    """The Markdown table of how the map moves."""
    yield f"| frames while a map of {people:,} is | p50 ms | p95 ms | longest ms |"
    yield "|---|--:|--:|--:|"
    for each in frames:
        yield _row(each.what, f"{each.p50:.1f}", f"{each.p95:.1f}", f"{each.longest:.0f}")


def promises_of_frames(frames: Sequence[Frames]) -> list[Promise]:
    """How long a frame may take, beside what it does."""
    return [Promise(f"frames while {each.what}, p95", MOST_FRAME_MS, each.p95, " ms") for each in frames]


def table_of_imports(steps: Sequence[Step]) -> Iterator[str]:
    """The Markdown table of an import's steps."""
    yield "| import | people | CPU s | ms each | seconds | peak MB |"
    yield "|---|--:|--:|--:|--:|--:|"
    for step in steps:
        yield _row(
            step.name, f"{step.people:,}", f"{step.cpu:.2f}", f"{step.ms_each:.3f}", f"{step.seconds:.1f}",
            f"{step.peak_mb:.0f}",
        )  # fmt: skip


def promises_of_imports(steps: Sequence[Step]) -> list[Promise]:
    """What an import may cost, beside what it does."""
    cpu = {step.name: step.cpu for step in steps}
    parse = next(step for step in steps if step.name == imports.PARSE)
    ours, floor = cpu[imports.PREVIEW] + cpu[imports.COMMIT], cpu[imports.PARSE] + cpu[imports.WRITE]
    return [
        Promise("× (parse + `bulk_create`)", MOST_IMPORT_TIMES, ours / floor, ""),
        Promise("parsing a card", MOST_PARSE_MS, parse.ms_each, " ms"),
        Promise("memory at its peak", MOST_IMPORT_MB, max(step.peak_mb for step in steps), " MB"),
    ]


def sentence(about: str, promise: Promise) -> str:
    """The promise as a line of a list: "kept: …", "broken: …"."""
    return f"- {'kept' if promise.is_kept else '**broken**'}: {about}, {promise}"


def write(file: Path, *, section: str, lines: Iterable[str]) -> None:
    """Put ``lines`` between the marks of ``section`` in ``file``; the rest of it stays."""
    before, after = around(file, section=section)
    file.write_text("\n".join([before, "", *lines, "", after]), encoding="utf-8")


def around(file: Path, *, section: str) -> tuple[str, str]:
    """What stands before and after the figures of ``section``, marks included. Raises ``ValueError`` without a mark."""
    start, end = f"<!-- measured: {section} -->", f"<!-- end: {section} -->"
    text = file.read_text(encoding="utf-8")
    return text[: text.index(start) + len(start)], text[text.index(end) :]


def _said(value: float) -> str:
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"
