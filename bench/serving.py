"""The production server, as docker-compose.yml starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.installation import database_processes

WORKERS = 2
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where it is, and the processes that answer."""

    port: int
    workers: frozenset[int]

    def processes(self) -> list[int]:
        """Its workers, and the database's processes that work for them."""
        return [*self.workers, *database_processes(ours=False)]


@contextmanager
def serving(data_dir: Path) -> Iterator[Server]:
    """gunicorn with two workers on a free port; what it prints is in ``data_dir``/server.log."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "bench.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS),
               "--threads", "4", "--no-control-socket", "--access-logfile", "-"]  # fmt: skip
    with (data_dir / "server.log").open("wb") as log:
        master = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=os.environ)
        try:
            yield Server(port, _workers(master, data_dir))
        finally:
            master.send_signal(signal.SIGTERM)
            master.wait(_PATIENCE_SECONDS)


def _workers(master: "subprocess.Popen[bytes]", data_dir: Path) -> frozenset[int]:
    """Each worker says that it is ready with a file (``bench.wsgi``)."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and master.poll() is None:
        ready = frozenset(int(file.name) for file in data_dir.glob("workers/*"))
        if len(ready) == WORKERS:
            return ready
        time.sleep(0.05)
    raise RuntimeError(f"The server did not start:\n{(data_dir / 'server.log').read_text(encoding='utf-8')}")
