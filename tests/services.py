"""PostgreSQL and Redis for the tests that need them: found, or named loudly with the line that installs them."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
import redis

POSTGRES_DEFAULT = "postgresql://postgres@127.0.0.1:5432/postgres"
REDIS_DEFAULT = "redis://127.0.0.1:6379/15"


def _missing(what: str, package: str) -> None:
    """Skip with what to do; fail where CI demands that nothing is skipped."""
    reason = f"{what} was not found. Install and start it: apt-get install {package}"
    if os.environ.get("RAPPORT_REQUIRE_SERVICES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def scratch_postgres() -> Iterator[str]:
    """The URL of an empty database of its own, dropped in the end. Skips or fails without a server."""
    server = os.environ.get("TEST_DATABASE_URL", POSTGRES_DEFAULT)
    name = f"rapport_{uuid4().hex[:12]}"
    try:
        admin = psycopg.connect(server, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        _missing("PostgreSQL", "postgresql")
        raise
    with admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def scratch_redis() -> Iterator[str]:
    """The URL of a Redis of its own on a free port, else of the one that ``TEST_REDIS_URL`` names, emptied first."""
    binary = shutil.which("redis-server")
    if binary is None:
        yield _shared_redis()
        return
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="rapport-redis-") as folder:
        server = subprocess.Popen(
            [binary, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes"],
            stdout=subprocess.DEVNULL,
            cwd=Path(folder),
        )
        try:
            url = f"redis://127.0.0.1:{port}/0"
            _wait_for(url)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=10)


def _shared_redis() -> str:
    url = os.environ.get("TEST_REDIS_URL", REDIS_DEFAULT)
    client = redis.Redis.from_url(url, socket_connect_timeout=2)
    try:
        client.flushdb()
    except redis.ConnectionError:
        _missing("Redis", "redis-server")
    return url


def _wait_for(url: str) -> None:
    client = redis.Redis.from_url(url)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with suppress(redis.ConnectionError):
            client.ping()
            return
        time.sleep(0.05)
    raise TimeoutError(f"{url} does not answer")
