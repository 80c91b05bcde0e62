"""How conversations felt, before and after (P41), told to someone who hesitates before the next (P15)."""

from collections.abc import Sequence

from accounts.models import User
from interviews.models import Interview, InterviewState, Mood

LATEST = 20
"""So many of the last talks count: how one felt years ago says little."""
ENOUGH = 3
"""Under so many talks nothing is said."""


def hearten(user: User) -> str:
    """How past talks felt, in a sentence with its n; blank while that is unknown, or would not help. One query."""
    held = Interview.for_user(user).filter(state=InterviewState.HELD, mood_after__isnull=False)
    felt = held.order_by("-starts_at", "-pk").values_list("mood_before", "mood_after")[:LATEST]
    return said_of(list(felt))


def note_before(interview: Interview, mood: int) -> None:
    """How the user feels before it, one of ``Mood``; said again, the last word counts."""
    interview.mood_before = mood
    interview.save(update_fields=["mood_before"])


def said_of(felt: Sequence[tuple[int | None, int | None]]) -> str:
    """The same of moods before and after, newest first; pure. Talks without a mood after do not count."""
    after = [mood for _, mood in felt if mood is not None]
    both = [(one, other) for one, other in felt if one is not None and other is not None]
    better = sum(other > one for one, other in both)
    if len(both) >= ENOUGH and 2 * better >= len(both):
        return f"After {_of(better, len(both))} talks you felt better than before."
    good = sum(mood >= Mood.GOOD for mood in after)
    if len(after) >= ENOUGH and 2 * good >= len(after):
        return f"After {_of(good, len(after))} talks you felt good."
    return ""


def _of(some: int, all_of_them: int) -> str:
    return f"all of your last {all_of_them}" if some == all_of_them else f"{some} of your last {all_of_them}"
