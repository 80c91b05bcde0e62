"""Two versions of one note, brought together so that no word of either is lost; pure."""

from difflib import SequenceMatcher

MOST_COMPARED = 1_000_000
"""Lines of one times lines of the other up to which they are compared line by line; beyond it both are kept whole."""


def merge(theirs: str, mine: str) -> str:
    """``theirs`` (saved first) and ``mine`` in one text; lines they share stand once.

    Where they differ, their lines come before mine. Every line of either text is a line of the result, or stands at
    the start of one: a line that the other text only wrote on ("Ask Ben", "Ask Ben about Lyon") is kept once, in full.
    """
    if theirs == mine or not mine:
        return theirs
    if not theirs:
        return mine
    left, right = theirs.split("\n"), mine.split("\n")
    first = _shared(left, right)
    last = _shared(left[first:][::-1], right[first:][::-1])
    head, tail = left[:first], left[len(left) - last :]
    between = _merge_lines(left[first : len(left) - last], right[first : len(right) - last])
    return "\n".join([*head, *between, *tail])


def _shared(left: list[str], right: list[str]) -> int:
    """How many lines both begin with."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _merge_lines(left: list[str], right: list[str]) -> list[str]:
    if len(left) * len(right) > MOST_COMPARED:
        return [*left, *right]
    merged: list[str] = []
    for _tag, left_from, left_to, right_from, right_to in SequenceMatcher(None, left, right).get_opcodes():
        if _tag == "equal":
            merged += left[left_from:left_to]
        else:
            merged += _both(left[left_from:left_to], right[right_from:right_to])
    return merged


def _both(left: list[str], right: list[str]) -> list[str]:
    """All lines of both, but of a line and the same line written on only the longer; each absorbs one line at most."""
    taken: set[int] = set()
    kept_left: list[str] = []
    for line in left:
        longer = _grown(line, right, taken)
        if longer is None:
            kept_left.append(line)
        else:
            taken.add(longer)
    absorbing: set[int] = set()
    kept_right: list[str] = []
    for position, line in enumerate(right):
        longer = None if position in taken else _grown(line, kept_left, absorbing)
        if longer is None:
            kept_right.append(line)
        else:
            absorbing.add(longer)
    return [*kept_left, *kept_right]


def _grown(line: str, others: list[str], taken: set[int]) -> int | None:
    """Where in ``others``, outside ``taken``, ``line`` goes on; an empty line grew into nothing."""
    if not line.strip():
        return None
    return next((at for at, other in enumerate(others) if at not in taken and other.startswith(line)), None)
