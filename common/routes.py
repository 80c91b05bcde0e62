"""Addresses of pages by their route, each route looked up once."""

from collections.abc import Callable
from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse


def addresses_of(route: str) -> Callable[[int], str]:
    """What gives the address of ``route`` for a primary key, its only argument. Raises ``NoReverseMatch``."""
    before, after = _around(route, get_script_prefix(), get_urlconf())
    return lambda pk: f"{before}{pk}{after}"


def address_of(route: str) -> str:
    """The address of ``route``, which takes no argument. Raises ``NoReverseMatch``."""
    return _fixed(route, get_script_prefix(), get_urlconf())


@lru_cache(maxsize=512)
def _around(route: str, _prefix: str, _urlconf: str | None) -> tuple[str, str]:
    before, _, after = reverse(route, args=[0]).rpartition("0")
    return before, after


@lru_cache(maxsize=512)
def _fixed(route: str, _prefix: str, _urlconf: str | None) -> str:
    return reverse(route)
