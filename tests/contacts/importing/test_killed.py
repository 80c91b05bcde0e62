"""A worker killed in the middle of an import: a real process, a real database, and a SIGKILL at any statement."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps

from contacts.models import ImportState
from tests.installation import EMBEDDED, ROOT, Installation
from tests.services import scratch_postgres

ROWS = 600
"""More than one page of them."""

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An empty one on each database."""
    with ExitStack() as services:
        url = f"sqlite:///{tmp_path / 'rapport.sqlite3'}"
        if request.param == "postgresql":
            url = services.enter_context(scratch_postgres())
        yield Installation(data_dir=tmp_path, commands=EMBEDDED, environment={"DATABASE_URL": url})


def shell(call: str) -> list[str]:
    code = f"from tests.contacts.importing import killed; killed.{call}"
    return ["shell", "--verbosity", "0", "--no-imports", "-c", code]


def everything(rapport: Installation) -> dict[str, list[Any]]:
    """Every row of every table as others see it, read past Django."""
    url = rapport.environment["DATABASE_URL"]
    connection: Any = (
        psycopg.connect(url) if url.startswith("postgres") else sqlite3.connect(url.removeprefix("sqlite:///"))
    )
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    with closing(connection):
        return {
            table: connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall()  # noqa: S608 - our own tables
            for table in tables
        }


def kill_at(rapport: Installation, statement: int) -> None:
    """Start to bring the file in, and kill that process while it is at its ``statement``-th."""
    with subprocess.Popen(
        [sys.executable, "manage.py", *shell("step_by_step()")],
        cwd=ROOT,
        env=rapport.full_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        for _ in range(statement):
            assert worker.stdout.readline() == b"?\n"
            worker.stdin.write(b"\n")
            worker.stdin.flush()
        worker.kill()
    assert worker.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("installation", "kills"),
    [
        ("sqlite", 4),
        pytest.param("sqlite", 20, marks=pytest.mark.long),
        pytest.param("postgresql", 20, marks=(pytest.mark.service, pytest.mark.long)),
    ],
    indirect=["installation"],
)
def test_a_killed_import_leaves_nothing_and_comes_in_once(installation: Installation, kills: int) -> None:
    statements = int(installation.manage(*shell(f"make({ROWS})")))
    accepted = everything(installation)

    # From the first statement to the last but one: after the last, all of it may be in already.
    for kill in range(kills):
        kill_at(installation, 1 + kill * (statements - 2) // (kills - 1))
        assert everything(installation) == accepted

    killed, whole = json.loads(installation.manage(*shell("finish()")))
    assert killed == whole
    assert (killed["state"], killed["Contact"]) == (ImportState.DONE, ROWS)
