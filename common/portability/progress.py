"""How far a long job is, told to whoever watches."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told rows done and rows in all."""


def silent(_done: int, _total: int) -> None:
    """For those whom nobody watches."""


class Meter:
    """Adds up what is done of ``total``."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def tick(self, count: int) -> None:
        """So many more are done."""
        self._done += count
        self._progress(self._done, self._total)
