"""What a text says about time, and how it ends; pure."""

import re

_NUMBERS = {"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60}
_MINUTES = re.compile(
    rf"\b(?:(\d{{1,3}})|({'|'.join(sorted(_NUMBERS, key=len, reverse=True))}))[\s-]*(?:min(?:ute)?s?)\b", re.IGNORECASE
)
_HOURS = re.compile(r"\b(half|three quarters of|quarter of|an?|one|two|1|2)\s+(?:an?\s+)?hours?\b", re.IGNORECASE)
_HOUR_MINUTES = {"half": 30, "three quarters of": 45, "quarter of": 15, "two": 120, "2": 120}
_CLOSING = re.compile(
    r"(?:(?:kind|best|warm|many)\b.*|regards|sincerely|yours\b.*|thanks?\b.{0,40}|thank you\b.{0,30}|cheers)[,.!]?",
    re.IGNORECASE,
)
_SIGNATURE_WORDS = 5


def minutes_in(text: str) -> list[int]:
    """Every length of time that ``text`` names, in minutes: "20 minutes", "half an hour", "forty-five minutes"."""
    found = [int(digits) if digits else _NUMBERS[word.lower()] for digits, word in _MINUTES.findall(text)]
    return found + [_HOUR_MINUTES.get(said.lower(), 60) for said in _HOURS.findall(text)]


def last_sentence(body: str) -> str:
    """The last line of ``body`` that says something, without greetings and the name under it; blank for a blank one."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    while len(lines) > 1 and _is_under_it(lines[-1]):
        lines.pop()
    return lines[-1] if lines else ""


def _is_under_it(line: str) -> bool:
    return "?" not in line and (len(line.split()) <= _SIGNATURE_WORDS or _CLOSING.fullmatch(line) is not None)


def shortened(text: str, most: int = 90) -> str:
    """``text`` on one line, of at most ``most`` characters."""
    said = " ".join(text.split())
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"
