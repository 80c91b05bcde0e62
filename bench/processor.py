"""What processes take of the machine: processor time, user's and system's, and memory."""

import resource
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import clock_gettime


def seconds_of(pid: int) -> float:
    """What process ``pid`` has used so far; 0 once it is gone."""
    if not sys.platform.startswith("linux"):
        return _as_ps_says(pid)
    try:
        # What clock_getcpuclockid(3) gives: exact, where /proc counts in hundredths.
        return clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def _as_ps_says(pid: int) -> float:
    said = subprocess.run(["ps", "-o", "time=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    seconds = 0.0
    for part in said.strip().split(":"):
        seconds = seconds * 60 + float(part or 0)
    return seconds


class Meter:
    """How much processor time processes use while something happens."""

    def __init__(self, pids: Iterable[int]) -> None:
        self.before = {pid: seconds_of(pid) for pid in pids}

    def seconds(self, pids: Iterable[int]) -> float:
        """What ``pids`` used since; one that was not there at the beginning has used all it has since then."""
        return sum(seconds_of(pid) - self.before.get(pid, 0.0) for pid in pids)


def is_here(pid: int, name: str) -> bool:
    """Whether process ``pid`` of this machine is a ``name``; a database elsewhere has other numbers."""
    try:
        return name in Path(f"/proc/{pid}/comm").read_text(encoding="utf-8")
    except OSError:
        return False


def peak_megabytes() -> float:
    """The most memory that this process ever held."""
    with suppress(OSError):
        # Not getrusage(2): on Linux its peak is that of whoever started this process, if that was more.
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
