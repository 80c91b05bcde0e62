"""Where the world's clocks jump between 2025 and 2031, computed from the timezone database itself."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
LAST = datetime(2032, 1, 1, tzinfo=UTC)
STEP = timedelta(hours=12)

Jumps = tuple[tuple[datetime, timedelta, timedelta], ...]


def jumps_of(zone: ZoneInfo) -> Jumps:
    """Each moment at which the offset of ``zone`` changes, with the offsets before and after."""
    found = []
    days = int((LAST - FIRST) / STEP)
    offsets = [(moment, _offset(moment, zone)) for moment in (FIRST + STEP * n for n in range(days + 1))]
    for (start, before), (end, after) in pairwise(offsets):
        if before != after:
            low, high = start, end
            while high - low > timedelta(minutes=1):
                middle = low + timedelta(minutes=(high - low) // timedelta(minutes=1) // 2)
                low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
            found.append((high, before, after))
    return tuple(found)


@cache
def zones_by_jumps() -> dict[Jumps, list[ZoneInfo]]:
    """Every zone of the database, those whose clocks always agree in one group."""
    groups: dict[tuple[Jumps, timedelta], list[ZoneInfo]] = defaultdict(list)
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        groups[jumps_of(zone), _offset(FIRST, zone)].append(zone)
    # Zones without a jump differ only by their constant offset, which the key must keep apart too.
    return {jumps or ((FIRST, offset, offset),): zones for (jumps, offset), zones in groups.items()}


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
