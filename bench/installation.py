"""A Rapport of the bench's own: its folder, its database, its settings. Nobody's data is near it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import django
import psycopg
from django.core.management import call_command
from django.db import connection

from bench.processor import is_here

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def installed(database_url: str) -> Iterator[Path]:
    """Rapport set up on an empty database, as is all that this process starts; gives its data folder.

    On PostgreSQL the database is made beside the one that ``database_url`` names, whose role must be allowed to; with
    any other URL it is an SQLite file. Both are gone in the end.
    """
    (ROOT / "var").mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "var", ignore_cleanup_errors=True) as folder,
        _empty_database(database_url, Path(folder)) as url,
    ):
        os.environ.update(
            DJANGO_SETTINGS_MODULE="bench.settings",
            DATABASE_URL=url,
            DATA_DIR=folder,
            SITE_URL="http://localhost:8000",
            ALLOWED_HOSTS="localhost",
            CELERY_BROKER_URL="memory://",
            EMAIL_URL="filemail://",
            DEBUG="false",
        )
        django.setup()
        call_command("migrate", verbosity=0)
        try:
            yield Path(folder)
        finally:
            connection.close()


@contextmanager
def _empty_database(wanted: str, folder: Path) -> Iterator[str]:
    if not wanted.startswith("postgres"):
        yield f"sqlite:///{folder / 'rapport.sqlite3'}"
        return
    name = f"rapport_bench_{uuid4().hex[:8]}"
    with psycopg.connect(wanted, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(wanted)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def database_processes(*, ours: bool) -> list[int]:
    """The processes of this machine in which PostgreSQL answers this one, or all others; none with SQLite."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND (pid = pg_backend_pid()) = %s",
            [ours],
        )
        return [pid for (pid,) in cursor.fetchall() if is_here(pid, "postgres")]
