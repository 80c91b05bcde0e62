"""The word lists of the checks: phrases that say nothing, ask for a job, or ask for everything. Pure.

Each is a piece of a regular expression, found between word boundaries whatever the capitals; apostrophes may be curly.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

STOCK = (
    r"pick(?:ing)? your brains?",
    r"i hope (?:this|my) (?:e-?mail|message|note|letter)? ?finds you well",
    r"hope (?:you are|you're) doing well",
    r"i am reaching out",
    r"i'm reaching out",
    r"just reaching out",
    r"touch(?:ing)? base",
    r"circl(?:e|ing) back",
    r"just (?:checking|following) (?:in|up)",
    r"per my last",
    r"to whom it may concern",
    r"dear sirs?(?: or madams?)?",
    r"i came across your profile",
    r"i stumbled (?:up)?on your profile",
    r"(?:i would|i'd) (?:love|like) to connect",
    r"expand(?:ing)? my (?:professional )?network",
    r"at your earliest convenience",
    r"do not hesitate to",
    r"don't hesitate to",
    r"synerg(?:y|ies)",
    r"passionate about",
    r"results[- ]driven",
    r"think outside the box",
    r"quick (?:call|chat|question)",
    r"grab(?:bing)? (?:a )?(?:virtual )?coffee",
)
"""Phrases everybody has read a hundred times: they show that the message could have gone to anyone (P17)."""

JOB_ASKING = (
    r"hire me",
    r"give me a (?:job|chance|position)",
    r"are you (?:currently )?(?:hiring|recruiting)",
    r"(?:looking|searching|asking) for a job",
    r"need a (?:new )?job",
    r"find me (?:a job|something|work)",
    r"any (?:job openings?|openings|vacanc(?:y|ies)|positions|jobs?)",
    r"(?:job|career|employment|work) opportunit(?:y|ies)",
    r"(?:my|a copy of my) (?:cv|resume|résumé|curriculum vitae)(?: is)?(?: attached)?",
    r"attached (?:is |you will find |please find )?my (?:cv|resume|résumé)",
    r"consider me for",
    r"a job (?:at|in|with|for me)",
)
"""Asking for a job, which most can only answer with no (P19)."""

VAGUE = (
    r"let me know if you (?:hear|know|come across|see) (?:of |about )?(?:any ?thing|something|any)",
    r"if you (?:hear|know) of (?:any ?thing|something)",
    r"keep me in mind",
    r"keep (?:your|an) (?:eyes?|ears?) open",
    r"any (?:help|advice|tips|leads|ideas|suggestions|thoughts)(?: you (?:can|could|may|might) have)?",
    r"any(?:thing| way) you (?:can|could) (?:do|help)",
    r"open to (?:any ?thing|everything|all)",
    r"any opportunit(?:y|ies)",
    r"whatever you (?:can|could|think)",
)
"""Requests that leave the work of finding one to the reader (P18)."""

REFERRAL = (
    r"refer me",
    r"(?:give|make|write|submit) (?:me )?a referral",
    r"employee referral",
    r"(?:put|pass|forward) my (?:name|cv|resume|résumé|application) (?:forward|on|in|to|through)",
    r"put in a (?:good )?word",
    r"recommend me (?:for|to)",
    r"vouch for me",
)
"""Asking somebody to stand up for one's application (P26)."""


@lru_cache(maxsize=16)
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def found_in(text: str, phrases: Iterable[str]) -> tuple[str, ...]:
    """Which of ``phrases`` stand in ``text``, as they stand there, each once."""
    plain = text.replace("’", "'").replace("‘", "'")
    spans = [match.span() for match in _compiled(tuple(phrases)).finditer(plain)]
    return tuple(dict.fromkeys(text[start:end] for start, end in spans))
