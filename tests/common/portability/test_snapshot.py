import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from environ import Env

from common.portability.snapshot import snapshot
from tests.services import scratch_postgres

ALIAS = "apart"


def _count() -> int:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM things")
        count: int = cursor.fetchone()[0]
        return count


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def someone_writes(
    request: pytest.FixtureRequest, django_db_blocker: Any, tmp_path: Path
) -> Iterator[Callable[[], None]]:
    """A database of its own, and somebody else who writes into it."""
    with django_db_blocker.unblock():
        yield from _database(request.param, tmp_path)


def _database(kind: str, tmp_path: Path) -> Iterator[Callable[[], None]]:
    if kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'apart.sqlite3'}"
        yield from _with_database(
            {"OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"}},
            url,
            lambda: sqlite3.connect(tmp_path / "apart.sqlite3", timeout=1),
        )
    else:
        with scratch_postgres() as url:
            yield from _with_database({}, url, lambda: psycopg.connect(url, options="-c lock_timeout=1000"))


def _with_database(options: dict[str, Any], url: str, connect: Callable[[], Any]) -> Iterator[Callable[[], None]]:
    connections.databases[ALIAS] = {
        **connections.databases[DEFAULT_DB_ALIAS], "OPTIONS": {}, **Env.db_url_config(url), **options,
    }  # fmt: skip
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("CREATE TABLE things (id INTEGER)")

    def write() -> None:
        with connect() as other:
            other.execute("INSERT INTO things VALUES (1)")
            other.commit()
        other.close()

    try:
        yield write
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def test_whoever_writes_neither_waits_nor_shows(someone_writes: Callable[[], None]) -> None:
    someone_writes()
    with snapshot(ALIAS):
        before = _count()
        someone_writes()
        meanwhile = _count()

    assert [before, meanwhile, _count()] == [1, 1, 2]


def test_the_next_transaction_is_an_ordinary_one(someone_writes: Callable[[], None]) -> None:
    with pytest.raises(KeyError), snapshot(ALIAS):
        raise KeyError
    with transaction.atomic(ALIAS), connections[ALIAS].cursor() as cursor:
        cursor.execute("INSERT INTO things VALUES (2)")

    assert _count() == 1
    assert getattr(connections[ALIAS], "transaction_mode", "IMMEDIATE") == "IMMEDIATE"


def test_inside_a_transaction_its_own_rules_hold(db: None) -> None:
    with snapshot(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
