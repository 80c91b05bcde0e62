"""A whole Rapport, run as people run it: real processes, a real database, broker and mail server, at any moment."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.services import free_port

ROOT = Path(__file__).resolve().parents[1]
READY_SECONDS = 60.0
STOP_SECONDS = 40.0


@dataclass
class Installation:
    """One installation; each ``start`` is a new morning of the same one."""

    data_dir: Path
    commands: tuple[tuple[str, ...], ...]
    """What runs, each as the arguments after ``python``; ``{port}`` stands for the web port."""
    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *arguments: str) -> str:
        """Run one management command to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.full_environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def start(self, moment: datetime) -> None:
        """Start every process with its clock at ``moment``, and wait until the web answers healthy."""
        for command in self.commands:
            line = [argument.format(port=self.port) for argument in command]
            log = (self.data_dir / f"{line[-1].replace('/', '_')}-{moment:%m%d%H%M}.log").open("wb")
            self.processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.at", moment.isoformat(), *line],
                    cwd=ROOT,
                    env=self.full_environment(),
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )
        self._wait_until_healthy()

    def stop(self) -> None:
        """Stop as a service manager does: SIGTERM, and every process must end by itself."""
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
        try:
            for process in self.processes:
                process.wait(STOP_SECONDS)
        finally:
            for process in self.processes:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
            self.processes.clear()

    def logs(self) -> str:
        """Everything the processes said, for a failed test."""
        return "\n".join(f"== {log.name}\n{log.read_text()}" for log in sorted(self.data_dir.glob("*.log")))

    def full_environment(self) -> dict[str, str]:
        """What its processes see: this process's environment and its own settings over it."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(self.data_dir),
            "SITE_URL": self.url,
            # Said outright, so that a test run on PostgreSQL does not lend its own to the embedded default.
            "DATABASE_URL": f"sqlite:///{self.data_dir / 'rapport.sqlite3'}",
            "CELERY_BROKER_URL": "memory://",
            "PYTHONUNBUFFERED": "1",
            **self.environment,
        }

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        last = "no answer yet"
        while time.monotonic() < deadline:
            dead = [process.args for process in self.processes if process.poll() is not None]
            if dead:
                raise AssertionError(f"ended at once: {dead}\n{self.logs()}")
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310 - our own address
                    if answer.status == 200:
                        return
            except urllib.error.HTTPError as error:
                last = error.read().decode()
            except OSError as error:
                last = str(error)
            time.sleep(0.2)
        raise AssertionError(f"not healthy after {READY_SECONDS} s: {last}\n{self.logs()}")


EMBEDDED = (("manage.py", "serve", "--bind", "127.0.0.1:{port}"),)
SEPARATE = (
    ("-m", "gunicorn", "config.wsgi", "--workers", "2", "--bind", "127.0.0.1:{port}"),
    ("-m", "celery", "-A", "config", "worker", "--concurrency", "2", "--loglevel", "INFO"),
    ("-m", "celery", "-A", "config", "beat", "--loglevel", "INFO"),
)
