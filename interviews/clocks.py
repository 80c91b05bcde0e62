"""One moment by two clocks, the user's and the other person's, in words; pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from common.dates import zone_names


def zone_called(name: str) -> ZoneInfo | None:
    """The zone with that IANA name; ``None`` for a blank or unknown one."""
    return ZoneInfo(name) if name in zone_names() else None


def place_of(zone: ZoneInfo) -> str:
    """The place a zone is named after: "Buenos Aires" for ``America/Argentina/Buenos_Aires``, else the whole name."""
    region, _, place = zone.key.rpartition("/")
    return place.replace("_", " ") if region and region != "Etc" else zone.key.removeprefix("Etc/")


def said_in(zone: ZoneInfo) -> str:
    """The zone as it follows a time: "in Lisbon", but "UTC"."""
    place = place_of(zone)
    return place if place.isupper() or any(each.isdigit() for each in place) else f"in {place}"


def said_day(day: date, on: date) -> str:
    """A day as one writes it to somebody on ``on``: "Tuesday 1 December", with its year where that is another one."""
    return f"{day:%A} {day.day} {day:%B}" + ("" if day.year == on.year else f" {day.year}")


def in_both(moment: datetime, first: ZoneInfo, second: ZoneInfo | None, *, on: date) -> str:
    """``moment`` by the clock of ``first``, then by that of ``second`` where that is another one.

    "Tuesday 1 December, 10:00 in Lisbon (11:00 in Berlin)"; ``on`` is the day on which it is said.
    """
    here = moment.astimezone(first)
    said = f"{said_day(here.date(), on)}, {here:%H:%M} {said_in(first)}"
    beside = beside_it(moment, first, second, on=on)
    return f"{said} ({beside})" if beside else said


def beside_it(moment: datetime, here: ZoneInfo, there: ZoneInfo | None, *, on: date) -> str:
    """What the clock ``there`` shows at ``moment``: "11:00 in Berlin", with its day where that is another one.

    "the same in London" where both show the same; empty where it is the same zone, or none is known.
    """
    if there is None or there.key == here.key:
        return ""
    mine, theirs = moment.astimezone(here), moment.astimezone(there)
    if mine.replace(tzinfo=None) == theirs.replace(tzinfo=None):
        return f"the same {said_in(there)}"
    day = "" if mine.date() == theirs.date() else f"{said_day(theirs.date(), on)}, "
    return f"{day}{theirs:%H:%M} {said_in(there)}"
