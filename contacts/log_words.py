"""The words with which people say how they were in touch: "coffee", "she wrote", "rang, no answer"."""

import re
from collections.abc import Collection
from typing import NamedTuple

from contacts.models import Direction, InteractionKind

_EMAIL, _CALL, _MESSAGE = InteractionKind.EMAIL, InteractionKind.CALL, InteractionKind.MESSAGE
_MEETING, _LETTER = InteractionKind.MEETING, InteractionKind.LETTER
_IN, _OUT, _MUTUAL = Direction.INCOMING, Direction.OUTGOING, Direction.MUTUAL

_NETWORKS = r"linked ?in|whats ?app|signal|telegram|slack|instagram|facebook|messenger|xing|mastodon|wechat"
_PICTURED = r"zoom|teams|skype|facetime|video"
_MEALS = r"coffees?|lunch|dinner|breakfast|brunch|drinks?|beers?|tea|picnic"
_THEM = r"her|him|them"
WORD_ENDS = r"(?![\w’'-])"


class Word(NamedTuple):
    """A word or two that say how it was."""

    pattern: re.Pattern[str]
    kind: str
    direction: str
    acts: bool = False
    """Whether who did it says who turned to whom."""
    is_noun: bool = False
    """Whether it may begin another sentence ("card games …"), so that it counts only where what follows fits."""
    says_more: bool = False
    """Whether it says more than its kind does: "lunch" is a meeting, but also lunch."""

    def turned(self, who: str) -> str:
        """Who turned to whom when ``who`` did it; blank for nobody said, which is the user."""
        if not self.acts or who in {"", "i"}:
            return self.direction
        return _MUTUAL if who == "we" else _IN


def _word(source: str, kind: str, direction: str, **traits: bool) -> Word:
    return Word(re.compile(rf"(?:{source}){WORD_ENDS}", re.IGNORECASE), kind, direction, **traits)


WORDS = (
    # What was done.
    _word(rf"wrote (?:(?:an?|{_THEM}) )*(?:letter|post ?card|card)", _LETTER, _OUT, acts=True),
    _word(rf"wrote (?:(?:an?|to|{_THEM}) )*(?:on (?:{_NETWORKS})|(?:{_NETWORKS}) message|text)", _MESSAGE, _OUT,
          acts=True),
    _word(rf"e-?mailed(?: back)?|mailed(?: back)?|wrote(?: back)?(?: (?:an?|{_THEM})(?= e-?mail| mail))*"
          r"(?: e-?mail| mail)?", _EMAIL, _OUT, acts=True),
    _word(r"called(?: back)?|phoned|rang|telephoned", _CALL, _MUTUAL, acts=True),
    _word(r"texted|messaged|dm'?e?d|pinged", _MESSAGE, _OUT, acts=True),
    _word(r"visited|dropped (?:by|in)|came (?:by|over|to see me)|stopped by", _MEETING, _OUT, acts=True),
    _word(r"replied|answered|responded|got back|reached out|sent|thanked|congratulated|liked|commented on", "", _OUT,
          acts=True),
    _word(r"met(?: up)?", _MEETING, _MUTUAL),
    _word(r"ran into|bumped into", _MEETING, _MUTUAL, says_more=True),
    _word(r"(?:talked|spoke|chatted) (?:on|over|by) (?:the )?(?:tele)?phone", _CALL, _MUTUAL),
    _word(r"talked|spoke|chatted|caught up|exchanged", "", _MUTUAL),
    _word(r"heard from", "", _IN),
    # What it was.
    _word(rf"(?:{_PICTURED}) (?:call|chat|meeting)|zoom|skype", _MEETING, _MUTUAL, is_noun=True, says_more=True),
    _word(r"coffees?|meeting|meet-?up|visit", _MEETING, _MUTUAL, is_noun=True),
    _word(rf"{_MEALS}|walk", _MEETING, _MUTUAL, is_noun=True, says_more=True),
    _word(r"(?:phone ?)?calls?|phone", _CALL, _MUTUAL, is_noun=True),
    _word(rf"(?:{_NETWORKS})(?: messages?)?", _MESSAGE, _OUT, is_noun=True, says_more=True),
    _word(r"(?:text )?messages?|text|sms|dm", _MESSAGE, _OUT, is_noun=True),
    _word(r"e-?mails?|mails?", _EMAIL, _OUT, is_noun=True),
    _word(r"(?:christmas|birthday|thank[- ]you) ?card|post ?card", _LETTER, _OUT, is_noun=True, says_more=True),
    _word(r"letter|card", _LETTER, _OUT, is_noun=True),
    _word(r"reply|answer", "", _IN, is_noun=True),
)  # fmt: skip

ABOUT = re.compile(rf"(?:about|regarding|re)(?::|{WORD_ENDS})", re.IGNORECASE)
BEHIND_A_NOUN = re.compile(
    rf"\s+(?:with|about|re|regarding|from|to|at|in|on|along|over|for|and|after){WORD_ENDS}", re.IGNORECASE
)
NOT_REACHED = re.compile(
    rf"\b(?:no answer|no reply|voice ?mail|left (?:(?:an?|{_THEM}) )*message|did(?:n['’]t| not) (?:pick up|answer)"
    r"|nobody (?:picked up|answered))\b",
    re.IGNORECASE,
)
_IN_PASSING = (
    (rf"\b(?:over|for|at) (?:an? )?(?:{_MEALS}|walk)\b|\bin person\b", _MEETING),
    (rf"\b(?:on|over|by|via) (?:an? )?(?:{_PICTURED})\b", _MEETING),
    (r"\b(?:on|over|by) (?:the )?(?:tele)?phone\b", _CALL),
    (r"\b(?:by|via|in an) e-?mail\b", _EMAIL),
    (rf"\b(?:on|over|by|via|through) (?:{_NETWORKS})\b", _MESSAGE),
)
_MENTIONS = tuple((re.compile(source, re.IGNORECASE), kind) for source, kind in _IN_PASSING)


def mentioned_in(text: str) -> str:
    """The kind that a sentence mentions along the way ("talked about X over coffee"), or blank."""
    return next((kind for pattern, kind in _MENTIONS if pattern.search(text)), "")


class Names:
    """Patterns in which the person's own names stand: "Ana wrote", "from Ana", "coffee with Ana"."""

    def __init__(self, names: Collection[str]) -> None:
        known = sorted({name.strip() for name in names} - {""}, key=len, reverse=True)
        also = "".join(f"|{re.escape(name)}" for name in known)
        self.subject = _compiled(
            rf"(?P<who>i|we|she|he|they{also})(?:['’](?:ve|s|d))?(?: (?:have|has|had|just|also|both|finally))* (?=\w)"
        )
        self.from_them = _compiled(rf"from (?:{_THEM}{also}){WORD_ENDS}")
        self.from_me = _compiled(rf"from me{WORD_ENDS}")
        self.filler = _compiled(
            rf"(?:with|to|for|by|on|via|over|through|had|got|received|an?|the|{_THEM}|we|again|just|back|quick|short"
            rf"|long|brief|nice|good|great|lovely|another|our|my|his|their|together|follow-?up{also}){WORD_ENDS}"
        )


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
