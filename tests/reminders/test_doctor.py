from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from reminders.models import Heartbeat
from tests.conftest import MORNING
from tests.reminders.test_health import database_refuses


@pytest.fixture
def installed(settings: Settings, tmp_path: Path) -> None:
    """Static files are collected, mail lands in files."""
    (tmp_path / "staticfiles.json").write_text("{}")
    settings.STATIC_ROOT = settings.DATA_DIR = tmp_path
    settings.MAIL_DIR = tmp_path / "mail"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"


@pytest.mark.django_db
@pytest.mark.usefixtures("installed")
@time_machine.travel(MORNING, tick=False)
def test_doctor_finds_a_healthy_installation_well(tmp_path: Path) -> None:
    Heartbeat.record(now=MORNING)
    out = StringIO()

    call_command("doctor", stdout=out)

    assert out.getvalue().splitlines() == [
        f"ok     Database {connection.display_name} answers.",
        "ok     Migrations are all applied.",
        "ok     Search finds what is written.",
        "ok     Database writes are taken.",
        "ok     Broker none to install: “manage.py serve” does the background work itself, while it runs.",
        "ok     Background work last ran less than a minute ago.",
        f"ok     Mail lands as files in {tmp_path}/mail; set EMAIL_URL to send it through a server.",
        "ok     Secret key comes from the environment.",
        "ok     DEBUG is off.",
        "ok     SITE_URL http://localhost:8000 is answered to.",
        f"ok     Static files are collected in {tmp_path}.",
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("installed")
def test_doctor_says_what_to_do_and_fails() -> None:
    out = StringIO()

    with database_refuses("SELECT 1"), pytest.raises(SystemExit) as stopped:
        call_command("doctor", stdout=out)

    assert stopped.value.code == 1
    assert out.getvalue().splitlines()[:4] == [
        "wrong  Database does not answer.",
        "       the server at 10.0.0.7 is gone really",
        "       Start the database server, or correct DATABASE_URL.",
        "ok     Broker none to install: “manage.py serve” does the background work itself, while it runs.",
    ]
