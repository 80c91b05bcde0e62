"""Several workers at once, and workers that die: real processes, a real database, broker and mail server."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.installation import EMBEDDED, ROOT, SEPARATE, Installation
from tests.services import scratch_postgres, scratch_redis
from tests.smtp_sink import OK, Reply, SmtpSink

DUE = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
READERS = 40
PATIENCE_SECONDS = 90

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An empty one on each database, with no process running yet."""
    with ExitStack() as services:
        # Said outright, as the tests themselves may run with these set.
        environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'rapport.sqlite3'}", "CELERY_BROKER_URL": "memory://"}
        if request.param == "postgresql":
            environment["DATABASE_URL"] = services.enter_context(scratch_postgres())
            environment["CELERY_BROKER_URL"] = services.enter_context(scratch_redis())
        commands = SEPARATE if request.param == "postgresql" else EMBEDDED
        rapport = Installation(data_dir=tmp_path, commands=commands, environment=environment)
        try:
            yield rapport
        finally:
            rapport.stop()


def make_readers(rapport: Installation, sink: SmtpSink, due_at: datetime) -> None:
    rapport.environment["EMAIL_URL"] = sink.url
    make = f"from tests.reminders.readers import make; make({READERS}, {due_at.isoformat()!r})"
    rapport.manage("shell", "--verbosity", "0", "--no-imports", "-c", make)


def ledger(rapport: Installation) -> dict[str, list[object]]:
    """State and attempts of every digest by its Message-ID, read past Django."""
    query = "SELECT message_id, state, attempts FROM reminders_digestdelivery"
    url = rapport.environment["DATABASE_URL"]
    connection: Any = (
        psycopg.connect(url) if url.startswith("postgres") else sqlite3.connect(url.removeprefix("sqlite:///"))
    )
    with closing(connection):
        return {message_id: list(row) for message_id, *row in connection.execute(query)}


def send(rapport: Installation, now: datetime) -> subprocess.Popen[bytes]:
    """Start ``send_digests`` as of ``now``; it goes on beside the others."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_digests", "--now", now.isoformat()],
        cwd=ROOT,
        env=rapport.full_environment(),
        stdout=subprocess.DEVNULL,
    )


def wait_for(sink: SmtpSink, letters: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(sink.letters) < letters and time.monotonic() < deadline:
        time.sleep(0.05)


def test_three_commands_at_once_send_each_digest_once(installation: Installation) -> None:
    with SmtpSink() as sink:
        make_readers(installation, sink, DUE)
        workers = [send(installation, DUE) for _ in range(3)]
        codes = [worker.wait(PATIENCE_SECONDS) for worker in workers]

    rows = ledger(installation)
    assert codes == [0, 0, 0]
    assert Counter(sink.message_ids) == dict.fromkeys(rows, 1)
    assert list(rows.values()) == [["sent", 1]] * READERS


@pytest.mark.parametrize(
    "installation",
    ["sqlite", pytest.param("postgresql", marks=(pytest.mark.service, pytest.mark.long))],
    indirect=True,
)
def test_what_a_killed_worker_left_is_sent_when_its_lease_runs_out(installation: Installation) -> None:
    def slowly(_place: int) -> Reply:
        time.sleep(0.05)
        return OK

    with SmtpSink(script=slowly) as sink:
        make_readers(installation, sink, DUE)
        worker = send(installation, DUE)
        wait_for(sink, 10)
        worker.send_signal(signal.SIGKILL)
        worker.wait(PATIENCE_SECONDS)
        before = len(sink.letters)
        too_early = send(installation, DUE + timedelta(minutes=9))
        too_early.wait(PATIENCE_SECONDS)
        meanwhile = len(sink.letters)
        send(installation, DUE + timedelta(minutes=11)).wait(PATIENCE_SECONDS)

    rows = ledger(installation)
    counts = Counter(sink.message_ids)
    repeated = [message_id for message_id, count in counts.items() if count > 1]
    assert 10 <= before < READERS
    assert meanwhile - before <= 1
    assert set(counts) == set(rows)
    assert {state for state, _ in rows.values()} == {"sent"}
    assert len(repeated) <= 1
    assert all(rows[message_id] == ["sent", 2] for message_id in repeated)


def celery(rapport: Installation, *arguments: str) -> subprocess.Popen[bytes]:
    log = (rapport.data_dir / f"{arguments[0]}-{len(rapport.processes)}.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", *arguments],
        cwd=ROOT,
        env=rapport.full_environment(),
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    rapport.processes.append(process)
    return process


@pytest.mark.service
@pytest.mark.long
@pytest.mark.parametrize("installation", ["postgresql"], indirect=True)
def test_two_beats_and_two_workers_send_each_digest_once(installation: Installation) -> None:
    """A fifth of the letters meets a 451 first, is delayed, and then delivered."""

    def busy(place: int) -> Reply:
        return "451 Busy, try again" if place < READERS and place % 5 == 0 else OK

    with SmtpSink(script=busy) as sink:
        make_readers(installation, sink, datetime.now(UTC) - timedelta(minutes=1))
        for name in ("one", "two"):
            celery(installation, "worker", "--hostname", f"{name}@here", "--concurrency", "2")
        for name in ("one", "two"):
            celery(installation, "beat", "--schedule", str(installation.data_dir / f"beat-{name}"))
        wait_for(sink, READERS)
        time.sleep(1)
        installation.stop()

    rows = ledger(installation)
    assert Counter(sink.message_ids) == dict.fromkeys(rows, 1), installation.logs()
    assert Counter(tuple(row) for row in rows.values()) == {("sent", 1): READERS * 4 // 5, ("sent", 2): READERS // 5}


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_serve_and_a_command_beside_it_send_each_digest_once(installation: Installation) -> None:
    with SmtpSink() as sink:
        now = datetime.now(UTC)
        make_readers(installation, sink, now - timedelta(minutes=1))
        installation.environment["DEBUG"] = "1"
        beside = [send(installation, now) for _ in range(2)]
        installation.start(now)
        for process in beside:
            process.wait(PATIENCE_SECONDS)
        wait_for(sink, READERS)
        installation.stop()

    rows = ledger(installation)
    assert Counter(sink.message_ids) == dict.fromkeys(rows, 1), installation.logs()
    assert list(rows.values()) == [["sent", 1]] * READERS
