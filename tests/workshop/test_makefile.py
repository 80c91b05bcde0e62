"""The Makefile as people use it: in a copy of the tree in which everything is installed already."""

import http.cookiejar
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.services import free_port
from tests.workshop.processes import PATIENCE_SECONDS, ROOT, answer, clean_environment, run, running, wait_until_healthy


def make(tree: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run make in ``tree`` to its end."""
    return subprocess.run(
        ["make", *arguments],
        cwd=tree,
        env=environment or clean_environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def tree(collected_static_files: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources beside the packages that this test runs with, marked as make marks them."""
    tree = tmp_path_factory.mktemp("tree")
    listed = run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], clean_environment())
    assert listed.returncode == 0, listed.stderr
    for name in filter(None, listed.stdout.splitlines()):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
    _stand_in(tree / ".venv", Path(sys.prefix), marks=(".made", ".run", ".dev"))
    _stand_in(tree / "node_modules", ROOT / "node_modules", marks=(".made",))
    shutil.copytree(ROOT / "var" / "static", tree / "var" / "static")
    (tree / "var" / "static" / "staticfiles.json").touch()
    return tree


def _stand_in(place: Path, real: Path, *, marks: tuple[str, ...]) -> None:
    """A folder at ``place`` with everything that is in ``real``, whose marks make may touch."""
    place.mkdir()
    for entry in real.iterdir():
        if entry.name not in marks:
            (place / entry.name).symlink_to(entry)
    for mark in marks:
        (place / mark).touch()


def test_make_alone_lists_every_target(tree: Path) -> None:
    done = make(tree)

    listed = re.findall(r"^  make (\w+) +\S", done.stdout, re.MULTILINE)
    there_are = re.search(r"^\.PHONY: (.+)$", (tree / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert there_are is not None
    assert (done.returncode, listed) == (0, there_are[1].split())


@pytest.mark.parametrize(
    ("python", "told"),
    [
        ("no-such-python", "Rapport needs Python 3.11 or newer; “no-such-python” is not here."),
        ("./old-python", "Rapport needs Python 3.11 or newer; “./old-python” is Python 3.9.2."),
    ],
)
def test_setup_says_which_python_it_needs(tree: Path, tmp_path: Path, python: str, told: str) -> None:
    old = tree / "old-python"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo Python 3.9.2\nexit 1\n')
    old.chmod(0o755)

    done = make(tree, "setup", f"PYTHON={python}", f"VENV={tmp_path}/venv")

    assert done.returncode == 2
    assert done.stdout.startswith(told)
    assert not (tmp_path / "venv").exists()


def test_make_run_answers_at_once_and_stops_on_ctrl_c(tree: Path, tmp_path: Path) -> None:
    """What ``make run`` does the second time, when everything is installed and the database is made."""
    port = free_port()
    environment = clean_environment(DATA_DIR=str(tmp_path / "data"), PYTHONUNBUFFERED="1")
    assert run([sys.executable, "manage.py", "migrate", "--verbosity=0"], environment).returncode == 0
    spent_before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with running(["make", "run", f"PORT={port}"], environment, tmp_path / "log", cwd=tree) as started:
        said = started.wait_for_line("Rapport is at ")
        wait_until_healthy(f"http://localhost:{port}")
        os.killpg(started.process.pid, signal.SIGINT)  # What a terminal does: to make and to what it runs.
        started.process.wait(PATIENCE_SECONDS)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert said == f"Rapport is at http://localhost:{port}"
    assert "\nStopped.\n" in started.output
    assert "Traceback" not in started.output
    # Under five seconds is the promise. Counted in the processor's time, as other tests run meanwhile.
    assert spent.ru_utime + spent.ru_stime - spent_before.ru_utime - spent_before.ru_stime < 5


@pytest.mark.timeout(400)
def test_make_demo_prints_a_login_that_works(tree: Path, tmp_path: Path) -> None:
    port = free_port()
    site = f"http://localhost:{port}"
    environment = clean_environment(PYTHONUNBUFFERED="1")
    with running(["make", "demo", f"PORT={port}"], environment, tmp_path / "log", cwd=tree) as started:
        login = started.wait_for_line("Sign in as ")
        started.wait_for_line(f"Rapport is at {site}")
        words = re.fullmatch(r"Sign in as (\S+) with the password (\S+)\. Deleting var/demo starts afresh\.", login)
        assert words is not None
        url, page = sign_in(site, email=words[1], password=words[2])
        os.killpg(started.process.pid, signal.SIGINT)
        started.process.wait(PATIENCE_SECONDS)

    assert url == f"{site}/"
    assert "Sign out" in page
    assert (tree / "var" / "demo" / "rapport.sqlite3").exists()
    assert not (tree / "var" / "rapport.sqlite3").exists()


def sign_in(site: str, *, email: str, password: str) -> tuple[str, str]:
    """Where a browser ends up after the login form, and what it sees there."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    with opener.open(f"{site}/accounts/login/", timeout=20) as response:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.read().decode())
    assert token is not None
    fields = {"csrfmiddlewaretoken": token[1], "login": email, "password": password}
    request = urllib.request.Request(  # noqa: S310 always http, to this machine
        f"{site}/accounts/login/", data=urllib.parse.urlencode(fields).encode(), headers={"Referer": site}
    )
    with opener.open(request, timeout=20) as response:
        return response.url, response.read().decode()


def test_make_test_runs_pytest_on_what_it_is_given(tree: Path) -> None:
    """The whole of it is the run that this test is a part of."""
    done = make(tree, "test", "ARGS=tests/common --collect-only -q")

    assert (done.returncode, "tests/common/" in done.stdout) == (0, True), done.stderr


def test_make_test_runs_everything_in_parallel(tree: Path) -> None:
    planned = make(tree, "-n", "test").stdout

    assert planned.endswith("-m pytest -p tests.no_skips -n auto --dist worksteal\n")


def test_make_check_measures_coverage_and_forgets_a_failed_run(tree: Path) -> None:
    planned = make(tree, "-n", "check").stdout

    assert '-m "not browser and not long" --cov --cov-report=' in planned
    assert ".DELETE_ON_ERROR:" in (tree / "Makefile").read_text(encoding="utf-8")


def test_make_check_runs_every_check(tree: Path) -> None:
    planned = make(tree, "-n", "check").stdout

    for check in (
        "ruff check .",
        "ruff format --check .",
        "/mypy",
        "lint-imports",
        "djlint",
        "typos",
        "makemigrations --check",
        "check --deploy --fail-level WARNING",
        "pytest -q tests/architecture",
        "coverage report",
    ):
        assert check in planned, check


def test_clean_keeps_your_data(tree: Path) -> None:
    planned = make(tree, "-n", "clean").stdout

    removed = planned.replace("\\\n", " ").split()[2:]
    assert [path for path in removed if path.startswith("var")] == ["var/static", "var/check"]


def test_nothing_answers_where_nothing_runs() -> None:
    """Guards the other tests: ``answer`` does not invent."""
    assert answer(f"http://localhost:{free_port()}/healthz")[0] == 0
