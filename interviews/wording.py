"""How pages say when a conversation is, and what comes next; pure."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from common.dates import local_date
from interviews.models import Interview

NOTES_OPEN_MINUTES = 60
"""From an hour before its start the next step is the note page."""
ROW_LENGTH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The one thing to do next about an interview."""

    label: str
    url_name: str
    fragment: str = ""


def next_step(interview: Interview, now: datetime) -> NextStep | None:
    """What comes next at the moment ``now``; ``None`` when nothing is left to do."""
    if interview.owes_thanks:
        return NextStep(label="Write thanks", url_name="interviews:thanks")
    if not interview.is_scheduled:
        return None
    if interview.is_over(now):
        return NextStep(label="Say how it went", url_name="interviews:detail", fragment="#how-it-went")
    minutes_ahead = (interview.starts_at - now).total_seconds() / 60
    if interview.prepared_at or minutes_ahead <= NOTES_OPEN_MINUTES:
        return NextStep(label="Open the note page", url_name="interviews:notes")
    return NextStep(label="Prepare", url_name="interviews:detail", fragment="#prepare")


def countdown(interview: Interview, *, now: datetime, on: date, zone: ZoneInfo) -> str:
    """How far away it is, in words: "in 3 days", "in 40 minutes", "going on now", "20 minutes ago"."""
    if interview.starts_at <= now < interview.ends_at:
        return "going on now"
    ahead = interview.starts_at > now
    days = abs((local_date(interview.starts_at, zone) - on).days)
    if days == 0:
        minutes = int(abs((interview.starts_at - now).total_seconds()) // 60)
        words = f"{minutes // 60} hours" if minutes >= 120 else _counted(minutes, "minute")
    elif days == 1:
        return "tomorrow" if ahead else "yesterday"
    elif days < 14:
        words = f"{days} days"
    else:
        words = f"{days // 7} weeks" if days < 70 else f"{days // 30} months"
    return f"in {words}" if ahead else f"{words} ago"


def talk_day(day: date, on: date) -> str:
    """The day of a talk as it stands before the word "talk": "Friday’s", "yesterday’s", "the 3 November"."""
    away = (on - day).days
    if away in (0, 1):
        return ("today’s", "yesterday’s")[away]
    return f"{day:%A}’s" if 0 < away < 7 else f"the {day:%-d %B}"


def first_line(text: str) -> str:
    """The first line of ``text`` that says something, shortened to what fits into a row."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= ROW_LENGTH else f"{line[: ROW_LENGTH - 1].rstrip()}…"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
