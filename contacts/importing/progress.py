"""How far an import is: told through the cache, as the transaction that does the work shows nothing until it ends."""

from collections.abc import Callable

from django.core.cache import cache

KEPT_SECONDS = 600

Progress = Callable[[int, int], None]
"""Told rows done and rows in all."""


def silent(_done: int, _total: int) -> None:
    """For those whom nobody watches."""


def teller(batch_id: int) -> Progress:
    """What to call so that ``told`` knows."""

    def tell(done: int, total: int) -> None:
        cache.set(_key(batch_id), (done, total), KEPT_SECONDS)

    return tell


def told(batch_id: int) -> tuple[int, int] | None:
    """Rows done and rows in all, or ``None`` before the first word."""
    said: tuple[int, int] | None = cache.get(_key(batch_id))
    return said


def _key(batch_id: int) -> str:
    return f"import-progress:{batch_id}"
