"""What a wall-clock time can mean on the days when the clocks change; pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Reading:
    """One moment that a wall-clock time may have meant."""

    moment: datetime
    """UTC."""
    wall: datetime
    """The same moment as the clocks there show it, aware."""

    @property
    def label(self) -> str:
        """As a choice says it: "01:30 (WEST, UTC+1)"."""
        offset = self.wall.strftime("%z")
        hours = f"UTC{offset[0]}{int(offset[1:3])}" + (f":{offset[3:]}" if offset[3:] != "00" else "")
        name = self.wall.tzname() or ""
        # Zones without letters of their own are named by their offset ("+03"), which is said already.
        return f"{self.wall:%H:%M} ({f'{name}, ' if name.isalpha() else ''}{hours})"


def readings(day: date, at: time, zone: ZoneInfo) -> list[Reading]:
    """The moments that "``day`` at ``at``" may mean in ``zone``, the earlier one first.

    One on all but two nights a year. Two when the clocks go back over that hour, both showing it; and two when they
    skip it: the hour before and the hour after the gap, so that whoever typed it can be asked.
    """
    walls = [datetime.combine(day, at, tzinfo=zone).replace(fold=fold) for fold in (0, 1)]
    moments = sorted({wall.astimezone(UTC) for wall in walls})
    return [Reading(moment, moment.astimezone(zone)) for moment in moments]


def comes_twice(day: date, at: time, options: list[Reading]) -> bool:
    """Whether the clocks really show that time in each of ``options``: false where they skip it."""
    return all(option.wall.replace(tzinfo=None) == datetime.combine(day, at) for option in options)
