"""Days as Monica writes them: a date, a moment, or a date of which only part is known."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from contacts.importing.monica_file import text
from contacts.importing.written_dates import WrittenDay, read_date, read_day

EARLIEST, LATEST = 1800, 2999
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_of(value: object, zone: ZoneInfo) -> date | None:
    """The owner's local date of a moment in UTC. Midnight is a date that was typed in, and is left as it is."""
    written = text(value)
    if _DAY.fullmatch(written):
        return read_date(written)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return read_date(written)
    if not EARLIEST <= moment.year <= LATEST:
        return None
    if not any((moment.hour, moment.minute, moment.second)):
        return moment.date()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone).date()


def day_of_year(value: object) -> WrittenDay | None:
    """A birthdate or the like; nobody knows the day of one that was worked out from an age."""
    if not isinstance(value, dict) or value.get("is_age_based") is True:
        return None
    day = read_day(text(value.get("date")))
    return day._replace(year=None) if day is not None and value.get("is_year_unknown") is True else day
