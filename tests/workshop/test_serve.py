"""``manage.py serve``: everything in one process, started and stopped as people do it."""

import re
import signal
import socket
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from common.management.commands.serve import browser_address, parse_bind
from tests.workshop.processes import answer, run, running, wait_until_healthy

SERVE = [sys.executable, "manage.py", "serve"]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_beats_and_stops_cleanly(
    environment: dict[str, str], tmp_path: Path, stop: signal.Signals
) -> None:
    with running([*SERVE, "--migrate", "--bind", "127.0.0.1:0"], environment, tmp_path / "log") as serve:
        site = serve.wait_for_line("Rapport is at ").removeprefix("Rapport is at ")
        seconds_to_beat = wait_until_healthy(site)
        status, page = answer(f"{site}/accounts/login/")
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
        sheet_statuses = [answer(f"{site}{sheet}")[0] for sheet in sheets]
        code, seconds_to_stop = serve.stop(stop)

    assert (status, "csrfmiddlewaretoken" in page) == (200, True)
    # Under names that change with what is in them, so that browsers may keep them.
    assert (set(sheet_statuses), all(re.search(r"\.[0-9a-f]{12}\.css$", sheet) for sheet in sheets)) == ({200}, True)
    assert seconds_to_beat < 10
    assert (code, seconds_to_stop < 5) == (0, True)
    # A probe before the first beat is answered 503, which Django logs.
    assert [line for line in serve.output.splitlines() if not line.endswith("Service Unavailable: /healthz")] == [
        f"Rapport is at {site}",
        "",
        "Stopping once what is under way is done. Ctrl-C again stops at once.",
        "Stopped.",
    ]


def test_serve_says_that_migrations_wait(environment: dict[str, str]) -> None:
    done = run([*SERVE, "--bind", "127.0.0.1:0"], environment)

    assert done.returncode == 2
    told = r"CommandError: \d+ migrations wait to be applied\. Run “manage\.py migrate”, or serve --migrate\.\n"
    assert re.fullmatch(told, done.stderr)
    assert done.stdout == ""


@pytest.fixture
def own_signals() -> Iterator[None]:
    """Puts the handlers back that serve replaces."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def refusal(**options: object) -> tuple[str, int]:
    """What serve says and the exit code when it does not start."""
    with pytest.raises(CommandError) as refused:
        call_command("serve", stdout=StringIO(), **options)
    return str(refused.value), refused.value.returncode


@pytest.mark.django_db
@pytest.mark.usefixtures("own_signals")
def test_serve_says_that_the_port_is_taken(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = refusal(bind=f"127.0.0.1:{port}", migrate=True)

    assert refused == (f"Cannot listen on 127.0.0.1:{port}: it is taken.", 2)


@pytest.mark.django_db
@pytest.mark.usefixtures("own_signals")
def test_serve_says_that_an_address_is_not_of_this_machine(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")

    refused = refusal(bind="192.0.2.1:8000")

    assert refused == ("Cannot listen on 192.0.2.1:8000: Cannot assign requested address.", 2)


@pytest.mark.django_db
@pytest.mark.usefixtures("own_signals")
def test_serve_says_that_static_files_are_missing(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path

    assert refusal() == ("The static files are not collected. Run “manage.py collectstatic”.", 2)


@pytest.mark.django_db
@pytest.mark.usefixtures("own_signals")
def test_serve_wants_every_migration() -> None:
    MigrationRecorder(connection).record_unapplied(*MigrationLoader(connection).graph.leaf_nodes("reminders")[0])

    assert refusal() == ("1 migrations wait to be applied. Run “manage.py migrate”, or serve --migrate.", 2)


@pytest.mark.parametrize("bind", ["8000", ":8000", "localhost:", "localhost:http", "127.0.0.1:70000"])
def test_serve_wants_an_address_and_a_port(bind: str) -> None:
    assert refusal(bind=bind) == (f"--bind takes an address and a port, like 127.0.0.1:8000, not “{bind}”.", 2)


@pytest.mark.parametrize(
    ("bind", "address"),
    [
        ("127.0.0.1:8000", "http://localhost:8000"),
        ("0.0.0.0:80", "http://localhost:80"),
        ("[::1]:8000", "http://localhost:8000"),
        ("[2001:db8::7]:8000", "http://[2001:db8::7]:8000"),
        ("192.0.2.1:8000", "http://192.0.2.1:8000"),
    ],
)
def test_serve_prints_what_a_browser_takes(bind: str, address: str) -> None:
    assert browser_address(*parse_bind(bind)) == address
