"""Whether the user looks for work: a search that pauses, and goes on (docs/adr/0027-search-states.md)."""

from datetime import date

from django.db import transaction

from accounts.models import SearchState, User
from outreach import holds


class SearchStateError(ValueError):
    """A change that does not follow from where the search stands; the message says why and what does."""


def locked(user: User) -> User:
    """The row of ``user`` as it is now, kept from others for the rest of the transaction."""
    return User.objects.select_for_update().get(pk=user.pk)


def put(user: User, state: SearchState, *, since: date | None) -> None:
    """Save that the search of ``user`` is in ``state`` from local date ``since`` on."""
    user.search_state, user.search_state_since = state, since
    user.save(update_fields=["search_state", "search_state_since"])


@transaction.atomic
def pause(user: User, *, on: date) -> None:
    """Rest from local date ``on``: no attempts, close-outs and revisits until the search goes on. Twice is once.

    Raises ``SearchStateError`` for who has landed.
    """
    state = locked(user).search_state
    if state == SearchState.LANDED:
        raise SearchStateError("You have found work, so no search is on that could pause. You can search again.")
    if state == SearchState.SEARCHING:
        put(user, SearchState.PAUSED, since=on)


@transaction.atomic
def go_on(user: User, *, on: date) -> int:
    """End the pause on ``on``: what lay ahead when it began moves by the business days it lasted.

    Returns how many targets moved. When the search goes on already, nothing changes.
    Raises ``SearchStateError`` for who has landed.
    """
    now = locked(user)
    if now.search_state == SearchState.LANDED:
        raise SearchStateError("You have found work, so nothing is paused.")
    if now.search_state == SearchState.SEARCHING:
        return 0
    moved = holds.wake(now, since=min(now.search_state_since or on, on), on=on)
    put(user, SearchState.SEARCHING, since=on)
    return moved
