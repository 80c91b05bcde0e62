"""How far an import is: told through the cache, as the transaction that does the work shows nothing until it ends."""

from collections.abc import Callable

from django.core.cache import cache

KEPT_SECONDS = 600

Progress = Callable[[int, int], None]
"""Told how much is done of how much: bytes while a file is read, rows after that."""


def silent(_done: int, _total: int) -> None:
    """For those whom nobody watches."""


def teller(batch_id: int, state: str) -> Progress:
    """What to call so that ``told`` knows; ``state`` is that of the batch, so that no step shows another's."""

    def tell(done: int, total: int) -> None:
        cache.set(_key(batch_id, state), (done, total), KEPT_SECONDS)

    return tell


def told(batch_id: int, state: str) -> tuple[int, int] | None:
    """How much is done of how much, or ``None`` before the first word."""
    said: tuple[int, int] | None = cache.get(_key(batch_id, state))
    return said


def _key(batch_id: int, state: str) -> str:
    return f"import-progress:{batch_id}:{state}"
