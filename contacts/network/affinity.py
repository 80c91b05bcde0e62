"""Whether two short texts are about the same thing, by the words that carry meaning. Pure."""

import re
from functools import lru_cache

from common.folding import fold

SHORTEST = 4
_COMMON = """
about after again also always another anybody anyone anything around because been before being best better
between both cannot come could does doing done down each else ever every everybody everyone everything find
from gets getting give gives going good great have having hear help helps here hers himself hope into just
keep kind know knows last like likes little long look looking looks make makes making many maybe more most
much must need needs never next nice none nothing often once only other others over people perhaps person
place quite rather really same seem seems several should since some somebody someone something soon still such
sure take takes talk tell than thank that their them then there these they thing things think this those time
times told under until upon used using very want wants well went were what when where which while whom will
with without work works would year years your
"""
_STOP = frozenset(_COMMON.split())
_WORDS = re.compile(rf"[^\W_]{{{SHORTEST},}}")
_ENDINGS = ("ings", "ing", "ers", "ies", "es", "ed", "er", "s")


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A folded word without its commonest English ending: "robots" and "robot" are alike, "planner" and "plan" too."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            word = word.removesuffix(ending)
            if len(word) > SHORTEST and word[-1] == word[-2]:
                word = word[:-1]
            break
    return word.removesuffix("e") if len(word) > SHORTEST else word


def keywords(text: str) -> frozenset[str]:
    """The stems of the words in ``text`` that say what it is about."""
    return frozenset(stem(word) for word in _WORDS.findall(fold(text)) if word not in _STOP)


def shared(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """What two sets of keywords have in common."""
    return one & other
