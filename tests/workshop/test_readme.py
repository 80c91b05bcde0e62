"""The README promises only what works: every command in it is run, or is one that another test runs."""

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.workshop.compose import compose_file
from tests.workshop.processes import ROOT, clean_environment, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONNECTIONS = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ines,Duarte,https://www.linkedin.com/in/ines-duarte-example,ines@example.com,Northwind,Head of Rail,14 Mar 2024
"""
# Run in full by tests/workshop/test_makefile.py; "make test" is what runs this.
ELSEWHERE = {"make run", "make demo", "make test"}


def commands() -> list[str]:
    """Each line of each ``sh`` block."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readme_tells_things_in_order() -> None:
    headings = re.findall(r"^#+ (.+)$|^!\[.+\]\((.+)\)$", README, re.MULTILINE)

    assert [heading or picture for heading, picture in headings] == [
        "Rapport",
        "docs/img/today.png",
        "Run it",
        "Test it",
        "What each screen does",
        "On a server",
    ]
    assert commands()[:3] == ["make run", "make demo", "make test"]


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_command_is_run_by_a_test() -> None:
    runners = (ELSEWHERE, set(MANAGE), set(COPIES), set(COMPOSE))

    assert sorted(commands()) == sorted(command for runner in runners for command in runner)


MANAGE = [command for command in commands() if command.startswith(".venv/bin/python manage.py ")]
COPIES = [command for command in commands() if command.startswith("cp ")]
COMPOSE = [command for command in commands() if "docker compose " in command]


@pytest.fixture(scope="module")
def installation(collected_static_files: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What ``make run`` leaves, with the accounts of the examples, a file from LinkedIn and one of our own."""
    home = tmp_path_factory.mktemp("home")
    (home / "Downloads").mkdir()
    (home / "Downloads" / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    environment = clean_environment(HOME=str(home), DATA_DIR=str(home / "data"))
    password = {"DJANGO_SUPERUSER_PASSWORD": "people-first"}
    make = ("createsuperuser", "--noinput", "--email")
    for command in (
        ("migrate", "--verbosity", "0"),
        (*make, "you@example.com"),
        (*make, "new@example.com"),
        ("export_data", "--owner", "you@example.com", str(home / "rapport.zip")),
    ):
        done = run([sys.executable, "manage.py", *command], environment | password)
        assert done.returncode == 0, done.stderr
    return environment


@pytest.mark.parametrize("command", MANAGE)
def test_management_commands_work_as_written(installation: dict[str, str], command: str) -> None:
    here = command.replace(".venv/bin/python", shlex.quote(sys.executable))
    if "export_data" in command:
        Path(installation["HOME"], "rapport.zip").unlink()

    done = run(["sh", "-c", here], installation)

    # The doctor finds that nothing does background work here; that is its answer, not a failure.
    expected = 1 if command.endswith(" doctor") else 0
    assert (done.returncode, done.stderr) == (expected, ""), done.stdout
    assert done.stdout.strip()


@pytest.mark.parametrize("command", COPIES)
def test_files_to_copy_are_there(tmp_path: Path, command: str) -> None:
    _, source, target = command.split()
    shutil.copy(ROOT / source, tmp_path / target)

    done = run(
        [sys.executable, "-c", f"import environ; environ.Env.read_env({str(tmp_path / target)!r})"], clean_environment()
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", COMPOSE)
def test_compose_commands_name_what_the_file_has(command: str) -> None:
    """No Docker engine runs here; tests/workshop/test_compose.py runs what the containers would."""
    words = shlex.split(command)
    given = dict(word.split("=", 1) for word in words[: words.index("docker")])
    arguments = words[words.index("compose") + 1 :]
    compose = compose_file(**given)

    if arguments[:1] == ["--profile"]:
        assert arguments[1] in {
            name for service in compose["services"].values() for name in service.get("profiles", [])
        }
        arguments = arguments[2:]
    if arguments[0] == "exec":
        service, *inside = arguments[1:]
        assert service in compose["services"]
        assert inside[:2] == ["python", "manage.py"]
        assert inside[2] in get_commands()
    else:
        assert arguments == ["up", "--detach"]
    for name, value in given.items():
        assert compose["services"]["web"]["environment"][name] == value
