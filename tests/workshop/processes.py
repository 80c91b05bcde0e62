"""Commands run as people and service managers run them: real processes, watched from outside."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 150.0  # Only a fault takes that long, or a machine that does much else besides.
# Set by the tests' settings, by make and by pytest, and not by whoever starts the product.
NOT_THEIRS = re.compile(
    "DATABASE_URL|CELERY_BROKER_URL|EMAIL_URL|SECRET_KEY|DEBUG|ALLOWED_HOSTS|SITE_URL|DATA_DIR|DJANGO_SETTINGS_MODULE"
    "|ARGS|VENV|PYTHON|PORT|UPGRADE|M(AKE)?FLAGS|MAKE.*|PYTEST_.*"
)


def clean_environment(**ours: str) -> dict[str, str]:
    """What a person's shell would hand on, with ``ours``; commands of this virtual environment come first."""
    kept = {name: value for name, value in os.environ.items() if not NOT_THEIRS.fullmatch(name)}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}", **ours}


def run(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run ``command`` to its end, with what it printed."""
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS)


class Running:
    """One process under way; its output goes to a file."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path, cwd: Path) -> None:
        self.log = log
        self.line = shlex.join(command)
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=cwd, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
            )

    @property
    def output(self) -> str:
        """What it has printed up to now."""
        return self.log.read_text()

    def wait_for_line(self, start: str) -> str:
        """The first line that begins with ``start``, as soon as it is there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for line in self.output.splitlines():
                if line.startswith(start):
                    return line
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"{self.line} never said “{start}…”, but:\n{self.output}")

    def stop(self, by: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Signal it; returns its exit code and how many seconds it took to end."""
        begun = time.monotonic()
        self.process.send_signal(by)
        code = self.process.wait(PATIENCE_SECONDS)
        return code, time.monotonic() - begun


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path, cwd: Path = ROOT) -> Iterator[Running]:
    """``command`` under way; whatever is left of it and its children in the end is killed."""
    started = Running(command, environment, log, cwd)
    try:
        yield started
    finally:
        if started.process.poll() is None:
            os.killpg(started.process.pid, signal.SIGKILL)
            started.process.wait()


def answer(url: str) -> tuple[int, str]:
    """Status and body that ``url`` gives; 0 and the reason when nothing answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 always http, to this machine
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, str(error)


def wait_until_healthy(site: str) -> float:
    """Seconds until ``/healthz`` says 200."""
    begun = time.monotonic()
    last = (0, "")
    while time.monotonic() - begun < PATIENCE_SECONDS:
        last = answer(f"{site}/healthz")
        if last[0] == 200:
            return time.monotonic() - begun
        time.sleep(0.1)
    raise AssertionError(f"{site}/healthz still says {last}")
