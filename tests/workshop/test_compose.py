"""``docker-compose.yml`` and the image: read by a machine, and the very commands run by hand."""

import json
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.services import free_port, scratch_postgres, scratch_redis
from tests.workshop.compose import compose_file
from tests.workshop.processes import ROOT, answer, clean_environment, run, running, wait_until_healthy

OURS = {"migrate", "web", "worker", "beat"}
LASTING = {"web", "worker", "beat"}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    services: dict[str, Any] = compose_file()["services"]
    return services


def test_compose_runs_everything_that_the_product_needs(services: dict[str, Any]) -> None:
    assert set(services) == {"migrate", "web", "worker", "beat", "postgres", "redis", "mail"}
    assert [name for name, service in services.items() if service.get("profiles")] == ["mail"]


def test_every_lasting_service_has_a_healthcheck(services: dict[str, Any]) -> None:
    checks = {name: service.get("healthcheck", {}).get("test") for name, service in services.items()}

    assert checks == {
        "migrate": None,
        "web": None,  # the image's own
        "worker": ["CMD-SHELL", 'celery -A config inspect ping --timeout 5 --destination "worker@$HOSTNAME"'],
        "beat": ["CMD-SHELL", 'celery -A config inspect ping --timeout 5 --destination "beat@$HOSTNAME"'],
        "postgres": ["CMD", "pg_isready", "--username", "rapport", "--dbname", "rapport"],
        "redis": ["CMD", "redis-cli", "ping"],
        "mail": ["CMD", "/mailpit", "readyz"],
    }
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_our_services_wait_for_what_they_need(services: dict[str, Any]) -> None:
    waits = {name: {on: how["condition"] for on, how in services[name]["depends_on"].items()} for name in OURS}

    ready = {"migrate": "service_completed_successfully", "redis": "service_healthy"}
    assert waits == {"migrate": {"postgres": "service_healthy"}, "web": ready, "worker": ready, "beat": ready}


def test_our_services_can_do_no_harm(services: dict[str, Any]) -> None:
    for name in OURS:
        service = services[name]
        assert (service["user"], service["read_only"], service["cap_drop"], service["security_opt"]) == (
            "rapport",
            True,
            ["ALL"],
            ["no-new-privileges:true"],
        ), name


def test_only_this_machine_reaches_the_published_ports(services: dict[str, Any]) -> None:
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}

    assert published == {"web": ["127.0.0.1:8000:8000"], "mail": ["127.0.0.1:8025:8025"]}


def test_redis_keeps_what_is_queued(services: dict[str, Any]) -> None:
    """RELIABILITY.md: AOF and ``noeviction``."""
    assert services["redis"]["command"] == [
        "redis-server",
        "--appendonly",
        "yes",
        "--maxmemory-policy",
        "noeviction",
    ]


def test_what_must_last_is_in_named_volumes(services: dict[str, Any]) -> None:
    mounts = {name: service["volumes"] for name, service in services.items() if "volumes" in service}

    data = ["data:/data"]
    assert mounts == {
        **dict.fromkeys(OURS, data),
        "postgres": ["postgres:/var/lib/postgresql/data"],
        "redis": ["redis:/data"],
        "mail": ["mail:/data"],
    }
    assert set(compose_file()["volumes"]) == {"data", "postgres", "redis", "mail"}


def test_images_are_pinned_by_tag(services: dict[str, Any]) -> None:
    images = [service["image"] for service in services.values()]
    images += re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)

    assert [image for image in images if not re.fullmatch(r"[\w./-]+:(local|v?\d[\w.-]*)", image)] == []


def test_the_image_is_built_in_stages_with_hashes_and_runs_without_privileges() -> None:
    stages = (ROOT / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")[1:]

    assert len(stages) == 3
    assert "npm ci --ignore-scripts" in stages[0]
    assert "pip install --require-hashes -r requirements.txt" in stages[1]
    assert "collectstatic" in stages[1]
    assert re.findall(r"^USER (\S+)", stages[2], re.MULTILINE) == ["rapport"]


def test_the_image_gets_every_package_and_no_secret() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in lines if line.startswith("!")}

    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert "*" in lines
    assert packages | {"static", "templates", "manage.py", "requirements.txt"} <= let_in
    assert not any(name.startswith((".env", "var", "tests", ".git")) for name in let_in)


def test_compose_itself_reads_the_file() -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        return  # The client is not here; the tests above read the file without it.

    done = run([docker, "compose", "--profile", "try", "config", "--format", "json"], clean_environment())

    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["services"]) == {*OURS, "postgres", "redis", "mail"}


@pytest.mark.service
@pytest.mark.timeout(240)
@pytest.mark.usefixtures("collected_static_files")
def test_the_commands_of_the_file_work_together(tmp_path: Path) -> None:
    """Against a real PostgreSQL and Redis: migrate, then web, worker and beat, until /healthz is well; then SIGTERM."""
    port = str(free_port())
    site = f"http://localhost:{port}"
    with scratch_postgres() as database, scratch_redis() as broker, ExitStack() as stack:
        services = compose_file(SITE_URL=site)["services"]
        here = {"DATABASE_URL": database, "CELERY_BROKER_URL": broker, "DATA_DIR": str(tmp_path), "PORT": port}
        environment = clean_environment(**{**services["web"]["environment"], **here}, HOSTNAME="here")
        # Inside the container %h and $HOSTNAME are the same.
        commands = {name: [word.replace("%h", "here") for word in services[name]["command"]] for name in OURS}

        migrated = run(commands["migrate"], environment)
        processes = {
            name: stack.enter_context(running(commands[name], environment, tmp_path / f"{name}.log"))
            for name in sorted(LASTING)
        }
        wait_until_healthy(site)
        login, page = answer(f"{site}/accounts/login/")
        checks = {
            name: run(["sh", "-c", services[name]["healthcheck"]["test"][1]], environment).returncode
            for name in ("worker", "beat")
        }
        image_check = run(["python", "-c", healthcheck_of_the_image()], environment).returncode
        ends = {name: process.stop() for name, process in processes.items()}

    assert migrated.returncode == 0, migrated.stderr
    assert (login, "csrfmiddlewaretoken" in page) == (200, True)
    assert (checks, image_check) == ({"worker": 0, "beat": 0}, 0)
    assert {name: code for name, (code, _) in ends.items()} == dict.fromkeys(LASTING, 0)
    assert max(seconds for _, seconds in ends.values()) < 30
    assert "Traceback" not in "".join(process.output for process in processes.values())


def healthcheck_of_the_image() -> str:
    """The Python that the Dockerfile's HEALTHCHECK runs."""
    line = re.search(r"^HEALTHCHECK .* CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert line is not None
    program, flag, source = json.loads(line[1])
    assert (program, flag) == ("python", "-c")
    return str(source)


def test_the_healthcheck_of_the_image_fails_where_nothing_answers() -> None:
    environment = clean_environment(PORT=str(free_port()))

    done = run([sys.executable, "-c", healthcheck_of_the_image()], environment)

    assert done.returncode == 1
