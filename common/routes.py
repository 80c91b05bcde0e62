"""Addresses of many rows by one route, which is looked up once."""

from collections.abc import Callable
from functools import lru_cache

from django.urls import get_script_prefix, reverse


def addresses_of(route: str) -> Callable[[int], str]:
    """What gives the address of ``route`` for a primary key, its only argument. Raises ``NoReverseMatch``."""
    before, after = _around(route, get_script_prefix())
    return lambda pk: f"{before}{pk}{after}"


@lru_cache(maxsize=256)
def _around(route: str, _prefix: str) -> tuple[str, str]:
    before, _, after = reverse(route, args=[0]).rpartition("0")
    return before, after
