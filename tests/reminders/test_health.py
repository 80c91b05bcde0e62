from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from contacts.finding import index
from reminders import health
from reminders.health import Finding
from reminders.models import Heartbeat
from tests.conftest import MORNING
from tests.services import free_port, scratch_redis


@contextmanager
def database_refuses(statement: str) -> Iterator[None]:
    """Every statement that starts with ``statement`` fails as it does when the server is gone."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(statement):
            raise OperationalError("the server at 10.0.0.7 is gone\n  really")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.django_db
@time_machine.travel(MORNING, tick=False)
@pytest.mark.parametrize("age", [timedelta(0), timedelta(minutes=14, seconds=59)])
def test_healthz_is_ok_while_the_last_beat_is_young(client: Client, age: timedelta) -> None:
    Heartbeat.record(now=MORNING - age)

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
@time_machine.travel(MORNING, tick=False)
@pytest.mark.parametrize(
    ("beat_at", "reason"),
    [
        (None, "Background work has never run."),
        (MORNING - timedelta(minutes=15), "Background work last ran 15 minutes ago."),
        (MORNING - timedelta(hours=47), "Background work last ran 47 hours ago."),
        (MORNING - timedelta(days=3), "Background work last ran 3 days ago."),
    ],
)
def test_healthz_says_when_nothing_beats(client: Client, beat_at: datetime | None, reason: str) -> None:
    if beat_at:
        Heartbeat.record(now=beat_at)

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (503, {"status": "unwell", "reasons": [reason]})


@pytest.mark.django_db
def test_healthz_says_that_the_database_is_gone_but_not_where_it_was(client: Client) -> None:
    with database_refuses("SELECT 1"):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (
        503,
        {"status": "unwell", "reasons": ["Database does not answer."]},
    )


@pytest.mark.django_db
def test_healthz_says_that_tables_are_missing(client: Client) -> None:
    with database_refuses('SELECT "reminders_heartbeat"'):
        response = client.get("/healthz")

    assert response.json() == {"status": "unwell", "reasons": ["Background work has no table to write to."]}


@pytest.mark.django_db
@time_machine.travel(MORNING, tick=False)
def test_healthz_answers_to_head_and_to_nothing_that_writes(client: Client) -> None:
    Heartbeat.record(now=MORNING)

    statuses = [client.head("/healthz").status_code, client.post("/healthz").status_code]

    assert statuses == [200, 405]


@pytest.mark.django_db
def test_writes_are_tried_and_change_nothing() -> None:
    Heartbeat.record(now=MORNING)

    finding = health.database_takes_writes()

    assert finding == Finding(subject="Database writes", ok=True, says="are taken.")
    assert Heartbeat.last() == MORNING


@pytest.mark.django_db
def test_refused_writes_are_a_fault() -> None:
    with database_refuses("DELETE"):
        finding = health.database_takes_writes()

    assert finding == Finding(
        subject="Database writes",
        ok=False,
        says="are refused.",
        detail="the server at 10.0.0.7 is gone really",
        do="See that the disk has room, and that the file or the role may be written.",
    )


@pytest.mark.django_db
def test_a_pending_migration_is_a_fault() -> None:
    MigrationRecorder(connection).record_unapplied(*MigrationLoader(connection).graph.leaf_nodes("reminders")[0])

    finding = health.migrations_applied()

    assert finding == Finding(
        subject="Migrations", ok=False, says="1 wait to be applied.", do="Run “manage.py migrate”."
    )


@pytest.mark.django_db
def test_migrations_that_cannot_be_read_are_a_fault() -> None:
    with database_refuses('SELECT "django_migrations"'):
        finding = health.migrations_applied()

    assert finding.says == "cannot be read."


@pytest.mark.django_db
def test_a_search_that_misses_what_is_written_is_a_fault() -> None:
    index.remove()

    assert health.search_follows() == Finding(
        subject="Search", ok=False, says="misses what is written.", do="Run “manage.py rebuild_search”."
    )


@pytest.mark.django_db
def test_a_search_that_cannot_be_asked_is_a_fault() -> None:
    with database_refuses("SELECT name, sql" if connection.vendor == "sqlite" else "SELECT obj_description"):
        assert health.search_follows().says == "cannot be asked."


def test_the_embedded_broker_is_never_at_fault() -> None:
    finding = health.broker_answers()

    assert finding == Finding(
        subject="Broker",
        ok=True,
        says="none to install: “manage.py serve” does the background work itself, while it runs.",
    )


def test_a_broker_that_is_gone_is_a_fault_told_without_its_password(settings: Settings) -> None:
    port = free_port()
    settings.CELERY_BROKER_URL = f"redis://:hunter2@127.0.0.1:{port}/0"

    finding = health.broker_answers()

    assert finding == Finding(
        subject="Broker",
        ok=False,
        says=f"redis://127.0.0.1:{port}/0 does not answer.",
        detail=f"Error 111 connecting to 127.0.0.1:{port}. Connection refused.",
        do="Start Redis, or correct CELERY_BROKER_URL.",
    )


@pytest.mark.service
def test_a_broker_that_answers_is_well(settings: Settings) -> None:
    with scratch_redis() as url:
        settings.CELERY_BROKER_URL = url

        finding = health.broker_answers()

    assert finding == Finding(subject="Broker", ok=True, says=f"{url} answers.")


@pytest.mark.django_db
def test_what_to_start_depends_on_the_broker(settings: Settings) -> None:
    embedded = health.last_beat(MORNING)
    settings.CELERY_BROKER_URL = "redis://localhost:6379/0"
    separate = health.last_beat(MORNING)

    assert [embedded.do, separate.do] == [
        "Start “make run” (or “manage.py serve”) and leave it running.",
        "Start the beat and worker processes, and look into their logs.",
    ]


@pytest.mark.django_db
def test_a_minute_is_one_minute() -> None:
    Heartbeat.record(now=MORNING - timedelta(seconds=61))

    assert health.last_beat(MORNING).says == "last ran 1 minute ago."


def send_mail_to(settings: Settings, port: int) -> None:
    settings.MAIL_LEAVES_THIS_MACHINE = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


@contextmanager
def mail_server(handler: object) -> Iterator[int]:
    """The port of a server that answers as ``handler`` says."""
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller.port
    controller.stop()


def test_a_mail_server_that_lets_us_in_is_well(settings: Settings) -> None:
    with mail_server(object()) as port:
        send_mail_to(settings, port)

        finding = health.mail_goes_out()

    assert finding == Finding(subject="Mail", ok=True, says=f"127.0.0.1:{port} lets us in.")


def test_a_mail_server_that_is_gone_is_a_fault(settings: Settings) -> None:
    port = free_port()
    send_mail_to(settings, port)

    finding = health.mail_goes_out()

    assert finding == Finding(
        subject="Mail",
        ok=False,
        says=f"127.0.0.1:{port} does not take our mail.",
        detail="[Errno 111] Connection refused",
        do="Correct EMAIL_URL (host, port, user, password, TLS), or start that server.",
    )


def test_a_mail_server_that_takes_no_commands_is_a_fault(settings: Settings) -> None:
    class Closing:
        async def handle_NOOP(self, *_session: object) -> str:  # noqa: N802 aiosmtpd looks for this name
            return "421 Closing for the night"

    with mail_server(Closing()) as port:
        send_mail_to(settings, port)

        finding = health.mail_goes_out()

    assert finding == Finding(
        subject="Mail",
        ok=False,
        says=f"127.0.0.1:{port} let us in, but does not take commands.",
        detail="421 Closing for the night",
        do="Ask whoever runs that server.",
    )


def test_mail_as_files_says_where(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAIL_DIR = tmp_path / "not" / "yet"

    finding = health.mail_goes_out()

    assert finding == Finding(
        subject="Mail",
        ok=True,
        says=f"lands as files in {tmp_path}/not/yet; set EMAIL_URL to send it through a server.",
    )


def test_mail_as_files_needs_a_folder_that_can_be_written(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAIL_DIR = tmp_path / "var" / "mail"

    finding = health.mail_goes_out()

    assert finding == Finding(
        subject="Mail",
        ok=False,
        says=f"cannot be written to {tmp_path}/var/mail.",
        do=f"Make {tmp_path}/var a folder that this process may write to.",
    )


def test_mail_to_nowhere_is_said(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    finding = health.mail_goes_out()

    assert finding == Finding(subject="Mail", ok=True, says="does not leave this machine (EMAIL_URL says so).")


def test_the_secret_key_is_said_to_come_from_where_it_does(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    file = tmp_path / "secret_key"

    from_environment = health.secret_key_is_kept()
    file.write_text(settings.SECRET_KEY)
    file.chmod(0o600)
    kept = health.secret_key_is_kept()
    file.chmod(0o644)
    readable = health.secret_key_is_kept()
    settings.SECRET_KEY = "change-me"
    example = health.secret_key_is_kept()

    assert [from_environment, kept, readable, example] == [
        Finding(subject="Secret key", ok=True, says="comes from the environment."),
        Finding(subject="Secret key", ok=True, says=f"is kept in {file}."),
        Finding(
            subject="Secret key", ok=False, says=f"in {file} can be read by others.", do=f"Run “chmod 600 {file}”."
        ),
        Finding(
            subject="Secret key",
            ok=False,
            says="is too short or the example's.",
            do="Unset SECRET_KEY to have one made, or set 50 random characters.",
        ),
    ]


def test_debug_is_a_fault(settings: Settings) -> None:
    settings.DEBUG = True

    findings = [health.debug_is_off(), health.static_files_collected()]

    assert [(finding.ok, finding.says) for finding in findings] == [
        (False, "is on: error pages show the code and the settings to anyone."),
        (True, "are served from the source, as DEBUG is on."),
    ]


@pytest.mark.parametrize(
    ("site_url", "allowed_hosts", "ok"),
    [
        ("https://rapport.example.org", ["rapport.example.org"], True),
        ("https://rapport.example.org", [".example.org"], True),
        ("http://[::1]:8000", ["[::1]"], True),
        ("https://rapport.example.org", ["localhost"], False),
    ],
)
def test_the_address_in_mails_must_be_answered_to(
    settings: Settings, site_url: str, allowed_hosts: list[str], ok: bool
) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = site_url, allowed_hosts

    finding = health.site_url_is_allowed()

    assert finding.ok is ok


def test_a_refused_address_says_what_to_add(settings: Settings) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://rapport.example.org", ["localhost", "127.0.0.1"]

    finding = health.site_url_is_allowed()

    assert finding == Finding(
        subject="SITE_URL",
        ok=False,
        says="https://rapport.example.org is refused, as ALLOWED_HOSTS is localhost, 127.0.0.1.",
        do="Add rapport.example.org to ALLOWED_HOSTS, or unset it.",
    )


def test_static_files_must_be_collected(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path

    missing = health.static_files_collected()
    (tmp_path / "staticfiles.json").write_text("{}")
    collected = health.static_files_collected()

    assert [missing, collected] == [
        Finding(
            subject="Static files",
            ok=False,
            says="are not collected, so pages cannot be shown.",
            do="Run “make setup” (or “manage.py collectstatic”).",
        ),
        Finding(subject="Static files", ok=True, says=f"are collected in {tmp_path}."),
    ]
