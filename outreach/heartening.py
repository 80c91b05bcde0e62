"""What to tell someone who hesitates before they write (P15): their own record, and how it went on other floors."""

from collections.abc import Callable

from accounts.models import User
from outreach import effort

Says = Callable[[User], str]
"""A sentence about the user's own past, blank where it would not help; one query at most."""

_FROM_ABOVE: list[Says] = []


def also(says: Says) -> None:
    """Let a floor above say something, too (``AppConfig.ready``); the same one twice says it once."""
    if says not in _FROM_ABOVE:
        _FROM_ABOVE.append(says)


def lines(user: User) -> list[str]:
    """What to tell ``user``, a sentence each."""
    said = [effort.hearten(effort.record_of(user)), *(says(user) for says in _FROM_ABOVE)]
    return [line for line in said if line]
